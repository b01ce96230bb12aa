// The import confirmation part (Annex I B): what the importing authority fills in, tears off and sends back.
// Certified quantities are printed; what was found on receipt is written by hand, so that a difference is seen.
import { codesOf, totalsOf } from "#core/certificate/content.ts";
import {
  addParagraph,
  columns,
  drawArtifact,
  drawBox,
  drawField,
  drawText,
  inside,
  labelParts,
} from "#platform/paper/sheet.ts";
import type { Box, Sheet, Words } from "#platform/paper/sheet.ts";
import type { PaperInput } from "./input.ts";
import { drawBars } from "./security/bars.ts";
import { drawMicroText, microText } from "./security/microtext.ts";
import { bothLanguages, caratsText, usdText } from "./words.ts";
import type { Wording } from "./words.ts";

export function drawPerforation(sheet: Sheet, y: number, width: number, wording: Wording): void {
  drawArtifact(sheet, () => {
    sheet.pdf
      .lineWidth(0.9)
      .lineCap("round")
      .dash(0.1, { space: 3.4 })
      .strokeColor(sheet.inks.ink)
      .moveTo(0, y)
      .lineTo(width, y)
      .stroke()
      .undash();
  });
  const box = { x: 30, y: y + 1.5, width: width - 60, height: 8 };
  addParagraph(sheet, [
    () =>
      drawText(sheet, bothLanguages(wording("tear")), box, {
        face: "italic",
        size: 6,
        smallest: 4,
        align: "center",
        colour: sheet.inks.label,
        field: "label",
      }),
  ]);
}

export function drawConfirmation(
  sheet: Sheet,
  box: Box,
  { content, scheme }: PaperInput,
  wording: Wording,
): void {
  drawArtifact(sheet, () => {
    const { pdf, inks } = sheet;
    pdf.lineWidth(0.9).strokeColor(inks.ink).rect(box.x, box.y, box.width, box.height).stroke();
    pdf.fillColor(inks.ink);
    for (const y of [box.y + 3, box.y + box.height - 2.4]) {
      pdf.save().translate(box.x + 2, y);
      drawMicroText(pdf, microText(content), box.width - 4);
      pdf.restore();
    }
  });
  const [left, right] = halves(inside(box, 9, 7));
  addParagraph(
    sheet,
    [
      () =>
        drawText(
          sheet,
          bothLanguages(wording("confirmation")),
          { ...left, height: 17 },
          { face: "bold", size: 13, smallest: 7, field: "label" },
        ),
    ],
    "H2",
  );
  addParagraph(sheet, [
    () =>
      drawText(
        sheet,
        `${scheme.authorityName.en} (${content.authority})`,
        { ...left, y: left.y + 17, height: 11 },
        { size: 8, smallest: 4, field: "authority" },
      ),
  ]);
  addParagraph(sheet, [
    ...labelParts(sheet, right, wording("number")),
    () =>
      drawText(
        sheet,
        content.number,
        { ...right, y: right.y + 7, height: 23 },
        { face: "bold", size: 18, smallest: 8, spacing: 0.6, field: "number" },
      ),
  ]);

  const top = { ...left, y: left.y + 31, height: 31 };
  const [destination = top, importer = top] = columns(top, 40, 60);
  const country = wording.country(content.importer.country);
  drawField(
    sheet,
    destination,
    wording("destination"),
    `${bothLanguages(country)} (${content.importer.country})`,
    { face: "bold", size: 9, smallest: 3.5, field: "importer.country" },
  );
  drawField(sheet, importer, wording("importer"), content.importer.name, {
    face: "bold",
    size: 9,
    smallest: 3.5,
    field: "importer.name",
  });

  const middle = { ...left, y: top.y + top.height, height: 49 };
  const totals = totalsOf(content.lines);
  drawComparison(sheet, middle, wording, [
    { label: wording("code"), value: codesOf(content.lines).join(" ") },
    { label: wording("parcels"), value: String(content.parcels) },
    { label: wording("totals.carats"), value: caratsText(totals.carats) },
    { label: wording("totals.usd"), value: usdText(totals.usd) },
  ]);

  const bottom = middle.y + middle.height;
  const received = { ...left, y: bottom, height: left.y + left.height - bottom };
  drawBox(sheet, received);
  addParagraph(sheet, labelParts(sheet, inside(received), wording("receivedOn")));
  drawBars(sheet, { ...right, y: top.y + 1, height: 17 }, content.number, wording);
  const below = top.y + 22;
  const authentication = { ...right, y: below, height: right.y + right.height - below };
  drawBox(sheet, authentication);
  addParagraph(
    sheet,
    labelParts(sheet, inside(authentication), wording("authentication"), { stacked: true }),
  );
  const note = { ...inside(authentication), y: authentication.y + authentication.height - 11, height: 9 };
  addParagraph(sheet, [
    () =>
      drawText(sheet, bothLanguages(wording("nameSignatureStamp")), note, {
        face: "italic",
        size: 6,
        smallest: 4,
        colour: sheet.inks.label,
        field: "label",
      }),
  ]);
}

// The quantities to the left; to the right, tall enough for a stamp, the importing authority's own hand.
function halves(inner: Box): [Box, Box] {
  const left = { ...inner, width: inner.width * 0.63 };
  const right = { ...inner, x: inner.x + left.width + 6, width: inner.width - left.width - 6 };
  return [left, right];
}

function drawComparison(
  sheet: Sheet,
  box: Box,
  wording: Wording,
  items: readonly { label: Words; value: string }[],
): void {
  const cells = columns(box, 18, 26, 18, 19, 19);
  const rows = [16, 16, 17] as const;
  drawBox(sheet, box);
  drawArtifact(sheet, () => {
    const { pdf } = sheet;
    pdf.lineWidth(0.25).strokeColor(sheet.inks.line);
    for (const cell of cells.slice(1))
      pdf
        .moveTo(cell.x, box.y)
        .lineTo(cell.x, box.y + box.height)
        .stroke();
    for (const y of [box.y + rows[0], box.y + rows[0] + rows[1]])
      pdf
        .moveTo(box.x, y)
        .lineTo(box.x + box.width, y)
        .stroke();
  });
  const [heads = box, ...values] = cells;
  addParagraph(
    sheet,
    labelParts(sheet, inside({ ...heads, y: box.y + rows[0], height: rows[1] }, 4, 1), wording("certified"), {
      stacked: true,
    }),
  );
  addParagraph(
    sheet,
    labelParts(
      sheet,
      inside({ ...heads, y: box.y + rows[0] + rows[1], height: rows[2] }, 4, 1.5),
      wording("found"),
      { stacked: true },
    ),
  );
  for (const [index, { label, value }] of items.entries()) {
    const cell = values[index];
    if (cell === undefined) continue;
    const certified = inside({ ...cell, y: box.y + rows[0], height: rows[1] }, 4, 2);
    addParagraph(sheet, [
      ...labelParts(sheet, { ...inside(cell, 4), y: box.y + 1 }, label, { stacked: true }),
      () => drawText(sheet, value, certified, { face: "bold", size: 9, smallest: 4.5, field: "lines" }),
    ]);
  }
}
