// What the acts say that happen to a certificate between its sealing and its end. Everything is private and salted but
// the link from a replaced certificate to the one that took its place.
import type { Facts } from "#core/act/act.ts";
import type { CertificateState } from "#core/certificate/life.ts";

export interface LifeFacts extends Facts {
  /** How the certificate stands after it. */
  readonly state: CertificateState;
  /** Day on which it happened, by whoever says so. */
  readonly on: string;
  /** Coded, of the kind's closed list (`core/certificate/reasons.ts`). */
  readonly reason?: string;
  readonly place?: string;
  readonly note?: string;
  /** Files that show it, kept with the record by their digest. */
  readonly evidence?: readonly EvidenceFile[];
}

export interface EvidenceFile extends Facts {
  readonly name: string;
  readonly mediaType: string;
  /** SHA-256, hexadecimal. */
  readonly digest: string;
}

/** The pre-alert (Annex II 19): carats, value, origin, importer and number are those of the certificate. */
export interface NoticedFacts extends LifeFacts {
  readonly carrier?: string;
  readonly airwayBill?: string;
  readonly expectedOn?: string;
}

/** Section III (d): the shipment leaves a territory of transit in the state in which it came in. */
export interface TransitFacts extends LifeFacts {
  readonly containerIntact: boolean;
  readonly certificateIntact: boolean;
}

export interface EndorsedFacts extends LifeFacts {
  readonly field: string;
  readonly seal?: string;
  readonly before: string;
  readonly value: string;
}

export interface ReplacedPublic extends Facts {
  /** Public id of the certificate that took its place. */
  readonly replacement: Uint8Array;
}

export interface FakeReportedFacts extends LifeFacts {
  readonly note: string;
}

export interface AskedFacts extends LifeFacts {
  readonly what: string;
}
