// An act: the one kind of write. Its leaf in the log is a COSE_Sign1 message of the acting organisation over
// deterministic CBOR, so that whoever holds the leaf can check who said what, and when, without us.
// Facts that are not for everybody are only committed to, by a salted root (claims.ts).
import { decodeCbor, encodeCbor } from "../encoding/cbor.ts";
import type { CborMap, CborValue, Encodable } from "../encoding/cbor.ts";
import { decodeSign1, ownKeyId, prepareSign1, toBeSigned } from "../encoding/cose.ts";
import type { PreparedSign1, VerifyEs256 } from "../encoding/cose.ts";
import { FormatError } from "../encoding/format-error.ts";
import { fromHex, toHex } from "../encoding/bytes.ts";

/** What a part of an act may hold: no floats, no undefined; amounts are whole hundredths and cents. */
export type Fact =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly Fact[]
  | { readonly [key: string]: Fact };
export type Facts = { readonly [key: string]: Fact };

export interface Act {
  /** UUIDv7, made by the program before the act is written. */
  readonly id: string;
  /** "certificate.issued": a noun of the glossary and a past participle. */
  readonly type: string;
  /** What the act is about, without saying more than the public may know: "certificate:<blinded id>". */
  readonly subject: string;
  /** Code of the organisation whose key signs. */
  readonly organisation: string;
  /** UTC, milliseconds: "2026-11-24T09:40:00.000Z". */
  readonly at: string;
  /** Leaf hash of the act before this one on the same subject; null for the first. */
  readonly previous: Uint8Array | null;
  readonly public: Facts;
  /** Root over the salted private claims; null when there are none. */
  readonly privateRoot: Uint8Array | null;
}

export interface SignedAct extends Act {
  readonly keyId: Uint8Array;
}

const field = {
  version: 1,
  id: 2,
  type: 3,
  subject: 4,
  organisation: 5,
  at: 6,
  previous: 7,
  public: 8,
  privateRoot: 9,
} as const;
const version = 1;
export const actContentType = "application/kp-act+cbor";
/** An entry of a tile log carries its length in two bytes (tlog-tiles). */
export const largestLeaf = 65_535;

export function prepareAct(act: Act, keyId: Uint8Array): PreparedSign1 {
  const map = new Map<number, Encodable>([
    [field.version, version],
    [field.id, fromHex(act.id.replaceAll("-", ""))],
    [field.type, act.type],
    [field.subject, act.subject],
    [field.organisation, act.organisation],
    [field.at, Date.parse(act.at)],
  ]);
  if (act.previous !== null) map.set(field.previous, act.previous);
  if (Object.keys(act.public).length > 0) map.set(field.public, act.public);
  if (act.privateRoot !== null) map.set(field.privateRoot, act.privateRoot);
  return prepareSign1({ keyId, contentType: actContentType, payload: encodeCbor(map) });
}

/** Reads a leaf. Throws `FormatError` when it is not one that `prepareAct` could have made. Checks no signature. */
export function readAct(leaf: Uint8Array): SignedAct {
  if (leaf.length > largestLeaf) throw new FormatError("act", "a leaf is at most 65,535 bytes");
  const message = decodeSign1(leaf);
  const keyId = ownKeyId(message);
  const map = decodeCbor(message.payload);
  if (!(map instanceof Map)) throw new FormatError("act", "not a map");
  for (const key of map.keys()) {
    if (typeof key !== "number" || key < field.version || key > field.privateRoot)
      throw new FormatError("act", `unknown field ${key}`);
  }
  if (map.get(field.version) !== version) throw new FormatError("act", "another version");
  const at = map.get(field.at);
  if (typeof at !== "number" || at < 0 || at > 253_402_300_799_999)
    throw new FormatError("act", "time is out of range");
  return {
    keyId,
    id: uuidText(bytesOf(map, field.id, 16)),
    type: textOf(map, field.type),
    subject: textOf(map, field.subject),
    organisation: textOf(map, field.organisation),
    at: new Date(at).toISOString(),
    previous: map.has(field.previous) ? bytesOf(map, field.previous, 32) : null,
    public: map.has(field.public) ? factsOf(map.get(field.public)) : {},
    privateRoot: map.has(field.privateRoot) ? bytesOf(map, field.privateRoot, 32) : null,
  };
}

export function verifyActSignature(
  leaf: Uint8Array,
  publicKey: Uint8Array,
  verifyEs256: VerifyEs256,
): boolean {
  const message = decodeSign1(leaf);
  return verifyEs256(publicKey, toBeSigned(message.protectedBytes, message.payload), message.signature);
}

export function cborToFact(value: CborValue): Fact {
  if (value === null || typeof value !== "object" || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return (value as readonly CborValue[]).map(cborToFact);
  const facts: Record<string, Fact> = {};
  for (const [key, item] of value as CborMap) {
    if (typeof key !== "string") throw new FormatError("act", "a fact's name is text");
    Object.defineProperty(facts, key, {
      value: cborToFact(item),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return facts;
}

function factsOf(value: CborValue | undefined): Facts {
  if (!(value instanceof Map)) throw new FormatError("act", "the public part is not a map");
  return cborToFact(value) as Facts;
}

function textOf(map: CborMap, key: number): string {
  const value = map.get(key);
  if (typeof value !== "string" || value === "" || value.length > 200)
    throw new FormatError("act", `field ${key} is not short text`);
  return value;
}

function bytesOf(map: CborMap, key: number, length: number): Uint8Array {
  const value = map.get(key);
  if (!(value instanceof Uint8Array) || value.length !== length)
    throw new FormatError("act", `field ${key} is not ${length} bytes`);
  return value;
}

function uuidText(bytes: Uint8Array): string {
  const hex = toHex(bytes);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
