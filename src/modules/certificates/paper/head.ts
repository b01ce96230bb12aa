// The head of the certificate: whose it is, the title, and the statement that makes it one.
import type { CertificateContent } from "#core/certificate/content.ts";
import {
  addParagraph,
  drawArtifact,
  drawText,
  inside,
  otherLanguage,
  widthOfText,
} from "#platform/paper/sheet.ts";
import type { Box } from "#platform/paper/sheet.ts";
import { drawArms } from "./arms.ts";
import { drawCrystal, strokeCurves } from "./frame.ts";
import type { PaperInput } from "./input.ts";
import type { PaperLayout } from "./layouts.ts";
import { weave } from "./security/guilloche.ts";
import type { Seed } from "./security/guilloche.ts";
import type { CertificateSheet } from "./page-size.ts";
import { bothLanguages } from "./words.ts";
import type { Wording } from "./words.ts";

const armsWidth = 26;

// Annex I A 1: the title and the statement, word for word.
export function drawHead(
  sheet: CertificateSheet,
  box: Box,
  { content, layout }: Pick<PaperInput, "content" | "layout">,
  seed: Seed,
  wording: Wording,
): void {
  const centred = (y: number, height: number, width = box.width): Box => ({
    x: box.x + (box.width - width) / 2,
    y,
    width,
    height,
  });
  const { band, title: titleHeight, beside } = sheet.page.head;
  drawHeraldicBand(sheet, { ...box, height: band }, content, layout, seed, wording);
  addParagraph(
    sheet,
    [
      () =>
        drawText(sheet, wording("title").en, centred(box.y + band + 1, titleHeight), {
          face: "bold",
          size: 27,
          smallest: 18,
          align: "center",
          field: "title",
        }),
    ],
    "H1",
  );
  const title = wording("title").beside;
  let y = box.y + band + titleHeight;
  if (title !== undefined) {
    addParagraph(sheet, [
      otherLanguage(sheet, () =>
        drawText(sheet, title, centred(y, beside), {
          face: "italic",
          size: 11.5,
          smallest: 8,
          align: "center",
          field: "title",
        }),
      ),
    ]);
    y += beside;
  }
  drawArtifact(sheet, () => {
    const { pdf } = sheet;
    const middle = box.x + box.width / 2;
    pdf.lineWidth(0.5).strokeColor(sheet.inks.accent);
    pdf
      .moveTo(middle - 150, y + 5)
      .lineTo(middle - 9, y + 5)
      .stroke();
    pdf
      .moveTo(middle + 9, y + 5)
      .lineTo(middle + 150, y + 5)
      .stroke();
    drawCrystal(pdf, middle, y + 5, 5, sheet.inks.ink);
  });
  y += 11;
  const statement = wording("statement");
  addParagraph(sheet, [
    () =>
      drawText(sheet, `${statement.en}.`, centred(y, 22, 430), {
        size: 9,
        smallest: 8,
        align: "center",
        field: "statement",
      }),
  ]);
  const other = statement.beside;
  if (other === undefined) return;
  addParagraph(sheet, [
    otherLanguage(sheet, () =>
      drawText(sheet, `${other}.`, centred(y + 22, 18, 430), {
        face: "italic",
        size: 7.5,
        smallest: 6,
        align: "center",
        colour: sheet.inks.label,
        field: "statement",
      }),
    ),
  ]);
}

/** Whose certificate it is: the name in a woven band, with the arms where the authority gave them. */
function drawHeraldicBand(
  sheet: CertificateSheet,
  box: Box,
  { participant }: CertificateContent,
  { arms }: PaperLayout,
  seed: Seed,
  wording: Wording,
): void {
  const text = bothLanguages(wording.country(participant)).toLocaleUpperCase("en");
  const spacing = 0.5;
  const size = 10;
  const natural = widthOfText(text, "bold", size) + text.length * spacing + 2 * 14;
  const armsRoom = arms === undefined ? 0 : armsWidth + 6;
  const width = Math.min(natural, box.width - 80 - armsRoom);
  const cartouche = {
    x: box.x + (box.width - width + armsRoom) / 2,
    y: box.y + 4,
    width,
    height: box.height - 9,
  };
  drawArtifact(sheet, () => {
    const { pdf, inks } = sheet;
    pdf.rect(box.x, box.y + 1, box.width, box.height - 3).fill(inks.wash);
    pdf
      .save()
      .translate(box.x, box.y + 2)
      .lineWidth(0.35)
      .strokeColor(inks.tint);
    strokeCurves(pdf, weave(seed, box.width, box.height - 5, 34));
    pdf.restore().lineWidth(0.7).strokeColor(inks.accent);
    for (const y of [box.y + 1, box.y + box.height - 2])
      pdf
        .moveTo(box.x, y)
        .lineTo(box.x + box.width, y)
        .stroke();
    pdf
      .roundedRect(cartouche.x, cartouche.y, cartouche.width, cartouche.height, 3)
      .fillAndStroke("#ffffff", inks.accent);
    if (arms !== undefined)
      drawArms(pdf, arms, {
        ...cartouche,
        x: cartouche.x - armsRoom,
        y: box.y - 1,
        width: armsWidth,
        height: box.height,
      });
  });
  addParagraph(sheet, [
    () =>
      drawText(sheet, text, inside(cartouche, 6, 0.5), {
        face: "bold",
        size,
        smallest: 5.5,
        spacing,
        align: "center",
        middle: true,
        field: "participant",
      }),
  ]);
}
