// A date the reader knows. Either one text field in the order year-month-day, which can be pasted from a paper,
// or three fields for dates known by heart. No calendar: nobody looks up the issue date printed in front of them.
import { classes } from "#ui/classes.ts";
import { describedBy, invalid } from "#ui/components/field/Field.tsx";
import type { QuestionProps } from "#ui/components/field/Field.tsx";
import { Fieldset } from "#ui/components/fieldset/Fieldset.tsx";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";

export type DatePart = "day" | "month" | "year";

export interface DateInputProps extends QuestionProps {
  readonly name: string;
  readonly label: string;
  readonly heading?: boolean | undefined;
  /** One text field; with "fields" the form sends name-day, name-month and name-year. */
  readonly variant?: "text" | "fields" | undefined;
  /** As typed: "2026-11-24", or whatever the reader wrote instead. */
  readonly value?: string | undefined;
  readonly parts?: Readonly<Partial<Record<DatePart, string>>> | undefined;
  /** Which of the three fields are wrong; all of them when there is an error and nothing is said. */
  readonly wrong?: readonly DatePart[] | undefined;
}

export function DateInput(props: DateInputProps) {
  if (props.variant !== "fields") {
    const hint = props.hint ?? props.t("ui.date.hint");
    return (
      <TextInput
        t={props.t}
        name={props.name}
        label={props.label}
        heading={props.heading}
        hint={hint}
        error={props.error}
        optional={props.optional}
        value={props.value}
        width={10}
        inputmode="numeric"
        code
      />
    );
  }
  return (
    <Fieldset
      t={props.t}
      id={props.name}
      legend={props.label}
      heading={props.heading}
      hint={props.hint ?? props.t("ui.date.hint-fields")}
      error={props.error}
      optional={props.optional}
    >
      <div class="date-fields">
        <Part {...props} part="day" label={props.t("ui.date.day")} />
        <Part {...props} part="month" label={props.t("ui.date.month")} />
        <Part {...props} part="year" label={props.t("ui.date.year")} />
      </div>
    </Fieldset>
  );
}

function Part(props: DateInputProps & { part: DatePart; label: string }) {
  // The day carries the group's own name as its id: an error summary leads there.
  const id = props.part === "day" ? props.name : `${props.name}-${props.part}`;
  const wrong = props.error !== undefined && (props.wrong?.includes(props.part) ?? true);
  return (
    <div class="date-fields__part">
      <label class="label label--part" for={id}>
        {props.label}
      </label>
      <input
        class={classes("input", props.part === "year" ? "input--4" : "input--2", wrong && "input--error")}
        id={id}
        name={`${props.name}-${props.part}`}
        type="text"
        inputmode="numeric"
        maxlength={props.part === "year" ? 4 : 2}
        value={props.parts?.[props.part]}
        aria-describedby={wrong ? describedBy(props.name, { error: props.error }) : undefined}
        aria-invalid={wrong ? invalid(props.error) : undefined}
      />
    </div>
  );
}
