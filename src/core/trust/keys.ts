// Whose key may sign what, when. The key id in a message is a hint: every key that shares it is tried, and what a key may
// do is told by the trust list alone. An out-of-range number is caught here, offline: that alone stops the forgeries
// made on numbers of another year or of a country that never joined.
import { toHex } from "#core/encoding/bytes.ts";
import { millisOf } from "#core/kp/dates.ts";
import type { Sha256 } from "#core/encoding/bytes.ts";
import type { TrustedKey, TrustList } from "./trust-list.ts";

/** First 8 bytes of the SHA-256 of the uncompressed point. */
export function keyIdOf(sha256: Sha256, publicKey: Uint8Array): Uint8Array {
  return sha256(publicKey).slice(0, 8);
}

/** Every key with this id, whatever it may do. */
export function keysFor(list: TrustList, keyId: Uint8Array): readonly TrustedKey[] {
  let known = keysById.get(list);
  if (known === undefined) {
    known = new Map();
    for (const key of list.keys) known.set(toHex(key.keyId), [...(known.get(toHex(key.keyId)) ?? []), key]);
    keysById.set(list, known);
  }
  return known.get(toHex(keyId)) ?? [];
}

// Thousands of checks are made against one list; it is indexed once.
const keysById = new WeakMap<TrustList, Map<string, readonly TrustedKey[]>>();

export type KeyRefusal =
  | "other-authority"
  /** The scheme's own key signs trust lists, never certificates. */
  | "wrong-use"
  | "outside-numbers"
  | "not-yet"
  | "ended"
  | "revoked"
  /** Revoked because somebody else may have it: nothing it signed counts, whatever date it bears. */
  | "compromised";

export interface Signing {
  readonly authority: string;
  /** Undefined where the printed number has none that can be read. */
  readonly number: bigint | undefined;
  /** UTC instant the message says it was signed. */
  readonly at: string;
}

export type MayKeySign = { readonly ok: true } | { readonly ok: false; readonly reason: KeyRefusal };

/** May this key sign this certificate? The first reason why not, the gravest first. */
export function mayKeySign(key: TrustedKey, signing: Signing): MayKeySign {
  const [reason] = keyRefusals(key, signing);
  return reason === undefined ? { ok: true } : { ok: false, reason };
}

export function keyRefusals(key: TrustedKey, { authority, number, at }: Signing): readonly KeyRefusal[] {
  const refusals: KeyRefusal[] = [];
  const { revoked } = key;
  if (revoked?.compromised === true) refusals.push("compromised");
  if (key.use === "scheme") refusals.push("wrong-use");
  if (key.authority !== authority) refusals.push("other-authority");
  const { numbers } = key;
  if (
    numbers !== undefined &&
    !numbers.some((range) => number !== undefined && range.from <= number && number <= range.to)
  ) {
    refusals.push("outside-numbers");
  }
  if (isBefore(at, key.from)) refusals.push("not-yet");
  if (key.until !== undefined && !isBefore(at, key.until)) refusals.push("ended");
  if (revoked !== undefined && !isBefore(at, revoked.at)) refusals.push("revoked");
  return refusals;
}

function isBefore(a: string, b: string): boolean {
  return millisOf(a) < millisOf(b);
}
