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
  return new Checks();
}

// A class, because one is made for every check of a certificate, and closures would be made anew with each.
class Checks implements Recorder {
  private readonly made: Partial<Record<CheckCode, Check>> = {};

  pass(code: CheckCode, detail: Check["detail"] = nothing): Recorder {
    return this.set(code, "pass", detail);
  }

  fail(code: CheckCode, detail: Check["detail"]): Recorder {
    return this.set(code, "fail", detail);
  }

  skip(code: CheckCode, detail: Check["detail"]): Recorder {
    return this.set(code, "not-checked", detail);
  }

  outcomeOf(code: CheckCode): Outcome {
    return this.made[code]?.outcome ?? "not-checked";
  }

  all(): readonly Check[] {
    return notMade.map((check) => this.made[check.code] ?? check);
  }

  private set(code: CheckCode, outcome: Outcome, detail: Check["detail"]): Recorder {
    const before = this.made[code];
    if (before === undefined || gravity[outcome] > gravity[before.outcome])
      this.made[code] = { code, outcome, detail };
    return this;
  }
}

const nothing: Check["detail"] = {};
const notMade: readonly Check[] = checkOrder.map((code) => ({
  code,
  outcome: "not-checked",
  detail: nothing,
}));
