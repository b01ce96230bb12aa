// How many Participants there were on which day, for rules that count against all of them. Between two dates that a source
// counts, the range is left wide on purpose; a date that its source gives by the year or month is every day of it.
import { daysInMonth, isDate } from "./dates.ts";

/** As its source writes it: a year, a month, a day, or two neighbouring months ("2015-08/09"). */
export type DecisionDate = string;

interface CountRow {
  readonly from: string;
  readonly to: string;
  readonly least: number;
  readonly most: number;
  readonly source: string;
}

export const participantCounts: readonly CountRow[] = [
  {
    from: "2003-01-01",
    to: "2003-06-30",
    least: 52,
    most: 52,
    source: "COM03: 51 states and the European Community",
  },
  {
    from: "2003-07-01",
    to: "2003-10-30",
    least: 39,
    most: 52,
    source: "PJ03: list of August 2003, the list still changed",
  },
  {
    from: "2003-10-31",
    to: "2003-12-31",
    least: 45,
    most: 45,
    source: "RAP-LIST03: Chair notice of 2003-10-31",
  },
  {
    from: "2004-01-01",
    to: "2007-08-31",
    least: 40,
    most: 50,
    source: "between the counts of 45 and 48: not every day of joining and leaving is known",
  },
  {
    from: "2007-09-01",
    to: "2008-12-31",
    least: 48,
    most: 49,
    source: "IDEX07V: 48 in September 2007; the Republic of the Congo returned in November",
  },
  { from: "2009-01-01", to: "2012-07-31", least: 49, most: 49, source: "HILJ09" },
  { from: "2012-08-01", to: "2012-11-30", least: 49, most: 50, source: "COM12: Cameroon in August" },
  {
    from: "2012-12-01",
    to: "2013-12-31",
    least: 53,
    most: 54,
    source: "COM12: three admitted; Mali during 2013",
  },
  { from: "2014-01-01", to: "2018-10-31", least: 54, most: 54, source: "CI14" },
  { from: "2018-11-01", to: "2018-11-30", least: 54, most: 55, source: "KP-2018: Gabon admitted" },
  { from: "2018-12-01", to: "2020-12-31", least: 55, most: 55, source: "KP-2018" },
  { from: "2021-01-01", to: "2021-11-12", least: 56, most: 56, source: "KP-2021: 54 of 56 attended" },
  { from: "2021-11-13", to: "2024-11-15", least: 59, most: 59, source: "WDC-STRUCT" },
  {
    from: "2024-11-16",
    to: "9999-12-31",
    least: 60,
    most: 60,
    source: "MTM24b: Uzbekistan admitted on 15 November",
  },
];

/** The first and last day that a date as a source writes it can mean; undefined where it means none. */
export function daysOf(date: DecisionDate): { readonly from: string; readonly to: string } | undefined {
  const [, year, first, second, day] = /^(\d{4})(?:-(\d{2})(?:\/(\d{2})|-(\d{2}))?)?$/.exec(date) ?? [];
  if (year === undefined) return undefined;
  const from = `${year}-${first ?? "01"}-${day ?? "01"}`;
  if (day !== undefined) return isDate(from) ? { from, to: from } : undefined;
  const month = Number(second ?? first ?? "12");
  if (!isDate(from) || month < Number(first ?? "01") || month > 12) return undefined;
  const last = daysInMonth(Number(year), month);
  return { from, to: `${year}-${String(month).padStart(2, "0")}-${last}` };
}

/** How many Participants there were on that date, as a range; undefined before the scheme began. */
export function participantsOn(
  date: DecisionDate,
): { readonly least: number; readonly most: number } | undefined {
  const days = daysOf(date);
  if (days === undefined) return undefined;
  const rows = participantCounts.filter((row) => row.from <= days.to && days.from <= row.to);
  if (rows.length === 0) return undefined;
  return {
    least: Math.min(...rows.map((row) => row.least)),
    most: Math.max(...rows.map((row) => row.most)),
  };
}
