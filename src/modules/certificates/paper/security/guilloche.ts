// The engraved lines of a certificate, drawn from its own digest: number of petals, turns, depths and phases are read off
// the 32 bytes, so that no two certificates have the same pattern and a reprint has the very same one. Whoever copies a
// sheet and changes the number has to redraw its lines. Pure: curves as numbers, nothing drawn here.

/** Start, then for each piece two control points and an end: x, y, x, y … */
export type Curve = readonly number[];

export interface Seed {
  /** A whole number from `least` to `most`, from the byte at this place. */
  whole(place: number, least: number, most: number): number;
  /** A share from 0 up to, not including, 1. */
  share(place: number): number;
}

/** `digest` is the SHA-256 of what the certificate says: of its sealed code, once it has one. */
export function seedOf(digest: Uint8Array): Seed {
  const share = (place: number): number =>
    ((digest[place % 32] ?? 0) * 256 + (digest[(place + 7) % 32] ?? 0)) / 65_536;
  return {
    share,
    whole: (place, least, most) => least + Math.floor(share(place) * (most - least + 1)),
  };
}

/** A rosette round the origin: rings of one closed line each, wound many times between two circles. */
export function rosette(seed: Seed, radius: number): readonly Curve[] {
  return rings.map(({ from, to, waves, turns }, index) => {
    const place = index * 5;
    const turn = coprimeTurns(seed.whole(place, ...turns), seed.whole(place + 1, ...waves));
    const [middle, reach] = [(from + to) / 2, (to - from) / 2];
    const [phase, swell] = [seed.share(place + 2) * 2 * Math.PI, seed.whole(place + 3, 2, 4)];
    const depth = 0.06 + 0.1 * seed.share(place + 4);
    const ring = (angle: number): number =>
      radius *
      (middle +
        reach *
          (1 - depth + depth * Math.cos(swell * 3 * angle + phase)) *
          Math.cos((turn.waves / turn.turns) * angle + phase));
    return closedCurve(ring, turn.turns, turn.waves * 4);
  });
}

/** A band along x from the origin: lines that swing about its middle, woven a share of a wave apart. */
export function weave(seed: Seed, length: number, depth: number, waveLength: number): readonly Curve[] {
  const waves = Math.max(2, Math.round(length / (waveLength * (0.85 + 0.3 * seed.share(20)))));
  const strands = seed.whole(21, 4, 6);
  const inner = 0.3 + 0.35 * seed.share(22);
  return Array.from({ length: strands }, (_, strand) => {
    const phase = (strand / strands + seed.share(23)) * 2 * Math.PI;
    const beat = seed.whole(24, 2, 5);
    const swing = (x: number): number => {
      const angle = (x / length) * 2 * Math.PI;
      return (
        depth / 2 +
        (depth / 2) * (inner + (1 - inner) * Math.cos(beat * angle) ** 2) * Math.sin(waves * angle + phase)
      );
    };
    return openCurve(swing, length, waves * 4);
  });
}

type Range = readonly [number, number];

// Outer ring, middle ring, heart: shares of the radius, and how often a line swings and goes round.
const rings: readonly { from: number; to: number; waves: Range; turns: Range }[] = [
  { from: 0.66, to: 1, waves: [181, 239], turns: [11, 15] },
  { from: 0.36, to: 0.7, waves: [113, 151], turns: [9, 13] },
  { from: 0.07, to: 0.38, waves: [59, 83], turns: [7, 11] },
];

/** Without a common divisor the line closes only after all its turns, and covers the ring evenly. */
function coprimeTurns(turns: number, waves: number): { turns: number; waves: number } {
  let count = waves;
  while (divisor(turns, count) !== 1) count += 1;
  return { turns, waves: count };
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

function closedCurve(ring: (angle: number) => number, turns: number, pieces: number): Curve {
  const point = (part: number): Point => {
    const angle = (part / pieces) * turns * 2 * Math.PI;
    const distance = ring(angle);
    return { x: distance * Math.cos(angle), y: distance * Math.sin(angle) };
  };
  return smooth(point, pieces);
}

function openCurve(swing: (x: number) => number, length: number, pieces: number): Curve {
  return smooth((part) => ({ x: (part / pieces) * length, y: swing((part / pieces) * length) }), pieces);
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Cubic pieces through the points, with the tangents of the curve itself. */
function smooth(point: (part: number) => Point, pieces: number): Curve {
  const step = 1e-3;
  const slope = (part: number): Point => {
    const [before, after] = [point(part - step), point(part + step)];
    return { x: (after.x - before.x) / (2 * step), y: (after.y - before.y) / (2 * step) };
  };
  let [from, tangent] = [point(0), slope(0)];
  const curve = [from.x, from.y];
  for (let piece = 1; piece <= pieces; piece += 1) {
    const [to, next] = [point(piece), slope(piece)];
    curve.push(
      from.x + tangent.x / 3,
      from.y + tangent.y / 3,
      to.x - next.x / 3,
      to.y - next.y / 3,
      to.x,
      to.y,
    );
    [from, tangent] = [to, next];
  }
  return curve.map((value) => Math.round(value * 10) / 10);
}
