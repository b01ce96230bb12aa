// Periods and their deadlines: two months after the end (Core Document Annex III).
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysBetween } from "../kp/dates.ts";
import {
  daysOf,
  dueOn,
  earliestYear,
  halfNumber,
  lastDayOf,
  parseFiscalYear,
  parseMonths,
  parsePeriod,
  periodText,
} from "./periods.ts";
import type { Period } from "./periods.ts";

const read = (text: string): Period => parsePeriod(text) as Period;

describe("a reference period", () => {
  it.each([
    ["2019-S1", "2019-06-30", "2019-08-31"],
    ["2019-S2", "2019-12-31", "2020-02-29"],
    ["2018-H2", "2018-12-31", "2019-02-28"],
    ["2019-Q1", "2019-03-31", "2019-05-31"],
    ["2019-Q3", "2019-09-30", "2019-11-30"],
  ])("%s ends on %s and is due on %s", (text, end, due) => {
    expect([lastDayOf(read(text)), dueOn(read(text))]).toEqual([end, due]);
  });

  it("is written as it was read, and two halves make a year", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2003, max: 2199 }),
        fc.constantFrom("", "-S1", "-S2", "-Q1", "-Q4", "-M01", "-M12"),
        (year, part) => {
          expect(periodText(read(`${year}${part}`))).toBe(`${year}${part}`);
          expect(daysOf(read(`${year}-S1`)).until).toBe(daysOf(read(`${year}-S2`)).from);
          expect(daysOf(read(`${year}-S2`)).until).toBe(daysOf(read(`${year}`)).until);
        },
      ),
    );
  });

  it.each([
    "2002",
    "2019-S3",
    "2019-Q5",
    "19-S1",
    "2019-S",
    "2019-H3",
    "",
    "2019-S1 ",
    "9999",
    "2019-M13",
    "2019-M4",
  ])("refuses %j", (text) => {
    expect(parsePeriod(text)).toBeUndefined();
  });

  it("counts halves through, so that neighbours differ by one", () => {
    const number = (text: string) => halfNumber(read(text) as Extract<Period, { kind: "HALF" }>);
    expect([number("2019-S2") - number("2019-S1"), number("2020-S1") - number("2019-S2")]).toEqual([1, 1]);
  });

  it("may be a month, and months one after the other, of a time before the scheme", () => {
    expect(daysOf(read("2013-M12"))).toEqual({ from: "2013-12-01", until: "2014-01-01" });
    const months = parseMonths("2021-01/2021-09") as Period;
    expect([periodText(months), daysOf(months)]).toEqual([
      "2021-01/2021-09",
      { from: "2021-01-01", until: "2021-10-01" },
    ]);
    for (const wrong of ["2021-09/2021-01", "2021-13/2022-01", "2021-01", "2021-01/"])
      expect(parseMonths(wrong)).toBeUndefined();
    expect([parsePeriod("1990"), parsePeriod("1990", earliestYear)?.kind]).toEqual([undefined, "YEAR"]);
  });

  it("of a fiscal year keeps the words of its source, and has twelve months", () => {
    const year = parseFiscalYear("2009-10", 4) as Period;
    expect([periodText(year), daysOf(year)]).toEqual([
      "2009-10",
      { from: "2009-04-01", until: "2010-04-01" },
    ]);
    expect(daysBetween(daysOf(year).from, daysOf(year).until)).toBe(365);
    for (const wrong of ["2009-11", "2009", "2009-2012", "2009-10-11"])
      expect(parseFiscalYear(wrong, 4)).toBeUndefined();
    expect(parseFiscalYear("2009-10", 1)).toBeUndefined();
  });
});
