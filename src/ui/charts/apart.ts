// Names beside a picture, moved up and down just so far that they do not cover one another.

export interface Name {
  /** Where its middle would best be. */
  readonly wished: number;
  readonly height: number;
}

/** The middles in the order given: nothing covers anything and all is within the bounds while there is room; order stays. */
export function apart(
  names: readonly Name[],
  { top, bottom }: { readonly top: number; readonly bottom: number },
): readonly number[] {
  const placed = names.map(({ wished }) => wished);
  const order = names.map((_, place) => place).sort((a, b) => (placed[a] ?? 0) - (placed[b] ?? 0));
  const half = (place: number): number => (names[place]?.height ?? 0) / 2;
  let above = top;
  for (const place of order) {
    const middle = Math.max(placed[place] ?? top, above + half(place));
    placed[place] = middle;
    above = middle + half(place);
  }
  let below = bottom;
  for (const place of order.toReversed()) {
    const middle = Math.min(placed[place] ?? bottom, below - half(place));
    placed[place] = middle;
    below = middle - half(place);
  }
  return placed;
}
