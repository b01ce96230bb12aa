// The two periods of this folder: days and quarters, both by UTC, so that nobody's local midnight moves an act.
import { addDays, addMonths, isDate } from "../kp/dates.ts";
import type { IsoDate } from "../kp/dates.ts";

/** "2026-Q3" */
export type Quarter = string;

export function dayOf(instant: string): IsoDate {
  return instant.slice(0, 10);
}

/** The instant with which a day begins. */
export function beginOf(day: IsoDate): string {
  return `${day}T00:00:00.000Z`;
}

const minute = 60_000;

/** The last day that may be counted, at a time in milliseconds: it has been over long enough for all that began on it. */
export function lastDayToCount(now: number): IsoDate {
  return dayEndedBefore(now - 10 * minute);
}

/** The last day whose count is missed when it is not there. */
export function lastDayOwed(now: number): IsoDate {
  return dayEndedBefore(now - 60 * minute);
}

function dayEndedBefore(millis: number): IsoDate {
  return addDays(dayOf(new Date(millis).toISOString()), -1);
}

/** Undefined for what is no quarter, or one before the scheme began in 2003. Hostile: from an address. */
export function parseQuarter(text: string): Quarter | undefined {
  return /^2\d{3}-Q[1-4]$/.test(text) && text >= "2003-Q1" ? text : undefined;
}

export function quarterOf(instant: string): Quarter {
  return `${instant.slice(0, 4)}-Q${Math.floor((Number(instant.slice(5, 7)) - 1) / 3) + 1}`;
}

/** First day, and the first day after it. */
export function daysOfQuarter(quarter: Quarter): { readonly from: IsoDate; readonly until: IsoDate } {
  const month = (Number(quarter.slice(6)) - 1) * 3 + 1;
  const from = `${quarter.slice(0, 4)}-${String(month).padStart(2, "0")}-01`;
  return { from, until: addMonths(from, 3) };
}

export function quarterAfter(quarter: Quarter): Quarter {
  return quarterOf(daysOfQuarter(quarter).until);
}

export function quarterBefore(quarter: Quarter): Quarter {
  return quarterOf(addDays(daysOfQuarter(quarter).from, -1));
}

export function isDay(value: unknown): value is IsoDate {
  return typeof value === "string" && isDate(value);
}
