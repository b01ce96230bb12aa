// What must be seen at once across the whole sheet: that a preview is not valid, and that a copy is a copy.
import { colours, drawArtifact, drawText } from "./sheet.ts";
import type { Sheet, Words } from "./sheet.ts";
import type { Wording } from "./words.ts";

export function drawWatermark(
  sheet: Sheet,
  page: { readonly width: number; readonly height: number },
  mode: "preview" | "original" | "copy",
  wording: Wording,
): void {
  if (mode === "original") return;
  const lines =
    mode === "preview"
      ? inBoth(wording("preview"))
      : [...inBoth(wording("copy")), ...inBoth(wording("copy.note"))];
  const largest = mode === "preview" ? 58 : 96;
  const colour = mode === "preview" ? colours.warning : colours.ink;
  drawArtifact(sheet, () => {
    const { pdf } = sheet;
    const middle = { x: page.width / 2, y: page.height * 0.42 };
    pdf.rotate(-45, { origin: [middle.x, middle.y] }).fillOpacity(mode === "preview" ? 0.24 : 0.16);
    let y = middle.y - 40 * lines.length;
    for (const [index, line] of lines.entries()) {
      const size = index === 0 ? largest : mode === "preview" ? 34 : 22;
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
