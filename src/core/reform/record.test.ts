import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldCommitment, foldDemand, mayRepeat } from "./record.ts";
import type { RecordedStep } from "./record.ts";

const step = (
  type: string,
  day: string,
  by: string | null = "CSC",
  more: Partial<RecordedStep> = {},
): RecordedStep => ({
  type,
  at: `${day}T10:00:00.000Z`,
  by,
  ...more,
});
const raised = step("demand.raised", "2026-06-01");

describe("a demand on this record", () => {
  test("counts how often it was asked for, by whom, and how long an answer is owed", () => {
    const steps = [
      raised,
      step("demand.repeated", "2026-06-20", "WDC"),
      step("demand.repeated", "2026-07-01"),
    ];
    expect(foldDemand(steps, "2026-07-11T00:00:00.000Z")).toEqual({
      by: "CSC",
      raisedAt: "2026-06-01T10:00:00.000Z",
      times: 3,
      seats: ["CSC", "WDC"],
      lastAt: "2026-07-01T10:00:00.000Z",
      answeredAt: null,
      outcome: null,
      daysOwed: 40,
    });
  });

  test("what another seat says to it does not end the wait for an answer of the scheme", () => {
    const steps = [raised, step("demand.answered", "2026-06-05", "SL", { outcome: "DECLINED" })];
    expect(foldDemand(steps, "2026-06-11T00:00:00.000Z")).toMatchObject({
      answeredAt: null,
      outcome: null,
      daysOwed: 10,
    });
  });

  test("the first answer stops the count, the last one tells what became of it", () => {
    const steps = [
      raised,
      step("demand.answered", "2026-06-11", null, { outcome: "NOTED" }),
      step("demand.answered", "2026-08-01", null, { outcome: "ON_AGENDA" }),
    ];
    expect(foldDemand(steps, "2026-12-01T00:00:00.000Z")).toMatchObject({
      daysOwed: 10,
      outcome: "ON_AGENDA",
    });
  });

  test("repeating never makes the wait shorter", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2, max: 28 }), { maxLength: 6 }), (days) => {
        const steps = [
          raised,
          ...days
            .toSorted((a, b) => a - b)
            .map((day) => step("demand.repeated", `2026-06-${String(day).padStart(2, "0")}`)),
        ];
        expect(foldDemand(steps, "2026-07-01T00:00:00.000Z")?.daysOwed).toBe(30);
      }),
    );
  });

  test("is repeated by a seat at most once a day", () => {
    expect(mayRepeat([raised], "CSC", "2026-06-01T23:00:00.000Z")).toBe(false);
    expect(mayRepeat([raised], "WDC", "2026-06-01T23:00:00.000Z")).toBe(true);
    expect(mayRepeat([raised], "CSC", "2026-06-02T00:00:00.000Z")).toBe(true);
  });
});

describe("a commitment on this record", () => {
  const made = step("commitment.made", "2026-06-01", "SL");

  test("stands as its maker last reported, and is late when its day has passed", () => {
    const at = (day: string, ...steps: readonly RecordedStep[]) =>
      foldCommitment([made, ...steps], "2026-09-01", `${day}T00:00:00.000Z`);
    expect(at("2026-09-01")).toMatchObject({ progress: "OPEN", late: false });
    expect(at("2026-09-02")).toMatchObject({ progress: "OPEN", late: true });
    const kept = step("commitment.reported", "2026-08-01", "SL", { progress: "KEPT" });
    expect(at("2026-10-01", kept)).toMatchObject({ progress: "KEPT", late: false, reportedAt: kept.at });
    const partly = step("commitment.reported", "2026-08-01", "SL", { progress: "PARTLY" });
    expect(at("2026-10-01", partly)?.late).toBe(true);
  });

  test("without a day is never late", () => {
    expect(foldCommitment([made], null, "2036-01-01T00:00:00.000Z")?.late).toBe(false);
  });
});
