// What a Kimberley Process Certificate says: the fourteen items of Annex I A as values.
// Carats are whole hundredths, dollars whole cents, dates "YYYY-MM-DD"; title and statement are constants.
import { largestCarats, largestUsd } from "#core/kp/amounts.ts";
import type { RuleTerms } from "#core/kp/rules.ts";
import type { RoughCode } from "#core/kp/goods.ts";

/** Annex I A 9. */
export interface Party {
  readonly name: string;
  readonly address: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** Annex I A 10, 11, 13: one row of the table of goods. */
export interface Line {
  readonly code: RoughCode;
  /** Hundredths of a carat. */
  readonly carats: bigint;
  /** US cents. */
  readonly usd: bigint;
  readonly origin?: string;
}

/** Annex I A 2. A mixed parcel whose origins are not listed prints asterisks; listing is allowed since May 2024. */
export type Origin =
  | { readonly kind: "SINGLE"; readonly country: string }
  | { readonly kind: "MIXED"; readonly listed: readonly string[] };

export interface Container {
  readonly seal: string;
  readonly reference?: string;
}

export interface CertificateContent {
  /** Code of the issuing Participant: "SL", "EU". */
  readonly participant: string;
  /** As printed (Annex I A 4). */
  readonly number: string;
  /** Annex I A 8: "SL-KPA". */
  readonly authority: string;
  /** 16 bytes, blinded: it can be shown and logged without telling the number. */
  readonly publicId: Uint8Array;
  readonly origin: Origin;
  /** Annex I A 6. */
  readonly issuedOn: string;
  /** Annex I A 7. */
  readonly expiresOn: string;
  readonly exporter: Party;
  readonly importer: Party;
  /** Annex I A 12. */
  readonly parcels: number;
  readonly lines: readonly Line[];
  readonly containers: readonly Container[];
  /** Annex I A 14; null until the Exporting Authority has validated and sealed. */
  readonly validatedOn: string | null;
}

/** Annex I A 1, word for word. */
export const title = "Kimberley Process Certificate";
export const statement =
  "The rough diamonds in this shipment have been handled in accordance with the provisions of the Kimberley Process Certification Scheme for rough diamonds";

/** What stands for the origin of a mixed parcel whose origins are not listed. */
export const originNotListed = "***";

/** What prints in the field of origin then, by the issuer's rule on the day of issue; Canada leaves it blank. */
export function unlistedOriginMark({ mixedOrigin }: Pick<RuleTerms, "mixedOrigin">): string {
  return mixedOrigin === "BLANK" ? "" : originNotListed;
}

/** The widest a certificate may be. Bytes are UTF-8 bytes. */
export const bounds = {
  nameBytes: 120,
  addressBytes: 300,
  numberBytes: 24,
  authorityBytes: 24,
  sealBytes: 40,
  referenceBytes: 60,
  parcels: 9_999,
  lines: 40,
  containers: 40,
  originsListed: 20,
  carats: largestCarats,
  usd: largestUsd,
  publicIdBytes: 16,
} as const;

export interface Totals {
  readonly carats: bigint;
  readonly usd: bigint;
}

export function totalsOf(lines: readonly Line[]): Totals {
  let carats = 0n;
  let usd = 0n;
  for (const line of lines) {
    carats += line.carats;
    usd += line.usd;
  }
  return { carats, usd };
}

/** The codes on a certificate, each once, in order (Annex I A 13). */
export function codesOf(lines: readonly Line[]): readonly RoughCode[] {
  return [...new Set(lines.map((line) => line.code))].sort();
}

/** Every country of origin a certificate names, each once; empty when it names none. */
export function originsOf(content: {
  readonly origin: Origin;
  readonly lines: readonly Pick<Line, "origin">[];
}): readonly string[] {
  const origins = new Set(
    content.origin.kind === "SINGLE" ? [content.origin.country] : content.origin.listed,
  );
  for (const { origin } of content.lines) if (origin !== undefined) origins.add(origin);
  return [...origins].sort();
}
