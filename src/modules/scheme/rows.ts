// The rows of this module's tables as everybody else sees them: authorities, offices, blocks, keys, lists.
import type { Revocation } from "#core/trust/trust-list.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import type { NumberBlock } from "#core/kp/numbers.ts";

export type AuthorityRole = "EXPORT" | "IMPORT";

export interface AuthorityRow {
  readonly code: string;
  readonly participant: string;
  /** For an authority of one state of the European Union ("Community authority" in Regulation 2368/2002). */
  readonly memberState: string | null;
  /** By language; English is always there. */
  readonly names: Readonly<Record<string, string>>;
  readonly roles: readonly AuthorityRole[];
  /** Of the office, never of a person. */
  readonly contact: string;
  /** "paper-only": certificates of this authority cannot be looked up. */
  readonly register: "published" | "paper-only";
  readonly from: IsoDate;
  readonly until: IsoDate | null;
}

export interface OfficeRow {
  /** "SL-KPA/FNA" */
  readonly code: string;
  readonly authority: string;
  readonly name: string;
  readonly place: string;
  readonly country: string;
  readonly from: IsoDate;
}

/** A block of numbers and the Participant whose numbers they are. */
export interface BlockRow extends NumberBlock {
  readonly participant: string;
}

export interface NumberRange {
  readonly from: bigint;
  readonly to: bigint;
}

export interface DeskSignerRow {
  readonly keyId: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly authority: string;
  readonly office: string;
  readonly numbers: readonly NumberRange[];
  /** Instants, UTC. */
  readonly from: string;
  readonly until: string;
  readonly revoked: Revocation | null;
}

export interface TrustListRow {
  readonly version: number;
  readonly digest: Uint8Array;
  readonly issuedAt: string;
  readonly notAfter: string;
}
