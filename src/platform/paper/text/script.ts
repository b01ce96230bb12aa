// Which of the paper's typefaces a character belongs to. Figures, spaces and signs belong to none: they follow the
// letters around them.

export type Script = "latin" | "arabic" | "han";

/** Undefined for what has no script of its own. */
export function scriptOf(point: number): Script | undefined {
  if (point < 0x41) return undefined;
  if (within(arabic, point)) return "arabic";
  if (within(han, point)) return "han";
  return point < 0xc0 && !isLetter(point) ? undefined : "latin";
}

type Ranges = readonly (readonly [number, number])[];

const arabic: Ranges = [
  [0x0600, 0x06ff],
  [0x0750, 0x077f],
  [0x08a0, 0x08ff],
  [0xfb50, 0xfdff],
  [0xfe70, 0xfeff],
];

// With the marks, the kana and the full-width forms that stand among Chinese characters.
const han: Ranges = [
  [0x2e80, 0x30ff],
  [0x31c0, 0x9fff],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe4f],
  [0xff00, 0xffef],
  [0x20000, 0x3134f],
];

function within(ranges: Ranges, point: number): boolean {
  return ranges.some(([from, to]) => point >= from && point <= to);
}

function isLetter(point: number): boolean {
  return (point >= 0x41 && point <= 0x5a) || (point >= 0x61 && point <= 0x7a);
}
