// The register as a table for other programs: one row a decision; lists of seats and clauses within a cell are parted by spaces.
import { stringify } from "csv-stringify/sync";
import type { T } from "#platform/i18n/translator.ts";
import type { Names } from "#ui/decisions/words.ts";
import { seatName } from "#ui/decisions/words.ts";
import type { Decision } from "./decision.ts";

const head = [
  "item",
  "reference",
  "class",
  "title",
  "rule",
  "decided_at",
  "outcome",
  "reason",
  "clauses_adopted",
  "clauses_not_adopted",
  "requested_by",
  "seconded_by",
  "supported",
  "with_reservation",
  "stood_aside",
  "objected",
  "silent",
  "recused",
  "requested_by_name",
];

export function registerCsv(t: T, names: Names, decisions: readonly Decision[]): string {
  return stringify(
    [
      head,
      ...decisions.map((decision) => [
        decision.id,
        decision.reference,
        decision.class,
        decision.title,
        decision.rule,
        decision.at,
        decision.outcome.code,
        decision.outcome.reason ?? "",
        decision.adopted.map(({ id }) => id).join(" "),
        decision.left.join(" "),
        decision.sponsors.join(" "),
        decision.seconders.join(" "),
        decision.supported.join(" "),
        decision.reservations.map(({ seat }) => seat).join(" "),
        decision.aside.join(" "),
        [...new Set(decision.objections.map(({ seat }) => seat))].join(" "),
        decision.silent.join(" "),
        decision.recused.join(" "),
        t.list(decision.sponsors.map((seat) => seatName(names, seat))),
      ]),
    ],
    // Hostile: a title that a spreadsheet would take for a formula.
    { record_delimiter: "windows", escape_formulas: true },
  );
}
