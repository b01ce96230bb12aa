// What must be seen at once across the whole sheet: that a preview is not valid, and that a copy is a copy.
import { drawArtifact, drawText } from "#platform/paper/sheet.ts";
import { warning } from "#platform/paper/inks.ts";
import type { Sheet, Words } from "#platform/paper/sheet.ts";
import type { PaperMode } from "./input.ts";
import type { Wording } from "./words.ts";

export function drawWatermark(sheet: Sheet, mode: PaperMode, wording: Wording): void {
  if (mode === "original") return;
  const { page } = sheet;
  const copy = mode === "copy";
  const lines = copy
    ? [...inBoth(wording("copy")), ...inBoth(wording("copy.note"))]
    : inBoth(wording(mode === "preview" ? "preview" : "specimen"));
  const largest = copy ? 96 : 58;
  const colour = copy ? sheet.inks.ink : warning;
  drawArtifact(sheet, () => {
    const { pdf } = sheet;
    const middle = { x: page.width / 2, y: page.height * 0.42 };
    pdf.rotate(-45, { origin: [middle.x, middle.y] }).fillOpacity(copy ? 0.16 : 0.24);
    let y = middle.y - 40 * lines.length;
    for (const [index, line] of lines.entries()) {
      const size = index === 0 ? largest : copy ? 22 : 34;
      const box = { x: middle.x - 350, y, width: 700, height: size * 1.4 };
      drawText(sheet, line, box, {
        face: "bold",
        size,
        smallest: 20,
        align: "center",
        colour,
        field: "watermark",
      });
      y += box.height;
    }
  });
}

function inBoth({ en, beside }: Words): string[] {
  return beside === undefined || beside === en ? [en] : [en, beside];
}
