// Collects the checks of one verification and gives them in their fixed order. What is recorded twice under one code keeps
// the graver outcome: a failure stays, and what could not be checked is not made good by another part that could.
import type { Check, CheckCode, Outcome } from "./answers.ts";

export const checkOrder: readonly CheckCode[] = [
  "FORM",
  "CANONICAL",
  "SIGNATURE",
  "KEY_KNOWN",
  "KEY_ALLOWED",
  "AUTHORITY",
  "NUMBER_IN_RANGE",
  "ISSUER_ON_ISSUE",
  "ISSUER_NOW",
  "IMPORTER_ON_ISSUE",
  "IMPORTER_NOW",
  "RECOGNITION",
  "ORIGIN",
  "DATES_IN_ORDER",
  "WITHIN_VALIDITY",
  "NOT_EXPIRED",
  "REGISTER",
  "LIST_AGE",
  "CLOCK",
];

export interface Recorder {
  pass(code: CheckCode, detail?: Check["detail"]): Recorder;
  fail(code: CheckCode, detail: Check["detail"]): Recorder;
  /** Could not be made, and why. */
  skip(code: CheckCode, detail: Check["detail"]): Recorder;
  /** "not-checked" also before anything was recorded. */
  outcomeOf(code: CheckCode): Outcome;
  all(): readonly Check[];
}

const gravity: Readonly<Record<Outcome, number>> = { pass: 0, "not-checked": 1, fail: 2 };

export function checkRecorder(): Recorder {
  const made: Partial<Record<CheckCode, Check>> = {};
  const set = (code: CheckCode, outcome: Outcome, detail: Check["detail"]): Recorder => {
    const before = made[code];
    if (before === undefined || gravity[outcome] > gravity[before.outcome])
      made[code] = { code, outcome, detail };
    return recorder;
  };
  const recorder: Recorder = {
    pass: (code, detail = nothing) => set(code, "pass", detail),
    fail: (code, detail) => set(code, "fail", detail),
    skip: (code, detail) => set(code, "not-checked", detail),
    outcomeOf: (code) => made[code]?.outcome ?? "not-checked",
    all: () => notMade.map((check) => made[check.code] ?? check),
  };
  return recorder;
}

const nothing: Check["detail"] = {};
const notMade: readonly Check[] = checkOrder.map((code) => ({
  code,
  outcome: "not-checked",
  detail: nothing,
}));
