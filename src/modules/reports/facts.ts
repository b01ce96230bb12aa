// What the act of a monthly file says.
import type { Facts } from "#core/act/act.ts";

export interface FilePrivate extends Facts {
  /** SHA-256 of the file. Private: a file of few rows could be found by trying what may stand in it. */
  readonly digest: Uint8Array;
  readonly name: string;
  /** "2026-11" */
  readonly month: string;
  readonly rows: number;
  readonly differences: DifferenceCounts;
}

/** How the file compared with the register when it was taken in. */
export interface DifferenceCounts extends Facts {
  readonly matched: number;
  readonly differing: number;
  readonly unknown: number;
  readonly missing: number;
}
