// How a screening did, as lines and as data: share of rows warned about, labels found and missed, warnings by rule, and what
// stays when a year is left out.
import { leaveYearsOut, scoreOf } from "#core/statistics/screening/labels.ts";
import type { Label, Score } from "#core/statistics/screening/labels.ts";
import type { Screening } from "#core/statistics/screening/screen.ts";
import type { ProductionReturn, PublishedFigure } from "#core/statistics/returns.ts";
import type { T } from "#platform/i18n/translator.ts";
import { printable } from "#ui/statistics/findings.ts";
import { tableOf } from "../terminal.ts";

interface Wanted {
  readonly share: number;
  readonly whole: boolean;
  readonly published: boolean;
}

export interface Report {
  readonly lines: readonly string[];
  readonly data: object;
}

export function reportOf(
  t: T,
  returns: readonly ProductionReturn[],
  figures: readonly PublishedFigure[],
  labels: readonly Label[],
  screening: Screening,
  { share, whole, published }: Wanted,
): Report {
  const score = scoreOf(screening, labels);
  const lines = [
    t("statistics.cli.warned", {
      warnings: screening.warnings.length,
      warned: screening.warned.size,
      rows: screening.rows,
      share: percent(t, score.share),
      remarks: screening.remarks.length,
    }),
  ];
  if (labels.length > 0) lines.push(...labelLines(t, score, published));
  if (!whole) return { lines, data: labels.length > 0 ? { score } : { share: score.share } };
  const years = leaveYearsOut(returns, figures, labels, share);
  lines.push(...ruleLines(t, screening), ...yearLines(t, years, labels.length > 0));
  return { lines, data: { score, years } };
}

function labelLines(t: T, score: Score, published: boolean): readonly string[] {
  const table = tableOf(
    ["", "", ""],
    score.labels.map(({ id, kind, found, rules }) => [
      printable(id),
      printable(kind),
      found
        ? t("statistics.cli.label.found", { rules: rules.join(", ") })
        : // What was restated differs from a publication only; without one, the file alone cannot show it.
          t(
            kind.startsWith("restated") && !published
              ? "statistics.cli.label.needs-published"
              : "statistics.cli.label.missed",
          ),
    ]),
  );
  return [
    ...table.split("\n").slice(2),
    t("statistics.cli.score", {
      found: score.found,
      labels: score.labels.length,
      recall: percent(t, score.recall),
      precision: percent(t, score.precision),
    }),
  ];
}

function ruleLines(t: T, { warnings }: Screening): readonly string[] {
  const rows = new Map<string, Set<number>>();
  for (const { rule, rows: own } of warnings) rows.set(rule, new Set([...(rows.get(rule) ?? []), ...own]));
  return [
    t("statistics.cli.by-rule"),
    tableOf(
      [t("statistics.cli.column.rule"), t("statistics.cli.column.rows")],
      [...rows].sort(([, a], [, b]) => b.size - a.size).map(([rule, own]) => [rule, String(own.size)]),
    ),
  ];
}

function yearLines(t: T, years: ReturnType<typeof leaveYearsOut>, withLabels: boolean): readonly string[] {
  const heads = ["year", "rows", "kept", "new", ...(withLabels ? (["labels"] as const) : [])] as const;
  const kept = years.map((year) => (year.wasWarned === 0 ? 1 : year.kept / year.wasWarned));
  return [
    t("statistics.cli.by-year"),
    tableOf(
      heads.map((head) => t(`statistics.cli.column.${head}`)),
      years.map(({ year, rows, kept, wasWarned, newlyWarned, found, labels }) => [
        String(year),
        String(rows),
        `${kept}/${wasWarned}`,
        String(newlyWarned),
        ...(withLabels ? [`${found}/${labels}`] : []),
      ]),
    ),
    t("statistics.cli.years", {
      kept: percent(t, kept.reduce((sum, one) => sum + one, 0) / Math.max(1, kept.length)),
      least: percent(t, Math.min(1, ...kept)),
    }),
  ];
}

function percent(t: T, share: number): string {
  return t.number(Math.round(share * 1_000) / 10);
}

/** Amounts are text with two decimals: a JSON number would be a float to whoever reads it. */
export function asJson(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) => (typeof one === "bigint" ? hundredths(one) : one), 2);
}

function hundredths(value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(3, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
