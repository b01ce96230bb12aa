// Questions that belong together under one legend: the date's three fields, a group of radios, an address.
import type { ComponentChildren } from "preact";
import { classes } from "#ui/classes.ts";
import { ErrorMessage, Hint, Optional, describedBy } from "#ui/components/field/Field.tsx";
import type { QuestionProps } from "#ui/components/field/Field.tsx";

export interface FieldsetProps extends QuestionProps {
  readonly id: string;
  readonly legend: string;
  /** The legend is the question of the page: it becomes the page's heading. */
  readonly heading?: boolean | undefined;
  readonly children: ComponentChildren;
}

export function Fieldset(props: FieldsetProps) {
  const words = (
    <>
      {props.legend}
      <Optional t={props.t} optional={props.optional} />
    </>
  );
  return (
    <div class={classes("field", props.error !== undefined && "field--error")}>
      <fieldset class="fieldset" aria-describedby={describedBy(props.id, props)}>
        <legend class={classes("legend", props.heading === true && "legend--heading")}>
          {props.heading === true ? <h1>{words}</h1> : words}
        </legend>
        <Hint id={props.id} hint={props.hint} />
        <ErrorMessage t={props.t} id={props.id} error={props.error} />
        {props.children}
      </fieldset>
    </div>
  );
}
