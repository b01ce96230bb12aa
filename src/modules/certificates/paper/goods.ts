// The table of goods: code, what it is, origin where a line has its own, carats and US dollars, with their totals.
// What does not fit on the certificate itself is summed there by code and listed on a continuation sheet.
import { codesOf, totalsOf } from "#core/certificate/content.ts";
import type { Line } from "#core/certificate/content.ts";
import type { RoughCode } from "#core/kp/goods.ts";
import { columns, drawArtifact, drawText, inside, labelParts } from "#platform/paper/sheet.ts";
import type { Box, Draw, Sheet, TextStyle } from "#platform/paper/sheet.ts";
import { bothLanguages, caratsText, usdText } from "./words.ts";
import type { Wording } from "./words.ts";

const headHeight = 15;
const rowHeight = 14;

/** How many lines stand in a table of this height beside its head and its total. */
export function roomFor(height: number): number {
  return Math.floor((height - heightOf(0)) / rowHeight);
}

export function heightOf(rows: number): number {
  return headHeight + (rows + 1) * rowHeight;
}

/** One row for each code: what stands on the certificate when the lines themselves do not. */
export function sumsByCode(lines: readonly Line[]): readonly Line[] {
  return codesOf(lines).map((code) => ({ code, ...totalsOf(lines.filter((line) => line.code === code)) }));
}

/** Draws rows, then the total of `all`; returns the height taken. `all` undefined leaves the total out. */
export function drawGoods(
  sheet: Sheet,
  box: Pick<Box, "x" | "y" | "width">,
  rows: readonly Line[],
  all: readonly Line[] | undefined,
  wording: Wording,
): number {
  const table = sheet.pdf.struct("Table");
  sheet.add(table);
  const withOrigin = rows.some((line) => line.origin !== undefined);
  const cut = (y: number, height: number): Box[] =>
    columns({ ...box, y, height }, ...(withOrigin ? [16, 30, 24, 22, 26] : [16, 46, 0.001, 24, 28]));

  const head = [
    { words: wording("code"), item: 13 },
    { words: wording("description") },
    { words: wording("lineOrigin") },
    { words: wording("carats"), item: 10 },
    { words: wording("usd"), item: 11 },
  ];
  const headCells = cut(box.y, headHeight);
  drawArtifact(sheet, () => {
    sheet.pdf.rect(box.x, box.y, box.width, headHeight).fill(sheet.inks.wash);
  });
  addRow(
    sheet,
    table,
    "TH",
    head.map(({ words, item }, index) => {
      const cell = headCells[index];
      return cell === undefined || (index === 2 && !withOrigin)
        ? []
        : labelParts(sheet, inside(cell), words, { item, toTheRight: index > 2 });
    }),
  );

  let y = box.y + headHeight;
  for (const [index, line] of rows.entries()) {
    drawGoodsRow(sheet, table, cut(y, rowHeight), line, `lines.${index}`, wording);
    y += rowHeight;
  }
  if (all !== undefined) {
    drawTotal(sheet, table, cut(y, rowHeight), all, wording);
    y += rowHeight;
  }
  table.end();
  drawRules(sheet, box, y, rows.length + (all === undefined ? 0 : 1));
  return y - box.y;
}

function drawGoodsRow(
  sheet: Sheet,
  table: PDFKit.PDFStructureElement,
  cells: readonly Box[],
  line: Line,
  field: string,
  wording: Wording,
): void {
  const name = wording(goodsKey[line.code]);
  const origin = line.origin === undefined ? "" : `${wording.country(line.origin).en} (${line.origin})`;
  addRow(sheet, table, "TD", [
    cellParts(sheet, cells[0], line.code, { size: 9, face: "bold", field: `${field}.code` }),
    cellParts(sheet, cells[1], bothLanguages(name), { size: 8.5, smallest: 5, field: `${field}.code` }),
    cellParts(sheet, cells[2], origin, { size: 8.5, smallest: 4.5, field: `${field}.origin` }),
    cellParts(sheet, cells[3], caratsText(line.carats), { ...amount, field: `${field}.carats` }),
    cellParts(sheet, cells[4], usdText(line.usd), { ...amount, field: `${field}.usd` }),
  ]);
}

function drawTotal(
  sheet: Sheet,
  table: PDFKit.PDFStructureElement,
  cells: readonly Box[],
  all: readonly Line[],
  wording: Wording,
): void {
  const totals = totalsOf(all);
  addRow(sheet, table, "TD", [
    cellParts(sheet, cells[0], bothLanguages(wording("total")), { size: 8.5, face: "bold", field: "total" }),
    cellParts(sheet, cells[3], caratsText(totals.carats), {
      ...amount,
      size: 10,
      face: "bold",
      field: "total.carats",
    }),
    cellParts(sheet, cells[4], usdText(totals.usd), {
      ...amount,
      size: 10,
      face: "bold",
      field: "total.usd",
    }),
  ]);
}

const amount = { size: 9, smallest: 5, align: "right" } as const;

const goodsKey: Readonly<Record<RoughCode, "goods.710210" | "goods.710221" | "goods.710231">> = {
  "7102.10": "goods.710210",
  "7102.21": "goods.710221",
  "7102.31": "goods.710231",
};

type Part = Draw | PDFKit.PDFStructureElement;

function addRow(
  sheet: Sheet,
  table: PDFKit.PDFStructureElement,
  type: "TH" | "TD",
  cells: readonly Part[][],
): void {
  const filled = cells.filter((parts) => parts.length > 0);
  table.add(
    sheet.pdf.struct(
      "TR",
      {},
      filled.map((parts) => sheet.pdf.struct(type, {}, parts)),
    ),
  );
}

function cellParts(sheet: Sheet, cell: Box | undefined, text: string, style: TextStyle): Part[] {
  if (cell === undefined || text === "") return [];
  return [() => drawText(sheet, text, inside(cell, 5, 0.8), { ...style, middle: true })];
}

function drawRules(sheet: Sheet, box: Pick<Box, "x" | "y" | "width">, bottom: number, rows: number): void {
  drawArtifact(sheet, () => {
    const { pdf } = sheet;
    pdf
      .lineWidth(0.5)
      .strokeColor(sheet.inks.line)
      .rect(box.x, box.y, box.width, bottom - box.y)
      .stroke();
    pdf.lineWidth(0.25);
    for (let row = 0; row < rows; row += 1) {
      const y = box.y + headHeight + row * rowHeight;
      pdf
        .moveTo(box.x, y)
        .lineTo(box.x + box.width, y)
        .stroke();
    }
  });
}
