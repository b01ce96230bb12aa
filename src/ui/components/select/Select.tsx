// One of many known answers, such as a Participant. Up to seven answers are better as radios.
import { classes } from "#ui/classes.ts";
import { Field, describedBy, invalid } from "#ui/components/field/Field.tsx";
import type { LabelProps, QuestionProps } from "#ui/components/field/Field.tsx";

export interface SelectProps extends QuestionProps, LabelProps {
  readonly name: string;
  readonly id?: string | undefined;
  readonly value?: string | undefined;
  readonly items: readonly { readonly value: string; readonly label: string; readonly disabled?: boolean }[];
  /** False where one answer is already right, as in a filter. */
  readonly choose?: boolean | undefined;
}

export function Select(props: SelectProps) {
  const id = props.id ?? props.name;
  return (
    <Field {...props} id={id}>
      <select
        class={classes("input", "select", props.error !== undefined && "input--error")}
        id={id}
        name={props.name}
        aria-describedby={describedBy(id, props)}
        aria-invalid={invalid(props.error)}
      >
        {props.choose !== false && <option value="">{props.t("ui.select.choose")}</option>}
        {props.items.map((item) => (
          <option value={item.value} selected={item.value === props.value} disabled={item.disabled}>
            {item.label}
          </option>
        ))}
      </select>
    </Field>
  );
}
