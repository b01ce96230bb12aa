// Robust statistics of a few dozen numbers: medians, and spreads that single wild values do not move. Floats are enough here:
// no amount is made of them, only the question whether one is unusual.

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return medianOfSorted(sorted);
}

function medianOfSorted(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Median absolute deviation, scaled so that it is the standard deviation of a normal distribution. */
export function spreadOf(values: readonly number[], center: number): number {
  return 1.4826 * medianOf(values.map((value) => Math.abs(value - center)));
}

/** The median without one of the values, for each of them, from one sort. */
export function mediansWithoutEach(values: readonly number[]): readonly number[] {
  const order = values.map((_, place) => place).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const sorted = order.map((place) => values[place] ?? 0);
  const medians: number[] = [];
  for (const [rank, place] of order.entries()) {
    // The value at `rank` left out, what stands at `i` is at `i` or one further.
    const at = (i: number): number => sorted[i < rank ? i : i + 1] ?? Number.NaN;
    const left = sorted.length - 1;
    const middle = left >> 1;
    medians[place] = left % 2 === 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
  }
  return medians;
}

/** How well a deviation of `z` spreads is borne, with tails as heavy as real returns have (Student, four degrees). */
export function logLikelihood(z: number): number {
  return -2.5 * Math.log1p((z * z) / 4);
}
