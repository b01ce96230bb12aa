// One line of text. `width` is in characters and says how long an answer is expected to be.
import { classes } from "#ui/classes.ts";
import { Field, describedBy, invalid } from "#ui/components/field/Field.tsx";
import type { LabelProps, QuestionProps } from "#ui/components/field/Field.tsx";

export interface TextInputProps extends QuestionProps, LabelProps {
  readonly name: string;
  /** The name, unless the page has the name twice. */
  readonly id?: string | undefined;
  readonly value?: string | undefined;
  readonly type?: "text" | "email" | "tel" | "url" | "password" | "search" | undefined;
  readonly inputmode?: "text" | "decimal" | "numeric" | "email" | "tel" | undefined;
  readonly autocomplete?: string | undefined;
  readonly width?: 4 | 5 | 10 | 20 | 30 | undefined;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  /** Certificate numbers, codes: Latin letters from left to right in every language, no spelling help. */
  readonly code?: boolean | undefined;
  readonly maxlength?: number | undefined;
  readonly disabled?: boolean | undefined;
}

export function TextInput(props: TextInputProps) {
  const id = props.id ?? props.name;
  const input = (
    <input
      class={classes(
        "input",
        props.width !== undefined && `input--${props.width}`,
        props.code === true && "input--code",
        props.error !== undefined && "input--error",
      )}
      id={id}
      name={props.name}
      type={oneKind(props.type ?? "text")}
      value={props.value}
      inputmode={props.inputmode}
      autocomplete={props.autocomplete ?? (props.code === true ? "off" : undefined)}
      autocapitalize={props.code === true ? "characters" : undefined}
      spellcheck={props.code === true ? false : undefined}
      dir={props.code === true ? "ltr" : undefined}
      maxlength={props.maxlength}
      disabled={props.disabled}
      aria-describedby={describedBy(id, props)}
      aria-invalid={invalid(props.error)}
    />
  );
  return (
    <Field {...props} id={id}>
      {props.prefix === undefined && props.suffix === undefined ? (
        input
      ) : (
        <div class="input-with-unit">
          {/* Hidden from screen readers, so the label must name the unit too. */}
          {props.prefix !== undefined && (
            <span class="input-unit" aria-hidden="true">
              {props.prefix}
            </span>
          )}
          {input}
          {props.suffix !== undefined && (
            <span class="input-unit" aria-hidden="true">
              {props.suffix}
            </span>
          )}
        </div>
      )}
    </Field>
  );
}

// The types of JSX allow one kind of input per element; all of ours take the same attributes.
function oneKind(type: string): "text" {
  return type as "text";
}
