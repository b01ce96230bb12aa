// Writes delimited text (RFC 4180): lines end with CR LF, a cell is quoted where it must be, and text that a spreadsheet would
// take for a formula gets an apostrophe, which `withoutGuard` takes off again.

export interface Delimited {
  readonly delimiter: "," | ";" | "\t";
  /** The byte order mark, by which spreadsheets know UTF-8. */
  readonly mark: boolean;
}

export function writeDelimited(
  rows: readonly (readonly string[])[],
  { delimiter, mark }: Delimited = { delimiter: ",", mark: false },
): string {
  return (mark ? "\uFEFF" : "") + rows.map((row) => `${row.map(cellOf).join(delimiter)}\r\n`).join("");
}

/** With the apostrophes that are the text's own, so that one of them is never taken for the guard. */
const formulaStart = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

export function withoutGuard(cell: string): string {
  return cell.startsWith("'") && formulaStart.test(cell.slice(1)) ? cell.slice(1) : cell;
}

function cellOf(text: string): string {
  const safe = formulaStart.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
