// What a Participant owes as of a day: production by half-year, trade and certificate counts by quarter, each with the day it
// is due and where it stands. Pure: statuses, what was filed and today are given. A return may always come early or late;
// the calendar says so and refuses nothing.
import { addDays, addMonths, daysBetween } from "../kp/dates.ts";
import type { IsoDate } from "../kp/dates.ts";
import { statusOn } from "../kp/statuses.ts";
import type { SchemeStatus, StatusRow } from "../kp/statuses.ts";
import { daysOf, dueOn, lastDayOf, periodText } from "./periods.ts";
import type { Period } from "./periods.ts";

export const returnTypes = ["PRODUCTION", "TRADE", "CERTIFICATES"] as const;
export type ReturnType = (typeof returnTypes)[number];

export type ReturnPeriod = Extract<Period, { kind: "HALF" | "QUARTER" }>;

/** One version of a return that was filed; the first and the last of a period are what counts here. */
export interface FiledVersion {
  readonly type: ReturnType;
  readonly period: string;
  readonly version: number;
  readonly kind: "FIGURE" | "NIL";
  /** UTC instant. */
  readonly at: string;
}

export type DueState =
  /** The period is under way; nothing is owed yet. */
  | { readonly kind: "RUNNING"; readonly daysToEnd: number }
  | { readonly kind: "DUE"; readonly daysLeft: number }
  | { readonly kind: "LATE"; readonly days: number }
  /** By the first version that said more than an advance nil. */
  | {
      readonly kind: "FILED";
      readonly nil: boolean;
      readonly version: number;
      /** 0: in time. */
      readonly daysLate: number;
    }
  /** Nil was said before the end of the period, which is still to come. */
  | { readonly kind: "ADVANCE_NIL"; readonly daysToEnd: number }
  /** Nil was said before the end, which has come: asked once more, and counted as filed meanwhile. */
  | { readonly kind: "NIL_TO_CONFIRM"; readonly daysLeft: number };

export interface DueReturn {
  readonly type: ReturnType;
  readonly period: ReturnPeriod;
  readonly due: IsoDate;
  readonly state: DueState;
}

export interface CalendarInput {
  readonly participant: string;
  readonly statuses: readonly StatusRow[];
  readonly today: IsoDate;
  /** Periods whose day due is before are not asked for here: they were owed before this record began. */
  readonly owedFrom: IsoDate;
  readonly filed: readonly FiledVersion[];
}

/** The running period of each type first, then back to what was owed first. */
export function dueReturns(input: CalendarInput): readonly DueReturn[] {
  const { today, owedFrom, filed } = input;
  const versions = new Map<string, FiledVersion[]>();
  for (const one of filed) {
    const key = `${one.type} ${one.period}`;
    versions.set(key, [...(versions.get(key) ?? []), one]);
  }
  return returnTypes.flatMap((type) =>
    periodsBack(type, today)
      .filter((period) => dueOn(period) >= owedFrom)
      .filter((period) => owes(input.statuses, input.participant, period, today))
      .map((period) => ({
        type,
        period,
        due: dueOn(period),
        state: stateOf(period, today, versions.get(`${type} ${periodText(period)}`) ?? []),
      })),
  );
}

/** Those that need somebody now, the most pressing first: late ones, then by the day due. */
export function pressing(all: readonly DueReturn[]): readonly DueReturn[] {
  return all
    .filter(({ state }) => state.kind === "LATE" || state.kind === "DUE" || state.kind === "NIL_TO_CONFIRM")
    .toSorted((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}

/** Suspended Participants remain Participants and report; Chinese Taipei trades under the scheme and reports as it does. */
const reporting: ReadonlySet<SchemeStatus | "UNKNOWN"> = new Set<SchemeStatus | "UNKNOWN">([
  "PARTICIPANT",
  "SUSPENDED",
  "SELF_SUSPENDED",
  "EMBARGOED",
  "CONDITIONAL",
  "TRADING_ENTITY",
]);

/** Whoever is on the list on the last day of a period reports for it, or today while it runs. */
export function owes(
  statuses: readonly StatusRow[],
  participant: string,
  period: ReturnPeriod,
  today: IsoDate,
): boolean {
  const last = lastDayOf(period);
  return reporting.has(statusOn(statuses, participant, last < today ? last : today).status);
}

export function periodFits(type: ReturnType, period: Period): period is ReturnPeriod {
  return period.kind === (type === "PRODUCTION" ? "HALF" : "QUARTER");
}

/** The same part of the year before, and the last ones before it: what stands beside the fields of a form. */
export function periodsBeside(period: ReturnPeriod): readonly ReturnPeriod[] {
  const before = periodBefore(period);
  const yearBefore = { ...period, year: period.year - 1 };
  return period.kind === "HALF" ? [before, yearBefore] : [before, periodBefore(before), yearBefore];
}

export function periodBefore(period: ReturnPeriod): ReturnPeriod {
  return periodOn(period.kind, addDays(daysOf(period).from, -1));
}

export function periodOn(kind: ReturnPeriod["kind"], day: IsoDate): ReturnPeriod {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return kind === "HALF"
    ? { kind, year, part: month <= 6 ? 1 : 2 }
    : { kind, year, part: Math.ceil(month / 3) as 1 | 2 | 3 | 4 };
}

/** Nobody is asked for more than the scheme's own time. */
const earliest: IsoDate = "2003-01-01";

function periodsBack(type: ReturnType, today: IsoDate): readonly ReturnPeriod[] {
  const months = type === "PRODUCTION" ? 6 : 3;
  const periods: ReturnPeriod[] = [];
  let period = periodOn(type === "PRODUCTION" ? "HALF" : "QUARTER", today);
  while (daysOf(period).from >= earliest) {
    periods.push(period);
    period = periodOn(period.kind, addMonths(daysOf(period).from, -months));
  }
  return periods;
}

function stateOf(period: ReturnPeriod, today: IsoDate, filed: readonly FiledVersion[]): DueState {
  const [last, due] = [lastDayOf(period), dueOn(period)];
  const sorted = filed.toSorted((a, b) => a.version - b.version);
  const standing = sorted.at(-1);
  const daysToEnd = daysBetween(today, last);
  if (standing === undefined) {
    if (daysToEnd >= 0) return { kind: "RUNNING", daysToEnd };
    const daysLeft = daysBetween(today, due);
    return daysLeft >= 0 ? { kind: "DUE", daysLeft } : { kind: "LATE", days: -daysLeft };
  }
  const inAdvance = (one: FiledVersion): boolean => one.kind === "NIL" && one.at.slice(0, 10) <= last;
  if (inAdvance(standing))
    return daysToEnd >= 0
      ? { kind: "ADVANCE_NIL", daysToEnd }
      : { kind: "NIL_TO_CONFIRM", daysLeft: daysBetween(today, due) };
  const first = sorted.find((one) => !inAdvance(one)) ?? standing;
  return {
    kind: "FILED",
    nil: standing.kind === "NIL",
    version: standing.version,
    // A nil in advance was a return in time; saying it again after the end makes it no later.
    daysLate: sorted.some(inAdvance) ? 0 : Math.max(0, daysBetween(due, first.at.slice(0, 10))),
  };
}
