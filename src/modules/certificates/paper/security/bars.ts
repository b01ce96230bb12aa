// The bar code as a part of the sheet: with words for readers that speak.
import type { Box, Sheet } from "#platform/paper/sheet.ts";
import type { Wording } from "../words.ts";
import { code128, drawBarCode } from "./code128.ts";

export function drawBars(sheet: Sheet, box: Box, number: string, wording: Wording): void {
  if (code128(number) === undefined) return;
  const alternative = wording("bars.alternative", { number }).en;
  sheet.add(sheet.pdf.struct("Figure", { alt: alternative }, [() => drawBarCode(sheet.pdf, number, box)]));
}
