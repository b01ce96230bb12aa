// What the acts of statistics say. Who filed which return, and when, is public; figures are private until a release says them.
import type { Facts } from "#core/act/act.ts";
import type { ReturnType } from "#core/statistics/calendar.ts";

export { returnTypes } from "#core/statistics/calendar.ts";
export type { ReturnType } from "#core/statistics/calendar.ts";

/** Subject: "return:<participant>:<type>:<period>", so that versions of one return are one chain. */
export interface ReturnPublic extends Facts {
  readonly participant: string;
  readonly type: ReturnType;
  /** "2026-S1", "2026-Q2" */
  readonly period: string;
  /** 1, then one more with each correction. */
  readonly version: number;
  readonly kind: "FIGURE" | "NIL";
  /** Of the return as a whole. */
  readonly status: string;
}

export interface ReturnPrivate extends Facts {
  readonly rows: readonly RowFacts[];
  /** The filer's own words to what was asked while typing, or to why it is corrected; "" for none. */
  readonly why: string;
  /** What screening said when it was filed, as its rules and rows. */
  readonly findings: readonly Facts[];
  /** SHA-256 of the file that it was read from, where there was one: a document of the record. */
  readonly file: Uint8Array | null;
}

/** One figure of a return; what is absent is not asked for, or not given. Amounts in hundredths of a carat and in cents. */
export interface RowFacts extends Facts {
  readonly flow: string;
  readonly counterpart: string;
  readonly product: string;
  readonly mining: string;
  readonly origin: string;
  readonly carats: number | bigint | null;
  readonly usd: number | bigint | null;
  readonly count: number | null;
  readonly status: string;
  readonly valuation: string | null;
  readonly note: string | null;
}

/** Subject: "dataset:<id>", so that editions of one data set are one chain. */
export interface DatasetPublic extends Facts {
  readonly id: string;
  readonly edition: number;
  readonly title: string;
  /** Which reader understands it. */
  readonly kind: string;
  /** "A", "B", "C": open; facts of record; for use inside only. */
  readonly licence: string;
  readonly attribution: string;
  readonly open: boolean;
  /** SHA-256 of the file as it came: anybody who has it can compare. */
  readonly file: Uint8Array;
  /** SHA-256 of the lists of the documents in which the file, and the rows that it changes, are kept. */
  readonly kept: Uint8Array;
  readonly rowsFile: Uint8Array;
  /** Figures of the file; of them added and changed; withdrawn are those of the edition before that it has no longer. */
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
  /** The day from which the source said so, for figures that name none themselves. */
  readonly asOf: string;
}

export interface DatasetPrivate extends Facts {
  readonly name: string;
  /** How the file was read: "." or ",". */
  readonly decimal: string;
}
