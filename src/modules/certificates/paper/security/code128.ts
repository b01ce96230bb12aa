// The certificate's number as a bar code, Code 128 (ISO/IEC 15417), set B: for the hand scanners that offices have.
// Bars are drawn as filled rectangles, like the modules of the QR code.
import { millimetres } from "#platform/paper/millimetres.ts";
import type { Box, Pdf } from "#platform/paper/sheet.ts";

/** Widths of bars and gaps in modules, beginning with a bar; undefined where the set lacks a character. */
export function code128(text: string): readonly number[] | undefined {
  const values = Array.from(text, (character) => (character.codePointAt(0) ?? 0) - 0x20);
  if (values.length === 0 || values.some((value) => value < 0 || value > 94)) return undefined;
  const check = values.reduce((sum, value, index) => sum + value * (index + 1), startB) % 103;
  return [startB, ...values, check]
    .map((value) => symbols[value] ?? "")
    .concat(stop)
    .flatMap((symbol) => Array.from(symbol, Number));
}

const quietModules = 10;
// Two dots at 200 to the inch at the least; wider than a third of a millimetre helps no scanner.
const modules = { least: millimetres(0.254), most: millimetres(0.34) };

/** Draws it against the right edge of the box; where the number has letters the bars lack, nothing. */
export function drawBarCode(pdf: Pdf, text: string, box: Box): void {
  const widths = code128(text);
  if (widths === undefined) return;
  const count = widths.reduce((sum, width) => sum + width, 0) + 2 * quietModules;
  const module = Math.min(modules.most, box.width / count);
  if (module < modules.least) return;
  let x = box.x + box.width - count * module;
  pdf
    .save()
    .rect(x, box.y - 1, count * module, box.height + 2)
    .fill("#ffffff");
  x += quietModules * module;
  for (const [index, width] of widths.entries()) {
    if (index % 2 === 0) pdf.rect(x, box.y, width * module, box.height);
    x += width * module;
  }
  pdf.fill("#000000").restore();
}

const startB = 104;
const stop = "2331112";

// prettier-ignore
const symbols: readonly string[] = (
  "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 " +
  "123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 " +
  "131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 " +
  "213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 " +
  "141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 " +
  "124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 " +
  "411131 211412 211214 211232"
).split(" ");
