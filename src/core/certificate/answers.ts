// The answers to "is this paper good?", and which one is given when several things are wrong. One table, in order:
// the first failing check in it decides. Each answer is one sentence in every language (interface: verification answers).
// The reason behind an answer is told; what a failed paper claims is not.

export type AnswerState =
  | "valid"
  /** Receipt was confirmed: a second shipment on it is not valid. */
  | "used"
  | "expired"
  /** Withdrawn, replaced, returned, reported lost, stolen or forged; or its goods are detained, sent back or forfeited. */
  | "withdrawn"
  /** The code was changed or copied badly. */
  | "signature-wrong"
  | "unknown-number"
  | "not-our-code"
  /** Issuer, importer or origin may not trade: on the date of issue or now. */
  | "not-a-participant"
  | "paper-only-issuer"
  /** Authentic; use and withdrawals after the date of the list are unknown. */
  | "offline"
  | "clock"
  /** Says nothing about the paper. */
  | "service-down"
  /** The signature is genuine, but this key may not sign this certificate. */
  | "key-not-valid"
  /** On the register but not validated by the Exporting Authority (Annex I A 14): no shipment can travel on it. */
  | "not-released"
  /** The seal is genuine, but the receipt shown with it does not prove its place in the public log. */
  | "not-on-record";

export type CheckCode =
  | "FORM"
  | "CANONICAL"
  | "SIGNATURE"
  | "KEY_KNOWN"
  | "KEY_ALLOWED"
  | "AUTHORITY"
  | "NUMBER_IN_RANGE"
  | "ISSUER_ON_ISSUE"
  | "ISSUER_NOW"
  | "IMPORTER_ON_ISSUE"
  | "IMPORTER_NOW"
  | "RECOGNITION"
  | "ORIGIN"
  | "DATES_IN_ORDER"
  | "WITHIN_VALIDITY"
  | "NOT_EXPIRED"
  | "REGISTER"
  | "LIST_AGE"
  | "CLOCK"
  /** Only where a receipt was shown with the code. */
  | "RECORD";

export type Outcome = "pass" | "fail" | "not-checked";

export interface Check {
  readonly code: CheckCode;
  readonly outcome: Outcome;
  /** Coded reason and what its sentence names. */
  readonly detail: Readonly<Record<string, string | number>>;
}

export interface Answer {
  readonly state: AnswerState;
  /** The check that decided; null when every check that could be made passed. */
  readonly check: CheckCode | null;
  /** Coded; what the sentence names is in `facts`. */
  readonly reason: string | null;
  readonly facts: Readonly<Record<string, string | number>>;
}

interface Precedence {
  readonly check: CheckCode;
  /** Only for these reasons; absent: for any. */
  readonly reasons?: readonly string[];
  readonly outcome: "fail" | "not-checked";
  readonly state: AnswerState;
}

// Why this order. What is no code of ours has no further questions. A wrong clock makes every date doubtful. A changed
// code makes everything it says doubtful. "Not a Participant on that date" comes before the key, because it is what a
// stranger understands and what stops a country that never joined. A receipt that proves nothing comes after the seal, for it
// only adds to a genuine one. What happened to a genuine certificate (withdrawn,
// used) comes before its dates; whose Participant may not trade today is not called unknown for want of a row; and the key's own dates come last: an old certificate is "expired", not "key expired".
export const precedence: readonly Precedence[] = [
  { check: "FORM", outcome: "fail", reasons: ["not-our-code", "newer-version"], state: "not-our-code" },
  { check: "FORM", outcome: "fail", reasons: ["number-unreadable"], state: "unknown-number" },
  { check: "FORM", outcome: "fail", state: "signature-wrong" },
  { check: "CANONICAL", outcome: "fail", state: "signature-wrong" },
  { check: "CLOCK", outcome: "fail", state: "clock" },
  { check: "SIGNATURE", outcome: "fail", state: "signature-wrong" },
  { check: "ISSUER_ON_ISSUE", outcome: "fail", state: "not-a-participant" },
  { check: "KEY_KNOWN", outcome: "fail", state: "key-not-valid" },
  { check: "KEY_ALLOWED", outcome: "fail", reasons: ["compromised", "wrong-use"], state: "key-not-valid" },
  { check: "AUTHORITY", outcome: "fail", state: "key-not-valid" },
  { check: "NUMBER_IN_RANGE", outcome: "fail", state: "key-not-valid" },
  { check: "RECORD", outcome: "fail", state: "not-on-record" },
  {
    check: "REGISTER",
    outcome: "fail",
    reasons: [
      "withdrawn",
      "replaced",
      "returned",
      "lost",
      "stolen",
      "fake",
      "detained",
      "sent-back",
      "forfeited",
    ],
    state: "withdrawn",
  },
  { check: "REGISTER", outcome: "fail", reasons: ["used"], state: "used" },
  { check: "REGISTER", outcome: "fail", reasons: ["not-released"], state: "not-released" },
  { check: "ISSUER_NOW", outcome: "fail", state: "not-a-participant" },
  { check: "REGISTER", outcome: "fail", reasons: ["paper-only"], state: "paper-only-issuer" },
  { check: "REGISTER", outcome: "fail", state: "unknown-number" },
  { check: "IMPORTER_ON_ISSUE", outcome: "fail", state: "not-a-participant" },
  { check: "IMPORTER_NOW", outcome: "fail", state: "not-a-participant" },
  { check: "RECOGNITION", outcome: "fail", state: "not-a-participant" },
  { check: "ORIGIN", outcome: "fail", state: "not-a-participant" },
  { check: "DATES_IN_ORDER", outcome: "fail", state: "key-not-valid" },
  { check: "WITHIN_VALIDITY", outcome: "fail", state: "key-not-valid" },
  { check: "NOT_EXPIRED", outcome: "fail", state: "expired" },
  { check: "KEY_ALLOWED", outcome: "fail", state: "key-not-valid" },
  { check: "LIST_AGE", outcome: "fail", state: "service-down" },
  { check: "REGISTER", outcome: "not-checked", reasons: ["number-only"], state: "service-down" },
  { check: "REGISTER", outcome: "not-checked", reasons: ["paper-only"], state: "paper-only-issuer" },
  { check: "REGISTER", outcome: "not-checked", state: "offline" },
];

/** The first row of the table that fits; "valid" when none does. */
export function answerFrom(checks: readonly Check[]): Answer {
  if (checks.every(({ outcome }) => outcome === "pass")) return good;
  const byCode = new Map(checks.map((check) => [check.code, check]));
  for (const row of precedence) {
    const check = byCode.get(row.check);
    if (check === undefined || check.outcome !== row.outcome) continue;
    if (row.reasons !== undefined && !row.reasons.includes(String(check.detail["reason"]))) continue;
    const { reason, ...facts } = check.detail;
    return {
      state: row.state,
      check: row.check,
      reason: reason === undefined ? null : String(reason),
      facts,
    };
  }
  return good;
}

const good: Answer = { state: "valid", check: null, reason: null, facts: {} };

/** A shipment may be let in on these; on "offline" only by the desk's own decision. */
export function isGood(state: AnswerState): boolean {
  return state === "valid";
}
