// Punctuality: two months after the end are in time, the first version counts, and the real stamps give what a count by hand gave.
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowsOfCsv, sharedData } from "../../../test/support/shared-data.ts";
import { dueOn, lastDayOf, parsePeriod } from "./periods.ts";
import type { Period } from "./periods.ts";
import { firstFilings, punctualityByYear, punctualityOf } from "./performance.ts";
import type { FiledRow } from "./performance.ts";
import { readReturns } from "./reading/returns.ts";

const half = parsePeriod("2025-S1") as Period;
const filed = (entered: string | null, more: Partial<FiledRow> = {}): FiledRow => ({
  participant: "SL",
  type: "PRODUCTION",
  period: half,
  entered,
  changed: null,
  version: 1,
  ...more,
});

describe("a return", () => {
  it("is in time on the day it is due, and late on the next", () => {
    const inTime = (entered: string) => punctualityOf(firstFilings([filed(entered)])).inTime;
    expect([dueOn(half), inTime("2025-08-31T23:59:59Z"), inTime("2025-09-01T00:00:00Z")]).toEqual([
      "2025-08-31",
      1,
      0,
    ]);
  });

  it("counts once, by the first time it was entered, and as corrected when a version or a later day follows", () => {
    const [one, ...more] = firstFilings([
      filed("2025-09-20T08:00:00", { version: 2 }),
      filed("2025-08-01T08:00:00"),
      filed(null),
    ]);
    expect([one?.entered, one?.corrected, more.length]).toEqual(["2025-08-01T08:00:00", true, 0]);
    expect(
      firstFilings([filed("2025-08-01T08:00:00", { changed: "2025-08-01T09:00:00" })])[0]?.corrected,
    ).toBe(false);
    expect(
      firstFilings([filed("2025-08-01T08:00:00", { changed: "2025-08-02T09:00:00" })])[0]?.corrected,
    ).toBe(true);
  });

  it("without a day of entry is a return, and of no delay", () => {
    expect(punctualityOf(firstFilings([filed(null)]))).toMatchObject({
      returns: 1,
      dated: 0,
      medianDays: null,
      inTime: 0,
    });
  });
});

it("the median is one of the delays or between two, whatever the order", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -200, max: 900 }), { minLength: 1, maxLength: 40 }), (delays) => {
      const rows = delays.map((delay, place) =>
        filed(dayAfter(lastDayOf(half), delay), { participant: `P${place}` }),
      );
      const { medianDays, dated, beforeTheEnd } = punctualityOf(firstFilings(rows));
      const median = medianDays ?? Number.NaN;
      expect(dated).toBe(delays.length);
      expect(beforeTheEnd).toBe(delays.filter((delay) => delay <= 0).length);
      expect(delays.filter((delay) => delay <= median).length * 2).toBeGreaterThanOrEqual(delays.length);
      expect(delays.filter((delay) => delay >= median).length * 2).toBeGreaterThanOrEqual(delays.length - 1);
    }),
  );
});

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString();
}

const folder = sharedData();
describe.skipIf(folder === undefined)("the real stamps since 2003", () => {
  it("tell a median of 88 days, and a third in time", () => {
    const sheet = rowsOfCsv(join(folder ?? "", "kp/kp_production_half_yearly.csv"));
    const { returns } = readReturns(sheet, { source: "kp" });
    const filings = firstFilings(
      returns.map(({ participant, half: period, entered, changed }) => ({
        participant,
        type: "PRODUCTION",
        period,
        entered,
        changed,
        version: 1,
      })),
    );
    const all = punctualityOf(filings);
    expect(all).toMatchObject({ returns: 1_001, dated: 660, medianDays: 88, inTime: 222, overAYear: 41 });
    const years = punctualityByYear(filings);
    expect(years.map(({ year }) => year)).toEqual(years.map(({ year }) => year).toSorted((a, b) => b - a));
    expect(years.reduce((sum, { punctuality }) => sum + punctuality.returns, 0)).toBe(all.returns);
  });
});
