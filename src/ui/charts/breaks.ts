// Classes of a map: about as many places in each, between round numbers.

export const mostClasses = 5;

/** Where the second and every further class begins, going up; none where there is nothing to tell apart. */
export function classBreaks(values: readonly number[]): readonly number[] {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return [];
  const breaks = Array.from({ length: mostClasses - 1 }, (_, place) => {
    const at = Math.round(((place + 1) / mostClasses) * sorted.length);
    return round(sorted[Math.min(at, sorted.length - 1)] ?? most);
  });
  return [...new Set(breaks)].filter((start) => start > least && start <= most);
}

/** From 0. Every value has a class. */
export function classOf(value: number, breaks: readonly number[]): number {
  return breaks.filter((start) => value >= start).length;
}

/** Two figures, downwards, so that the class has what it was made for. */
function round(value: number): number {
  if (value <= 0) return value;
  const power = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.floor(value / power + 1e-9) * power).toPrecision(2));
}
