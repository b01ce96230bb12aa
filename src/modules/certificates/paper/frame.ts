// The engraved frame round a certificate: between an outer line and a line of microtext, a woven band whose waves are the
// certificate's own, with a rough crystal in each corner; and the ground, a rosette behind all that is written.
import { drawArtifact } from "#platform/paper/sheet.ts";
import type { Box, Pdf, Sheet } from "#platform/paper/sheet.ts";
import { weave, rosette } from "./security/guilloche.ts";
import type { Curve, Seed } from "./security/guilloche.ts";
import { drawMicroText, microSize } from "./security/microtext.ts";

export const frameDepth = 14;

export function drawFrame(sheet: Sheet, box: Box, seed: Seed, micro: string): void {
  drawArtifact(sheet, () => {
    const { pdf, inks } = sheet;
    const inner = {
      x: box.x + frameDepth,
      y: box.y + frameDepth,
      width: box.width - 2 * frameDepth,
      height: box.height - 2 * frameDepth,
    };
    pdf.lineWidth(1).strokeColor(inks.ink).rect(box.x, box.y, box.width, box.height).stroke();
    pdf.lineWidth(0.6).rect(inner.x, inner.y, inner.width, inner.height).stroke();
    const band = frameDepth - 5;
    for (const side of sidesOf(box, inner)) {
      pdf.save().translate(side.x, side.y).rotate(side.turn);
      pdf.lineWidth(0.3).strokeColor(inks.accent);
      strokeCurves(pdf, weave(seed, side.length, band, 19));
      pdf.fillColor(inks.ink).translate(0, -0.8 - microSize / 3);
      drawMicroText(pdf, micro, side.length);
      pdf.restore();
    }
    const corner = frameDepth / 2;
    for (const x of [box.x + corner, box.x + box.width - corner])
      for (const y of [box.y + corner, box.y + box.height - corner]) drawCrystal(pdf, x, y, 4.4, inks.ink);
  });
}

/** The ground of a part: first of all that is drawn there, in inks that a copier loses. */
export function drawGround(sheet: Sheet, box: Box, seed: Seed): void {
  drawArtifact(sheet, () => {
    const { pdf, inks } = sheet;
    const radius = Math.min(Math.hypot(box.width, box.height) * 0.42, box.width * 0.58);
    pdf.rect(box.x, box.y, box.width, box.height).clip();
    pdf.translate(box.x + box.width / 2, box.y + box.height / 2).lineWidth(0.3);
    for (const [index, ring] of rosette(seed, radius).entries()) {
      pdf.strokeColor(index % 2 === 0 ? inks.tint : inks.warmTint);
      strokeCurves(pdf, [ring]);
    }
  });
}

/** All curves as one path and one stroke, written at once: thousands of pieces by thousands of calls would take long. */
export function strokeCurves(pdf: Pdf, curves: readonly Curve[]): void {
  const parts: string[] = [];
  for (const curve of curves) {
    parts.push(`${curve[0]} ${curve[1]} m`);
    for (let at = 2; at < curve.length; at += 6) parts.push(`${curve.slice(at, at + 6).join(" ")} c`);
  }
  pdf.addContent(parts.join("\n"));
  pdf.stroke();
}

/** A rough diamond as nature makes it, an octahedron: the scheme's goods, not a cut stone. */
export function drawCrystal(pdf: Pdf, x: number, y: number, radius: number, colour: string): void {
  const waist = radius * 0.78;
  const front = { x: x + waist * 0.18, y: y + radius * 0.2 };
  pdf
    .save()
    .lineWidth(radius / 9)
    .lineJoin("round")
    .strokeColor(colour);
  pdf
    .moveTo(x, y - radius)
    .lineTo(x + waist, y)
    .lineTo(x, y + radius)
    .lineTo(x - waist, y)
    .closePath()
    .stroke();
  pdf
    .moveTo(x - waist, y)
    .lineTo(front.x, front.y)
    .lineTo(x + waist, y)
    .stroke();
  pdf
    .moveTo(x, y - radius)
    .lineTo(front.x, front.y)
    .lineTo(x, y + radius)
    .stroke();
  pdf.restore();
}

interface Side {
  readonly x: number;
  readonly y: number;
  readonly turn: number;
  readonly length: number;
}

/** Each side along its own x axis, with the band below it. */
function sidesOf(box: Box, inner: Box): Side[] {
  const gap = 3;
  const right = box.x + box.width - gap;
  const bottom = box.y + box.height - gap;
  return [
    { x: inner.x, y: box.y + gap, turn: 0, length: inner.width },
    { x: right, y: inner.y, turn: 90, length: inner.height },
    { x: inner.x + inner.width, y: bottom, turn: 180, length: inner.width },
    { x: box.x + gap, y: inner.y + inner.height, turn: 270, length: inner.height },
  ];
}
