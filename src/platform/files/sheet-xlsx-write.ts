// Writes a workbook (ECMA-376, .xlsx): numbers are numbers, days are days, every text is a text, so that none is a formula. The
// head of each sheet stays in sight. The same content gives the same bytes.
import { escapeXml } from "#core/encoding/xml.ts";
import { dayNumber } from "#core/kp/dates.ts";
import { writeZip } from "./zip-write.ts";

export type SheetCell =
  | null
  | string
  | { readonly kind: "number"; readonly text: string; readonly decimals: 0 | 2 }
  /** "2026-06-01" */
  | { readonly kind: "day"; readonly day: string };

export interface WrittenSheet {
  readonly name: string;
  readonly columns: readonly { readonly heading: string; readonly width: number }[];
  readonly rows: readonly (readonly SheetCell[])[];
}

export interface Workbook {
  readonly title: string;
  readonly author: string;
  /** UTC instant. */
  readonly madeAt: string;
  readonly sheets: readonly WrittenSheet[];
}

export function writeWorkbook(book: Workbook): Uint8Array {
  const { sheets } = book;
  const part = (name: string, content: string) => ({
    name,
    content: Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${content}`, "utf8"),
  });
  return writeZip([
    part("[Content_Types].xml", contentTypes(sheets)),
    part("_rels/.rels", packageRelations),
    part("docProps/core.xml", properties(book)),
    part("xl/workbook.xml", workbook(sheets)),
    part("xl/_rels/workbook.xml.rels", bookRelations(sheets)),
    part("xl/styles.xml", styles),
    ...sheets.map((sheet, place) => part(`xl/worksheets/sheet${place + 1}.xml`, sheetXml(sheet))),
  ]);
}

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const inPackage = "http://schemas.openxmlformats.org/package/2006";
const spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/** Places in cellXfs of the styles below. */
const style = { text: 0, head: 1, whole: 2, hundredths: 3, day: 4 } as const;

const styles =
  `<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
  `<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
  `<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
  `<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
  `<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">` +
  `<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>` +
  `<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>` +
  [3, 4, 14]
    .map((id) => `<xf numFmtId="${id}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`)
    .join("") +
  `</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

function contentTypes(sheets: readonly WrittenSheet[]): string {
  return (
    `<Types xmlns="${inPackage}/content-types">` +
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
    `<Default Extension="xml" ContentType="application/xml"/>` +
    `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
    `<Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/>` +
    `<Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/>` +
    sheets
      .map(
        (_, place) =>
          `<Override PartName="/xl/worksheets/sheet${place + 1}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`,
      )
      .join("") +
    `</Types>`
  );
}

const packageRelations =
  `<Relationships xmlns="${inPackage}/relationships">` +
  `<Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/>` +
  `<Relationship Id="rId2" Type="${inPackage}/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
  `</Relationships>`;

function properties({ title, author, madeAt }: Workbook): string {
  const at = `${madeAt.slice(0, 19)}Z`;
  return (
    `<cp:coreProperties xmlns:cp="${inPackage}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
    `xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
    `<dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(author)}</dc:creator>` +
    `<dcterms:created xsi:type="dcterms:W3CDTF">${at}</dcterms:created></cp:coreProperties>`
  );
}

function workbook(sheets: readonly WrittenSheet[]): string {
  const listed = sheets.map(
    ({ name }, place) =>
      `<sheet name="${escapeXml(sheetName(name))}" sheetId="${place + 1}" r:id="rId${place + 1}"/>`,
  );
  return `<workbook xmlns="${main}" xmlns:r="${relationships}"><sheets>${listed.join("")}</sheets></workbook>`;
}

/** What no name of a sheet may hold, and no longer than it may be. */
function sheetName(name: string): string {
  return name
    .replaceAll(/[\\/?*[\]:]/g, " ")
    .slice(0, 31)
    .trim();
}

function bookRelations(sheets: readonly WrittenSheet[]): string {
  const listed = sheets.map(
    (_, place) =>
      `<Relationship Id="rId${place + 1}" Type="${relationships}/worksheet" Target="worksheets/sheet${place + 1}.xml"/>`,
  );
  const last = `<Relationship Id="rId${sheets.length + 1}" Type="${relationships}/styles" Target="styles.xml"/>`;
  return `<Relationships xmlns="${inPackage}/relationships">${listed.join("")}${last}</Relationships>`;
}

function sheetXml({ columns, rows }: WrittenSheet): string {
  const widths = columns.map(
    ({ width }, place) => `<col min="${place + 1}" max="${place + 1}" width="${width}" customWidth="1"/>`,
  );
  const head = columns.map(({ heading }, place) => textCell(heading, place, 1, style.head));
  const lines = rows.map((cells, place) => {
    const row = place + 2;
    return `<row r="${row}">${cells.map((cell, column) => cellXml(cell, column, row)).join("")}</row>`;
  });
  return (
    `<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<cols>${widths.join("")}</cols><sheetData><row r="1">${head.join("")}</row>${lines.join("")}</sheetData></worksheet>`
  );
}

function cellXml(cell: SheetCell, column: number, row: number): string {
  if (cell === null || cell === "") return "";
  if (typeof cell === "string") return textCell(cell, column, row, style.text);
  const at = `r="${letters(column)}${row}"`;
  if (cell.kind === "day")
    return `<c ${at} s="${style.day}"><v>${dayNumber(cell.day) - dayNumber(dayZero)}</v></c>`;
  if (!/^-?\d+(\.\d+)?$/.test(cell.text)) throw new RangeError(`not a number: ${cell.text}`);
  return `<c ${at} s="${cell.decimals === 0 ? style.whole : style.hundredths}"><v>${cell.text}</v></c>`;
}

/** Days of workbooks are counted from here, with a leap day in 1900 that never was. */
const dayZero = "1899-12-30";

function textCell(text: string, column: number, row: number, styled: number): string {
  // No cell holds more.
  const shown = escapeXml(text.slice(0, 32_767));
  return `<c r="${letters(column)}${row}" s="${styled}" t="inlineStr"><is><t xml:space="preserve">${shown}</t></is></c>`;
}

function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}
