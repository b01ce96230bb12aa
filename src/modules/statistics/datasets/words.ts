// What was understood of a file of figures, in words: for the command line and the page alike. Pure.
import { addDays } from "#core/kp/dates.ts";
import { periodText } from "#core/statistics/periods.ts";
import { isReturnField } from "#core/statistics/reading/columns.ts";
import type { FigureCode, FigureReport, FigureRow } from "#core/statistics/reading/figures.ts";
import type { SheetReport } from "#core/statistics/reading/returns.ts";
import type { T } from "#platform/i18n/translator.ts";
import { printable, reportInWords } from "#ui/statistics/findings.ts";
import type { Changes, Received } from "./receive.ts";
import type { FlowTotal, Understanding } from "./understanding.ts";

const ownCodes = [
  "mapped-column-missing",
  "unknown-kind-of-file",
  "not-a-period",
  "unknown-reporter",
  "unknown-code",
  "not-rough",
  "not-a-day",
  "decimal-late",
  "duplicate-key",
  "no-amount",
  "other-measure",
  "no-country",
  "carats-without-value",
  "value-without-carats",
] as const satisfies readonly FigureCode[];
type OwnCode = (typeof ownCodes)[number];

export function figureReportInWords(t: T, report: FigureReport): string {
  const { code, row, column, text } = report;
  if (code === "aggregate")
    return placed(t, row, column, t("datasets.report.aggregate", { text: printable(text) }));
  if (code === "missing" && (report.field === null || !isReturnField(report.field)))
    return placed(t, row, column, t("datasets.report.missing"));
  if (!isOwn(code)) return reportInWords(t, withKnownField(report));
  return placed(t, row, column, t(`datasets.report.${code}`, { text: printable(text) }));
}

function isOwn(code: FigureCode): code is OwnCode {
  return (ownCodes as readonly string[]).includes(code);
}

/** Fields that a return does not have are told without their name: row and column say which. */
function withKnownField({ field, code, ...rest }: FigureReport): SheetReport {
  const known = field !== null && isReturnField(field) ? field : null;
  return { ...rest, code: code as SheetReport["code"], field: known };
}

function placed(t: T, row: number, column: string | null, said: string): string {
  if (row === 0) return said;
  return column === null
    ? t("statistics.report-at.row", { row: String(row), said })
    : t("statistics.report-at.cell", { row: String(row), column, said });
}

export function kindInWords(t: T, kind: string): string {
  const key = `datasets.kind.${kind}`;
  return t.has(key) ? t(key) : kind;
}

export function sizeInWords(t: T, of: Understanding): string {
  const { rows, figures, nil, refused, passed } = of;
  return t("datasets.size", { rows, figures, nil, refused, passed });
}

/** Undefined where there is no figure. */
export function spanInWords(t: T, { from, until, reporters }: Understanding): string | undefined {
  if (from === null || until === null) return undefined;
  return t("datasets.span", { from: t.date(from), until: t.date(addDays(until, -1)), reporters });
}

export function totalInWords(t: T, { flow, figures, carats, usd, count }: FlowTotal): string {
  return t("datasets.total", {
    flow: t(`datasets.flow.${flow}`),
    figures,
    carats: t.carats(carats),
    usd: t.usd(usd),
    count,
  });
}

export function changesInWords(t: T, { added, changed, same }: Changes): string {
  return t("datasets.changes", { added, changed, same });
}

export function outcomeInWords(t: T, { state, edition }: Received): string {
  return t(`datasets.outcome.${state}`, { edition: edition ?? 0 });
}

/** The columns of the first figures, in plain units. */
export const figureColumns = [
  "period",
  "reporter",
  "flow",
  "counterpart",
  "product",
  "carats",
  "usd",
] as const;

export function figureCells(t: T, row: FigureRow): readonly string[] {
  const { period, reporter, flow, counterpart, product, carats, usd, nil, voice, vintage } = row;
  const since = vintage === null ? "" : ` (${t("datasets.since", { date: t.date(vintage) })})`;
  return [
    `${periodText(period)}${since}`,
    `${placeInWords(t, reporter)}${voice === "" ? "" : ` (${printable(voice)})`}`,
    t(`datasets.flow.${flow}`),
    counterpart === "_Z" ? "–" : placeInWords(t, counterpart),
    product === "_T" ? t("datasets.all-goods") : product,
    nil ? t("datasets.nil") : carats === null ? "–" : t.carats(carats),
    nil || usd === null ? "–" : t.usd(usd),
  ];
}

function placeInWords(t: T, code: string): string {
  if (code === "WORLD" || code === "W") return t("datasets.world");
  if (code === "OTHERS" || code === "_O") return t("datasets.others");
  return t.country(code);
}
