import { expect, test } from "vitest";
import type { StatusRow } from "../kp/statuses.ts";
import { schemeStatuses } from "../kp/history.ts";
import { dueReturns, periodsBeside, pressing } from "./calendar.ts";
import type { FiledVersion } from "./calendar.ts";
import { periodText } from "./periods.ts";

const today = "2026-11-28";
const member = (participant: string, from = "2003-08-31"): StatusRow => ({
  participant,
  status: "PARTICIPANT",
  from,
  precision: "day",
  source: "test",
});
const calendar = (
  filed: readonly FiledVersion[] = [],
  more: { today?: string; owedFrom?: string; statuses?: readonly StatusRow[]; participant?: string } = {},
) =>
  dueReturns({
    participant: "SL",
    statuses: [member("SL")],
    today,
    owedFrom: "2026-01-01",
    filed,
    ...more,
  }).map(({ type, period, due, state }) => ({ key: `${type} ${periodText(period)}`, due, state }));
const filing = (
  type: FiledVersion["type"],
  period: string,
  at: string,
  kind: FiledVersion["kind"] = "FIGURE",
  version = 1,
): FiledVersion => ({ type, period, version, kind, at: `${at}T12:00:00.000Z` });
const stateIn = (key: string, filed: readonly FiledVersion[], on = today) =>
  calendar(filed, { today: on }).find((one) => one.key === key)?.state;

test("production is owed by half-year, trade and counts by quarter, two months after the end", () => {
  expect(calendar()).toEqual([
    { key: "PRODUCTION 2026-S2", due: "2027-02-28", state: { kind: "RUNNING", daysToEnd: 33 } },
    { key: "PRODUCTION 2026-S1", due: "2026-08-31", state: { kind: "LATE", days: 89 } },
    { key: "PRODUCTION 2025-S2", due: "2026-02-28", state: { kind: "LATE", days: 273 } },
    ...["TRADE", "CERTIFICATES"].flatMap((type) => [
      { key: `${type} 2026-Q4`, due: "2027-02-28", state: { kind: "RUNNING", daysToEnd: 33 } },
      { key: `${type} 2026-Q3`, due: "2026-11-30", state: { kind: "DUE", daysLeft: 2 } },
      { key: `${type} 2026-Q2`, due: "2026-08-31", state: { kind: "LATE", days: 89 } },
      { key: `${type} 2026-Q1`, due: "2026-05-31", state: { kind: "LATE", days: 181 } },
      { key: `${type} 2025-Q4`, due: "2026-02-28", state: { kind: "LATE", days: 273 } },
    ]),
  ]);
});

test("the last day is in time, and the day after it is late by one", () => {
  expect(stateIn("TRADE 2026-Q3", [], "2026-11-30")).toEqual({ kind: "DUE", daysLeft: 0 });
  expect(stateIn("TRADE 2026-Q3", [], "2026-12-01")).toEqual({ kind: "LATE", days: 1 });
});

test("a filed return says how late it came, by its first version, and how often it was corrected", () => {
  const filed = [
    filing("PRODUCTION", "2026-S1", "2026-09-03"),
    filing("PRODUCTION", "2026-S1", "2026-11-01", "FIGURE", 2),
    filing("TRADE", "2026-Q3", "2026-11-28", "NIL"),
  ];
  expect(stateIn("PRODUCTION 2026-S1", filed)).toEqual({
    kind: "FILED",
    nil: false,
    version: 2,
    daysLate: 3,
  });
  expect(stateIn("TRADE 2026-Q3", filed)).toEqual({ kind: "FILED", nil: true, version: 1, daysLate: 0 });
  expect(stateIn("CERTIFICATES 2026-Q3", filed)).toEqual({ kind: "DUE", daysLeft: 2 });
});

test("nil in advance is a return, and is asked again once the period is over", () => {
  const early = filing("PRODUCTION", "2026-S2", "2026-11-20", "NIL");
  expect(stateIn("PRODUCTION 2026-S2", [early])).toEqual({ kind: "ADVANCE_NIL", daysToEnd: 33 });
  expect(stateIn("PRODUCTION 2026-S2", [early], "2027-01-01")).toEqual({
    kind: "NIL_TO_CONFIRM",
    daysLeft: 58,
  });
  const confirmed = filing("PRODUCTION", "2026-S2", "2027-03-10", "NIL", 2);
  expect(stateIn("PRODUCTION 2026-S2", [early, confirmed], "2027-03-11")).toEqual({
    kind: "FILED",
    nil: true,
    version: 2,
    daysLate: 0,
  });
});

test("nothing is owed from before the record began, nor from before the Participant joined", () => {
  expect(calendar([], { owedFrom: today }).map(({ key }) => key)).toEqual([
    "PRODUCTION 2026-S2",
    "TRADE 2026-Q4",
    "TRADE 2026-Q3",
    "CERTIFICATES 2026-Q4",
    "CERTIFICATES 2026-Q3",
  ]);
  const joining = [member("SL", "2026-08-10")];
  expect(calendar([], { statuses: joining, owedFrom: "2003-01-01" }).map(({ key }) => key)).toEqual([
    "PRODUCTION 2026-S2",
    "TRADE 2026-Q4",
    "TRADE 2026-Q3",
    "CERTIFICATES 2026-Q4",
    "CERTIFICATES 2026-Q3",
  ]);
});

test("Chinese Taipei reports as a trading entity; who left does not; the suspended report on", () => {
  const keys = (participant: string, statuses: readonly StatusRow[]) =>
    calendar([], { participant, statuses, owedFrom: "2026-11-01" }).length;
  expect(keys("TW", schemeStatuses)).toBe(5);
  expect(keys("SL", [member("SL"), { ...member("SL", "2020-01-01"), status: "NOT_PARTICIPANT" }])).toBe(0);
  expect(keys("SL", [member("SL"), { ...member("SL", "2020-01-01"), status: "SUSPENDED" }])).toBe(5);
  expect(keys("XX", schemeStatuses)).toBe(0);
});

test("what presses comes first: late before due, and what runs or is filed not at all", () => {
  const all = dueReturns({
    participant: "SL",
    statuses: [member("SL")],
    today,
    owedFrom: "2026-06-01",
    filed: [filing("TRADE", "2026-Q3", "2026-11-20")],
  });
  expect(pressing(all).map(({ type, period }) => `${type} ${periodText(period)}`)).toEqual([
    "PRODUCTION 2026-S1",
    "TRADE 2026-Q2",
    "CERTIFICATES 2026-Q2",
    "CERTIFICATES 2026-Q3",
  ]);
});

test("beside a form stand the last periods and the same part of the year before", () => {
  const texts = (year: number, part: 1 | 2 | 3 | 4) =>
    periodsBeside({ kind: "QUARTER", year, part }).map(periodText);
  expect(texts(2026, 1)).toEqual(["2025-Q4", "2025-Q3", "2025-Q1"]);
  expect(periodsBeside({ kind: "HALF", year: 2026, part: 1 }).map(periodText)).toEqual([
    "2025-S2",
    "2025-S1",
  ]);
});
