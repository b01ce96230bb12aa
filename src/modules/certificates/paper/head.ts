// The head of the certificate: whose it is, the title, and the statement that makes it one.
import type { CertificateContent } from "#core/certificate/content.ts";
import { drawCrystal } from "./frame.ts";
import { addParagraph, colours, drawArtifact, drawText, otherLanguage } from "./sheet.ts";
import type { Box, Sheet } from "./sheet.ts";
import { bothLanguages } from "./words.ts";
import type { Wording } from "./words.ts";

// Annex I A 1: the title and the statement, word for word.
export function drawHead(sheet: Sheet, box: Box, content: CertificateContent, wording: Wording): void {
  const centred = (y: number, height: number, width = box.width): Box => ({
    x: box.x + (box.width - width) / 2,
    y,
    width,
    height,
  });
  const name = wording.country(content.participant);
  addParagraph(sheet, [
    () =>
      drawText(sheet, bothLanguages(name).toLocaleUpperCase("en"), centred(box.y, 13), {
        face: "bold",
        size: 9.5,
        smallest: 5.5,
        spacing: 1.4,
        align: "center",
        field: "participant",
      }),
  ]);
  addParagraph(
    sheet,
    [
      () =>
        drawText(sheet, wording("title").en, centred(box.y + 14, 34), {
          face: "bold",
          size: 27,
          smallest: 20,
          align: "center",
          field: "title",
        }),
    ],
    "H1",
  );
  const title = wording("title").beside;
  let y = box.y + 47;
  if (title !== undefined) {
    addParagraph(sheet, [
      otherLanguage(sheet, () =>
        drawText(sheet, title, centred(y, 15), {
          face: "italic",
          size: 11.5,
          smallest: 8,
          align: "center",
          field: "title",
        }),
      ),
    ]);
    y += 15;
  }
  drawArtifact(sheet, () => {
    const { pdf } = sheet;
    const middle = box.x + box.width / 2;
    pdf.lineWidth(0.5).strokeColor(colours.accent);
    pdf
      .moveTo(middle - 150, y + 6)
      .lineTo(middle - 9, y + 6)
      .stroke();
    pdf
      .moveTo(middle + 9, y + 6)
      .lineTo(middle + 150, y + 6)
      .stroke();
    drawCrystal(pdf, middle, y + 6, 5, colours.ink);
  });
  y += 14;
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
        colour: colours.label,
        field: "statement",
      }),
    ),
  ]);
}
