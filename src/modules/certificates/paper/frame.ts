// The engraved frame round a certificate: interlaced fine lines between two rules, a rough crystal in each corner.
// `Strands` is the seam: a security printer's own pattern replaces the strands, and nothing else on the sheet moves.
import { colours, drawArtifact } from "./sheet.ts";
import type { Box, Pdf, Sheet } from "./sheet.ts";

/** Draws the lines of one side, `length` along x from the origin, inside a band `depth` deep. */
export type Strands = (pdf: Pdf, length: number, depth: number) => void;

export const frameDepth = 13;

export function drawFrame(sheet: Sheet, box: Box, strands: Strands = wovenStrands): void {
  drawArtifact(sheet, () => {
    const { pdf } = sheet;
    pdf.lineWidth(1).strokeColor(colours.ink).rect(box.x, box.y, box.width, box.height).stroke();
    pdf
      .lineWidth(0.4)
      .rect(box.x + 2, box.y + 2, box.width - 4, box.height - 4)
      .stroke();
    const inner = {
      x: box.x + frameDepth,
      y: box.y + frameDepth,
      width: box.width - 2 * frameDepth,
      height: box.height - 2 * frameDepth,
    };
    pdf.lineWidth(0.6).rect(inner.x, inner.y, inner.width, inner.height).stroke();
    for (const side of sidesOf(box, inner)) {
      pdf.save().translate(side.x, side.y).rotate(side.turn);
      strands(pdf, side.length, frameDepth - 2);
      pdf.restore();
    }
    for (const x of [box.x + 2, box.x + box.width - frameDepth]) {
      for (const y of [box.y + 2, box.y + box.height - frameDepth]) {
        drawCrystal(pdf, x + (frameDepth - 2) / 2, y + (frameDepth - 2) / 2, 4.2, colours.ink);
      }
    }
  });
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

// Three waves of one length, a third of a turn apart, weave a band that a copier's dots break up.
const wovenStrands: Strands = (pdf, length, depth) => {
  const halfWaves = 2 * Math.round(length / 22);
  const step = length / halfWaves;
  const middle = depth / 2;
  pdf.save().rect(0, 0, length, depth).clip().lineWidth(0.3).strokeColor(colours.accent);
  for (const [shift, height] of [
    [0, 0.42],
    [1 / 3, 0.42],
    [2 / 3, 0.42],
    [0, 0.2],
    [0.5, 0.2],
  ] as const) {
    const from = (shift - 1) * 2 * step;
    pdf.moveTo(from, middle);
    for (let half = 0; half < halfWaves + 4; half += 1) {
      const x = from + half * step;
      const bend = (half % 2 === 0 ? -1 : 1) * depth * height * 1.33;
      pdf.bezierCurveTo(x + step * 0.36, middle + bend, x + step * 0.64, middle + bend, x + step, middle);
    }
  }
  pdf.stroke().restore();
};

interface Side {
  readonly x: number;
  readonly y: number;
  readonly turn: number;
  readonly length: number;
}

function sidesOf(box: Box, inner: Box): Side[] {
  const right = box.x + box.width - 2;
  const bottom = box.y + box.height - 2;
  return [
    { x: inner.x, y: box.y + 2, turn: 0, length: inner.width },
    { x: right, y: inner.y, turn: 90, length: inner.height },
    { x: inner.x + inner.width, y: bottom, turn: 180, length: inner.width },
    { x: box.x + 2, y: inner.y + inner.height, turn: 270, length: inner.height },
  ];
}
