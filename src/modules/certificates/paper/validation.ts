// The validation block: the date on which the Exporting Authority validated, and room for name, signature and stamp.
// Stands on the certificate and on every continuation sheet.
import type { CertificateContent } from "#core/certificate/content.ts";
import { addParagraph, columns, drawArtifact, drawText, inside, labelParts } from "#platform/paper/sheet.ts";
import type { Box, Sheet } from "#platform/paper/sheet.ts";
import { bothLanguages } from "./words.ts";
import type { Wording } from "./words.ts";

// Annex I A 14: validation is an act of its own, signed by hand and stamped beside its date.
export function drawValidation(
  sheet: Sheet,
  box: Box,
  content: CertificateContent,
  wording: Wording,
  securitySheet?: string,
): void {
  const { pdf } = sheet;
  const officerLine = box.height * 0.53;
  const [left = box, middle = box, right = box] = columns(box, 32, 40, 28);
  drawArtifact(sheet, () => {
    pdf.lineWidth(0.9).strokeColor(sheet.inks.ink).rect(box.x, box.y, box.width, box.height).stroke();
    pdf.lineWidth(0.5).dash(2, { space: 2 }).strokeColor(sheet.inks.line);
    pdf
      .circle(right.x + right.width / 2, right.y + right.height / 2, Math.min(54, right.height / 2 - 5))
      .stroke()
      .undash();
    const line = (y: number): void =>
      void pdf
        .moveTo(middle.x + 4, y)
        .lineTo(middle.x + middle.width - 8, y)
        .stroke();
    line(box.y + officerLine);
    line(box.y + box.height - 7);
  });
  const heading = { ...inside(box), width: left.width + middle.width - 12, height: 12 };
  const validation = wording("validation");
  addParagraph(sheet, [
    () =>
      drawText(sheet, `14  ${bothLanguages(validation)}`, heading, {
        face: "bold",
        size: 8,
        smallest: 5,
        field: "label",
      }),
  ]);
  const inner = inside(left);
  const at = content.validatedOn;
  const date = at === null ? wording("validation.pending") : wording.date(at);
  const dateBox = { ...inner, y: inner.y + 26, height: 16 };
  const noteBox = { ...inner, y: inner.y + 42, height: 20 };
  addParagraph(sheet, [
    ...labelParts(sheet, { ...inner, y: inner.y + 16 }, wording("validatedOn")),
    () => drawText(sheet, date.en, dateBox, { face: "bold", size: 11, smallest: 6, field: "validatedOn" }),
    () =>
      drawText(
        sheet,
        [at ?? "", date.beside === date.en ? "" : (date.beside ?? "")]
          .filter((part) => part !== "")
          .join(" · ") || " ",
        noteBox,
        { face: "italic", size: 7, smallest: 4, colour: sheet.inks.label, field: "validatedOn" },
      ),
  ]);
  addParagraph(sheet, labelParts(sheet, { ...inside(middle, 4), y: box.y + 18 }, wording("officer")));
  addParagraph(
    sheet,
    labelParts(sheet, { ...inside(middle, 4), y: box.y + officerLine + 4 }, wording("signature")),
  );
  addParagraph(sheet, [
    () =>
      drawText(
        sheet,
        bothLanguages(wording("stamp")),
        { ...inside(right), y: right.y + right.height / 2 - 5, height: 11 },
        { size: 6.4, align: "center", colour: sheet.inks.label, field: "label" },
      ),
  ]);
  if (securitySheet === undefined) return;
  const label = wording("securitySheet");
  const place = { ...inner, y: box.y + box.height - 13, height: 10 };
  addParagraph(sheet, [
    () =>
      drawText(sheet, `${label.en} ${securitySheet}`, place, {
        size: 7,
        smallest: 4,
        colour: sheet.inks.label,
        field: "sheet",
      }),
  ]);
}
