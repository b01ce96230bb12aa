// The certificate's code drawn as filled squares, never as a picture: sharp at any resolution.
// At least 40 mm and at least 0.38 mm (three dots) for each module, so that a copy at 200 dots per inch still reads (lesson 24).
import { encodeQR } from "qr";
import { PaperRefusal } from "#platform/paper/refusal.ts";
import { millimetres } from "#platform/paper/millimetres.ts";
import type { Pdf } from "#platform/paper/sheet.ts";

export interface QrSymbol {
  /** Rows of modules with the quiet zone of four; true is dark. */
  readonly rows: readonly (readonly boolean[])[];
  readonly moduleSize: number;
  /** Side of the symbol with its quiet zone. */
  readonly side: number;
}

/** Where a receipt is printed it is alone on its page: larger, with less repair, because it says three times as much. */
export function receiptSymbol(text: string): QrSymbol {
  if (text.length > longestReceiptText) throw new PaperRefusal("code-too-long", "receipt");
  return symbolOf(text, "medium", receiptModule);
}

const smallestSide = millimetres(42);
const smallestModule = millimetres(0.38);
/** Four dots of such a copy: at a little less, readers lose their place in so large a symbol. */
const receiptModule = millimetres(0.508);
const quietZone = 4;
const longestText = 1200;
/** Level M of the largest symbol. */
const longestReceiptText = 3_391;

/** Level Q in alphanumeric mode, which is what base45 is for. */
export function qrSymbol(text: string): QrSymbol {
  if (text.length > longestText) throw new PaperRefusal("code-too-long", "qrText");
  if (text === "" || !/^[0-9A-Z $%*+\-./:]+$/.test(text)) throw new PaperRefusal("code-missing", "qrText");
  return symbolOf(text, "quartile", smallestModule);
}

function symbolOf(text: string, ecc: "medium" | "quartile", least: number): QrSymbol {
  const rows = encodeQR(text, "raw", { ecc, encoding: "alphanumeric", border: quietZone });
  const moduleSize = Math.max(smallestSide / (rows.length - 2 * quietZone), least);
  return { rows, moduleSize, side: moduleSize * rows.length };
}

/** One path and one fill: separate fills would leave hairlines between the rows on some printers. */
export function drawQr(pdf: Pdf, symbol: QrSymbol, x: number, y: number): void {
  const { rows, moduleSize } = symbol;
  pdf.save().rect(x, y, symbol.side, symbol.side).fill("#ffffff");
  for (const [row, modules] of rows.entries()) {
    for (const run of darkRuns(modules)) {
      pdf.rect(x + run.from * moduleSize, y + row * moduleSize, run.length * moduleSize, moduleSize);
    }
  }
  pdf.fill("#000000").restore();
}

function darkRuns(modules: readonly boolean[]): { from: number; length: number }[] {
  const runs: { from: number; length: number }[] = [];
  let from = -1;
  for (let at = 0; at <= modules.length; at += 1) {
    const dark = modules[at] === true;
    if (dark && from === -1) from = at;
    if (!dark && from !== -1) {
      runs.push({ from, length: at - from });
      from = -1;
    }
  }
  return runs;
}
