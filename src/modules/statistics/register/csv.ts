// The finest cells of the register as CSV, one way, code and quarter a line: the page’s certificates are sums of these. Partners
// that only a return names have no line. Amounts have a decimal point; what a return says is empty where it does not say it, or
// the reader may not see it.
import { stringify } from "csv-stringify/sync";
import { caratsToString, usdToString } from "#core/kp/amounts.ts";
import type { Beside } from "#core/statistics/reconcile/beside.ts";
import type { Amounts } from "../summaries/questions/store.ts";
import type { Asked } from "./asked.ts";
import type { Finest } from "./queries.ts";

const flows = ["issued", "exported", "received", "withdrawn"] as const;
const fates = ["receivedAtOnce", "receivedLater", "onTheWay", "expired", "withdrawn"] as const;
const fateNames: Readonly<Record<(typeof fates)[number], string>> = {
  receivedAtOnce: "left_confirmed_same_quarter",
  receivedLater: "left_confirmed_later",
  onTheWay: "left_on_the_way",
  expired: "left_overdue",
  withdrawn: "left_ended_otherwise",
};

export function registerCsv(cells: readonly Finest[], measure: Asked["measure"]): string {
  const amount = (name: string) => [`${name}_certificates`, `${name}_carats`, `${name}_value_usd`];
  const columns = [
    "exporter",
    "importer",
    "code",
    "quarter",
    ...flows.flatMap(amount),
    ...fates.flatMap((fate) => amount(fateNames[fate])),
    ...["exporter_return", "importer_return"].flatMap((name) => [`${name}_${measure}`, `${name}_state`]),
  ];
  const write = measure === "carats" ? caratsToString : usdToString;
  return stringify(
    cells.map(({ flow, passages, leftSaid, arrivedSaid }) => [
      flow.exporter,
      flow.importer,
      flow.code,
      flow.quarter,
      ...flows.flatMap((step) => amountTexts(flow[step])),
      ...fates.flatMap((fate) => amountTexts(passages?.[fate])),
      ...[leftSaid, arrivedSaid].flatMap((said) => saidTexts(said, write)),
    ]),
    { header: true, columns, record_delimiter: "windows", escape_formulas: true },
  );
}

function amountTexts(amounts: Amounts | undefined): readonly string[] {
  const { certificates, carats, usd } = amounts ?? { certificates: 0, carats: 0n, usd: 0n };
  return [String(certificates), caratsToString(carats), usdToString(usd)];
}

function saidTexts(said: Beside | undefined, write: (value: bigint) => string): readonly string[] {
  if (said === undefined) return ["", ""];
  return ["said" in said ? write(said.said) : "", said.kind];
}
