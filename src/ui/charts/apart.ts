// Names beside a picture, moved up and down just so far that they do not cover one another.

/** Heights in the order given, at least so far apart and within the bounds while there is room; their order stays. */
export function apart(
  wished: readonly number[],
  distance: number,
  { top, bottom }: { readonly top: number; readonly bottom: number },
): readonly number[] {
  const order = wished.map((_, place) => place).sort((a, b) => (wished[a] ?? 0) - (wished[b] ?? 0));
  const placed = [...wished];
  let above = top - distance;
  for (const place of order) above = placed[place] = Math.max(placed[place] ?? top, above + distance);
  let below = bottom + distance;
  for (const place of order.toReversed())
    below = placed[place] = Math.min(placed[place] ?? bottom, below - distance);
  return placed;
}
