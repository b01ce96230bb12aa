// One answer out of a few. The first radio's id is the group's name, so that an error summary can lead to it.
// A question below an answer shows when that answer is chosen; where a browser cannot do that, it always shows.
import type { ComponentChildren } from "preact";
import { classes } from "#ui/classes.ts";
import { Fieldset } from "#ui/components/fieldset/Fieldset.tsx";
import type { QuestionProps } from "#ui/components/field/Field.tsx";

export interface Choice {
  readonly value: string;
  readonly label: ComponentChildren;
  readonly hint?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** A question that only this answer raises. */
  readonly more?: ComponentChildren;
}

export interface RadiosProps extends QuestionProps {
  readonly name: string;
  readonly legend: string;
  readonly heading?: boolean | undefined;
  readonly items: readonly Choice[];
  readonly value?: string | undefined;
  /** Side by side, for two short answers. */
  readonly inline?: boolean | undefined;
}

export function Radios(props: RadiosProps) {
  return (
    <Fieldset {...props} id={props.name}>
      <div class={classes("choices", props.inline === true && "choices--inline")}>
        {props.items.map((item, index) => (
          <ChoiceRow
            type="radio"
            name={props.name}
            id={index === 0 ? props.name : `${props.name}-${index + 1}`}
            item={item}
            checked={item.value === props.value}
          />
        ))}
      </div>
    </Fieldset>
  );
}

export function ChoiceRow(props: {
  type: "radio" | "checkbox";
  name: string;
  id: string;
  item: Choice;
  checked: boolean;
}) {
  const { item, id } = props;
  return (
    <>
      <div class="choice">
        <input
          class={`choice__input choice__input--${props.type}`}
          type={props.type}
          id={id}
          name={props.name}
          value={item.value}
          checked={props.checked}
          disabled={item.disabled}
          aria-describedby={item.hint === undefined ? undefined : `${id}-item-hint`}
        />
        <label class="choice__label" for={id}>
          {item.label}
        </label>
        {item.hint !== undefined && (
          <p class="hint choice__hint" id={`${id}-item-hint`}>
            {item.hint}
          </p>
        )}
      </div>
      {item.more !== undefined && <div class="choice__more">{item.more}</div>}
    </>
  );
}
