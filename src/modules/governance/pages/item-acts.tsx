// Every act of an item in order: who did what, and the way to its receipt in the public record.
import type { AnsweredAct } from "#core/decisions/index.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Table } from "#ui/components/table/Table.tsx";
import { clauseName, positionWord, seatName } from "#ui/decisions/words.ts";
import type { Names } from "#ui/decisions/words.ts";
import { ItemFrame } from "./item-frame.tsx";
import type { ShownItem } from "./item-frame.tsx";
import { authorName } from "./item-objections.tsx";

export function ItemActsPage({ view }: { view: ShownItem }) {
  const { t, names } = view;
  return (
    <ItemFrame view={view} part="acts">
      <h2>{t("item.acts.title")}</h2>
      <p class="prose">{t("item.acts.lede")}</p>
      <Table
        id="acts"
        caption={t("item.acts.title")}
        captionHidden
        columns={[
          { label: t("item.acts.when") },
          { label: t("item.acts.who") },
          { label: t("item.acts.what") },
          { label: t("item.acts.receipt") },
        ]}
        rows={view.outcomes.binding.acts.map((answered) => [
          t.instant(answered.act.at),
          "seat" in answered.act.by
            ? seatName(names, answered.act.by.seat)
            : authorName(t, names, answered.act.by.office),
          <>
            {t(`item.act.${answered.act.type}`)}
            {detailOf(t, names, answered)}
          </>,
          <a href={`/record?act=${answered.act.id}`}>
            <code>{answered.act.id.slice(0, 8)}</code>
          </a>,
        ])}
        empty={t("item.acts.none")}
      />
    </ItemFrame>
  );
}

function detailOf(t: T, names: Names, { act }: AnsweredAct): string {
  switch (act.type) {
    case "position":
      return `: ${positionWord(t, act.code)}, ${act.on === "ALL" ? t("item.positions.all-clauses") : t.list(act.on.map((clause) => clauseName(t, clause)))}`;
    case "amend":
      return `: ${clauseName(t, act.clause)}`;
    case "answer":
      return `: ${seatName(names, act.seat)}, ${clauseName(t, act.clause)}`;
    case "tick":
      return `: ${t.instant(act.deadline)}`;
    default:
      return "";
  }
}
