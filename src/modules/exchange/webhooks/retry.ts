// When a delivery that failed is tried again: soon at first, then ever more rarely, each a little apart from the others so
// that a receiver that comes back is not met by everything at once. After five days it is given up and its webhook disabled.

const firstMillis = 5_000;
const longestMillis = 8 * 3_600_000;
export const giveUpMillis = 5 * 86_400_000;

/** Milliseconds to wait after the `tries`-th failure. `chance` is between 0 and 1. */
export function waitAfter(tries: number, chance: number): number {
  const wait = Math.min(longestMillis, firstMillis * 4 ** (tries - 1));
  return Math.round(wait * (0.75 + chance / 2));
}
