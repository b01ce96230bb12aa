// The page of a text that flows, where on it the next line goes, and what of a text from anywhere can be printed.
import { millimetres } from "./millimetres.ts";
import type { Pdf } from "./sheet.ts";
import { hasShape } from "./text/fonts.ts";
import { scriptOf } from "./text/script.ts";

export const page = { width: 595.28, height: 841.89 };
export const margin = { x: millimetres(24), top: millimetres(22), foot: millimetres(24) };
export const measure = page.width - 2 * margin.x;
export const bottom = page.height - margin.foot;

export interface Pen {
  y: number;
}

export function beginPage(pdf: Pdf, pen: Pen): void {
  pdf.addPage({ size: [page.width, page.height], margin: 0 });
  pen.y = margin.top;
}

/** Marks of direction, which are followed but not seen: here the letters alone say where a line runs. */
const directions = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A sign that no typeface has prints as a box: a text from anywhere must not make its document impossible. */
export function printable(text: string): string {
  let shown = "";
  for (const character of text.normalize("NFC").replaceAll(directions, "")) {
    const point = character.codePointAt(0) ?? 0;
    const script = scriptOf(point) ?? "latin";
    shown += hasShape(script, point) || hasShape("latin", point) ? character : noShape();
  }
  return shown;
}

/** A box where the typeface has one. */
function noShape(): string {
  return hasShape("latin", 0x25a1) ? "\u25a1" : "?";
}

export function isFromTheRight(text: string): boolean {
  for (const character of text) {
    const script = scriptOf(character.codePointAt(0) ?? 0);
    if (script !== undefined) return script === "arabic";
  }
  return false;
}
