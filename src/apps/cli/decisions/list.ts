// A list of decisions as a file: strict CSV with a head, bounded in size, rows and cells. Hostile: the bytes. What cannot be read is
// told row by row; the other rows are replayed all the same.
import { CsvError, parse } from "csv-parse/sync";
import { furtherColumns, readRow, rowColumns } from "#core/decisions/replay/rows.ts";
import type { KnownDecision, RowColumn, RowProblem } from "#core/decisions/replay/rows.ts";

export const largestList = 1024 * 1024;
export const mostRows = 5_000;

export type ListProblem =
  | RowProblem
  | { readonly code: "not-utf8" | "csv-broken" | "no-rows" }
  | { readonly code: "too-many-rows"; readonly most: number }
  | { readonly code: "column-missing" | "column-unknown" | "column-twice"; readonly name: string }
  | { readonly code: "cells-differ"; readonly cells: number; readonly columns: number };

export interface RefusedRow {
  /** Counted from the first row below the head; 0 is the file as a whole. */
  readonly row: number;
  readonly column: RowColumn | null;
  readonly problem: ListProblem;
}

export interface DecisionList {
  readonly decisions: readonly KnownDecision[];
  readonly refused: readonly RefusedRow[];
}

const columns: ReadonlySet<string> = new Set([...rowColumns, ...furtherColumns]);

export function readDecisionList(bytes: Uint8Array): DecisionList {
  let records: string[][];
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (text.includes("\0")) return whole([{ code: "not-utf8" }]);
    records = parse(text, {
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 20_000,
      to: mostRows + 2,
    });
  } catch (error) {
    if (error instanceof CsvError) return whole([{ code: "csv-broken" }]);
    if (error instanceof TypeError) return whole([{ code: "not-utf8" }]);
    throw error;
  }
  const [head = [], ...lines] = records;
  const names = head.map((name) => name.trim());
  const problems = headProblems(names);
  if (problems.length > 0) return whole(problems);
  if (lines.length === 0) return whole([{ code: "no-rows" }]);
  if (lines.length > mostRows) return whole([{ code: "too-many-rows", most: mostRows }]);
  return readLines(names, lines);
}

function headProblems(names: readonly string[]): readonly ListProblem[] {
  const missing = rowColumns.filter((name) => !names.includes(name));
  const unknown = names.filter((name) => !columns.has(name));
  const twice = names.filter((name, place) => columns.has(name) && names.indexOf(name) < place);
  return [
    ...missing.map((name): ListProblem => ({ code: "column-missing", name })),
    ...unknown.slice(0, 5).map((name): ListProblem => ({ code: "column-unknown", name: printable(name) })),
    ...twice.map((name): ListProblem => ({ code: "column-twice", name })),
  ];
}

function readLines(names: readonly string[], lines: readonly (readonly string[])[]): DecisionList {
  const decisions: KnownDecision[] = [];
  const refused: RefusedRow[] = [];
  const seen = new Set<string>();
  for (const [place, cells] of lines.entries()) {
    const row = place + 1;
    if (cells.length !== names.length) {
      const problem = { code: "cells-differ", cells: cells.length, columns: names.length } as const;
      refused.push({ row, column: null, problem });
      continue;
    }
    const reading = readRow(Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""])));
    if (!reading.ok) {
      refused.push({ row, column: reading.column, problem: reading.problem });
      continue;
    }
    const { id } = reading.decision;
    if (seen.has(id)) refused.push({ row, column: "id", problem: { code: "id-twice", id } });
    else {
      seen.add(id);
      decisions.push(reading.decision);
    }
  }
  return { decisions, refused };
}

function whole(problems: readonly ListProblem[]): DecisionList {
  return { decisions: [], refused: problems.map((problem) => ({ row: 0, column: null, problem })) };
}

/** Nothing that a terminal would take for an order. */
function printable(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}\p{P} ]/gu, "�").slice(0, 40);
}
