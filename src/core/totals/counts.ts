// Compares what an authority counted with the acts that the log shows of it, and names every difference: a day without a
// count, a count that does not fit, running totals that do not follow. So an act that is hidden from some reader of the
// log, put in later under an earlier day, or never put in at all, contradicts something that the authority signed.
import { lifeEventKinds } from "../certificate/life.ts";
import type { LifeEventKind } from "../certificate/life.ts";
import { addDays } from "../kp/dates.ts";
import type { IsoDate } from "../kp/dates.ts";
import { equalBytes } from "../encoding/bytes.ts";
import type { Counts, CountedFacts } from "./acts.ts";
import { inForce } from "./ledger.ts";
import type { Ledger, Said } from "./ledger.ts";
import { beginOf } from "./periods.ts";

export type CountDifference =
  /** Days that were not counted although the authority was at work before them. */
  | { readonly code: "no-count"; readonly from: IsoDate; readonly to: IsoDate }
  | {
      readonly code: "count-differs" | "total-differs";
      readonly from: IsoDate;
      readonly to: IsoDate;
      readonly kind: LifeEventKind;
      readonly counted: number;
      readonly found: number;
    }
  /** The count was signed before its last day was over. */
  | { readonly code: "counted-early"; readonly from: IsoDate; readonly to: IsoDate }
  /** Days that a count before it had already, and that it does not correct. */
  | { readonly code: "counted-twice"; readonly from: IsoDate; readonly to: IsoDate }
  /** It says that it corrects a count which is not there, or not of these days. */
  | { readonly code: "corrects-nothing"; readonly from: IsoDate; readonly to: IsoDate }
  | { readonly code: "unreadable"; readonly act: string };

export interface CountedPeriod {
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly counts: Counts;
  readonly totals: Counts;
  /** UTC instant at which it was signed. */
  readonly at: string;
  readonly act: string;
  readonly corrected: boolean;
}

export interface CountCheck {
  /** Day of the authority's first act; null when it has none. */
  readonly since: IsoDate | null;
  /** Those in force, by day. */
  readonly periods: readonly CountedPeriod[];
  /** By day; empty when everything agrees. */
  readonly differences: readonly CountDifference[];
}

/** Up to and with the day `until`: the last one whose count is due. */
export function checkCounts(ledger: Ledger, authority: string, until: IsoDate): CountCheck {
  const days = ledger.tallies.get(authority) ?? new Map<IsoDate, Map<LifeEventKind, number>>();
  const [since = null] = [...days.keys()].sort();
  const all = ledger.counts.filter(({ organisation }) => organisation === authority);
  const standing = [...inForce(all, samePeriod)].sort((a, b) => compare(a.from, b.from));
  const differences: CountDifference[] = ledger.unreadable
    .filter(({ organisation }) => organisation === authority)
    .map(({ id }) => ({ code: "unreadable", act: id }));
  let next = since;
  for (const [place, count] of standing.entries()) {
    const { from, to } = count;
    const period = { from, to };
    if (next !== null && from > next && next <= until)
      differences.push({ code: "no-count", from: next, to: addDays(from, -1) });
    if (count.corrects !== null && !standsFor(all, count))
      differences.push({ code: "corrects-nothing", ...period });
    if (next !== null && from < next && place > 0) differences.push({ code: "counted-twice", ...period });
    if (count.at < beginOf(addDays(to, 1))) differences.push({ code: "counted-early", ...period });
    differences.push(...compareCounts("count-differs", period, count.counts, foundIn(days, from, to)));
    next = next === null || addDays(to, 1) > next ? addDays(to, 1) : next;
  }
  if (next !== null && next <= until) differences.push({ code: "no-count", from: next, to: until });
  differences.push(...totalDifferences(all));
  return {
    since,
    periods: standing.map(({ from, to, counts, totals, at, id, corrects }) => ({
      from,
      to,
      counts,
      totals,
      at,
      act: id,
      corrected: corrects !== null,
    })),
    differences: differences.sort((a, b) => compare(firstDay(a), firstDay(b))),
  };
}

/** What the acts of these days amount to. */
export function countActs(ledger: Ledger, authority: string, from: IsoDate, to: IsoDate): Counts {
  return foundIn(ledger.tallies.get(authority) ?? new Map<IsoDate, Map<LifeEventKind, number>>(), from, to);
}

export function addCounts(one: Counts, other: Counts): Counts {
  const sum: Partial<Record<LifeEventKind, number>> = { ...one };
  for (const kind of lifeEventKinds) {
    const more = other[kind] ?? 0;
    if (more !== 0) sum[kind] = (sum[kind] ?? 0) + more;
  }
  return sum;
}

/** Running totals are those of the counts in force when they were signed, up to their own last day. */
function totalDifferences(all: readonly Said<CountedFacts>[]): readonly CountDifference[] {
  const differences: CountDifference[] = [];
  let known: Said<CountedFacts>[] = [];
  for (const count of all) {
    known = [...inForce([...known, count], samePeriod)];
    const expected = known
      .filter(({ to }) => to <= count.to)
      .reduce((sum, one) => addCounts(sum, one.counts), {});
    differences.push(
      ...compareCounts("total-differs", { from: count.from, to: count.to }, count.totals, expected),
    );
  }
  return differences;
}

function compareCounts(
  code: "count-differs" | "total-differs",
  period: { readonly from: IsoDate; readonly to: IsoDate },
  counted: Counts,
  found: Counts,
): readonly CountDifference[] {
  return lifeEventKinds
    .filter((kind) => (counted[kind] ?? 0) !== (found[kind] ?? 0))
    .map((kind) => ({ code, ...period, kind, counted: counted[kind] ?? 0, found: found[kind] ?? 0 }));
}

function foundIn(
  days: ReadonlyMap<IsoDate, ReadonlyMap<LifeEventKind, number>>,
  from: IsoDate,
  to: IsoDate,
): Counts {
  let found: Counts = {};
  for (const [day, kinds] of days)
    if (day >= from && day <= to) found = addCounts(found, Object.fromEntries(kinds));
  return found;
}

/** Whether the count it names is an earlier one of the same authority and days. */
function standsFor(all: readonly Said<CountedFacts>[], count: Said<CountedFacts>): boolean {
  const { corrects } = count;
  const earlier = all.slice(0, all.indexOf(count));
  return (
    corrects !== null && earlier.some((one) => samePeriod(one, count) && equalBytes(one.leafHash, corrects))
  );
}

function samePeriod(one: CountedFacts, other: CountedFacts): boolean {
  return one.from === other.from && one.to === other.to;
}

function firstDay(difference: CountDifference): string {
  return difference.code === "unreadable" ? "" : difference.from;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
