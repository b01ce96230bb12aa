// The group of secret ballots: ristretto255 (RFC 9496), its strict encodings, and the one way in which challenges are made.
// Secrets are multiplied in constant time as far as the library does; what everybody may see is multiplied fast.
import { ristretto255 } from "@noble/curves/ed25519.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha512 } from "@noble/hashes/sha2.js";
import { concatBytes } from "../encoding/bytes.ts";

const { Point } = ristretto255;
export type Element = InstanceType<typeof Point>;

/** Fresh random bytes: given by the caller, because the core has no randomness. */
export type Random = (length: number) => Uint8Array;
/** Bytes, text as UTF-8, or a number as its decimal digits. */
export type Part = Uint8Array | string | number;

export const order = Point.Fn.ORDER;
export const base: Element = Point.BASE;
export const identity: Element = Point.ZERO;
export const elementLength = 32;
export const scalarLength = 32;

const utf8 = new TextEncoder();

/** Undefined for whatever is not the one spelling of an element. */
export function decodeElement(bytes: Uint8Array): Element | undefined {
  if (bytes.length !== elementLength) return undefined;
  try {
    return Point.fromBytes(bytes);
  } catch {
    return undefined;
  }
}

export function sumOf(elements: Iterable<Element>): Element {
  let sum = identity;
  for (const element of elements) sum = sum.add(element);
  return sum;
}

/** For secrets. */
export function times(element: Element, secret: bigint): Element {
  const factor = modulo(secret);
  return factor === 0n || element.equals(identity) ? identity : element.multiply(factor);
}

/** For what is public: several times as fast, and its time tells the factor. */
export function timesPublic(element: Element, factor: bigint): Element {
  const reduced = modulo(factor);
  if (reduced === 0n || element.equals(identity)) return identity;
  return element === base || prepared.has(element)
    ? element.multiply(reduced)
    : element.multiplyUnsafe(reduced);
}

const prepared = new WeakSet<Element>();

/** With a table of multiples (some 10 ms): for what many numbers will be multiplied with, such as an election's key. */
export function prepare(element: Element): Element {
  if (!prepared.has(element) && element !== base) {
    element.precompute(8, false);
    prepared.add(element);
  }
  return element;
}

export function modulo(value: bigint): bigint {
  const rest = value % order;
  return rest < 0n ? rest + order : rest;
}

export function inverse(value: bigint): bigint {
  return Point.Fn.inv(modulo(value));
}

/** 32 bytes, little-endian. */
export function encodeScalar(scalar: bigint): Uint8Array {
  const bytes = new Uint8Array(scalarLength);
  for (let i = 0, rest = modulo(scalar); i < scalarLength; i++, rest >>= 8n) bytes[i] = Number(rest & 0xffn);
  return bytes;
}

/** Undefined for other lengths and for numbers that are not below the order. */
export function decodeScalar(bytes: Uint8Array): bigint | undefined {
  if (bytes.length !== scalarLength) return undefined;
  const value = littleEndian(bytes);
  return value < order ? value : undefined;
}

/** SHA-512 over the label and the parts, each after its length in four bytes, big-endian: no two lists have one digest. */
export function digestOf(label: string, parts: readonly Part[]): Uint8Array {
  const pieces = [`kimberlite ballot v1: ${label}`, ...parts].flatMap((part) => {
    const bytes = part instanceof Uint8Array ? part : utf8.encode(String(part));
    return [lengthOf(bytes), bytes];
  });
  return sha512(concatBytes(...pieces));
}

/** The digest, read little-endian, modulo the order. */
export function challengeOf(label: string, parts: readonly Part[]): bigint {
  return modulo(littleEndian(digestOf(label, parts)));
}

/** Never 0. */
export function randomScalar(random: Random): bigint {
  return modulo(littleEndian(random(64))) || randomScalar(random);
}

/** A secret number that whoever knows `secret` can make again: HKDF-SHA-512 to 64 bytes, modulo the order. */
export function derivedScalar(secret: Uint8Array, salt: Uint8Array, purpose: string): bigint {
  return modulo(
    littleEndian(hkdf(sha512, secret, salt, utf8.encode(`kimberlite ballot v1: ${purpose}`), 64)),
  );
}

function lengthOf({ length }: Uint8Array): Uint8Array {
  return Uint8Array.of(length >>> 24, (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff);
}

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = value * 256n + BigInt(bytes[i] as number);
  return value;
}
