import { describe, expect, test } from "vitest";
import { plainNumber, readAlertNumbers, standsIn } from "./alerts.ts";
import type { AlertNumbers } from "./alerts.ts";
import { numberFormats, parseNumber } from "./numbers.ts";

const read = (from: string, to?: string, country = "SL", forged = false) =>
  readAlertNumbers({ from, ...(to === undefined ? {} : { to }) }, numberFormats, country, forged);

function numbersOf(from: string, to?: string): AlertNumbers {
  const reading = read(from, to);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.numbers;
}

const asked = (typed: string) => {
  const parsed = parseNumber(typed, numberFormats);
  return parsed.ok ? { participant: parsed.participant, serial: parsed.serial, typed } : { typed };
};

describe("the numbers of an alert", () => {
  test("are kept as their Participant prints them, however they were typed", () => {
    expect(read("sl-4306")).toEqual({
      ok: true,
      numbers: { printed: "SL 004306", participant: "SL", first: 4306n, last: 4306n },
    });
    expect(read("4306")).toEqual(read("SL 004306"));
    expect(read("EC00012345", undefined, "EU")).toMatchObject({ numbers: { printed: "EU00012345" } });
  });

  test("may be a run, from the first to the last of one Participant", () => {
    expect(read("4306", "4310")).toMatchObject({
      numbers: { printed: "SL 004306", until: "SL 004310", first: 4306n, last: 4310n },
    });
    expect(read("4310", "4306")).toEqual({ ok: false, problem: "RUN_REVERSED" });
    expect(read("SL 4306", "AO 004310")).toEqual({ ok: false, problem: "RUN_OF_TWO" });
    expect(read("SL 1", "SL 999999")).toEqual({ ok: false, problem: "NOT_A_NUMBER" });
    expect(read("EU00000001", "EU00100001", "EU")).toEqual({ ok: false, problem: "RUN_TOO_LONG" });
    expect(read("EU00000001", "EU00100000", "EU")).toMatchObject({ ok: true });
  });

  test("in nobody's format are kept for a forgery, and refused for a paper that was really issued", () => {
    expect(read("KE/0001-A", undefined, "KE", true)).toEqual({ ok: true, numbers: { printed: "KE/0001-A" } });
    expect(read("KE/0001-A", undefined, "KE", false)).toEqual({ ok: false, problem: "NOT_A_NUMBER" });
    expect(read("KE/0001-A", "KE/0002-A", "KE", true)).toEqual({ ok: false, problem: "NOT_A_NUMBER" });
    expect(read("---", undefined, "KE", true)).toEqual({ ok: false, problem: "NOT_A_NUMBER" });
  });

  test("are found by any spelling of a number in them, and by no neighbour", () => {
    const numbers = [numbersOf("4306", "4310"), numbersOf("5000"), { printed: "KE/0001-A" }];
    for (const typed of ["SL 004306", "sl4308", "SL-4310", "SL 5000", "ke 0001 a"])
      expect([typed, standsIn(numbers, asked(typed))]).toEqual([typed, true]);
    for (const typed of ["SL 004305", "SL 004311", "AO 004308", "SL 5001", "KE 0001 B", ""])
      expect([typed, standsIn(numbers, asked(typed))]).toEqual([typed, false]);
  });

  test("compared by letters and digits alone, whatever stands between", () => {
    expect(plainNumber(" ke/0001–a ")).toBe("KE0001A");
    expect(plainNumber("x".repeat(10_000)).length).toBe(80);
  });
});
