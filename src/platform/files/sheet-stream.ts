// Reads a sheet as its bytes arrive, so that a file of any length needs little memory: delimited text in batches of rows,
// by the same rules as sheet-csv.ts; a workbook, or text in UTF-16, as a whole and within the limits of one. Hostile: no
// record is longer than a limit, and a quote that does not close ends the reading.
import type { SheetRow } from "#core/text/sheet.ts";
import {
  cellOf,
  cellsIn,
  delimiterOf,
  largestSheet,
  mostSheetColumns,
  plain,
  readDelimited,
  recordAt,
} from "./sheet-csv.ts";
import type { Delimiter, SheetProblem } from "./sheet-csv.ts";
import { looksLikeZip, readWorkbook } from "./sheet-xlsx.ts";

export interface SheetBatch {
  readonly rows: readonly SheetRow[];
  /** Null: a workbook. */
  readonly delimiter: Delimiter | null;
  readonly furtherSheets: readonly string[];
}

/** The file cannot be read on; what was read of it before is not to be used. */
export class UnreadableSheet extends Error {
  readonly problem: SheetProblem;
  constructor(problem: SheetProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

const longestRecord = 1024 * 1024;

export async function* sheetBatches(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<SheetBatch> {
  let state: DelimitedState | undefined;
  let whole: Uint8Array[] | undefined;
  let size = 0;
  for await (const chunk of chunks) {
    if (chunk.length === 0) continue;
    if (size === 0 && (looksLikeZip(chunk) || isUtf16(chunk))) whole = [];
    size += chunk.length;
    if (whole !== undefined) {
      if (size > largestSheet) throw new UnreadableSheet({ code: "too-large", most: largestSheet });
      whole.push(chunk);
      continue;
    }
    state ??= { text: "", row: 0, delimiter: undefined, first: true };
    const rows = take(state, chunk, false);
    if (rows.length > 0 && state.delimiter !== undefined)
      yield { rows, delimiter: state.delimiter, furtherSheets: [] };
  }
  if (whole !== undefined) {
    const bytes = Buffer.concat(whole);
    const reading = looksLikeZip(bytes) ? readWorkbook(bytes) : readDelimited(bytes);
    if (!reading.ok) throw new UnreadableSheet(reading.problem);
    yield reading;
    return;
  }
  if (state === undefined) throw new UnreadableSheet({ code: "no-rows" });
  const rows = take(state, new Uint8Array(), true);
  if (state.delimiter === undefined || state.row === 0) throw new UnreadableSheet({ code: "no-rows" });
  yield { rows, delimiter: state.delimiter, furtherSheets: [] };
}

interface DelimitedState {
  /** What is not yet a whole record, as one character a byte. */
  text: string;
  row: number;
  delimiter: Delimiter | undefined;
  first: boolean;
}

function take(state: DelimitedState, chunk: Uint8Array, last: boolean): readonly SheetRow[] {
  const start = state.first && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? 3 : 0;
  const added = Buffer.from(chunk.buffer, chunk.byteOffset + start, chunk.length - start).toString("latin1");
  if (!plain(added)) throw new UnreadableSheet({ code: "not-text" });
  state.first = false;
  const text = state.text + added;
  if (state.delimiter === undefined) {
    if (!last && !/[\r\n]/.test(text) && text.length < longestRecord) {
      state.text = text;
      return [];
    }
    state.delimiter = delimiterOf(text);
    if (state.delimiter === undefined) throw new UnreadableSheet({ code: "no-delimiter" });
  }
  const encoded = /[\u0080-\u00ff]/.test(text);
  const rows: SheetRow[] = [];
  let at = 0;
  while (at < text.length) {
    const record = recordAt(text, at, state.delimiter);
    // Without its line end it may go on in the next piece of the file.
    if (!last && (record === undefined || record.next > text.length)) {
      if (text.length - at < longestRecord) break;
      throw new UnreadableSheet({ code: "broken", line: state.row + 1 });
    }
    state.row += 1;
    if (record === undefined) throw new UnreadableSheet({ code: "broken", line: state.row });
    at = record.next;
    const { cells } = record;
    if (cells.length > mostSheetColumns)
      throw new UnreadableSheet({ code: "too-many-columns", most: mostSheetColumns });
    if (cells.every((one) => one.trim() === "")) continue;
    rows.push(encoded ? { row: state.row, ...cellsIn(cells, cellOf) } : { row: state.row, cells });
  }
  // A slice would keep the whole piece in memory for the sake of its end.
  state.text = Buffer.from(text.slice(at), "latin1").toString("latin1");
  return rows;
}

function isUtf16(chunk: Uint8Array): boolean {
  return (chunk[0] === 0xff && chunk[1] === 0xfe) || (chunk[0] === 0xfe && chunk[1] === 0xff);
}
