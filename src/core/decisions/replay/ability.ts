// How often a text is not blocked if each government objects with the same probability by itself, and a bloc as one. Arithmetic of
// thresholds for illustration: governments do not throw dice, and nothing is predicted.

/** `probability` as an exact fraction of a thousand; the bloc is part of the governments. */
export function shareUnblocked(governments: number, cap: number, perMille: number, bloc: number): number {
  const p = perMille / 1_000;
  const alone = governments - bloc;
  if (bloc === 0) return atMost(alone, cap, p);
  return (1 - p) * atMost(alone, cap, p) + p * atMost(alone, cap - bloc, p);
}

/** Of so many, each with probability p, no more than `most`. */
function atMost(of: number, most: number, p: number): number {
  if (most < 0) return 0;
  let term = (1 - p) ** of;
  let sum = 0;
  for (let k = 0; k <= Math.min(most, of); k++) {
    sum += term;
    term *= ((of - k) / (k + 1)) * (p / (1 - p));
  }
  return Math.min(1, sum);
}
