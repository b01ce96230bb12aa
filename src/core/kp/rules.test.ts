import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, dateOfDay, daysBetween } from "./dates.ts";
import { participants } from "./participants.ts";
import {
  confirmationDue,
  detainedUntil,
  expiresAtInstant,
  failureToldBy,
  latestExpiry,
  nationalRules,
  ruleFor,
  sourcesOf,
  validityFor,
  validityRows,
  withinTolerance,
} from "./rules.ts";
import type { NationalRule, TermName } from "./rules.ts";

const rule = (participant: string, date = "2026-11-24") => ruleFor(nationalRules, participant, date);

describe("how long a certificate lives", () => {
  it("sixty days where nothing else is known", () => {
    expect(latestExpiry(rule("BW"), "2026-11-24")).toBe("2027-01-23");
  });

  it("two months in the European Union, ending on the last day of a shorter month", () => {
    expect(latestExpiry(rule("EU"), "2026-12-31")).toBe("2027-02-28");
    expect(latestExpiry(rule("EU"), "2026-11-24")).toBe("2027-01-24");
    expect(rule("EU").unusedReturned).toBe(true);
    expect(rule("BW").unusedReturned).toBe(false);
  });

  it("in Canada until 24:00 Greenwich time on the sixtieth day after issue", () => {
    const expiry = latestExpiry(rule("CA"), "2026-11-24");
    expect(expiry).toBe("2027-01-23");
    expect(expiresAtInstant(rule("CA"), expiry)).toBe("2027-01-24T00:00:00.000Z");
  });

  it("two calendar months, not sixty days: from a month's last day to the last day of the month it reaches", () => {
    const months: readonly (readonly [string, string])[] = [
      ["2026-07-31", "2026-09-30"],
      ["2026-12-28", "2027-02-28"],
      ["2026-12-29", "2027-02-28"],
      ["2027-12-30", "2028-02-29"],
      ["2028-02-29", "2028-04-29"],
      ["2026-06-30", "2026-08-30"],
    ];
    for (const [issued, last] of months) expect(latestExpiry(rule("EU"), issued)).toBe(last);
    // Sixty days from 31 July would be 29 September; from 1 January, 2 March.
    expect(latestExpiry(rule("EU"), "2027-01-01")).toBe("2027-03-01");
    expect(latestExpiry(rule("CA"), "2027-01-01")).toBe("2027-03-02");
  });

  it("by a clock ahead of Greenwich the last day ends earlier, by one behind it later", () => {
    expect(expiresAtInstant({ ...rule("IN"), endOfDayOffset: 330 }, "2026-12-31")).toBe(
      "2026-12-31T18:30:00.000Z",
    );
    expect(expiresAtInstant({ ...rule("US"), endOfDayOffset: -300 }, "2026-12-31")).toBe(
      "2027-01-01T05:00:00.000Z",
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: -840, max: 840 }), (day, offset) => {
        const instant = expiresAtInstant({ ...rule("CA"), endOfDayOffset: offset }, dateOfDay(day));
        expect(Date.parse(instant)).toBe((day + 1) * 86_400_000 - offset * 60_000);
        expect(new Date(Date.parse(instant)).toISOString()).toBe(instant);
      }),
    );
  });
});

describe("who confirms an arrival, and by when", () => {
  it("the Union's authority within ten working days", () => {
    expect(rule("EU").confirmation?.by).toBe("IMPORTING_AUTHORITY");
    expect(confirmationDue(rule("EU"), "2026-11-23")).toBe("2026-12-07");
    expect(confirmationDue(rule("EU"), "2026-12-14", ["2026-12-25"])).toBe("2026-12-29");
  });

  it("the importer in Canada within seven days, the ultimate consignee in the United States within fifteen", () => {
    expect(confirmationDue(rule("CA"), "2026-11-24")).toBe("2026-12-01");
    expect(rule("US").confirmation).toMatchObject({ by: "ULTIMATE_CONSIGNEE", to: "EXPORTING_AUTHORITY" });
    expect(confirmationDue(rule("US"), "2026-11-24")).toBe("2026-12-09");
    expect(rule("US").recordYears).toBe(5);
  });

  it("working days step over weekends, from whatever day the certificate was submitted", () => {
    // 2026-11-23 is a Monday; two weeks on, whichever weekday it began on.
    const due = ["23", "24", "25", "26", "27", "28", "29"].map((day) =>
      confirmationDue(rule("EU"), `2026-11-${day}`),
    );
    expect(due).toEqual([
      "2026-12-07",
      "2026-12-08",
      "2026-12-09",
      "2026-12-10",
      "2026-12-11",
      "2026-12-11",
      "2026-12-11",
    ]);
  });

  it("no deadline is invented where no source gives one", () => {
    expect(confirmationDue(rule("BW"), "2026-11-24")).toBeUndefined();
  });

  it("India gives seven working days for an original that did not travel with the goods", () => {
    expect(rule("IN").missingOriginal).toEqual({ unit: "WORKING_DAYS", count: 7 });
    expect(rule("BW").missingOriginal).toBeUndefined();
  });
});

describe("what follows on a failure, and what is reported", () => {
  it("the Union tells the Commission and the issuer within one month; Canada holds goods for 180 days at most", () => {
    expect(failureToldBy(rule("EU"), "2026-12-31")).toBe("2027-01-31");
    expect(failureToldBy(rule("EU"), "2027-01-31")).toBe("2027-02-28");
    expect(detainedUntil(rule("CA"), "2026-11-24")).toBe("2027-05-23");
    expect(failureToldBy(rule("BW"), "2026-12-31")).toBeUndefined();
    expect(detainedUntil(rule("EU"), "2026-12-31")).toBeUndefined();
  });

  it("monthly per certificate in the Union, each export within seven days in Canada, once a year in the United States", () => {
    expect(rule("EU").reports).toEqual([{ kind: "MONTHLY_PER_CERTIFICATE" }]);
    expect(rule("CA").reports).toEqual([{ kind: "EACH_EXPORT", within: { unit: "DAYS", count: 7 } }]);
    expect(rule("US").reports).toEqual([{ kind: "ANNUAL_WITH_STOCKPILES" }]);
    expect(rule("BW").reports).toBeUndefined();
  });

  it("Canada replaces before export only, against the old certificate", () => {
    expect(rule("CA").replacement).toEqual({
      beforeExportOnly: true,
      oldEnclosed: true,
      mayInvalidate: true,
    });
    expect(rule("EU").replacement).toBeUndefined();
  });
});

describe("where a term comes from", () => {
  it("every term in force names its row, and either a source or that none was found", () => {
    for (const participant of ["*", "EU", "CA", "US", "IN", "BW"]) {
      const sources = sourcesOf(nationalRules, participant, "2026-11-24");
      const { participant: _, sources: __, ...terms } = rule(participant);
      expect(Object.keys(sources).sort()).toEqual(Object.keys(terms).sort());
    }
    const canada = sourcesOf(nationalRules, "CA", "2026-11-24");
    expect(canada.failure?.source).toContain("E-18.5");
    expect(canada.weightTolerance).toMatchObject({ row: { participant: "*" } });
    expect(canada.weightTolerance?.source).toBeUndefined();
    expect(sourcesOf(nationalRules, "EU", "2026-11-24").reports?.source).toContain("Articles 10 and 15");
  });

  it("what is said to be assumed or to have a source of its own is a term of that row", () => {
    for (const { terms, assumed = [], sources = {} } of nationalRules) {
      for (const name of [...assumed, ...(Object.keys(sources) as TermName[])])
        expect(terms[name]).toBeDefined();
    }
  });
});

describe("what a reader without a network knows of the rules", () => {
  it("is how long certificates live, the same as the whole rule says, on every day", () => {
    const rows = validityRows(nationalRules);
    for (const { code } of participants) {
      for (const date of ["2003-01-01", "2011-06-30", "2026-11-24"]) {
        const { validity, endOfDayOffset } = rule(code, date);
        expect(validityFor(rows, code, date)).toEqual({ validity, endOfDayOffset });
      }
    }
    expect(rows.map(({ participant }) => participant)).toEqual(["*", "EU", "CA"]);
    expect(() => validityFor([], "BW", "2026-11-24")).toThrow(RangeError);
  });
});

describe("rules over time", () => {
  it("origins may be listed on mixed parcels since May 2024, not in the United States", () => {
    expect(rule("BW", "2024-04-30").mixedOrigin).toBe("ASTERISKS");
    expect(rule("BW", "2024-05-01").mixedOrigin).toBe("ASTERISKS_OR_LIST");
    expect(rule("US").mixedOrigin).toBe("ASTERISKS");
    expect(rule("CA").mixedOrigin).toBe("BLANK");
  });

  it("a national row holds from its day until the day it ends, over the base and over older rows", () => {
    const rows: NationalRule[] = [
      ...nationalRules,
      {
        participant: "BW",
        from: "2026-01-01",
        until: "2026-07-01",
        precision: "day",
        terms: { validity: { unit: "DAYS", count: 30 } },
        source: "test",
      },
      {
        participant: "BW",
        from: "2025-01-01",
        precision: "day",
        terms: { validity: { unit: "DAYS", count: 45 }, recordYears: 10 },
        source: "older",
      },
    ];
    const days = (date: string) => daysBetween(date, latestExpiry(ruleFor(rows, "BW", date), date));
    expect(days("2024-12-31")).toBe(60);
    expect(days("2025-12-31")).toBe(45);
    expect(days("2026-01-01")).toBe(30);
    expect(days("2026-06-30")).toBe(30);
    expect(days("2026-07-01")).toBe(45);
    expect(ruleFor(rows, "BW", "2026-03-01")).toMatchObject({ recordYears: 10, participant: "BW" });
    expect(ruleFor(rows, "BW", "2026-03-01").sources.slice(-2)).toEqual(["older", "test"]);
  });

  it("everybody has a complete rule on every day of the scheme, and nobody before it", () => {
    for (const { code } of participants) {
      for (const date of ["2003-01-01", "2011-06-30", "2024-05-01", "2026-11-24"]) {
        expect(latestExpiry(rule(code, date), date) > addDays(date, 55)).toBe(true);
      }
    }
    expect(() => rule("BW", "2002-12-31")).toThrow(RangeError);
  });
});

describe("tolerances", () => {
  it("are exact where no source gives one", () => {
    expect(withinTolerance(rule("EU").weightTolerance, 123_456n, 123_456n)).toBe(true);
    expect(withinTolerance(rule("EU").weightTolerance, 123_456n, 123_457n)).toBe(false);
    expect(withinTolerance(rule("EU").valueTolerance, 123_456n, 123_455n)).toBe(false);
  });

  it("count the wider of the two bounds, in both directions, without rounding", () => {
    const half = { absolute: 5, basisPoints: 50 };
    expect(withinTolerance(half, 100n, 105n)).toBe(true);
    expect(withinTolerance(half, 100n, 106n)).toBe(false);
    expect(withinTolerance(half, 10_000n, 9_950n)).toBe(true);
    expect(withinTolerance(half, 10_000n, 9_949n)).toBe(false);
    expect(withinTolerance({ absolute: 0, basisPoints: 1 }, 10n ** 15n, 10n ** 15n + 10n ** 11n)).toBe(true);
    expect(withinTolerance({ absolute: 0, basisPoints: 1 }, 10n ** 15n, 10n ** 15n + 10n ** 11n + 1n)).toBe(
      false,
    );
  });
});
