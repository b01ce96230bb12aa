// A sheet of cells, wherever it came from: rows with their numbers as the reader of the file counts them, cells as text.
// What a cell is beyond its text (a number of a workbook, a formula, text in another encoding) is marked beside it.

export type CellMark =
  /** A number as the workbook keeps it: its decimal sign is no question. */
  | "number"
  /** A day or time of the workbook, written as "2013-03-18T06:01:19". */
  | "date"
  | "formula"
  | "error"
  /** Was not UTF-8 and has been read as Western European text. */
  | "latin-1";

export interface SheetRow {
  /** The first row of the file is 1. */
  readonly row: number;
  readonly cells: readonly string[];
  /** By place; absent where no cell of the row needs one. */
  readonly marks?: Readonly<Record<number, CellMark>>;
}

/** "A", "Z", "AA": as workbooks name columns; the first is 0. */
export function columnLetters(place: number): string {
  let letters = "";
  for (let left = place + 1; left > 0; left = Math.floor((left - 1) / 26))
    letters = String.fromCharCode(65 + ((left - 1) % 26)) + letters;
  return letters;
}

/** A part of a text keeps the whole text in memory, such as a piece of a file: what is kept for long is written anew. */
export function detached(text: string): string {
  return Array.from(text).join("");
}
