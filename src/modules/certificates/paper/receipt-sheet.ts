// The sheet with the second code: the receipt that the public log gave for the sealing of this certificate. It travels with
// the certificate and is none: a sheet of its own, so that no reader meets two codes on one page.
import type { CertificateContent } from "#core/certificate/content.ts";
import { millimetres } from "#platform/paper/millimetres.ts";
import {
  addParagraph,
  columns,
  drawBox,
  drawText,
  inside,
  labelParts,
  otherLanguage,
} from "#platform/paper/sheet.ts";
import type { Box, Sheet, TextStyle, Words } from "#platform/paper/sheet.ts";
import { drawFrame, drawGround, frameDepth } from "./frame.ts";
import type { PaperReceipt } from "./input.ts";
import { drawQr, receiptSymbol } from "./qr.ts";
import type { Seed } from "./security/guilloche.ts";
import { microText } from "./security/microtext.ts";
import { bothLanguages } from "./words.ts";
import type { Wording } from "./words.ts";

const headHeight = 62;
const rowHeight = 18;
const gap = millimetres(6);

export function drawReceiptSheet(
  sheet: Sheet,
  box: Box,
  content: CertificateContent,
  wording: Wording,
  { receipt, seed }: { readonly receipt: PaperReceipt; readonly seed: Seed },
): void {
  drawGround(sheet, box, seed);
  drawFrame(sheet, box, seed, microText(content));
  const inner = inside(box, frameDepth + 9, frameDepth + 9);
  drawHead(sheet, inner, content, wording);

  const { entry, origin, witnesses } = receipt;
  const says = wording(witnesses.length === 0 ? "receipt.unwitnessed" : "receipt.says", { entry, origin });
  let y = inner.y + headHeight + gap;
  y +=
    drawBoth(sheet, says, { ...inner, y, height: 60 }, { size: 10.5, smallest: 8, field: "receipt" }) + gap;

  y += drawWitnesses(sheet, { ...inner, y }, witnesses, wording) + gap;

  const symbol = receiptSymbol(receipt.text);
  const alternative = wording("receipt.alternative", { number: content.number }).en;
  const [x, top] = [inner.x + (inner.width - symbol.side) / 2, y];
  sheet.add(sheet.pdf.struct("Figure", { alt: alternative }, [() => drawQr(sheet.pdf, symbol, x, top)]));
  y += symbol.side + gap;

  const how = wording("receipt.how", { address: receipt.address });
  drawBoth(sheet, how, { ...inner, y, height: 70 }, { size: 10.5, smallest: 8, field: "receipt" });
}

function drawHead(sheet: Sheet, box: Box, content: CertificateContent, wording: Wording): void {
  const [left = box, right = box] = columns({ ...box, height: headHeight }, 1, 1);
  addParagraph(
    sheet,
    [
      () =>
        drawText(
          sheet,
          bothLanguages(wording("receipt.title")),
          { ...left, height: 48 },
          { face: "bold", size: 13, smallest: 7, field: "title" },
        ),
    ],
    "H2",
  );
  addParagraph(sheet, [
    ...labelParts(sheet, right, wording("receipt.of")),
    () =>
      drawText(
        sheet,
        content.number,
        { ...right, y: right.y + 10, height: 30 },
        { face: "bold", size: 23, smallest: 8, spacing: 0.6, field: "number" },
      ),
  ]);
}

/** Returns the height of the table. */
function drawWitnesses(
  sheet: Sheet,
  box: Box,
  witnesses: PaperReceipt["witnesses"],
  wording: Wording,
): number {
  if (witnesses.length === 0) return 0;
  const table = sheet.pdf.struct("Table");
  sheet.add(table);
  const row = (place: number): Box[] =>
    columns({ ...box, y: box.y + place * rowHeight, height: rowHeight }, 1, 1);
  const [who = box, when = box] = row(0);
  table.add(
    sheet.pdf.struct("TR", {}, [
      sheet.pdf.struct("TH", {}, labelParts(sheet, inside(who), wording("receipt.witness"))),
      sheet.pdf.struct("TH", {}, labelParts(sheet, inside(when), wording("receipt.seen"))),
    ]),
  );
  for (const [place, { name, at }] of witnesses.entries()) {
    const cells = row(place + 1);
    const texts = [bothLanguages(name), at];
    const drawn = texts.map((text, column) => {
      const cell = cells[column] ?? box;
      return sheet.pdf.struct("TD", {}, [
        () =>
          void drawText(sheet, text, inside(cell, 5, 1), {
            size: 9.5,
            smallest: 6,
            face: "bold",
            middle: true,
            field: "receipt",
          }),
      ]);
    });
    table.add(sheet.pdf.struct("TR", {}, drawn));
  }
  table.end();
  for (const cell of Array.from({ length: witnesses.length + 1 }, (_, place) => row(place)).flat())
    drawBox(sheet, cell);
  return (witnesses.length + 1) * rowHeight;
}

/** English, and below it the Participant's language. Returns the height of both. */
function drawBoth(sheet: Sheet, words: Words, box: Box, style: TextStyle): number {
  let height = 0;
  const { beside } = words;
  // Measured before it is drawn, because the second part stands below the first.
  addParagraph(sheet, [() => void (height = drawText(sheet, words.en, box, style))]);
  if (beside === undefined || beside === words.en) return height;
  const below = { ...box, y: box.y + height + 4 };
  addParagraph(sheet, [
    otherLanguage(
      sheet,
      () => void (height += 4 + drawText(sheet, beside, below, { ...style, face: "italic" })),
    ),
  ]);
  return height;
}
