import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, dateOfDay, daysBetween } from "./dates.ts";
import { participants } from "./participants.ts";
import {
  confirmationDue,
  expiresAtInstant,
  latestExpiry,
  nationalRules,
  ruleFor,
  withinTolerance,
} from "./rules.ts";
import type { NationalRule } from "./rules.ts";

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

  it("no deadline is invented where no source gives one", () => {
    expect(confirmationDue(rule("BW"), "2026-11-24")).toBeUndefined();
  });

  it("India gives seven working days for an original that did not travel with the goods", () => {
    expect(rule("IN").missingOriginal).toEqual({ unit: "WORKING_DAYS", count: 7 });
    expect(rule("BW").missingOriginal).toBeUndefined();
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
