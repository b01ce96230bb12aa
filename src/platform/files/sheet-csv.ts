// Reads delimited text into rows of cells (RFC 4180): separator looked for in the head, UTF-8 with or without its mark,
// UTF-16, and Western European cells inside UTF-8, which are marked. Hostile: size, rows and cells are bounded, and a quote
// that does not close refuses the whole file.
import type { CellMark, SheetRow } from "#core/text/sheet.ts";

export const largestSheet = 64 * 1024 * 1024;
export const mostSheetRows = 500_000;
export const mostSheetColumns = 200;
const longestCell = 32_767;

export const delimiters = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

export type SheetProblem =
  | { readonly code: "too-large" | "too-many-rows" | "too-many-columns"; readonly most: number }
  | { readonly code: "no-rows" | "not-text" | "no-delimiter" | "not-a-workbook" | "no-sheet" | "bomb" }
  | { readonly code: "broken"; readonly line: number }
  | { readonly code: "unsupported"; readonly what: "encryption" | "zip64" | "compression" | "dtd" };

export type SheetReading =
  | {
      readonly ok: true;
      readonly rows: readonly SheetRow[];
      readonly delimiter: Delimiter | null;
      /** Sheets of a workbook beside the first that are not empty: they were not read. */
      readonly furtherSheets: readonly string[];
    }
  | { readonly ok: false; readonly problem: SheetProblem };

export function readDelimited(bytes: Uint8Array, wanted?: Delimiter): SheetReading {
  if (bytes.length > largestSheet) return refused({ code: "too-large", most: largestSheet });
  const decoded = decode(bytes);
  if (decoded === undefined) return refused({ code: "not-text" });
  const { text, cell } = decoded;
  const delimiter = wanted ?? delimiterOf(text);
  if (delimiter === undefined) return refused({ code: "no-delimiter" });
  const rows: SheetRow[] = [];
  let [at, row] = [0, 0];
  while (at < text.length) {
    row += 1;
    if (row > mostSheetRows + 1) return refused({ code: "too-many-rows", most: mostSheetRows });
    const record = recordAt(text, at, delimiter);
    if (record === undefined) return refused({ code: "broken", line: row });
    at = record.next;
    const { cells } = record;
    if (cells.length > mostSheetColumns) return refused({ code: "too-many-columns", most: mostSheetColumns });
    if (cells.every((one) => one.trim() === "")) continue;
    rows.push(cell === undefined ? { row, cells } : { row, ...cellsIn(cells, cell) });
  }
  if (rows.length === 0) return refused({ code: "no-rows" });
  return { ok: true, rows, delimiter, furtherSheets: [] };
}

export function refused(problem: SheetProblem): SheetReading {
  return { ok: false, problem };
}

interface Decoded {
  readonly text: string;
  /** Where the text is bytes yet: what one cell says. */
  readonly cell?: (bytes: string) => { readonly text: string; readonly latin1: boolean };
}

function decode(bytes: Uint8Array): Decoded | undefined {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    try {
      const text = new TextDecoder(bytes[0] === 0xff ? "utf-16le" : "utf-16be", { fatal: true }).decode(
        bytes,
      );
      return plain(text) ? { text } : undefined;
    } catch {
      return undefined;
    }
  }
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
  const text = buffer.toString("latin1");
  if (!plain(text)) return undefined;
  // Separators and quotes are ASCII, so that the file is split first and each cell decoded by itself.
  return /[\u0080-\u00ff]/.test(text) ? { text, cell: cellOf } : { text };
}

/** A picture, a program or a workbook is not text: control characters other than tab and line ends say so. */
export function plain(text: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return !/[\u0000-\u0008\u000b\u000e-\u001f]/.test(text);
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const western = new TextDecoder("windows-1252");

export function cellOf(bytes: string): { readonly text: string; readonly latin1: boolean } {
  if (!/[\u0080-\u00ff]/.test(bytes)) return { text: bytes, latin1: false };
  const buffer = Buffer.from(bytes, "latin1");
  try {
    return { text: utf8.decode(buffer), latin1: false };
  } catch {
    return { text: western.decode(buffer), latin1: true };
  }
}

export function cellsIn(cells: readonly string[], cell: NonNullable<Decoded["cell"]>): Omit<SheetRow, "row"> {
  const marks: Record<number, CellMark> = {};
  const texts = cells.map((one, place) => {
    const { text, latin1 } = cell(one);
    if (latin1) marks[place] = "latin-1";
    return text;
  });
  return Object.keys(marks).length === 0 ? { cells: texts } : { cells: texts, marks };
}

/** The separator that the head has most of; undefined where it has none, or two as often. */
export function delimiterOf(text: string): Delimiter | undefined {
  const end = text.search(/[\r\n]/);
  const head = text.slice(0, Math.min(end < 0 ? text.length : end, 20_000)).replaceAll(/"[^"]*"/g, "");
  const counted = delimiters
    .map((delimiter) => ({ delimiter, times: head.split(delimiter).length - 1 }))
    .sort((a, b) => b.times - a.times);
  const [first, second] = counted;
  return first === undefined || first.times === 0 || first.times === second?.times
    ? undefined
    : first.delimiter;
}

interface TextRecord {
  readonly cells: string[];
  readonly next: number;
}

export function recordAt(text: string, start: number, delimiter: Delimiter): TextRecord | undefined {
  const newline = text.indexOf("\n", start);
  const end = newline < 0 ? text.length : newline;
  const line = text.slice(start, text.charCodeAt(end - 1) === 13 && end > start ? end - 1 : end);
  if (!line.includes('"')) {
    const cells = line.split(delimiter);
    return cells.some((cell) => cell.length > longestCell) ? undefined : { cells, next: end + 1 };
  }
  return quotedRecordAt(text, start, delimiter);
}

function quotedRecordAt(text: string, start: number, delimiter: Delimiter): TextRecord | undefined {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    let cell = "";
    if (text[at] === '"') {
      at += 1;
      for (;;) {
        const quote = text.indexOf('"', at);
        if (quote < 0 || quote - at > longestCell) return undefined;
        cell += text.slice(at, quote);
        at = quote + 1;
        if (text[at] !== '"') break;
        cell += '"';
        at += 1;
      }
    } else {
      const from = at;
      while (at < text.length && text[at] !== delimiter && text[at] !== "\n" && text[at] !== '"') at += 1;
      if (text[at] === '"') return undefined;
      cell = text.slice(from, at);
      if (text[at] !== delimiter && cell.endsWith("\r")) cell = cell.slice(0, -1);
    }
    if (cell.length > longestCell || cells.length > mostSheetColumns) return undefined;
    cells.push(cell);
    if (text[at] === delimiter) at += 1;
    else if (at >= text.length || text[at] === "\n") return { cells, next: at + 1 };
    else if (text[at] === "\r" && (text[at + 1] === "\n" || at + 1 === text.length))
      return { cells, next: at + 2 };
    else return undefined;
  }
}
