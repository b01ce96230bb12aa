// One sheet of paper: text that always stays inside its box, labelled fields, rules, all tagged for readers that speak.
// Coordinates are points from the top left; a box's text wraps, then shrinks, and otherwise is refused.
import type PdfDocument from "pdfkit";
import type { Inks } from "./inks.ts";
import { PaperRefusal } from "./refusal.ts";
import { ascent, features, openFont, refuseUnprintable, widthOf } from "./text/fonts.ts";
import type { Face, FontName } from "./text/fonts.ts";
import { paragraphOf } from "./text/paragraph.ts";
import type { Line } from "./text/paragraph.ts";

export type Pdf = InstanceType<typeof PdfDocument>;
export type Draw = () => void;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Words in English and, where the Participant's language is printed, in that language. */
export interface Words {
  readonly en: string;
  readonly beside?: string | undefined;
}

export interface Sheet {
  readonly pdf: Pdf;
  readonly inks: Inks;
  readonly page: { readonly width: number; readonly height: number };
  /** Code of the language beside English, for readers that speak. */
  readonly beside: string | undefined;
  /** Adds to the tagged reading order. */
  readonly add: (element: PDFKit.PDFStructureElement) => void;
}

export interface TextStyle {
  readonly face?: Face;
  readonly size: number;
  readonly smallest?: number;
  readonly align?: "left" | "center" | "right";
  readonly colour?: string;
  readonly spacing?: number;
  /** Halfway between top and bottom: rows of a table. */
  readonly middle?: boolean;
  /** Field path, for the refusal. */
  readonly field: string;
}

/** Draws the text inside the box and returns the height it took. */
export function drawText(sheet: Sheet, text: string, box: Box, style: TextStyle): number {
  refuseUnprintable(text, style.field);
  const { size, lines, height } = setText(text, box, style);
  const top = style.middle === true ? box.y + Math.max(0, box.height - height) / 2 : box.y;
  const step = lines.length === 0 ? 0 : height / lines.length;
  sheet.pdf.fillColor(style.colour ?? sheet.inks.ink);
  for (const [index, line] of lines.entries()) {
    const room = box.width - line.width;
    const shift = style.align === "right" ? room : style.align === "center" ? room / 2 : 0;
    drawLine(sheet.pdf, line, box.x + shift, top + index * step + ascent * size, size, style.spacing ?? 0);
  }
  return height;
}

/** One line on its base line. */
export function drawLine(
  pdf: Pdf,
  line: Line,
  left: number,
  baseLine: number,
  size: number,
  spacing: number,
): void {
  let x = left;
  for (const { text, font, script, scale } of line.runs) {
    const apart = script === "arabic" ? 0 : spacing;
    useFont(pdf, font).fontSize(size * scale);
    const options = { lineBreak: false, baseline: "alphabetic", features: [...features] } as const;
    pdf.text(text, x, baseLine, { ...options, characterSpacing: apart } as PDFKit.Mixins.TextOptions);
    x += widthOf(font, text) * size * scale + apart * text.length;
  }
}

/** Fonts enter the file when they are first used: a sheet in English carries no Chinese. */
export function useFont(pdf: Pdf, name: FontName): Pdf {
  let known = registered.get(pdf);
  if (known === undefined) registered.set(pdf, (known = new Set()));
  if (!known.has(name)) {
    // pdfkit takes an opened font as well; its types do not say so.
    pdf.registerFont(name, openFont(name) as unknown as Buffer);
    known.add(name);
  }
  return pdf.font(name);
}

const registered = new WeakMap<Pdf, Set<FontName>>();

/** Whether the text fits its box at the smallest size: where it does not, it goes on the continuation sheet. */
export function fits(text: string, box: Box, style: TextStyle): boolean {
  const size = style.smallest ?? style.size;
  const paragraph = paragraphOf(text, style.face ?? "regular");
  return (
    paragraph.lines(box.width, size, style.spacing ?? 0).length * paragraph.lineHeight * size <= box.height
  );
}

/** Width of a text on one line. */
export function widthOfText(text: string, face: Face, size: number): number {
  return paragraphOf(text, face).lines(Number.POSITIVE_INFINITY, size, 0)[0]?.width ?? 0;
}

interface SetText {
  readonly size: number;
  readonly lines: readonly Line[];
  readonly height: number;
}

function setText(text: string, box: Box, style: TextStyle): SetText {
  const smallest = style.smallest ?? style.size;
  const spacing = style.spacing ?? 0;
  const paragraph = paragraphOf(text, style.face ?? "regular");
  for (let size = style.size; size > smallest - 0.01; size -= size > 12 ? 1 : 0.5) {
    // A figure or a code must not be broken over lines while a smaller size keeps it whole.
    const whole = paragraph.longestPiece(size, spacing) <= box.width || size - 0.5 < smallest;
    if (!whole) continue;
    const lines = paragraph.lines(box.width, size, spacing);
    const height = lines.length * paragraph.lineHeight * size;
    if (height <= box.height + 0.5) return { size, lines, height };
  }
  throw new PaperRefusal("text-does-not-fit", style.field);
}

export interface FieldStyle extends TextStyle {
  /** The number of the item in Annex I A. */
  readonly item?: number;
}

const labelHeight = 9.5;
const labelGap = 4;
export const padding = { x: 5, y: 3.5 } as const;

/** A ruled box: small bilingual label above, the value below. */
export function drawField(sheet: Sheet, box: Box, label: Words, value: string, style: FieldStyle): void {
  drawBox(sheet, box);
  drawValue(sheet, box, label, value, style);
}

/** The same without its rules. */
export function drawValue(sheet: Sheet, box: Box, label: Words, value: string, style: FieldStyle): void {
  const inner = inside(box);
  const below = { ...inner, y: inner.y + labelHeight, height: inner.height - labelHeight };
  addParagraph(sheet, [
    ...labelParts(sheet, inner, label, { item: style.item }),
    () => drawText(sheet, value, below, style),
  ]);
}

export interface LabelStyle {
  readonly item?: number | undefined;
  readonly toTheRight?: boolean;
  /** In narrow places: the other language below the English, not beside it. */
  readonly stacked?: boolean;
}

/** The parts of a label line, in reading order: English, then the other language marked as such. */
export function labelParts(
  sheet: Sheet,
  box: Box,
  label: Words,
  { item, toTheRight = false, stacked = false }: LabelStyle = {},
): (Draw | PDFKit.PDFStructureElement)[] {
  const number = item === undefined ? "" : `${item}  `;
  const style = { size: 6.4, smallest: 4, colour: sheet.inks.label, field: "label" } as const;
  const row = { ...box, height: labelHeight };
  const both =
    label.beside === undefined || label.beside === label.en ? label.en : `${label.en} · ${label.beside}`;
  if (stacked && label.beside !== undefined && label.beside !== label.en)
    return stackedLabel(sheet, row, label.en, label.beside, style);
  let size: number = style.size;
  while (size > style.smallest && widthOfText(number + both, "bold", size) > row.width) size -= 0.2;
  const english = number + label.en;
  const shift = toTheRight ? Math.max(0, row.width - widthOfLabel(english, label.beside, size)) : 0;
  row.x += shift;
  row.width -= shift;
  const parts: (Draw | PDFKit.PDFStructureElement)[] = [
    () => drawText(sheet, english, row, { ...style, face: "bold", size, smallest: size }),
  ];
  if (label.beside !== undefined && label.beside !== label.en) {
    const beside = label.beside;
    const start = widthOfText(english, "bold", size) + labelGap;
    const rest = { ...row, x: row.x + start, width: row.width - start };
    parts.push(
      otherLanguage(sheet, () =>
        drawText(sheet, beside, rest, { ...style, face: "italic", size, smallest: 3.5 }),
      ),
    );
  }
  return parts;
}

function stackedLabel(
  sheet: Sheet,
  row: Box,
  english: string,
  beside: string,
  style: TextStyle,
): (Draw | PDFKit.PDFStructureElement)[] {
  const line = { ...style, size: 6, smallest: 3.5 };
  const below = { ...row, y: row.y + 6.8, height: 7.6 };
  return [
    () => drawText(sheet, english, { ...row, height: 7.6 }, { ...line, face: "bold" }),
    otherLanguage(sheet, () => drawText(sheet, beside, below, { ...line, size: 5.6, face: "italic" })),
  ];
}

function widthOfLabel(english: string, beside: string | undefined, size: number): number {
  const own = widthOfText(english, "bold", size);
  // A hair more than measured: a line exactly as wide as its box may still break.
  return (
    own +
    0.5 +
    (beside === undefined || english.endsWith(beside) ? 0 : labelGap + widthOfText(beside, "italic", size))
  );
}

/** A part that a speaking reader pronounces in the Participant's language. */
export function otherLanguage(sheet: Sheet, draw: Draw): PDFKit.PDFStructureElement {
  return sheet.pdf.struct("Span", sheet.beside === undefined ? {} : { lang: sheet.beside }, [draw]);
}

export function addParagraph(
  sheet: Sheet,
  parts: readonly (Draw | PDFKit.PDFStructureElement)[],
  type: "P" | "H1" | "H2" | "TH" | "TD" = "P",
): void {
  sheet.add(sheet.pdf.struct(type, {}, [...parts]));
}

/** Lines, watermarks, ornaments: passed over by readers that speak. */
export function drawArtifact(sheet: Sheet, draw: Draw): void {
  sheet.pdf.save();
  sheet.pdf.markContent("Artifact", { type: "Layout" });
  draw();
  sheet.pdf.endMarkedContent();
  sheet.pdf.restore();
}

export function drawBox(sheet: Sheet, box: Box): void {
  drawArtifact(sheet, () => {
    sheet.pdf.lineWidth(0.5).strokeColor(sheet.inks.line).rect(box.x, box.y, box.width, box.height).stroke();
  });
}

export function inside(box: Box, x: number = padding.x, y: number = padding.y): Box {
  return { x: box.x + x, y: box.y + y, width: box.width - 2 * x, height: box.height - 2 * y };
}

/** Cuts a box into columns by shares of its width. */
export function columns(box: Box, ...shares: readonly number[]): Box[] {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  let { x } = box;
  return shares.map((share) => {
    const width = (box.width * share) / whole;
    const column = { ...box, x, width };
    x += width;
    return column;
  });
}
