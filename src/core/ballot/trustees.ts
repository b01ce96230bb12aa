// How the trustees come by a key that none of them has (Pedersen's key generation with Feldman's commitments): each enrols
// with a key of its own, deals shares of a secret to all, and confirms that it holds a share of the joint key.
// Nobody waits for anybody but in these three steps, everything is on the record, and everybody can check it.
// A trustee keeps one secret of 32 bytes, from which all its numbers are made. Hostile: every message of another.
import { concatBytes, equalBytes } from "../encoding/bytes.ts";
import {
  base,
  challengeOf,
  decodeElement,
  decodeScalar,
  derivedScalar,
  digestOf,
  elementLength,
  encodeScalar,
  identity,
  modulo,
  scalarLength,
  sumOf,
  times,
  timesPublic,
} from "./group.ts";
import type { Element, Part, Random } from "./group.ts";
import { possesses, proofLength, provePossession } from "./proofs.ts";
import { ceremonyDigest } from "./terms.ts";
import type { CeremonyTerms } from "./terms.ts";

export const trusteeSecretLength = 32;
const shareLength = elementLength + scalarLength;

/** Everything the trustees have said so far; by trustee, null where one has not spoken. */
export interface Ceremony {
  readonly terms: CeremonyTerms;
  readonly enrolments: readonly (Uint8Array | null)[];
  readonly deals: readonly (Uint8Array | null)[];
  readonly confirmations: readonly (Uint8Array | null)[];
}

/** The key under which ballots are encrypted, and what each trustee's share must fit. */
export interface JointKey {
  readonly key: Element;
  /** By trustee. */
  readonly shares: readonly Element[];
}

/** Places of trustees count from 0 in lists, and from 1 where their shares are points of a polynomial. */
const pointOf = (place: number): bigint => BigInt(place + 1);

// Enrolment: key ‖ proof.

export function enrol(terms: CeremonyTerms, place: number, secret: Uint8Array, random: Random): Uint8Array {
  const x = ownKey(terms, secret);
  return concatBytes(times(base, x).toBytes(), provePossession(x, enrolContext(terms, place), random));
}

/** The trustee's own key; undefined for a message that is none. */
export function readEnrolment(terms: CeremonyTerms, place: number, message: Uint8Array): Element | undefined {
  if (message.length !== elementLength + proofLength) return undefined;
  const key = decodeElement(message.subarray(0, elementLength));
  if (key === undefined || key.equals(identity)) return undefined;
  return possesses(key, message.subarray(elementLength), enrolContext(terms, place)) ? key : undefined;
}

export function isOwnEnrolment(terms: CeremonyTerms, message: Uint8Array, secret: Uint8Array): boolean {
  return equalBytes(message.subarray(0, elementLength), times(base, ownKey(terms, secret)).toBytes());
}

function enrolContext(terms: CeremonyTerms, place: number): readonly Part[] {
  return ["enrol", ceremonyDigest(terms), place];
}

function ownKey(terms: CeremonyTerms, secret: Uint8Array): bigint {
  return derivedScalar(secret, ceremonyDigest(terms), "own key");
}

// Deal: commitments to the coefficients ‖ proof of the first ‖ for each trustee a share, locked for it.

export interface Deal {
  readonly commitments: readonly Element[];
  readonly locked: readonly { readonly e: Element; readonly masked: bigint }[];
}

export function deal(
  terms: CeremonyTerms,
  place: number,
  secret: Uint8Array,
  keys: readonly Element[],
  random: Random,
): Uint8Array {
  const digest = ceremonyDigest(terms);
  const coefficients = Array.from({ length: terms.threshold }, (_, power) =>
    derivedScalar(secret, digest, `coefficient ${power}`),
  );
  const commitments = concatBytes(...coefficients.map((coefficient) => times(base, coefficient).toBytes()));
  const locked = keys.map((key, to) => {
    const e = derivedScalar(secret, concatBytes(digest, key.toBytes()), `lock ${to}`);
    const lock = times(base, e);
    const share = evaluate(coefficients, pointOf(to));
    return concatBytes(lock.toBytes(), encodeScalar(share + maskOf(digest, place, to, lock, times(key, e))));
  });
  const proof = provePossession(
    coefficients[0] as bigint,
    dealContext(terms, place, keys, commitments),
    random,
  );
  return concatBytes(commitments, proof, ...locked);
}

/** Undefined for a message that is no deal. Whether the locked shares are right, only their owners see. */
export function readDeal(
  terms: CeremonyTerms,
  place: number,
  keys: readonly Element[],
  message: Uint8Array,
): Deal | undefined {
  const { threshold, trustees } = terms;
  const proofAt = threshold * elementLength;
  const sharesAt = proofAt + proofLength;
  if (message.length !== sharesAt + trustees.length * shareLength) return undefined;
  const commitments: Element[] = [];
  for (let at = 0; at < proofAt; at += elementLength) {
    const commitment = decodeElement(message.subarray(at, at + elementLength));
    if (commitment === undefined) return undefined;
    commitments.push(commitment);
  }
  const [first] = commitments;
  const context = dealContext(terms, place, keys, message.subarray(0, proofAt));
  if (first === undefined || first.equals(identity)) return undefined;
  if (!possesses(first, message.subarray(proofAt, sharesAt), context)) return undefined;
  const locked: { e: Element; masked: bigint }[] = [];
  for (let at = sharesAt; at < message.length; at += shareLength) {
    const e = decodeElement(message.subarray(at, at + elementLength));
    const masked = decodeScalar(message.subarray(at + elementLength, at + shareLength));
    if (e === undefined || masked === undefined) return undefined;
    locked.push({ e, masked });
  }
  return { commitments, locked };
}

function dealContext(
  terms: CeremonyTerms,
  place: number,
  keys: readonly Element[],
  commitments: Uint8Array,
): readonly Part[] {
  return ["deal", ceremonyDigest(terms), place, ...keys.map((key) => key.toBytes()), commitments];
}

// Confirmation: proof that the trustee has the share that the deals give it.

export function confirm(ceremony: Ceremony, place: number, share: bigint, random: Random): Uint8Array {
  return provePossession(share, confirmContext(ceremony, place), random);
}

function confirmContext({ terms, deals }: Ceremony, place: number): readonly Part[] {
  const said = deals.map((message) => message ?? new Uint8Array());
  return ["confirm", ceremonyDigest(terms), place, digestOf("deals", said)];
}

export type ShareReading =
  | { readonly ok: true; readonly share: bigint }
  /** The one who dealt wrongly; the ceremony must begin again without it. */
  | { readonly ok: false; readonly dealer: number };

/** The trustee's share of the joint key: the sum of what all have dealt to it, each checked. */
export function openShare(
  ceremony: Ceremony,
  place: number,
  secret: Uint8Array,
  deals: readonly Deal[],
): ShareReading {
  const digest = ceremonyDigest(ceremony.terms);
  const x = ownKey(ceremony.terms, secret);
  let sum = 0n;
  for (const [dealer, { commitments, locked }] of deals.entries()) {
    const { e, masked } = locked[place] as Deal["locked"][number];
    const share = modulo(masked - maskOf(digest, dealer, place, e, times(e, x)));
    if (!times(base, share).equals(committedShare(commitments, place))) return { ok: false, dealer };
    sum += share;
  }
  return { ok: true, share: modulo(sum) };
}

// The joint key.

export type CeremonyState =
  | { readonly step: "enrolling"; readonly waiting: readonly number[] }
  | { readonly step: "dealing"; readonly waiting: readonly number[] }
  | { readonly step: "confirming"; readonly waiting: readonly number[] }
  | { readonly step: "ready"; readonly joint: JointKey }
  | {
      readonly step: "failed";
      readonly place: number;
      readonly message: "enrolment" | "deal" | "confirmation";
    };

/** How far the trustees are, every message checked. */
export function ceremonyState(ceremony: Ceremony): CeremonyState {
  const { terms, enrolments, confirmations } = ceremony;
  const keys: Element[] = [];
  for (const [place, message] of enrolments.entries()) {
    if (message === null) continue;
    const key = readEnrolment(terms, place, message);
    if (key === undefined) return { step: "failed", place, message: "enrolment" };
    keys[place] = key;
  }
  if (enrolments.includes(null)) return { step: "enrolling", waiting: missing(enrolments) };
  const dealt: Deal[] = [];
  for (const [place, message] of ceremony.deals.entries()) {
    if (message === null) continue;
    const read = readDeal(terms, place, keys, message);
    if (read === undefined) return { step: "failed", place, message: "deal" };
    dealt[place] = read;
  }
  if (ceremony.deals.includes(null)) return { step: "dealing", waiting: missing(ceremony.deals) };
  const joint = jointKey(dealt);
  if (joint.key.equals(identity)) return { step: "failed", place: 0, message: "deal" };
  for (const [place, message] of confirmations.entries()) {
    if (message === null) continue;
    if (!possesses(joint.shares[place] as Element, message, confirmContext(ceremony, place)))
      return { step: "failed", place, message: "confirmation" };
  }
  if (confirmations.includes(null)) return { step: "confirming", waiting: missing(confirmations) };
  return { step: "ready", joint };
}

export function readKeys({ terms, enrolments }: Ceremony): readonly Element[] | undefined {
  const keys = enrolments.map((message, place) =>
    message === null ? undefined : readEnrolment(terms, place, message),
  );
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

export function readDeals(ceremony: Ceremony, keys: readonly Element[]): readonly Deal[] | undefined {
  const deals = ceremony.deals.map((message, place) =>
    message === null ? undefined : readDeal(ceremony.terms, place, keys, message),
  );
  return deals.every((one) => one !== undefined) ? deals : undefined;
}

function jointKey(deals: readonly Deal[]): JointKey {
  return {
    key: sumOf(deals.map(({ commitments }) => commitments[0] as Element)),
    shares: deals.map((_, place) =>
      sumOf(deals.map(({ commitments }) => committedShare(commitments, place))),
    ),
  };
}

/** What the share dealt to this place must fit. */
function committedShare(commitments: readonly Element[], place: number): Element {
  return commitments.reduceRight(
    (sum, commitment) => timesPublic(sum, pointOf(place)).add(commitment),
    identity,
  );
}

function evaluate(coefficients: readonly bigint[], at: bigint): bigint {
  return coefficients.reduceRight((sum, coefficient) => modulo(sum * at + coefficient), 0n);
}

function maskOf(digest: Uint8Array, from: number, to: number, lock: Element, shared: Element): bigint {
  return challengeOf("lock", [digest, from, to, lock.toBytes(), shared.toBytes()]);
}

function missing(messages: readonly (Uint8Array | null)[]): readonly number[] {
  return messages.flatMap((message, place) => (message === null ? [place] : []));
}
