// The trust list: who was a Participant when, whose law recognises whom, which authorities issue, and which keys may sign
// for them, how long their certificates live, and who witnesses the public log. One dated, numbered document, signed by the scheme's key, so that a desk without a network can use it.
// It ends at `notAfter`: a suspension takes effect offline as well, because an old list soon says nothing any more.
import type { ParticipantKind } from "#core/kp/participants.ts";
import type { Period, ValidityRow, ValidityTerms } from "#core/kp/rules.ts";
import type { Precision, RecognitionRow, SchemeStatus, StatusRow, ZoneRow } from "#core/kp/statuses.ts";
import { toBase64Url } from "#core/encoding/bytes.ts";
import { codecs } from "#core/encoding/codec.ts";
import type { Codec } from "#core/encoding/codec.ts";
import type { PreparedSign1, VerifyEs256 } from "#core/encoding/cose.ts";
import { FormatError } from "#core/encoding/format-error.ts";
import { longestPolicy } from "#core/log/policy.ts";
import { prepareDocument, readDocument, readUnproven } from "./signed-document.ts";
import type { DocumentFault, DocumentKind, Heading } from "./signed-document.ts";

export interface TrustedParticipant {
  readonly code: string;
  readonly kind: ParticipantKind;
  readonly statuses: readonly StatusRow[];
}

export interface TrustedAuthority {
  readonly code: string;
  readonly participant: string;
  /** By language; English is always there. */
  readonly name: Readonly<Record<string, string>>;
  readonly roles: readonly ("EXPORT" | "IMPORT")[];
  readonly offices?: readonly string[];
  readonly contact: string;
  /** "paper-only": its certificates cannot be looked up. */
  readonly register: "published" | "paper-only";
  /** Days; `until` is the first on which it no longer holds. */
  readonly from: string;
  readonly until?: string;
}

export interface NumberRange {
  readonly from: bigint;
  readonly to: bigint;
}

export interface Revocation {
  readonly at: string;
  readonly reason: string;
  /** Somebody else may have the key: nothing it signed counts, whatever date it bears. Else `at` is where it ends. */
  readonly compromised?: boolean;
}

export interface TrustedKey {
  /** First 8 bytes of the SHA-256 of the public key. A hint, not a name: two keys may share it. */
  readonly keyId: Uint8Array;
  /** Uncompressed P-256 point. */
  readonly publicKey: Uint8Array;
  readonly authority: string;
  readonly use: "organisation" | "desk" | "scheme";
  /** UTC instants; `until` is the first at which it no longer holds. */
  readonly from: string;
  readonly until?: string;
  readonly revoked?: Revocation;
  /** The serials this key may sign; absent: any of its authority's. */
  readonly numbers?: readonly NumberRange[];
}

export interface TrustList extends Heading {
  readonly participants: readonly TrustedParticipant[];
  readonly recognitions: readonly RecognitionRow[];
  readonly authorities: readonly TrustedAuthority[];
  readonly keys: readonly TrustedKey[];
  /** How long certificates live by national rule; absent on lists made before lists had it. */
  readonly rules?: readonly ValidityRow[];
  /** C2SP tlog-policy: the public log, its witnesses and how many are enough; absent on lists made before lists had it. */
  readonly logPolicy?: string;
}

export const trustListContentType = "application/kp-trust-list+cbor";
export const trustListFormat = 1;

/** What the scheme's key signs. Equal lists give equal bytes. */
export function prepareTrustList(list: TrustList, keyId: Uint8Array): PreparedSign1 {
  return prepareDocument(kind, list, keyId);
}

export type TrustListReading =
  | { readonly ok: true; readonly list: TrustList; readonly keyId: Uint8Array }
  | { readonly ok: false; readonly reason: DocumentFault };

// Hostile: from any mirror. The signature is checked before the content is looked at.
export function readTrustList(
  bytes: Uint8Array,
  schemePublicKey: Uint8Array,
  verifyEs256: VerifyEs256,
): TrustListReading {
  const reading = readDocument(kind, bytes, schemePublicKey, verifyEs256);
  return reading.ok ? { ok: true, list: reading.document, keyId: reading.keyId } : reading;
}

/**
 * The scheme's keys that a list names as possible signers of itself. It proves nothing, for whoever made the list chose
 * the key: only for the first list a device ever sees, whose key it then keeps and shows.
 */
export function signersNamedIn(bytes: Uint8Array): readonly Uint8Array[] {
  const reading = readUnproven(kind, bytes);
  return reading.ok ? schemeKeysOf(reading.document) : [];
}

/** The keys that may sign the scheme's documents from this list on: how one key hands over to the next. */
export function schemeKeysOf(list: TrustList): readonly Uint8Array[] {
  return list.keys
    .filter((key) => key.use === "scheme" && key.revoked === undefined)
    .map((key) => key.publicKey);
}

export function findAuthority(list: TrustList, code: string): TrustedAuthority | undefined {
  let known = authorityRows.get(list);
  if (known === undefined) {
    known = new Map([...list.authorities].reverse().map((row) => [row.code, row]));
    authorityRows.set(list, known);
  }
  return known.get(code);
}

const authorityRows = new WeakMap<TrustList, ReadonlyMap<string, TrustedAuthority>>();

/** For people and for programs without CBOR. The signed bytes are the list; this is a copy for reading. */
export function trustListToJson(list: TrustList): string {
  return JSON.stringify(
    { format: trustListFormat, ...list },
    (_, value: unknown) => {
      if (typeof value === "bigint") return value.toString();
      return value instanceof Uint8Array ? toBase64Url(value) : value;
    },
    2,
  );
}

/* ---- the document ---- */

const { text, oneOf, flag, integer, serial, instant, bytes, list, words, record } = codecs("trust-list");

const code = text(24, /^[A-Z0-9][A-Z0-9-]{1,23}$/);
const country = text(2, /^[A-Z]{2}$/);
const day = text(10, /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/);
const sentence = text(2_000);
const precision = oneOf<Precision>(["day", "month", "year"]);

const zone: Codec<ZoneRow> = record<
  Pick<ZoneRow, "zone" | "from" | "precision" | "source">,
  Pick<ZoneRow, "until" | "note">
>({ zone: text(120), from: day, precision, source: sentence }, { until: day, note: sentence });

type NestedStatus = Omit<StatusRow, "participant">;
type StatusMust = "status" | "from" | "precision" | "source";

const status: Codec<NestedStatus> = record<Pick<StatusRow, StatusMust>, Omit<NestedStatus, StatusMust>>(
  {
    status: oneOf<SchemeStatus>([
      "PARTICIPANT",
      "NOT_PARTICIPANT",
      "SUSPENDED",
      "SELF_SUSPENDED",
      "EMBARGOED",
      "CONDITIONAL",
      "TRADING_ENTITY",
    ]),
    from: day,
    precision,
    source: sentence,
  },
  {
    until: day,
    note: sentence,
    atLatest: flag,
    zonesOnly: list(zone, 200),
    zonesBarred: list(zone, 200),
    unnamedZones: integer(0, 200),
    pictures: flag,
  },
);

const bareParticipant = record<{ code: string; kind: ParticipantKind; statuses: readonly NestedStatus[] }>({
  code: country,
  kind: oneOf<ParticipantKind>(["STATE", "REIO", "TRADING_ENTITY"]),
  statuses: list(status, 100),
});

/** A row's Participant is the one it stands under: it is not written twice. */
const participant: Codec<TrustedParticipant> = {
  write(value) {
    const foreign = value.statuses.find((row) => row.participant !== value.code);
    if (foreign !== undefined)
      throw new FormatError(
        "trust-list",
        `a status of ${foreign.participant} under ${value.code}`,
        "wrong-type",
      );
    return bareParticipant.write(value);
  },
  read(value, at) {
    const read = bareParticipant.read(value, at);
    return { ...read, statuses: read.statuses.map((row) => ({ participant: read.code, ...row })) };
  },
};

const recognition: Codec<RecognitionRow> = record<
  Pick<RecognitionRow, "jurisdiction" | "participant" | "from" | "source">,
  Pick<RecognitionRow, "until">
>({ jurisdiction: country, participant: country, from: day, source: sentence }, { until: day });

const authority: Codec<TrustedAuthority> = record<
  Omit<TrustedAuthority, "offices" | "until">,
  Pick<TrustedAuthority, "offices" | "until">
>(
  {
    code,
    participant: country,
    name: words(12, 300),
    roles: list(oneOf(["EXPORT", "IMPORT"]), 2),
    contact: sentence,
    register: oneOf(["published", "paper-only"]),
    from: day,
  },
  { offices: list(text(40), 200), until: day },
);

const range = record<NumberRange>({ from: serial, to: serial });

const revocation = record<Pick<Revocation, "at" | "reason">, Pick<Revocation, "compromised">>(
  { at: instant, reason: text(300) },
  { compromised: flag },
);

const key: Codec<TrustedKey> = record<
  Pick<TrustedKey, "keyId" | "publicKey" | "authority" | "use" | "from">,
  Pick<TrustedKey, "until" | "revoked" | "numbers">
>(
  {
    keyId: bytes(8),
    publicKey: bytes(65),
    authority: code,
    use: oneOf(["organisation", "desk", "scheme"]),
    from: instant,
  },
  { until: instant, revoked: revocation, numbers: list(range, 500) },
);

const validityRow: Codec<ValidityRow> = record<
  Pick<ValidityRow, "participant" | "from" | "source" | "terms">,
  Pick<ValidityRow, "until">
>(
  {
    participant: text(2, /^(?:[A-Z]{2}|\*)$/),
    from: day,
    source: sentence,
    terms: record<object, Partial<ValidityTerms>>(
      {},
      {
        validity: record<Period>({
          unit: oneOf(["DAYS", "WORKING_DAYS", "MONTHS"]),
          count: integer(1, 1_000),
        }),
        endOfDayOffset: integer(-840, 840),
      },
    ),
  },
  { until: day },
);

const document: Codec<TrustList & { readonly format: number }> = record<
  Omit<TrustList, "rules" | "logPolicy"> & { readonly format: number },
  Pick<TrustList, "rules" | "logPolicy">
>(
  {
    format: integer(trustListFormat, trustListFormat),
    version: integer(1, 0xffff_ffff),
    issuedAt: instant,
    notAfter: instant,
    participants: list(participant, 300),
    recognitions: list(recognition, 5_000),
    authorities: list(authority, 2_000),
    keys: list(key, 20_000),
  },
  { rules: list(validityRow, 5_000), logPolicy: text(longestPolicy) },
);

const kind: DocumentKind<TrustList> = {
  contentType: trustListContentType,
  format: trustListFormat,
  /** Room for ten times today's scheme. */
  longest: 4 * 1024 * 1024,
  codec: document,
};
