// What is known of certificates from the register: asked just now, or kept on this device from some earlier hour.
// A kept list can say "used" or "withdrawn" for good, "open" as of its hour, but never "not used since".
import { equalBytes } from "#core/encoding/bytes.ts";
import type { EndorsableField } from "./endorsements.ts";

export type KnownState =
  /** Issued, not validated. */
  | "not-released"
  | "open"
  | "used"
  /** Invalidated by its issuer. */
  | "withdrawn"
  | "replaced"
  /** Given back unused. */
  | "returned"
  | "lost"
  | "stolen"
  /** The goods are held by an authority. */
  | "detained"
  | "sent-back"
  | "forfeited";

/** How far an open certificate has come: sealed and not dispatched; on its way; at the importing authority. */
export type OpenStage = "sealed" | "exported" | "presented";

export interface KnownStatus {
  readonly participant: string;
  /** As printed. */
  readonly number: string;
  readonly publicId: Uint8Array;
  readonly authority: string;
  readonly issuedOn: string;
  readonly expiresOn: string;
  /** UTC instant from which it is no longer valid, by the issuer's national rule. */
  readonly expiresAt: string;
  /** Where known: a positive list for offline desks leaves it out. */
  readonly importerCountry?: string;
  readonly state: KnownState;
  /** Of an open one on a kept list. */
  readonly stage?: OpenStage;
  /** UTC instant since which it is so, and the authority that said so. */
  readonly since: string;
  readonly by: string | null;
  /** Forgeries of this certificate are about; it stays good. */
  readonly fakeReported?: Said;
  /** What its issuer put right after it was sealed: the code still says the original. */
  readonly endorsed?: readonly Endorsed[];
}

export interface Said {
  /** UTC instant. */
  readonly since: string;
  /** Code of the authority. */
  readonly by: string;
}

/** An open alert in which a number stands. */
export interface NumberAlert extends Said {
  readonly kind: "lost" | "stolen" | "fake";
}

export interface Endorsed extends Said {
  readonly field: EndorsableField;
}

export type RegisterView =
  | { readonly kind: "unavailable" }
  | {
      /** "live": asked for this certificate just now; "kept": a list that may be days old. */
      readonly kind: "live" | "kept";
      /** UTC instant of the answer or the list. */
      readonly asOf: string;
      /** Of a kept list: the first instant from which nothing may be called good by it. */
      readonly notAfter?: string;
      /** Of a kept list: it names every open certificate, so that one sealed before it and not on it is unknown. */
      readonly complete?: boolean;
      readonly statuses: readonly KnownStatus[];
    };

export type RegisterFinding =
  | { readonly kind: "found"; readonly status: KnownStatus }
  /** The number is there, but under another id: this is not the certificate that was issued under it. */
  | { readonly kind: "other-certificate" }
  | { readonly kind: "not-found" };

/** By its id, for a code; the number must be the one the register has for that id. */
export function findByCode(
  statuses: readonly KnownStatus[],
  code: { readonly participant: string; readonly number: string; readonly publicId: Uint8Array },
): RegisterFinding {
  const byId = statuses.filter((status) => equalBytes(status.publicId, code.publicId));
  const status = gravest(
    byId.filter(({ participant, number }) => participant === code.participant && number === code.number),
  );
  if (status !== undefined) return { kind: "found", status };
  const numbered = statuses.some(
    ({ participant, number }) => participant === code.participant && number === code.number,
  );
  return { kind: byId.length > 0 || numbered ? "other-certificate" : "not-found" };
}

export function findByNumber(
  statuses: readonly KnownStatus[],
  participant: string,
  number: string,
): RegisterFinding {
  const status = gravest(
    statuses.filter((known) => known.participant === participant && known.number === number),
  );
  return status === undefined ? { kind: "not-found" } : { kind: "found", status };
}

/** What counts most comes first. */
export const gravity = [
  "stolen",
  "lost",
  "withdrawn",
  "forfeited",
  "sent-back",
  "replaced",
  "detained",
  "returned",
  "used",
  "not-released",
  "open",
] as const satisfies readonly KnownState[];

/** Two desks may have said different things: the gravest counts until they agree. */
function gravest(statuses: readonly KnownStatus[]): KnownStatus | undefined {
  return [...statuses].sort((a, b) => gravity.indexOf(a.state) - gravity.indexOf(b.state))[0];
}
