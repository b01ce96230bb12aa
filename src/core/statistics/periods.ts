// Reference periods of statistics and the day on which a return for one is due: two months after its end (Core Document
// Annex III: trade by quarter, production by half-year). A fiscal year keeps the words of its source beside its days.
import { addDays, addMonths, isDate } from "../kp/dates.ts";
import type { IsoDate } from "../kp/dates.ts";

export type Period =
  | { readonly kind: "HALF"; readonly year: number; readonly part: 1 | 2 }
  | { readonly kind: "QUARTER"; readonly year: number; readonly part: 1 | 2 | 3 | 4 }
  /** No return is monthly; releases of national statistics are. The part is the month. */
  | { readonly kind: "MONTH"; readonly year: number; readonly part: number }
  | { readonly kind: "YEAR"; readonly year: number }
  /** A year that does not begin in January, or not one of twelve months: never compared with a calendar year. */
  | { readonly kind: "FISCAL"; readonly original: string; readonly from: IsoDate; readonly until: IsoDate };

export type Half = Extract<Period, { kind: "HALF" }>;

/** The scheme began in 2003; a year above the last is a slip of the keyboard. */
export const firstYear = 2003;
export const lastYear = 2199;
/** Data sets of others go further back than the scheme. */
export const earliestYear = 1900;

/** First day, and the first day after it. */
export function daysOf(period: Period): { readonly from: IsoDate; readonly until: IsoDate } {
  if (period.kind === "FISCAL") return { from: period.from, until: period.until };
  if (period.kind === "YEAR") return { from: `${period.year}-01-01`, until: `${period.year + 1}-01-01` };
  const months = monthsOf[period.kind];
  const from = `${period.year}-${String((period.part - 1) * months + 1).padStart(2, "0")}-01`;
  return { from, until: addMonths(from, months) };
}

const monthsOf = { HALF: 6, QUARTER: 3, MONTH: 1 } as const;

export function lastDayOf(period: Period): IsoDate {
  return addDays(daysOf(period).until, -1);
}

export const deadline = { months: 2, source: "Core Document, Annex III" } as const;

/** The last day on which a return is in time: 31 August for January to June, the end of February for July to December. */
export function dueOn(period: Period): IsoDate {
  return addDays(addMonths(daysOf(period).until, deadline.months), -1);
}

/** "2019-S1", "2019-Q2", "2019" as SDMX writes them; a fiscal year as its source does. */
export function periodText(period: Period): string {
  switch (period.kind) {
    case "HALF":
      return `${period.year}-S${period.part}`;
    case "QUARTER":
      return `${period.year}-Q${period.part}`;
    case "MONTH":
      return `${period.year}-M${String(period.part).padStart(2, "0")}`;
    case "YEAR":
      return String(period.year);
    case "FISCAL":
      return period.original;
  }
}

/** Reads "2019", "2019-S1", "2019-H1", "2019-Q2" and "2019-M04". Hostile: from files and addresses. */
export function parsePeriod(text: string, earliest = firstYear): Period | undefined {
  const [, digits, , kind, part, , month] =
    /^(\d{4})(-([SHQ])([1-4])|(-M)(0[1-9]|1[0-2]))?$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  const year = Number(digits);
  if (year < earliest || year > lastYear) return undefined;
  if (month !== undefined) return { kind: "MONTH", year, part: Number(month) };
  if (kind === undefined) return { kind: "YEAR", year };
  const number = Number(part);
  if (kind === "Q") return { kind: "QUARTER", year, part: number as 1 | 2 | 3 | 4 };
  return number <= 2 ? { kind: "HALF", year, part: number as 1 | 2 } : undefined;
}

/** "2021-01/2021-09": whole months from the first to the last, such as a year up to now; never compared with a year. */
export function parseMonths(text: string): Period | undefined {
  const [, first = "", last = ""] = /^(\d{4}-\d{2})\/(\d{4}-\d{2})$/.exec(text) ?? [];
  const [from, end] = [`${first}-01`, `${last}-01`];
  if (!isDate(from) || !isDate(end) || from > end || from < `${earliestYear}`) return undefined;
  return { kind: "FISCAL", original: text, from, until: addMonths(end, 1) };
}

/** "2009-10" or "2009/2010": twelve months from the first of a month, which the text itself does not say. */
export function parseFiscalYear(text: string, firstMonth: number): Period | undefined {
  const [, first, second] = /^(\d{4})[-/–](\d{2}|\d{4})$/.exec(text) ?? [];
  if (first === undefined || second === undefined || !(firstMonth >= 2 && firstMonth <= 12)) return undefined;
  const year = Number(first);
  if (year < 1900 || year > lastYear || Number(second) % 100 !== (year + 1) % 100) return undefined;
  if (second.length === 4 && Number(second) !== year + 1) return undefined;
  const from = `${first}-${String(firstMonth).padStart(2, "0")}-01`;
  return { kind: "FISCAL", original: text, from, until: addMonths(from, 12) };
}

/** Halves counted through, so that neighbours differ by one and the same half of the next year by two. */
export function halfNumber({ year, part }: Half): number {
  return year * 2 + part - 1;
}

export type Quarter = Extract<Period, { kind: "QUARTER" }>;

export function quarterAfter({ year, part }: Quarter): Quarter {
  return part === 4
    ? { kind: "QUARTER", year: year + 1, part: 1 }
    : { kind: "QUARTER", year, part: (part + 1) as Quarter["part"] };
}
