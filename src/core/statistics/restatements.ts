// What a release says otherwise than the one before it: figures changed, added and taken back, by the key that both have.
import { seriesKey } from "./observation.ts";
import type { Observation } from "./observation.ts";
import { periodText } from "./periods.ts";

export interface Restatement {
  readonly before: Observation | undefined;
  readonly after: Observation | undefined;
}

export function keyOf(one: Observation): string {
  return seriesKey({ ...one, period: periodText(one.period) });
}

/** In the order of the later, then what was taken back. */
export function restatements(
  before: readonly Observation[],
  after: readonly Observation[],
): readonly Restatement[] {
  const [old, now] = [before, after].map((list) => new Map(list.map((one) => [keyOf(one), one])));
  return [
    ...after.flatMap((one) => {
      const earlier = old?.get(keyOf(one));
      return earlier !== undefined && saysTheSame(earlier, one) ? [] : [{ before: earlier, after: one }];
    }),
    ...before.flatMap((one) => (now?.has(keyOf(one)) === true ? [] : [{ before: one, after: undefined }])),
  ];
}

function saysTheSame(a: Observation, b: Observation): boolean {
  return (
    a.carats === b.carats &&
    a.usd === b.usd &&
    a.count === b.count &&
    a.nil === b.nil &&
    a.status === b.status &&
    a.valuation === b.valuation &&
    a.basis === b.basis &&
    a.note === b.note
  );
}
