// None, one or several answers. The first box's id is the group's name, so that an error summary can lead to it.
import { ChoiceRow } from "#ui/components/radios/Radios.tsx";
import type { Choice } from "#ui/components/radios/Radios.tsx";
import { Fieldset } from "#ui/components/fieldset/Fieldset.tsx";
import type { QuestionProps } from "#ui/components/field/Field.tsx";

export interface CheckboxesProps extends QuestionProps {
  readonly name: string;
  readonly legend: string;
  readonly heading?: boolean | undefined;
  readonly items: readonly Choice[];
  readonly values?: readonly string[] | undefined;
}

export function Checkboxes(props: CheckboxesProps) {
  return (
    <Fieldset {...props} id={props.name}>
      <div class="choices">
        {props.items.map((item, index) => (
          <ChoiceRow
            type="checkbox"
            name={props.name}
            id={index === 0 ? props.name : `${props.name}-${index + 1}`}
            item={item}
            checked={props.values?.includes(item.value) === true}
          />
        ))}
      </div>
    </Fieldset>
  );
}
