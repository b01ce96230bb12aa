// When returns were filed: how long after the end of their period, how many within two months (Core Document Annex III), how
// many were changed later. Pure. A return is one Participant's for one period and type; its first version counts.
import { daysBetween } from "../kp/dates.ts";
import type { ReturnType } from "./calendar.ts";
import { dueOn, lastDayOf, periodText } from "./periods.ts";
import type { Period } from "./periods.ts";
import { grouped } from "./screening/findings.ts";

/** One version, or one row of a file that has several rows for one return. */
export interface FiledRow {
  readonly participant: string;
  readonly type: ReturnType;
  readonly period: Period;
  /** UTC instant or a stamp without zone, by which the day is told; null where the source does not say. */
  readonly entered: string | null;
  readonly changed: string | null;
  /** 1; more for a version that corrects one. */
  readonly version: number;
}

export interface FirstFiling {
  readonly participant: string;
  readonly type: ReturnType;
  readonly period: Period;
  readonly entered: string | null;
  readonly corrected: boolean;
}

/** A change on another day than the first entry is a correction; a stamp of the same day is how the entry was made. */
export function firstFilings(rows: readonly FiledRow[]): readonly FirstFiling[] {
  const returns = new Map<string, FirstFiling>();
  for (const { participant, type, period, entered, changed, version } of rows) {
    const key = `${participant} ${type} ${periodText(period)}`;
    const before = returns.get(key);
    const first =
      before?.entered === null || before?.entered === undefined
        ? entered
        : entered !== null && entered < before.entered
          ? entered
          : before.entered;
    const changedLater = entered !== null && changed !== null && changed.slice(0, 10) > entered.slice(0, 10);
    returns.set(key, {
      participant,
      type,
      period,
      entered: first,
      corrected: (before?.corrected ?? false) || version > 1 || changedLater,
    });
  }
  return [...returns.values()];
}

export interface Punctuality {
  readonly returns: number;
  /** Those whose day of entry is known: what follows is of them. */
  readonly dated: number;
  /** Days from the last day of the period to the entry; null where none is dated. Half days are rounded up. */
  readonly medianDays: number | null;
  readonly inTime: number;
  readonly beforeTheEnd: number;
  readonly overAYear: number;
  readonly corrected: number;
}

export function punctualityOf(filings: readonly FirstFiling[]): Punctuality {
  const dated = filings.flatMap(({ period, entered }) =>
    entered === null
      ? []
      : [{ delay: daysBetween(lastDayOf(period), entered.slice(0, 10)), period, entered }],
  );
  const delays = dated.map(({ delay }) => delay).toSorted((a, b) => a - b);
  return {
    returns: filings.length,
    dated: dated.length,
    medianDays: medianOf(delays),
    inTime: dated.filter(({ period, entered }) => entered.slice(0, 10) <= dueOn(period)).length,
    beforeTheEnd: delays.filter((delay) => delay <= 0).length,
    overAYear: delays.filter((delay) => delay > 365).length,
    corrected: filings.filter(({ corrected }) => corrected).length,
  };
}

/** By the year of the period, the newest first. */
export function punctualityByYear(
  filings: readonly FirstFiling[],
): readonly { readonly year: number; readonly punctuality: Punctuality }[] {
  return [...grouped(filings, ({ period }) => String(yearOf(period)))]
    .map(([year, of]) => ({ year: Number(year), punctuality: punctualityOf(of) }))
    .toSorted((a, b) => b.year - a.year);
}

function yearOf(period: Period): number {
  return period.kind === "FISCAL" ? Number(period.from.slice(0, 4)) : period.year;
}

function medianOf(sorted: readonly number[]): number | null {
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return low === undefined || high === undefined ? null : Math.ceil((low + high) / 2);
}
