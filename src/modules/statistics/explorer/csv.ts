// The figures of a page as CSV, one figure a line, with exactly what stands in its table: amounts with a decimal point, empty
// where there is none, and a column that says why.
import { stringify } from "csv-stringify/sync";
import { caratsToString, usdToString } from "#core/kp/amounts.ts";
import type { Flow } from "#core/statistics/observation.ts";
import { cellOf } from "#core/statistics/views/cells.ts";
import type { Measure } from "#core/statistics/views/cells.ts";
import type { Sum } from "#core/statistics/views/sums.ts";
import type { T } from "#platform/i18n/translator.ts";
import { nameOf } from "./words.ts";

export interface Fact {
  readonly reporter: string;
  readonly flow: Flow;
  readonly counterpart: string;
  readonly product: string;
  readonly mining: string;
  readonly period: string;
  readonly measure: Measure;
  readonly sum: Sum | undefined;
}

export const columns = [
  "reporter",
  "reporter_name",
  "flow",
  "counterpart",
  "counterpart_name",
  "product",
  "mining",
  "period",
  "carats",
  "value_usd",
  "usd_per_carat",
  "certificates",
  "state",
  "whole",
  "provisional",
  "missing",
  "source",
  "valuation",
  "basis",
  "known_from",
] as const;

export function factsCsv(t: T, facts: readonly Fact[]): string {
  return stringify(
    facts.map((fact) => cells(t, fact)),
    { header: true, columns: [...columns], record_delimiter: "windows", escape_formulas: true },
  );
}

function cells(t: T, { sum, measure, ...fact }: Fact): readonly string[] {
  const cell = cellOf(sum, measure);
  const unit = cellOf(sum, "unit");
  const shown = cell.kind === "FIGURE" || cell.kind === "NOT_GIVEN" ? sum : undefined;
  const nil = cell.kind === "NIL";
  return [
    fact.reporter,
    nameOf(t, fact.reporter),
    fact.flow,
    fact.counterpart,
    nameOf(t, fact.counterpart),
    fact.product,
    fact.mining,
    fact.period,
    nil ? "0.00" : amountText(shown?.carats, caratsToString),
    nil ? "0.00" : amountText(shown?.usd, usdToString),
    unit.kind === "FIGURE" && shown !== undefined ? usdToString(unit.amount) : "",
    nil ? "0" : amountText(shown?.count, String),
    cell.kind,
    cell.kind === "FIGURE" ? String(cell.whole) : "",
    cell.kind === "FIGURE" ? String(cell.provisional) : "",
    sum?.missing.join(" ") ?? "",
    sum?.source ?? "",
    sum?.valuation ?? "",
    sum?.basis ?? "",
    sum?.knownFrom ?? "",
  ];
}

function amountText(value: bigint | null | undefined, write: (value: bigint) => string): string {
  return value === null || value === undefined ? "" : write(value);
}
