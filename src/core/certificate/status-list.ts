// The status list: which certificates are open and which no longer carry a shipment although they may not have run out,
// signed and dated, for desks without a network. A code is looked up by the beginning of its blinded id, so the list names
// no number. Numbers stand on it only as digests, and only of certificates that everybody is meant to stop. What it says of
// an end holds for good; what it says of an open one holds as of its hour; and what was sealed before and is not on it is none.
import { compareBytes, concatBytes, equalBytes, utf8 } from "#core/encoding/bytes.ts";
import { codecs } from "#core/encoding/codec.ts";
import type { Codec } from "#core/encoding/codec.ts";
import type { PreparedSign1, VerifyEs256 } from "#core/encoding/cose.ts";
import { FormatError } from "#core/encoding/format-error.ts";
import { prepareDocument, readDocument } from "#core/trust/signed-document.ts";
import type { DocumentKind, DocumentReading, Heading } from "#core/trust/signed-document.ts";
import type { QrClaims } from "./qr-claims.ts";
import { endorsableFields } from "./endorsements.ts";
import type { EndorsableField } from "./endorsements.ts";
import type { KnownState, KnownStatus, OpenStage } from "./register.ts";

/** What ends a certificate, or stops its goods. */
export type StoppedState = Exclude<KnownState, "not-released" | "open">;

/** The day on which it was said, and the authority that said it. The hour is not told: the log has it beside the id. */
interface Said {
  readonly state: StoppedState;
  readonly since: string;
  readonly by?: string;
}

/** Certificates of which the same was said on one day. */
export interface StoppedGroup extends Said {
  /** Beginnings of their ids, in ascending order. */
  readonly ids: readonly Uint8Array[];
}

/** Open certificates that have come equally far. */
export interface OpenGroup {
  readonly stage: OpenStage;
  readonly ids: readonly Uint8Array[];
}

/** The head of the public log that the list was made after: every act up to there is in it. */
export interface ListHead {
  readonly size: number;
  readonly root: Uint8Array;
  /** UTC instant at which the log signed it. */
  readonly at: string;
}

/** For desks where the code cannot be read. Whose receipt was confirmed is not told by number. */
export interface StoppedNumber extends Said {
  /** `numberDigest` of it. */
  readonly digest: Uint8Array;
  readonly authority: string;
  readonly issuedOn: string;
  readonly expiresOn: string;
  readonly expiresAt: string;
}

/** What a desk must know of certificates that stay good: forgeries are about, or the issuer put something right. */
export type WarningKind = "fake-reported" | EndorsableField;

export interface WarnedGroup {
  readonly warning: WarningKind;
  readonly since: string;
  readonly by: string;
  readonly ids: readonly Uint8Array[];
}

export interface StatusList extends Heading {
  readonly head: ListHead;
  /** Every one that is sealed, not used, not stopped and not expired. */
  readonly open: readonly OpenGroup[];
  readonly stopped: readonly StoppedGroup[];
  readonly warned: readonly WarnedGroup[];
  readonly numbers: readonly StoppedNumber[];
}

export const statusListContentType = "application/kp-status-list+cbor";
/** Of an id or a digest: among ten thousand, two alike are as good as impossible. */
export const shortLength = 8;

export function shortId(publicId: Uint8Array): Uint8Array {
  return publicId.subarray(0, shortLength);
}

/** What is hashed (SHA-256) for a number; the first eight bytes are its digest. */
export function numberToHash(participant: string, number: string): Uint8Array {
  return utf8(`${participant} ${number}`);
}

/** What the scheme's key signs. Equal lists give equal bytes. */
export function prepareStatusList(list: StatusList, keyId: Uint8Array): PreparedSign1 {
  return prepareDocument(kind, list, keyId);
}

// Hostile: from any mirror. The signature is checked before the content is looked at.
export function readStatusList(
  bytes: Uint8Array,
  schemePublicKey: Uint8Array,
  verifyEs256: VerifyEs256,
): DocumentReading<StatusList> {
  return readDocument(kind, bytes, schemePublicKey, verifyEs256);
}

/** What the list says of the certificate with this code: nothing, or what ended it, or what to beware of. */
export function statusesOfCode(list: StatusList, claims: QrClaims): readonly KnownStatus[] {
  const id = shortId(claims.publicId);
  const names = (group: { readonly ids: readonly Uint8Array[] }): boolean =>
    group.ids.some((known) => equalBytes(known, id));
  const { participant, number, publicId, authority, issuedOn, expiresOn, expiresAt } = claims;
  const certificate = { participant, number, publicId, authority, issuedOn, expiresOn, expiresAt };
  const stopped = list.stopped.filter(names);
  if (stopped.length > 0) return stopped.map((said) => ({ ...certificate, ...statusOf(said) }));
  const stage = list.open.find(names)?.stage;
  const marks = list.warned
    .filter(names)
    .map(({ warning, since, by }) => ({ warning, since: instantOf(since), by }));
  if (stage === undefined && marks.length === 0) return [];
  const fake = marks.find(({ warning }) => warning === "fake-reported");
  return [
    {
      ...certificate,
      state: "open",
      since: list.issuedAt,
      by: null,
      ...(stage === undefined ? {} : { stage }),
      ...(fake === undefined ? {} : { fakeReported: { since: fake.since, by: fake.by } }),
      endorsed: marks.flatMap(({ warning, since, by }) =>
        warning === "fake-reported" ? [] : [{ field: warning, since, by }],
      ),
    },
  ];
}

/** The same by the printed number; `digest` is the hash of `numberToHash`, whole or cut. */
export function statusesOfNumber(
  list: StatusList,
  participant: string,
  number: string,
  digest: Uint8Array,
): readonly KnownStatus[] {
  const short = digest.subarray(0, shortLength);
  return list.numbers
    .filter((entry) => equalBytes(entry.digest, short))
    .map(({ authority, issuedOn, expiresOn, expiresAt, ...said }) => ({
      participant,
      number,
      publicId: new Uint8Array(),
      authority,
      issuedOn,
      expiresOn,
      expiresAt,
      ...statusOf(said),
    }));
}

function statusOf({ state, since, by }: Said): Pick<KnownStatus, "state" | "since" | "by"> {
  return { state, since: instantOf(since), by: by ?? null };
}

function instantOf(day: string): string {
  return `${day}T00:00:00.000Z`;
}

/** What is said of certificates, in any order → groups and ids in the one order of the list. */
export function grouped<Words extends Readonly<Record<string, string>>>(
  certificates: readonly { readonly publicId: Uint8Array; readonly said: Words }[],
): readonly (Words & { readonly ids: readonly Uint8Array[] })[] {
  const groups = new Map<string, { readonly said: Words; readonly ids: Uint8Array[] }>();
  for (const { publicId, said } of certificates) {
    const key = JSON.stringify(Object.entries(said).toSorted(([a], [b]) => (a < b ? -1 : 1)));
    const group = groups.get(key) ?? { said, ids: [] };
    group.ids.push(shortId(publicId));
    groups.set(key, group);
  }
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { said, ids }]) => ({ ...said, ids: ids.toSorted(compareBytes) }));
}

/* ---- the document ---- */

const { text, oneOf, integer, instant, bytes, list, record } = codecs("status-list");

const code = text(24, /^[A-Z0-9][A-Z0-9-]{1,23}$/);
const day = text(10, /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/);
/** A record, so that a state added to the register is not forgotten here. */
const stoppedStates: Readonly<Record<StoppedState, true>> = {
  used: true,
  withdrawn: true,
  replaced: true,
  returned: true,
  lost: true,
  stolen: true,
  detained: true,
  "sent-back": true,
  forfeited: true,
};
const state = oneOf(Object.keys(stoppedStates) as StoppedState[]);

/** One run of bytes: eight for each certificate, ascending, each once. */
const ids: Codec<readonly Uint8Array[]> = {
  write: (values) => concatBytes(...values),
  read(value, at) {
    if (!(value instanceof Uint8Array) || value.length === 0 || value.length % shortLength !== 0)
      throw new FormatError("status-list", `${at} is not a run of ids`, "wrong-type");
    const read: Uint8Array[] = [];
    for (let start = 0; start < value.length; start += shortLength) {
      const id = value.subarray(start, start + shortLength);
      const before = read.at(-1);
      if (before !== undefined && compareBytes(before, id) >= 0)
        throw new FormatError("status-list", `${at} is not in ascending order`, "not-canonical");
      read.push(id);
    }
    return read;
  },
};

const group: Codec<StoppedGroup> = record<Omit<StoppedGroup, "by">, Pick<StoppedGroup, "by">>(
  { state, since: day, ids },
  { by: code },
);

const openGroup: Codec<OpenGroup> = record<OpenGroup>({
  stage: oneOf<OpenStage>(["sealed", "exported", "presented"]),
  ids,
});

const warnedGroup: Codec<WarnedGroup> = record<WarnedGroup>({
  warning: oneOf<WarningKind>(["fake-reported", ...endorsableFields]),
  since: day,
  by: code,
  ids,
});

const stoppedNumber: Codec<StoppedNumber> = record<Omit<StoppedNumber, "by">, Pick<StoppedNumber, "by">>(
  {
    digest: bytes(shortLength),
    state,
    since: day,
    authority: code,
    issuedOn: day,
    expiresOn: day,
    expiresAt: instant,
  },
  { by: code },
);

const kind: DocumentKind<StatusList> = {
  contentType: statusListContentType,
  format: 2,
  // 400,000 certificates: forty times what the world has open at once.
  longest: 4 * 1024 * 1024,
  codec: record<StatusList & { readonly format: number }>({
    format: integer(2, 2),
    version: integer(1, 0xffff_ffff),
    issuedAt: instant,
    notAfter: instant,
    head: record<ListHead>({ size: integer(0, Number.MAX_SAFE_INTEGER), root: bytes(32), at: instant }),
    open: list(openGroup, 3),
    stopped: list(group, 50_000),
    warned: list(warnedGroup, 20_000),
    numbers: list(stoppedNumber, 20_000),
  }),
};
