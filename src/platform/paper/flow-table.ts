// A table in a text that flows: as wide as the text, its head again on every page, no row on two pages, figures to the right.
// Where the words run from the right, so do the columns.
import { beginPage, bottom, isFromTheRight, margin, measure, printable } from "./flow-page.ts";
import type { Pen } from "./flow-page.ts";
import { drawArtifact, drawText } from "./sheet.ts";
import type { Sheet } from "./sheet.ts";
import type { Face } from "./text/fonts.ts";
import { paragraphOf } from "./text/paragraph.ts";

export interface FlowTable {
  readonly kind: "table";
  readonly caption: string;
  /** The first one names the rows; the others hold figures. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The sums, below a rule. */
  readonly foot?: readonly string[];
}

const padding = { x: 4, y: 3.5 };
const sizes = [8.5, 8, 7.5, 7, 6.5, 6];
const narrowestNames = 96;
const widestNames = measure * 0.4;
const captionSize = 11.5;
const before = 16;

export function drawTable(sheet: Sheet, pen: Pen, { caption, columns, rows, foot }: FlowTable): void {
  const grid = gridOf(columns, [...rows, ...(foot === undefined ? [] : [foot])], isFromTheRight(caption));
  const table = sheet.pdf.struct("Table");
  sheet.add(table);
  const head = rowOf(grid, columns, "bold");
  const title = paragraphOf(printable(caption), "bold");
  const titleHeight = title.lines(measure, captionSize, 0).length * title.lineHeight * captionSize;
  const body = [
    ...rows.map((cells) => rowOf(grid, cells, "regular")),
    ...(foot === undefined ? [] : [rowOf(grid, foot, "bold")]),
  ];
  // A caption or a head at the foot of a page would stand alone.
  if (pen.y + before + titleHeight + head.height + (body[0]?.height ?? 0) > bottom) beginPage(sheet.pdf, pen);
  else pen.y += before;
  const box = { x: margin.x, y: pen.y, width: measure, height: titleHeight };
  const style = {
    face: "bold",
    size: captionSize,
    align: grid.mirrored ? "right" : "left",
    field: "caption",
  } as const;
  table.add(sheet.pdf.struct("Caption", {}, [() => void drawText(sheet, printable(caption), box, style)]));
  pen.y += titleHeight + padding.y;
  const wash = (): void =>
    drawArtifact(
      sheet,
      () => void sheet.pdf.rect(margin.x, pen.y, measure, head.height).fill(sheet.inks.wash),
    );
  const goOver = (): void => {
    beginPage(sheet.pdf, pen);
    wash();
    drawArtifact(sheet, () => head.cells.forEach((cell) => drawCell(sheet, cell, pen.y, head)));
    pen.y += head.height;
  };
  wash();
  addRow(sheet, table, pen, head, "Column");
  for (const row of body) {
    if (pen.y + row.height > bottom) goOver();
    if (row.face === "bold") drawRule(sheet, pen.y, 1);
    addRow(sheet, table, pen, row, "Row");
  }
  table.end();
}

interface Grid {
  readonly size: number;
  /** From the left edge of the text. */
  readonly columns: readonly {
    readonly x: number;
    readonly width: number;
    readonly align: "left" | "right";
  }[];
  readonly mirrored: boolean;
}

/** Figures take the room of the longest; the names have the rest, and the print is smaller where that is too little. */
function gridOf(heads: readonly string[], rows: readonly (readonly string[])[], mirrored: boolean): Grid {
  const widthsAt = (size: number): readonly number[] =>
    heads.slice(1).map((head, i) => {
      const longest = (text: string, face: Face): number =>
        paragraphOf(printable(text), face).longestPiece(size, 0);
      return (
        2 * padding.x +
        1 +
        Math.max(longest(head, "bold"), ...rows.map((cells) => longest(cells[i + 1] ?? "", "bold")))
      );
    });
  const total = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0);
  const size = sizes.find((one) => measure - total(widthsAt(one)) >= narrowestNames) ?? sizes.at(-1) ?? 6;
  const figures = widthsAt(size);
  // Columns that fit at no size share what there is; those that leave much share what the names do not need.
  const scale = Math.min(1, (measure - narrowestNames) / Math.max(1, total(figures)));
  const spare = Math.max(0, measure - total(figures) - widestNames) / Math.max(1, figures.length);
  const shared = figures.map((width) => width * scale + spare);
  const widths = [measure - total(shared), ...shared];
  let at = 0;
  const columns = widths.map((width, i) => {
    const x = mirrored ? measure - at - width : at;
    at += width;
    return { x, width, align: (i === 0) === mirrored ? ("right" as const) : ("left" as const) };
  });
  return { size, columns, mirrored };
}

interface Row {
  readonly cells: readonly { readonly text: string; readonly column: Grid["columns"][number] }[];
  readonly face: Face;
  readonly size: number;
  readonly height: number;
}

function rowOf({ size, columns }: Grid, texts: readonly string[], face: Face): Row {
  const cells = columns.map((column, i) => ({ column, text: printable(texts[i] ?? "") }));
  const heights = cells.map(({ text, column }) => {
    const paragraph = paragraphOf(text, face);
    return paragraph.lines(column.width - 2 * padding.x, size, 0).length * paragraph.lineHeight * size;
  });
  return { cells, face, size, height: Math.max(size, ...heights) + 2 * padding.y };
}

function addRow(
  sheet: Sheet,
  table: PDFKit.PDFStructureElement,
  pen: Pen,
  row: Row,
  scope: "Column" | "Row",
): void {
  const top = pen.y;
  table.add(
    sheet.pdf.struct(
      "TR",
      {},
      row.cells.map((cell, i) => {
        const draw = (): void => drawCell(sheet, cell, top, row);
        return i === 0 || scope === "Column"
          ? sheet.pdf.struct("TH", { scope } as object, [draw])
          : sheet.pdf.struct("TD", {}, [draw]);
      }),
    ),
  );
  pen.y += row.height;
  drawRule(sheet, pen.y, 0.4);
}

function drawCell(
  sheet: Sheet,
  { text, column }: Row["cells"][number],
  top: number,
  { face, size, height }: Row,
): void {
  const box = {
    x: margin.x + column.x + padding.x,
    y: top + padding.y,
    width: column.width - 2 * padding.x,
    height: height - 2 * padding.y,
  };
  drawText(sheet, text, box, { face, size, align: column.align, field: "cell" });
}

function drawRule(sheet: Sheet, y: number, width: number): void {
  drawArtifact(
    sheet,
    () =>
      void sheet.pdf
        .lineWidth(width)
        .moveTo(margin.x, y)
        .lineTo(margin.x + measure, y)
        .stroke(sheet.inks.line),
  );
}
