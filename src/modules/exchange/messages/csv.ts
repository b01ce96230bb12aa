// Reads CSV (RFC 4180) into the same values that JSON would give. What a file leaves open, the delimiter and the decimal
// sign, is looked for and told back; what contradicts itself is refused, not guessed.
import { CsvError, parse } from "csv-parse/sync";
import { cellKind } from "./columns.ts";
import type { CellKind } from "./columns.ts";
import { mostRows } from "./limits.ts";
import type { MessageKind } from "./rows.ts";

export interface CsvReading {
  readonly format: "csv";
  readonly bom: boolean;
  readonly delimiter: "," | ";" | "tab";
  readonly decimal: "." | ",";
  readonly columns: readonly string[];
}

export interface CsvProblem {
  readonly code: "CSV_BROKEN" | "COLUMN_UNKNOWN" | "COLUMN_REPEATED" | "NO_ROWS" | "TOO_MANY_ROWS";
  readonly values: Readonly<Record<string, string | number>>;
}

export type CsvRead =
  | {
      readonly ok: true;
      readonly reading: CsvReading;
      /** A message, or the number of cells where a row has more or fewer than the head. */
      readonly rows: readonly ({ readonly message: unknown } | { readonly cells: number })[];
    }
  | { readonly ok: false; readonly problems: readonly CsvProblem[] };

const delimiters = { ",": ",", ";": ";", tab: "\t" } as const;

/** Hostile: from anybody. The size of the file is bounded before. */
export function readCsv(text: string, bom: boolean, kind: MessageKind): CsvRead {
  const delimiter = delimiterOf(text);
  let records: string[][];
  try {
    records = parse(text, {
      delimiter: delimiters[delimiter],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 100_000,
      to: mostRows + 2,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return refused("CSV_BROKEN", { line: (error as { lines?: number }).lines ?? 0 });
  }
  const [heads = [], ...cells] = records;
  if (cells.length === 0) return refused("NO_ROWS");
  if (cells.length > mostRows) return refused("TOO_MANY_ROWS", { most: mostRows });
  const columns = heads.map((head) => head.trim());
  const kinds = columns.map((head) => cellKind(kind, head));
  const problems = columns.flatMap((column, place): CsvProblem[] => {
    if (kinds[place] === undefined)
      return [{ code: "COLUMN_UNKNOWN", values: { column: column.slice(0, 80) } }];
    return columns.indexOf(column) < place ? [{ code: "COLUMN_REPEATED", values: { column } }] : [];
  });
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, 50) };
  const known = kinds as readonly CellKind[];
  const decimal = decimalOf(cells, known);
  return {
    ok: true,
    reading: { format: "csv", bom, delimiter, decimal, columns },
    rows: cells.map((row) =>
      row.length === columns.length
        ? { message: messageOf(columns, known, row, decimal) }
        : { cells: row.length },
    ),
  };
}

function refused(code: CsvProblem["code"], values: CsvProblem["values"] = {}): CsvRead {
  return { ok: false, problems: [{ code, values }] };
}

/** No head has a delimiter in it, so the first line tells. */
function delimiterOf(text: string): CsvReading["delimiter"] {
  const first = text.slice(0, 20_000).split(/[\r\n]/, 1)[0] ?? "";
  if (first.includes("\t")) return "tab";
  return first.split(";").length > first.split(",").length ? ";" : ",";
}

/** A comma only when amounts are written with it and none with a point. */
function decimalOf(rows: readonly (readonly string[])[], kinds: readonly CellKind[]): "." | "," {
  let comma = false;
  for (const row of rows) {
    for (const [place, cell] of row.entries()) {
      if (kinds[place] !== "amount") continue;
      if (cell.includes(".")) return ".";
      comma ||= /^\d+,\d{1,2}$/.test(cell.trim());
    }
  }
  return comma ? "," : ".";
}

function messageOf(
  columns: readonly string[],
  kinds: readonly CellKind[],
  row: readonly string[],
  decimal: "." | ",",
): unknown {
  const message: Branch = {};
  for (const [place, column] of columns.entries()) {
    const cell = (row[place] ?? "").trim();
    // An empty cell is a field that was not given.
    if (cell !== "") put(message, column.split("."), valueOf(cell, kinds[place] ?? "text", decimal));
  }
  return message;
}

function valueOf(cell: string, kind: CellKind, decimal: "." | ","): unknown {
  if (kind === "amount" && decimal === "," && /^\d+,\d+$/.test(cell)) return cell.replace(",", ".");
  if (kind === "whole" && /^-?\d{1,9}$/.test(cell)) return Number(cell);
  if (kind === "yes-no" && /^(true|false)$/i.test(cell)) return cell.toLowerCase() === "true";
  if (kind === "list") return cell.split(/\s+/);
  return cell;
}

type Branch = { [step: string]: unknown } | unknown[];

/** Only steps of known columns get here: no name of the language itself can be among them. */
function put(branch: Branch, [step = "", ...rest]: readonly string[], value: unknown): void {
  const at = branch as Record<string, unknown>;
  if (rest.length === 0) {
    at[step] = value;
    return;
  }
  at[step] ??= /^\d+$/.test(rest[0] ?? "") ? [] : {};
  put(at[step] as Branch, rest, value);
}
