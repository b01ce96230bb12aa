// Pedersen commitments on ristretto255 (RFC 9496): C = v·G + r·H hides the amount v behind r, binds to it, and adds up:
// the sum of commitments is a commitment to the sum. So a published total is checked without any amount being shown.
// Apart from the trust core: nothing about a single certificate's validity rests on it.
import { ristretto255, ristretto255_hasher } from "@noble/curves/ed25519.js";
import { hkdf } from "@noble/hashes/hkdf.js";
import { sha512 } from "@noble/hashes/sha2.js";

/** Carats in hundredths, US dollars in cents. */
export const quantities = ["carats", "usd"] as const;
export type Quantity = (typeof quantities)[number];

export interface Opening {
  /** Hundredths or cents. Of one certificate below 2^53; of a sum, any whole number not below 0. */
  readonly value: bigint;
  /** The blinding r, below the order of the group. */
  readonly blinding: bigint;
}

export const commitmentLength = 32;
export const blindingLength = 32;
/** Of one certificate: what a double holds exactly, so that every implementation agrees. */
export const largestAmount = 2n ** 53n - 1n;

const { Point } = ristretto255;
type Element = InstanceType<typeof Point>;
const order = Point.Fn.ORDER;
const utf8 = new TextEncoder();

/** What H is made from. Whoever reads it can make H again, and sees that nobody chose it for a secret. */
export const generatorText = "kimberlite totals v1: the second generator";

/**
 * H: the one-way map of RFC 9496 section 4.3.4 over SHA-512 of `generatorText`. Nobody knows the h with H = h·G; who did
 * could open a commitment to any amount.
 */
export function secondGenerator(): Uint8Array {
  return generatorH().toBytes();
}

/** Throws RangeError outside 0 to 2^53 - 1, and for a blinding that is not below the order. */
export function commit({ value, blinding }: Opening): Uint8Array {
  if (value < 0n || value > largestAmount) throw new RangeError("an amount is from 0 to 2^53 - 1");
  return openingPoint({ value, blinding }).toBytes();
}

/** What is committed to: the amount and the certificate's own blinding. */
export function openingOf(
  claim: Uint8Array,
  publicId: Uint8Array,
  quantity: Quantity,
  value: bigint,
): Opening {
  return { value, blinding: blindingOf(claim, publicId, quantity) };
}

/**
 * r from the certificate's own secret: the claim `content` of its act of issue, as it was hashed, with its salt of 128
 * bits. HKDF-SHA-512 to 64 bytes, read little-endian, modulo the order: whoever may read the certificate can make it
 * again, nobody else, and nothing new must be kept.
 */
export function blindingOf(claim: Uint8Array, publicId: Uint8Array, quantity: Quantity): bigint {
  const wide = hkdf(sha512, claim, publicId, utf8.encode(`kimberlite totals v1: ${quantity}`), 64);
  return littleEndian(wide) % order;
}

export function sumOpenings(openings: Iterable<Opening>): Opening {
  let [value, blinding] = [0n, 0n];
  for (const opening of openings) {
    value += opening.value;
    blinding = (blinding + opening.blinding) % order;
  }
  return { value, blinding };
}

/** Whether the commitments together are one to this opening. Hostile: all of it. No commitment at all is one to nothing. */
export function opens(commitments: Iterable<Uint8Array>, opening: Opening): boolean {
  if (opening.value < 0n || opening.value >= order || opening.blinding < 0n || opening.blinding >= order)
    return false;
  let sum: Element = Point.ZERO;
  try {
    for (const commitment of commitments) sum = sum.add(Point.fromBytes(commitment));
  } catch {
    return false;
  }
  return sum.equals(openingPoint(opening));
}

/** Whether these 32 bytes are the one spelling of a group element. */
export function isCommitment(bytes: Uint8Array): boolean {
  try {
    Point.fromBytes(bytes);
    return true;
  } catch {
    return false;
  }
}

/** 32 bytes, little-endian. */
export function encodeBlinding(blinding: bigint): Uint8Array {
  const bytes = new Uint8Array(blindingLength);
  for (let i = 0, rest = blinding; i < blindingLength; i++, rest >>= 8n) bytes[i] = Number(rest & 0xffn);
  return bytes;
}

/** Undefined for other lengths and for numbers that are not below the order: one blinding has one spelling. */
export function decodeBlinding(bytes: Uint8Array): bigint | undefined {
  if (bytes.length !== blindingLength) return undefined;
  const value = littleEndian(bytes);
  return value < order ? value : undefined;
}

function openingPoint({ value, blinding }: Opening): Element {
  if (blinding < 0n || blinding >= order) throw new RangeError("a blinding is below the order of the group");
  return times(Point.BASE, value).add(times(generatorH(), blinding));
}

/** The library refuses to multiply by nothing. Amounts are not secret from the program that computes with them. */
function times(point: Element, factor: bigint): Element {
  return factor === 0n ? Point.ZERO : point.multiplyUnsafe(factor);
}

let knownH: Element | undefined;

/** With a table of multiples, made at the first use (some 30 ms): each later multiplication takes a sixth. */
function generatorH(): Element {
  knownH ??= ristretto255_hasher.deriveToCurve?.(sha512(utf8.encode(generatorText))).precompute(8, false);
  if (knownH === undefined) throw new Error("the library has no one-way map for ristretto255");
  return knownH;
}

function littleEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) value = value * 256n + BigInt(bytes[i] as number);
  return value;
}
