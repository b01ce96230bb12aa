// A refusal: an expected "no" with a code of a closed union, told as problem details (RFC 9457) and as a sentence.
// Everything else that throws is a bug, and its reader sees a reference number only.

export const problemStatus = {
  "bad-input": 422,
  "malformed-request": 400,
  "not-signed-in": 401,
  "sign-in-again": 401,
  "not-allowed": 403,
  "not-found": 404,
  "wrong-state": 409,
  "changed-meanwhile": 409,
  "held-by-another": 409,
  "already-done": 409,
  "act-refused": 409,
  "same-person": 409,
  "print-unanswered": 409,
  "no-original": 409,
  "idempotency-key-reused": 409,
  "too-large": 413,
  "wrong-media-type": 415,
  "too-many-requests": 429,
  "signer-unavailable": 503,
  "record-unavailable": 503,
  "witnesses-missing": 503,
  "log-stopped": 503,
  "database-unavailable": 503,
  "outcome-unknown": 503,
} as const;

export type ProblemCode = keyof typeof problemStatus;

/** One thing wrong with one field; `code` has a sentence in the locale files under `field.<code>`. */
export interface FieldProblem {
  /** Path of the field as the reader knows it: "lines.0.carats". */
  readonly field: string;
  readonly code: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

export class Problem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  /** What the sentence needs: who holds it, which state it is in. Never a secret. */
  readonly values: Readonly<Record<string, string | number>>;
  readonly fields: readonly FieldProblem[];

  constructor(
    code: ProblemCode,
    values: Readonly<Record<string, string | number>> = {},
    options: { fields?: readonly FieldProblem[]; cause?: unknown } = {},
  ) {
    super(
      `${code} ${JSON.stringify(values)}${options.fields === undefined ? "" : ` ${JSON.stringify(options.fields)}`}`,
      { cause: options.cause },
    );
    this.name = "Problem";
    this.code = code;
    this.status = problemStatus[code];
    this.values = values;
    this.fields = options.fields ?? [];
  }
}

/** Throws the refusal unless `allowed`. */
export function refuseUnless(
  allowed: boolean,
  code: ProblemCode,
  values: Readonly<Record<string, string | number>> = {},
): asserts allowed {
  if (!allowed) throw new Problem(code, values);
}
