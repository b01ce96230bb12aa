// The arms of a Participant, as its authority gave them: paths in the notation of SVG, in a box of their own size.
import type { Box, Pdf } from "#platform/paper/sheet.ts";

export interface Arms {
  readonly width: number;
  readonly height: number;
  readonly paths: readonly { readonly d: string; readonly fill: string }[];
}

/** As large as the box allows, in its middle. */
export function drawArms(pdf: Pdf, arms: Arms, box: Box): void {
  const scale = Math.min(box.width / arms.width, box.height / arms.height);
  pdf
    .save()
    .translate(box.x + (box.width - arms.width * scale) / 2, box.y + (box.height - arms.height * scale) / 2)
    .scale(scale);
  for (const { d, fill } of arms.paths) pdf.path(d).fill(fill);
  pdf.restore();
}
