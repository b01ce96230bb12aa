// Reads a file of messages: JSON (a list, or one message a line) or CSV. Pure: the same bytes give the same rows and the
// same problems. What cannot be read as a file is refused whole; what is wrong with a row stands at the row.
import type { FieldProblem } from "#platform/http/problem.ts";
import { readCsv } from "./csv.ts";
import type { CsvReading } from "./csv.ts";
import { mostRows } from "./limits.ts";
import { problemsOfSchema } from "./problems.ts";
import { rowSchemas } from "./rows.ts";
import type { CertificateRow, EventRow, MessageKind } from "./rows.ts";

export type Reading =
  | CsvReading
  | { readonly format: "json"; readonly bom: boolean; readonly form: "list" | "lines" };

export interface ReadRow {
  /** Its place in the file, from 1, the head of CSV not counted. */
  readonly place: number;
  /** The sender's id, or as much as could be read of it. */
  readonly row: string;
  readonly message: CertificateRow | EventRow | null;
  readonly problems: readonly FieldProblem[];
}

export type FileRead =
  | { readonly ok: true; readonly reading: Reading; readonly rows: readonly ReadRow[] }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

export function readMessages(bytes: Uint8Array, kind: MessageKind): FileRead {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return refused("NOT_UTF8");
  }
  const bom = text.startsWith("\ufeff");
  if (bom) text = text.slice(1);
  const start = text.trimStart().slice(0, 1);
  if (start === "") return refused("NO_ROWS");
  if (start !== "[" && start !== "{") {
    const read = readCsv(text, bom, kind);
    if (!read.ok)
      return {
        ok: false,
        problems: read.problems.map(({ code, values }) => ({ field: "file", code, values })),
      };
    return {
      ok: true,
      reading: read.reading,
      rows: finish(
        read.rows.map((row) =>
          "cells" in row
            ? broken("WRONG_CELLS", { found: row.cells, expected: read.reading.columns.length })
            : checked(row.message, kind),
        ),
      ),
    };
  }
  return start === "[" ? readList(text, bom, kind) : readLines(text, bom, kind);
}

function readList(text: string, bom: boolean, kind: MessageKind): FileRead {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return refused("NOT_JSON");
  }
  if (!Array.isArray(list) || list.length === 0) return refused("NO_ROWS");
  if (list.length > mostRows) return refused("TOO_MANY_ROWS", { most: mostRows });
  const rows = finish(list.map((message) => checked(message, kind)));
  return { ok: true, reading: { format: "json", bom, form: "list" }, rows };
}

function readLines(text: string, bom: boolean, kind: MessageKind): FileRead {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  if (lines.length > mostRows) return refused("TOO_MANY_ROWS", { most: mostRows });
  const rows = finish(
    lines.map((line) => {
      try {
        return checked(JSON.parse(line), kind);
      } catch {
        return broken("NOT_JSON");
      }
    }),
  );
  return { ok: true, reading: { format: "json", bom, form: "lines" }, rows };
}

function refused(code: string, values: FieldProblem["values"] = {}): FileRead {
  return { ok: false, problems: [{ field: "file", code, values }] };
}

type Unplaced = Omit<ReadRow, "place">;

function broken(code: string, values: FieldProblem["values"] = {}): Unplaced {
  return { row: "", message: null, problems: [{ field: "", code, values }] };
}

function checked(message: unknown, kind: MessageKind): Unplaced {
  const row = rowIdOf(message);
  if (unstorable.test(JSON.stringify(message)))
    return { row, message: null, problems: [{ field: "", code: "TEXT_HIDDEN_CHARACTER" }] };
  const parsed = rowSchemas[kind].safeParse(message);
  if (parsed.success) return { row, message: parsed.data as CertificateRow | EventRow, problems: [] };
  return { row, message: null, problems: problemsOfSchema(parsed.error, message) };
}

/** Hostile: what no text in a database can be, as JSON writes it: the character zero, half a character. */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i;

/** For the report: also of a row that is refused. */
function rowIdOf(message: unknown): string {
  const row =
    message !== null && typeof message === "object" ? (message as { row?: unknown }).row : undefined;
  return typeof row === "string" && /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/.test(row) ? row : "";
}

/** Places, and the second of two rows with one id. */
function finish(rows: readonly Unplaced[]): readonly ReadRow[] {
  const first = new Map<string, number>();
  return rows.map((row, index) => {
    const place = index + 1;
    const before = first.get(row.row);
    if (row.row !== "" && before === undefined) first.set(row.row, place);
    if (row.row === "" || before === undefined) return { ...row, place };
    const repeated: FieldProblem = { field: "row", code: "ROW_REPEATED", values: { place: before } };
    return { ...row, place, message: null, problems: [...row.problems, repeated] };
  });
}
