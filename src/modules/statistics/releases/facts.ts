// What the act of a release says. All of it is public: which returns it was made of, who had not filed, and the files.
import type { Facts } from "#core/act/act.ts";

/** Subject: "release:<period>", so that editions for one period are one chain. */
export interface ReleasePublic extends Facts {
  /** "2025-1": period and edition. */
  readonly id: string;
  /** "2025" or "2025-S1" */
  readonly period: string;
  readonly edition: number;
  readonly note: string;
  /** Returns as they stood at that instant. */
  readonly cutOff: string;
  /** Types of returns that it is made of. */
  readonly types: readonly string[];
  /** "SUMMED": trade is told without its partners; "NAMED": partner by partner. */
  readonly partners: string;
  readonly rows: number;
  /** Figures that it says otherwise than what was published before. */
  readonly restated: number;
  /** Codes of all who owed a return for it. */
  readonly owing: readonly string[];
  /** "GN PRODUCTION 2025-S2" */
  readonly notFiled: readonly string[];
  readonly files: readonly ReleaseFile[];
}

export interface ReleaseFile extends Facts {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** SHA-256: a document of the record. */
  readonly digest: Uint8Array;
}

/** The one of which the figures are read again. */
export const figuresFile = "sdmx-2.csv";
