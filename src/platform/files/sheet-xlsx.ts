// Reads the first sheet of a workbook (ECMA-376, .xlsx) into rows of cells. Formulas are not computed and their kept results
// not trusted: such cells are marked. Hostile: unpacked size, rows, columns and cells are bounded, and a document that brings
// its own grammar (DOCTYPE) is refused.
import type { CellMark, SheetRow } from "#core/text/sheet.ts";
import { largestSheet, mostSheetColumns, mostSheetRows, refused } from "./sheet-csv.ts";
import type { SheetProblem, SheetReading } from "./sheet-csv.ts";
import { openZip } from "./zip.ts";
import type { ZipProblem } from "./zip.ts";

export const largestUnpacked = 128 * 1024 * 1024;

export function looksLikeZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/** Thrown inside this file alone: a part that is not as it must be refuses the workbook. */
class Unreadable extends Error {
  readonly problem: SheetProblem;
  constructor(problem: SheetProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

export function readWorkbook(bytes: Uint8Array): SheetReading {
  if (bytes.length > largestSheet) return refused({ code: "too-large", most: largestSheet });
  const zip = openZip(bytes, largestUnpacked);
  if (!zip.ok) return refused(problemOf(zip.problem));
  const part = (name: string): string => {
    const content = zip.read(name);
    if (typeof content === "string") throw new Unreadable(problemOf(content));
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(content);
    } catch {
      throw new Unreadable({ code: "not-a-workbook" });
    }
  };
  try {
    const names = new Set(zip.names);
    const book = readBook(part("xl/workbook.xml"), part("xl/_rels/workbook.xml.rels"));
    const [first, ...further] = book.sheets;
    if (first === undefined) throw new Unreadable({ code: "no-sheet" });
    const shared = names.has("xl/sharedStrings.xml") ? sharedStrings(part("xl/sharedStrings.xml")) : [];
    const dates = names.has("xl/styles.xml") ? dateStyles(part("xl/styles.xml")) : new Set<number>();
    const rows = sheetRows(part(first.path), { shared, dates, from1904: book.from1904 });
    if (rows.length === 0) return refused({ code: "no-rows" });
    const furtherSheets = further
      .filter(({ path }) => names.has(path) && /<(?:\w+:)?c[ >]/.test(part(path)))
      .map(({ name }) => name);
    return { ok: true, rows, delimiter: null, furtherSheets };
  } catch (error) {
    if (error instanceof Unreadable) return refused(error.problem);
    throw error;
  }
}

function problemOf(problem: ZipProblem): SheetProblem {
  if (problem === "not-a-zip") return { code: "not-a-workbook" };
  return problem === "bomb" ? { code: "bomb" } : { code: "unsupported", what: problem };
}

interface Tag {
  readonly name: string;
  readonly kind: "open" | "close" | "empty";
  readonly attributes: string;
  /** The text before it. */
  readonly before: string;
}

/** Tags one after the other, prefixes taken off. What is neither tag nor text is not read over but refused. */
function* tagsOf(xml: string): Generator<Tag> {
  let at = 0;
  for (;;) {
    const open = xml.indexOf("<", at);
    if (open < 0) return;
    const before = xml.slice(at, open);
    if (xml.startsWith("<?", open) || xml.startsWith("<!--", open)) {
      const close = xml.indexOf(xml[open + 1] === "?" ? "?>" : "-->", open);
      if (close < 0) throw new Unreadable({ code: "not-a-workbook" });
      at = close + (xml[open + 1] === "?" ? 2 : 3);
      continue;
    }
    if (xml[open + 1] === "!") throw new Unreadable({ code: "unsupported", what: "dtd" });
    const close = xml.indexOf(">", open);
    if (close < 0) throw new Unreadable({ code: "not-a-workbook" });
    const ends = xml[open + 1] === "/";
    const empty = xml[close - 1] === "/";
    const inner = xml.slice(open + (ends ? 2 : 1), empty ? close - 1 : close);
    const space = inner.search(/\s/);
    const full = space < 0 ? inner : inner.slice(0, space);
    yield {
      name: full.slice(full.indexOf(":") + 1),
      kind: ends ? "close" : empty ? "empty" : "open",
      attributes: space < 0 ? "" : inner.slice(space),
      before,
    };
    at = close + 1;
  }
}

function attribute(attributes: string, name: string): string | undefined {
  const at = attributes.search(new RegExp(`\\s${name}\\s*=\\s*["']`));
  if (at < 0) return undefined;
  const quote = attributes.slice(at).search(/["']/) + at;
  const end = attributes.indexOf(attributes[quote] ?? "", quote + 1);
  return end < 0 ? undefined : textOf(attributes.slice(quote + 1, end));
}

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function textOf(xml: string): string {
  if (!xml.includes("&")) return xml;
  return xml.replaceAll(/&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-z]+);?/g, (whole, name: string) => {
    if (!name.startsWith("#")) return entities[name] ?? whole;
    const code = name[1] === "x" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function readBook(
  workbook: string,
  relations: string,
): { readonly sheets: readonly { name: string; path: string }[]; readonly from1904: boolean } {
  const targets = new Map<string, string>();
  for (const { name, attributes } of tagsOf(relations))
    if (name === "Relationship")
      targets.set(attribute(attributes, "Id") ?? "", attribute(attributes, "Target") ?? "");
  const sheets: { name: string; path: string }[] = [];
  let from1904 = false;
  for (const { name, attributes } of tagsOf(workbook)) {
    if (name === "workbookPr") from1904 = /^(1|true)$/.test(attribute(attributes, "date1904") ?? "");
    if (name !== "sheet") continue;
    const target = targets.get(attribute(attributes, "(?:\\w+:)?id") ?? "") ?? "";
    const path = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
    sheets.push({ name: attribute(attributes, "name") ?? "", path });
  }
  return { sheets, from1904 };
}

function sharedStrings(xml: string): readonly string[] {
  const strings: string[] = [];
  let [text, phonetic] = ["", false];
  for (const { name, kind, before } of tagsOf(xml)) {
    if (name === "si" && kind === "open") text = "";
    if (name === "rPh") phonetic = kind === "open";
    if (name === "t" && kind === "close" && !phonetic) text += textOf(before);
    if (name === "si" && kind !== "open") strings.push(kind === "empty" ? "" : text);
  }
  return strings;
}

/** The numbers of the styles that show a number as a day or time. */
function dateStyles(xml: string): ReadonlySet<number> {
  const formats = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
  const styles = new Set<number>();
  let [inside, place] = [false, 0];
  for (const { name, kind, attributes } of tagsOf(xml)) {
    if (name === "numFmt") {
      const code = (attribute(attributes, "formatCode") ?? "").replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, "");
      if (/[ydhs]/i.test(code)) formats.add(Number(attribute(attributes, "numFmtId")));
    }
    if (name === "cellXfs") inside = kind === "open";
    if (inside && name === "xf" && kind !== "close") {
      if (formats.has(Number(attribute(attributes, "numFmtId")))) styles.add(place);
      place += 1;
    }
  }
  return styles;
}

interface Surroundings {
  readonly shared: readonly string[];
  readonly dates: ReadonlySet<number>;
  readonly from1904: boolean;
}

function sheetRows(xml: string, around: Surroundings): readonly SheetRow[] {
  const rows: SheetRow[] = [];
  let row = 0;
  let cells: string[] = [];
  let marks: Record<number, CellMark> = {};
  let [place, type, style, text] = [0, "n", 0, ""];
  let [formula, filled] = [false, false];
  const keep = (): void => {
    const value = cellValue(type, text, style, filled, around);
    while (cells.length < place) cells.push("");
    cells[place] = value.text;
    const mark = formula ? "formula" : value.mark;
    if (mark !== undefined) marks[place] = mark;
    place += 1;
  };
  for (const { name, kind, attributes, before } of tagsOf(xml)) {
    if (name === "row" && kind === "open") {
      const given = Number(attribute(attributes, "r") ?? row + 1);
      if (!(given > row && given <= mostSheetRows * 2))
        throw new Unreadable({ code: "broken", line: row + 1 });
      [row, cells, marks, place] = [given, [], {}, 0];
    } else if (name === "row" && kind === "close") {
      if (rows.length > mostSheetRows) throw new Unreadable({ code: "too-many-rows", most: mostSheetRows });
      if (cells.some((cell) => cell.trim() !== ""))
        rows.push(Object.keys(marks).length === 0 ? { row, cells } : { row, cells, marks });
    } else if (name === "c" && kind !== "close") {
      const at = placeOf(attribute(attributes, "r")) ?? place;
      if (at < place || row === 0) throw new Unreadable({ code: "broken", line: row });
      if (at >= mostSheetColumns) throw new Unreadable({ code: "too-many-columns", most: mostSheetColumns });
      place = at;
      type = attribute(attributes, "t") ?? "n";
      style = Number(attribute(attributes, "s") ?? 0);
      [text, formula, filled] = ["", false, false];
      if (kind === "empty") place += 1;
    } else if (name === "f" && kind !== "close") formula = true;
    else if ((name === "v" || name === "t") && kind === "close") {
      text += textOf(before);
      filled = true;
    } else if (name === "c" && kind === "close") keep();
  }
  return rows;
}

function placeOf(reference: string | undefined): number | undefined {
  const letters = /^([A-Z]{1,3})[0-9]+$/.exec(reference ?? "")?.[1];
  if (letters === undefined) return undefined;
  let place = 0;
  for (const letter of letters) place = place * 26 + letter.charCodeAt(0) - 64;
  return place - 1;
}

function cellValue(
  type: string,
  text: string,
  style: number,
  filled: boolean,
  { shared, dates, from1904 }: Surroundings,
): { readonly text: string; readonly mark?: CellMark } {
  if (!filled) return { text: "" };
  if (type === "s") {
    const found = /^[0-9]+$/.test(text) ? shared[Number(text)] : undefined;
    if (found === undefined) throw new Unreadable({ code: "not-a-workbook" });
    return { text: found };
  }
  if (type === "e") return { text, mark: "error" };
  if (type === "d") return { text: text.slice(0, 19), mark: "date" };
  if (type !== "n") return { text };
  const date = dates.has(style) ? dateText(Number(text), from1904) : undefined;
  return date === undefined ? { text, mark: "number" } : { text: date, mark: "date" };
}

/** Days since 1899-12-30 (or 1904), the fraction being the time of day; undefined for what is no day of our calendar. */
function dateText(serial: number, from1904: boolean): string | undefined {
  const days = from1904 ? serial + 1462 : serial;
  // Below 61 the count follows a leap year 1900 that never was.
  if (!(days >= 61 && days < 2_958_466)) return undefined;
  return new Date(Math.round((days - 25_569) * 86_400) * 1000).toISOString().slice(0, 19);
}
