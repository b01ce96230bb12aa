// Several lines of text. With `limit` it says how many characters fit; the forms island counts along while typing.
import { classes } from "#ui/classes.ts";
import { Field, describedBy, invalid } from "#ui/components/field/Field.tsx";
import type { LabelProps, QuestionProps } from "#ui/components/field/Field.tsx";

export interface TextareaProps extends QuestionProps, LabelProps {
  readonly name: string;
  readonly id?: string | undefined;
  readonly value?: string | undefined;
  readonly rows?: number | undefined;
  /** The server refuses what is longer; nothing stops the typing, so that a pasted text is not cut unseen. */
  readonly limit?: number | undefined;
}

export function Textarea(props: TextareaProps) {
  const id = props.id ?? props.name;
  return (
    <Field {...props} id={id}>
      <textarea
        class={classes("input", "textarea", props.error !== undefined && "input--error")}
        id={id}
        name={props.name}
        rows={props.rows ?? 5}
        data-limit={props.limit}
        aria-describedby={describedBy(id, {
          ...props,
          more: props.limit === undefined ? [] : [`${id}-limit`],
        })}
        aria-invalid={invalid(props.error)}
        value={props.value}
      />
      {props.limit !== undefined && (
        <>
          <p
            class="hint hint--below"
            id={`${id}-limit`}
            data-left={props.t("ui.characters.left", { count: "#" })}
          >
            {props.t("ui.characters.limit", { limit: props.limit })}
          </p>
          <p class="visually-hidden" id={`${id}-limit-status`} role="status" />
        </>
      )}
    </Field>
  );
}
