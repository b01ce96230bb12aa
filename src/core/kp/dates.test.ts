import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  addWorkingDays,
  compareDates,
  dateInZone,
  dateOfDay,
  dayNumber,
  daysBetween,
  instantOfSeconds,
  isDate,
  millisOf,
  parseDate,
  weekday,
} from "./dates.ts";

const anyDay = fc.integer({ min: dayNumber("0001-01-01"), max: dayNumber("9999-12-31") });

describe("the calendar", () => {
  it("numbers every day of nine thousand years like the platform's own calendar does", () => {
    fc.assert(
      fc.property(anyDay, (number) => {
        const date = dateOfDay(number);
        expect(date).toBe(new Date(number * 86_400_000).toISOString().slice(0, 10));
        expect(dayNumber(date)).toBe(number);
        expect(weekday(date)).toBe(new Date(number * 86_400_000).getUTCDay() || 7);
      }),
      { numRuns: 2000 },
    );
  });

  it("knows which days exist", () => {
    expect(parseDate(" 2024-02-29 ")).toEqual({ ok: true, value: "2024-02-29" });
    expect(parseDate("2023-02-29")).toEqual({ ok: false, problem: "no-such-day" });
    expect(parseDate("1900-02-29")).toEqual({ ok: false, problem: "no-such-day" });
    expect(parseDate("2026-13-01")).toEqual({ ok: false, problem: "no-such-day" });
    expect(parseDate("0000-01-01")).toEqual({ ok: false, problem: "no-such-day" });
    expect(parseDate("03/04/2026")).toEqual({ ok: false, problem: "not-a-date" });
    expect(parseDate("2026-1-1")).toEqual({ ok: false, problem: "not-a-date" });
    expect(parseDate("")).toEqual({ ok: false, problem: "empty" });
    expect(isDate("2000-02-29")).toBe(true);
    expect(() => addDays("2023-02-29", 1)).toThrow(RangeError);
    expect(() => addDays("9999-12-31", 1)).toThrow(RangeError);
  });

  it("orders days as their text does", () => {
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        const [x, y] = [dateOfDay(a), dateOfDay(b)];
        expect(Math.sign(compareDates(x, y))).toBe(x < y ? -1 : x > y ? 1 : 0);
        expect(addDays(x, daysBetween(x, y))).toBe(y);
      }),
    );
  });

  it("ends a period of months on the same day, or on the last day of a shorter month", () => {
    expect(addMonths("2025-12-31", 2)).toBe("2026-02-28");
    expect(addMonths("2023-12-31", 2)).toBe("2024-02-29");
    expect(addMonths("2026-11-24", 2)).toBe("2027-01-24");
    expect(addMonths("2026-07-31", 2)).toBe("2026-09-30");
    expect(addMonths("2026-03-31", -1)).toBe("2026-02-28");
  });

  it("counts working days from the day after, Monday to Friday, without holidays", () => {
    expect(addWorkingDays("2026-11-20", 1)).toBe("2026-11-23");
    expect(addWorkingDays("2026-11-23", 10)).toBe("2026-12-07");
    expect(addWorkingDays("2026-12-23", 2, ["2026-12-25"])).toBe("2026-12-28");
    expect(addWorkingDays("2026-11-23", -1)).toBe("2026-11-20");
    expect(addWorkingDays("2026-11-22", 0)).toBe("2026-11-22");
  });

  it("never ends a period of working days on a free day", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 1, max: 60 }), (number, days) => {
        const from = dateOfDay(number);
        const to = addWorkingDays(from, days);
        expect(weekday(to)).toBeLessThanOrEqual(5);
        let counted = 0;
        for (let at = number + 1; at <= dayNumber(to); at++) if (weekday(dateOfDay(at)) <= 5) counted++;
        expect(counted).toBe(days);
      }),
    );
  });

  it("gives the day in a place: midnight comes at different instants", () => {
    expect(dateInZone("2026-11-24T23:30:00Z", "UTC")).toBe("2026-11-24");
    expect(dateInZone("2026-11-24T23:30:00.000Z", "Asia/Kolkata")).toBe("2026-11-25");
    expect(dateInZone("2026-11-24T02:30:00Z", "America/Toronto")).toBe("2026-11-23");
    expect(dateInZone("2026-11-24T23:30:00Z", "Africa/Freetown")).toBe("2026-11-24");
    expect(() => dateInZone("2026-11-24", "UTC")).toThrow(RangeError);
    expect(() => dateInZone("2026-11-24T10:00:00", "UTC")).toThrow(RangeError);
  });

  it("writes instants as the calendar of the language does, and reads them the same each time", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7_258_118_399 }), (seconds) => {
        const written = new Date(seconds * 1000).toISOString();
        expect(instantOfSeconds(seconds)).toBe(written);
        expect(millisOf(written)).toBe(seconds * 1000);
        expect(millisOf(written)).toBe(seconds * 1000);
      }),
    );
    expect(millisOf("yesterday")).toBeNaN();
  });
});
