// One sheet of certificate paper: text that always stays inside its box, labelled fields, rules, all tagged for readers
// that speak. Coordinates are points from the top left; a box's text wraps, then shrinks, and otherwise is refused.
import type PdfDocument from "pdfkit";
import { refuseUnprintable } from "./fonts.ts";
import type { Face, Typeface } from "./fonts.ts";
import { PaperRefusal } from "./refusal.ts";

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
  readonly typeface: Typeface;
  /** Code of the language beside English, for readers that speak. */
  readonly beside: string | undefined;
  /** Adds to the tagged reading order. */
  readonly add: (element: PDFKit.PDFStructureElement) => void;
}

/** Dark enough to survive a photocopy; the accent is for lines that carry no meaning. */
export const colours = {
  ink: "#10233f",
  label: "#44526a",
  line: "#7d8aa0",
  accent: "#8a6a24",
  warning: "#b3261e",
} as const;

export const millimetres = (value: number): number => (value * 72) / 25.4;

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
  const { pdf } = sheet;
  refuseUnprintable(pdf, sheet.typeface, text, style.field);
  pdf.font(style.face ?? "regular").fillColor(style.colour ?? colours.ink);
  const size = largestFitting(sheet, text, box, style);
  const options = optionsFor(sheet, box, style, size);
  pdf.fontSize(size);
  const height = pdf.heightOfString(text, options);
  pdf.text(
    text,
    box.x,
    style.middle === true ? box.y + Math.max(0, box.height - height) / 2 : box.y,
    options,
  );
  return height;
}

/** Whether the text fits its box at the smallest size: where it does not, it goes on the continuation sheet. */
export function fits(sheet: Sheet, text: string, box: Box, style: TextStyle): boolean {
  const size = style.smallest ?? style.size;
  sheet.pdf.font(style.face ?? "regular").fontSize(size);
  return sheet.pdf.heightOfString(text, optionsFor(sheet, box, style, size)) <= box.height;
}

function optionsFor(sheet: Sheet, box: Box, style: TextStyle, size: number): PDFKit.Mixins.TextOptions {
  return {
    width: box.width,
    align: style.align ?? "left",
    // The typeface is generous between lines; a form is not.
    lineGap: sheet.typeface.embedded ? -0.16 * size : 0,
    characterSpacing: style.spacing ?? 0,
    // Figures of one width, so that columns of amounts stand under each other.
    ...(sheet.typeface.embedded ? { features: ["tnum", "kern"] } : {}),
  };
}

function largestFitting(sheet: Sheet, text: string, box: Box, style: TextStyle): number {
  const { pdf } = sheet;
  const smallest = style.smallest ?? style.size;
  for (let size = style.size; size > smallest - 0.01; size -= size > 12 ? 1 : 0.5) {
    pdf.fontSize(size);
    const options = optionsFor(sheet, box, style, size);
    // A figure or a code must not be broken over lines while a smaller size keeps it whole.
    const whole = longestWord(pdf, text, options) <= box.width || size - 0.5 < smallest;
    if (whole && pdf.heightOfString(text, options) <= box.height + 0.5) return size;
  }
  throw new PaperRefusal("text-does-not-fit", style.field);
}

function longestWord(pdf: Pdf, text: string, options: PDFKit.Mixins.TextOptions): number {
  return Math.max(...text.split(/[\s-]/).map((word) => pdf.widthOfString(word, options)));
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
  const { pdf } = sheet;
  const number = item === undefined ? "" : `${item}  `;
  const style = { size: 6.4, smallest: 4, colour: colours.label, field: "label" } as const;
  const row = { ...box, height: labelHeight };
  const both =
    label.beside === undefined || label.beside === label.en ? label.en : `${label.en} · ${label.beside}`;
  if (stacked && label.beside !== undefined && label.beside !== label.en)
    return stackedLabel(sheet, row, label.en, label.beside, style);
  pdf.font("bold");
  let size: number = style.size;
  while (size > style.smallest && pdf.fontSize(size).widthOfString(number + both) > row.width) size -= 0.2;
  const english = number + label.en;
  const shift = toTheRight ? Math.max(0, row.width - widthOfLabel(sheet, english, label.beside, size)) : 0;
  row.x += shift;
  row.width -= shift;
  const parts: (Draw | PDFKit.PDFStructureElement)[] = [
    () => drawText(sheet, english, row, { ...style, face: "bold", size, smallest: size }),
  ];
  if (label.beside !== undefined && label.beside !== label.en) {
    const beside = label.beside;
    const start = pdf.font("bold").fontSize(size).widthOfString(english) + labelGap;
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

function widthOfLabel({ pdf }: Sheet, english: string, beside: string | undefined, size: number): number {
  const own = pdf.font("bold").fontSize(size).widthOfString(english);
  // A hair more than measured: a line exactly as wide as its box may still break.
  return (
    own +
    0.5 +
    (beside === undefined || english.endsWith(beside)
      ? 0
      : labelGap + pdf.font("italic").fontSize(size).widthOfString(beside))
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
    sheet.pdf.lineWidth(0.5).strokeColor(colours.line).rect(box.x, box.y, box.width, box.height).stroke();
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
