// How well a screening does: against rows that people have labelled by reading them, and against itself with a year left out.
// A label is found when one of its rows is warned about. What is warned about and not labelled may be right all the same:
// precision here is a lower bound.
import type { SheetRow } from "../../text/sheet.ts";
import type { ProductionReturn, PublishedFigure } from "../returns.ts";
import type { RuleCode } from "./findings.ts";
import { screen } from "./screen.ts";
import type { Screening } from "./screen.ts";

export interface Label {
  readonly id: string;
  readonly kind: string;
  readonly confidence: string;
  readonly rows: readonly number[];
}

const columns = ["anomaly_id", "kind", "confidence", "source_rows"] as const;

export type LabelsReading =
  | { readonly ok: true; readonly labels: readonly Label[] }
  | { readonly ok: false; readonly row: number; readonly column: (typeof columns)[number] };

/** Hostile: a file. One row that cannot be read refuses all of it, for a recall over half the labels means nothing. */
export function readLabels([head, ...data]: readonly SheetRow[]): LabelsReading {
  const names = (head?.cells ?? []).map((cell) => cell.trim());
  for (const column of columns) if (!names.includes(column)) return { ok: false, row: 0, column };
  const labels: Label[] = [];
  for (const { row, cells } of data) {
    const cell = (name: (typeof columns)[number]): string => (cells[names.indexOf(name)] ?? "").trim();
    const rows = cell("source_rows").split(";");
    if (rows.length > 1_000 || !rows.every((one) => /^[0-9]{1,9}$/.test(one)))
      return { ok: false, row, column: "source_rows" };
    labels.push({
      id: cell("anomaly_id").slice(0, 40),
      kind: cell("kind").slice(0, 80),
      confidence: cell("confidence").slice(0, 120),
      rows: rows.map(Number),
    });
  }
  return { ok: true, labels };
}

export interface Score {
  readonly labels: readonly (Label & { readonly found: boolean; readonly rules: readonly RuleCode[] })[];
  readonly found: number;
  /** Labels found, of all. */
  readonly recall: number;
  /** Rows warned about that are labelled, of all that are warned about. */
  readonly precision: number;
  /** Rows warned about, of all rows. */
  readonly share: number;
}

export function scoreOf({ warnings, warned, rows }: Screening, labels: readonly Label[]): Score {
  const labelled = new Set(labels.flatMap((label) => label.rows));
  const scored = labels.map((label) => {
    const hits = warnings.filter((warning) => warning.rows.some((row) => label.rows.includes(row)));
    return { ...label, found: hits.length > 0, rules: [...new Set(hits.map(({ rule }) => rule))] };
  });
  const found = scored.filter((label) => label.found).length;
  return {
    labels: scored,
    found,
    recall: labels.length === 0 ? 0 : found / labels.length,
    precision: warned.size === 0 ? 0 : [...warned].filter((row) => labelled.has(row)).length / warned.size,
    share: rows === 0 ? 0 : warned.size / rows,
  };
}

export interface YearLeftOut {
  readonly year: number;
  readonly rows: number;
  /** Of the warned rows of other years, those that stay warned about without this year. */
  readonly kept: number;
  readonly wasWarned: number;
  readonly newlyWarned: number;
  /** Labels of which a row is left, and those of them found. */
  readonly labels: number;
  readonly found: number;
}

/** Screens once without each year: what rests on a single year's returns shows. */
export function leaveYearsOut(
  returns: readonly ProductionReturn[],
  published: readonly PublishedFigure[],
  labels: readonly Label[],
  share: number,
): readonly YearLeftOut[] {
  const whole = screen(returns, published, share);
  const years = [...new Set(returns.map(({ half }) => half.year))].sort((a, b) => a - b);
  return years.map((year) => {
    const rest = returns.filter(({ half }) => half.year !== year);
    const present = new Set(rest.map(({ row }) => row));
    const without = screen(rest, published, share);
    const before = [...whole.warned].filter((row) => present.has(row));
    const left = labels.filter(({ rows }) => rows.some((row) => present.has(row)));
    return {
      year,
      rows: rest.length,
      wasWarned: before.length,
      kept: before.filter((row) => without.warned.has(row)).length,
      newlyWarned: [...without.warned].filter((row) => !whole.warned.has(row)).length,
      labels: left.length,
      found: scoreOf(without, left).found,
    };
  });
}
