// The monthly file as CSV (RFC 4180) and back. Going out, a cell that a spreadsheet would take for a formula gets an
// apostrophe; coming in, that apostrophe is taken off again. Delimiter, byte order mark and decimal comma are found and told.
import { CsvError, parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";
import { cellsOf, columnNames, keyOf, readCells } from "#core/certificate/monthly-file.ts";
import type { Cells, MonthlyCellProblem, MonthlyColumn, MonthlyRow } from "#core/certificate/monthly-file.ts";
import type { NumberFormat } from "#core/kp/numbers.ts";

export const largestMonthlyFile = 8 * 1024 * 1024;
export const mostMonthlyRows = 20_000;

export function monthlyCsv(rows: readonly MonthlyRow[]): string {
  return stringify(
    rows.map((row) => cellsOf(row)),
    { header: true, columns: [...columnNames], record_delimiter: "windows", escape_formulas: true },
  );
}

export interface RowProblem {
  /** Counted from the first row below the head; 0 is the file as a whole. */
  readonly row: number;
  readonly column: MonthlyColumn | null;
  readonly code:
    | MonthlyCellProblem
    | "not-utf8"
    | "csv-broken"
    | "no-rows"
    | "too-many-rows"
    | "column-missing"
    | "column-unknown"
    | "cells-differ";
  /** What a sentence names: a column's name as it stands in the file. */
  readonly value?: string;
}

export interface FileReading {
  readonly delimiter: "," | ";" | "tab" | "|";
  readonly decimal: "." | ",";
  readonly rows: readonly MonthlyRow[];
  readonly problems: readonly RowProblem[];
}

const delimiters = { ",": ",", ";": ";", tab: "\t", "|": "|" } as const;
const mostProblems = 200;

/** Hostile: from an upload. The size of the file is bounded before, its rows and cells here. */
export function readMonthlyCsv(
  bytes: Uint8Array,
  month: string,
  formats: readonly NumberFormat[],
): FileReading {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return refused("not-utf8");
  }
  const delimiter = delimiterOf(text);
  let records: string[][];
  try {
    records = parse(text, {
      delimiter: delimiters[delimiter],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 10_000,
      to: mostMonthlyRows + 2,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refused("csv-broken");
  }
  const [head = [], ...lines] = records;
  const names = head.map((name) => name.trim().toLowerCase());
  const unknown = names.filter((name, i) => !isColumn(name) || names.indexOf(name) < i);
  const missing = columnNames.filter((name) => !names.includes(name));
  const problems: RowProblem[] = [
    ...missing.map((value): RowProblem => ({ row: 0, column: null, code: "column-missing", value })),
    ...unknown.map((value): RowProblem => ({
      row: 0,
      column: null,
      code: "column-unknown",
      value: value.slice(0, 40),
    })),
  ];
  if (problems.length > 0)
    return { delimiter, decimal: ".", rows: [], problems: problems.slice(0, mostProblems) };
  if (lines.length === 0) return refused("no-rows");
  if (lines.length > mostMonthlyRows) return refused("too-many-rows");
  return readLines(names as MonthlyColumn[], lines, delimiter, month, formats);
}

function readLines(
  names: readonly MonthlyColumn[],
  lines: readonly (readonly string[])[],
  delimiter: FileReading["delimiter"],
  month: string,
  formats: readonly NumberFormat[],
): FileReading {
  const rows: MonthlyRow[] = [];
  const problems: RowProblem[] = [];
  const seen = new Set<string>();
  let comma = false;
  for (const [index, line] of lines.entries()) {
    const place = index + 1;
    if (line.length !== names.length) {
      problems.push({ row: place, column: null, code: "cells-differ" });
      continue;
    }
    const cells = Object.fromEntries(names.map((name, i) => [name, withoutGuard(line[i] ?? "")]));
    const reading = readCells(cells as Cells, month, formats);
    if (!reading.ok) {
      problems.push(...reading.problems.map((problem) => ({ row: place, ...problem })));
      continue;
    }
    const key = keyOf(reading.row);
    if (seen.has(key)) problems.push({ row: place, column: "certificate_number", code: "repeated" });
    seen.add(key);
    comma ||= reading.comma;
    rows.push(reading.row);
  }
  return { delimiter, decimal: comma ? "," : ".", rows, problems: problems.slice(0, mostProblems) };
}

function isColumn(name: string): name is MonthlyColumn {
  return (columnNames as readonly string[]).includes(name);
}

/** The first line has no cell with a delimiter in it, so it tells. */
function delimiterOf(text: string): FileReading["delimiter"] {
  const first = text.slice(0, 2_000).split(/[\r\n]/, 1)[0] ?? "";
  const counts = (Object.keys(delimiters) as FileReading["delimiter"][]).map(
    (name) => [name, first.split(delimiters[name]).length] as const,
  );
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** The apostrophe in front of what a spreadsheet would take for a formula (the same characters as going out). */
function withoutGuard(cell: string): string {
  return /^'[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(cell) ? cell.slice(1) : cell;
}

function refused(code: RowProblem["code"]): FileReading {
  return { delimiter: ",", decimal: ".", rows: [], problems: [{ row: 0, column: null, code }] };
}
