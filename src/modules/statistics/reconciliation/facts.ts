// What the act of explaining a gap says. All of it is private: which pair has a gap is its two sides' business until a release
// says so, and even the subject is an id that tells nothing.
import type { Facts } from "#core/act/act.ts";

export const causes = [
  "TIMING",
  "VALUATION",
  "CODE",
  "PARTNER",
  "RE_EXPORT",
  "SLIP",
  "TO_BE_CORRECTED",
  "NOT_CARRIED_OUT",
  "NOT_COUNTED",
  "OTHER",
] as const;
export type Cause = (typeof causes)[number];

/** Subject: "gap:<id>". */
export interface ExplainedPrivate extends Facts {
  readonly exporter: string;
  readonly importer: string;
  readonly period: string;
  /** A code, or "_T". */
  readonly product: string;
  /** Whose explanation it is. */
  readonly participant: string;
  readonly cause: string;
  readonly text: string;
  readonly language: string;
}
