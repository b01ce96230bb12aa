// What the act of a monthly file says.
import type { Facts } from "#core/act/act.ts";

export interface FilePublic extends Facts {
  /** SHA-256 of the file. */
  readonly digest: Uint8Array;
}

export interface FilePrivate extends Facts {
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
