// The annual global summary as a table: of each Participant what it mined, traded and certified, with a mark where there is no
// figure, and below it what the marks mean.
import { summaryColumns } from "#core/statistics/summary.ts";
import type { Summary, SummaryLine, SummaryTotal } from "#core/statistics/summary.ts";
import type { Cell, Measure } from "#core/statistics/views/cells.ts";
import type { T } from "#platform/i18n/translator.ts";
import { Table } from "#ui/components/table/Table.tsx";
import { wholeOf } from "../words.ts";

const parts = [
  { id: "production", flows: ["PRODUCTION"] },
  { id: "trade", flows: ["IMPORT", "EXPORT"] },
  { id: "certificates", flows: ["KPC_ISSUED", "KPC_RECEIVED"] },
] as const;

export interface SummaryTable {
  readonly id: string;
  readonly caption: string;
  /** The first names the Participants. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly foot: readonly string[];
  readonly note: string;
}

/** Three tables of one set of rows: eleven columns fit on no telephone and on no sheet of paper. */
export function summaryTables(t: T, summary: Summary, when: string): readonly SummaryTable[] {
  const byName = summary.lines
    .map((line) => ({ ...line, name: t.country(line.participant) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, t.locale));
  return parts.map(({ id, flows }) => {
    const places = summaryColumns.flatMap(({ flow }, place) =>
      (flows as readonly string[]).includes(flow) ? [place] : [],
    );
    const all = (line: SummaryLine, kind: Cell["kind"]): boolean =>
      places.every((place) => line.cells[place]?.kind === kind);
    const nil = byName.filter((line) => all(line, "NIL"));
    const lines = byName.filter((line) => !all(line, "NIL") && !all(line, "NOT_FILED"));
    return {
      id: `summary-${id}`,
      caption: t(`releases.summary.${id}`, { when }),
      columns: [t("releases.summary.participant"), ...places.map((place) => columnName(t, place))],
      rows: lines.map(({ name, cells }) => [
        name,
        ...places.map((place) => cellText(t, cells[place], measureOf(place))),
      ]),
      foot: [
        t("releases.summary.total"),
        ...places.map((place) => totalText(t, summary.totals[place], measureOf(place))),
      ],
      note: [
        totalNote(
          t,
          places.map((place) => summary.totals[place]),
        ),
        ...(nil.length === 0
          ? []
          : [t("releases.summary.nil", { names: t.list(nil.map(({ name }) => name)) })]),
      ].join(" "),
    };
  });
}

export function SummaryTables({ t, summary, when }: { t: T; summary: Summary; when: string }) {
  return (
    <>
      {summaryTables(t, summary, when).map(({ columns: [participant = "", ...figures], ...table }) => (
        <Table
          {...table}
          columns={[{ label: participant }, ...figures.map((label) => ({ label, numeric: true }))]}
          empty={t("releases.summary.none")}
        />
      ))}
      <p class="quiet">{t("releases.summary.marks")}</p>
    </>
  );
}

export function measureOf(place: number): Measure {
  return summaryColumns[place]?.measure ?? "count";
}

export function columnName(t: T, place: number): string {
  const column = summaryColumns[place];
  const key = `releases.summary.column.${column?.flow ?? ""}.${column?.measure ?? ""}`;
  return t.has(key) ? t(key) : key;
}

export function cellText(t: T, cell: Cell | undefined, measure: Measure): string {
  if (cell === undefined) return "";
  if (cell.kind !== "FIGURE") return t(`releases.mark.${cell.kind}`);
  const text = amountText(t, cell.amount, measure);
  return cell.whole && !cell.provisional
    ? text
    : `${text}${cell.whole ? "" : "\u00a0*"}${cell.provisional ? `\u00a0${t("releases.mark.provisional")}` : ""}`;
}

export function totalText(t: T, total: SummaryTotal | undefined, measure: Measure): string {
  if (total === undefined || total.amount === null) return "–";
  return amountText(t, total.amount, measure) + (total.partly > 0 || total.withheld > 0 ? "\u00a0*" : "");
}

/** Whole carats and dollars, as the summary is printed; the files have the hundredths. */
function amountText(t: T, amount: bigint, measure: Measure): string {
  if (measure === "count") return t.number(amount);
  return measure === "unit" ? t.usd(amount) : t.number(wholeOf(amount));
}

function totalNote(t: T, totals: readonly (SummaryTotal | undefined)[]): string {
  const most = (of: (one: SummaryTotal) => number): number =>
    Math.max(0, ...totals.map((one) => (one === undefined ? 0 : of(one))));
  return t("releases.summary.note", {
    withheld: most(({ withheld }) => withheld),
    missing: most(({ notFiled }) => notFiled),
  });
}
