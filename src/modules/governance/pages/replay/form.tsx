// The form that moves the numbers: a plain GET form, so that every choice has an address that can be sent on.
import { atLeast, atMost } from "#core/decisions/parameters.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Button } from "#ui/components/button/Button.tsx";
import { Select } from "#ui/components/select/Select.tsx";
import { choices, shareOf } from "./choices.ts";
import type { ChoiceName, Chosen } from "./choices.ts";

/** Of which the shares are shown as numbers of governments. */
const governmentsShown = 59;

export function ReplayForm({ t, chosen }: { t: T; chosen: Chosen }) {
  const share = (name: "floor" | "cap") => (value: string) => {
    if (value === "kept") return t(`replay.field.${name}.kept`);
    const { part, of } = shareOf(value);
    const seats = (name === "floor" ? atLeast : atMost)({ part, of }, governmentsShown);
    return t("replay.field.share.hint", { share: t("replay.field.share", { part, of }), seats });
  };
  const number = (value: string) => t.number(Number(value));
  return (
    <form method="get" action="/decisions/replay" aria-label={t("replay.parameters")}>
      <p class="prose">{t("replay.parameters.lede")}</p>
      <Choice t={t} chosen={chosen} name="floor" label={share("floor")} />
      <Choice t={t} chosen={chosen} name="cap" label={share("cap")} />
      <Choice t={t} chosen={chosen} name="industry" label={number} hint={t("replay.field.seats.hint")} />
      <Choice t={t} chosen={chosen} name="civil" label={number} />
      <Choice t={t} chosen={chosen} name="replies" label={number} />
      <Choice
        t={t}
        chosen={chosen}
        name="pillars"
        label={(value) =>
          t(value === "silent" ? "replay.field.pillars.silent" : "replay.field.pillars.anything")
        }
      />
      <Choice
        t={t}
        chosen={chosen}
        name="evidence"
        label={(value) => t(value === "yes" ? "replay.field.evidence.yes" : "replay.field.evidence.no")}
      />
      <Choice
        t={t}
        chosen={chosen}
        name="bloc"
        label={(value) =>
          value === "0"
            ? t("replay.act.field.bloc.none")
            : t("replay.act.field.bloc.some", { seats: Number(value) })
        }
      />
      <Button>{t("replay.submit")}</Button>
      <p>
        <a href="/decisions/replay">{t("replay.reset")}</a>
      </p>
    </form>
  );
}

function Choice(props: {
  t: T;
  chosen: Chosen;
  name: ChoiceName;
  label: (value: string) => string;
  hint?: string;
}) {
  const { t, name } = props;
  return (
    <Select
      t={t}
      name={name}
      label={t(name === "bloc" ? "replay.act.field.bloc" : `replay.field.${name}`)}
      hint={props.hint}
      choose={false}
      value={props.chosen[name]}
      items={choices[name].map((value) => ({ value, label: props.label(value) }))}
    />
  );
}
