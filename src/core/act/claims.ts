// The private part of an act: named claims, each with its own 128-bit salt, committed to by one Merkle root.
// Carats, prices and codes are guessable, so no claim is ever hashed without its salt; one claim can be shown with
// an inclusion proof while the others stay hidden.
import { leafHash, merkleRoot } from "../log/merkle.ts";
import { decodeCbor, encodeCbor } from "../encoding/cbor.ts";
import type { CborValue } from "../encoding/cbor.ts";
import type { Sha256 } from "../encoding/bytes.ts";
import { FormatError } from "../encoding/format-error.ts";
import { cborToFact } from "./act.ts";
import type { Fact, Facts } from "./act.ts";

export const saltLength = 16;

/** One claim as it is hashed: deterministic CBOR of [salt, name, value]. */
export type Claim = Uint8Array;

/** Claims in order of their names. `salt` must give fresh random bytes at each call. */
export function makeClaims(facts: Facts, salt: () => Uint8Array): readonly Claim[] {
  return Object.keys(facts)
    .sort()
    .map((name) => encodeCbor([salt(), name, facts[name] as Fact]));
}

export function claimsRoot(sha256: Sha256, claims: readonly Claim[]): Uint8Array {
  return merkleRoot(
    sha256,
    claims.map((claim) => leafHash(sha256, claim)),
  );
}

/** Claims as they are stored: CBOR array of byte strings. */
export function encodeClaims(claims: readonly Claim[]): Uint8Array {
  return encodeCbor([...claims]);
}

/** Throws `FormatError`. */
export function decodeClaims(bytes: Uint8Array): readonly Claim[] {
  const value = decodeCbor(bytes);
  if (!Array.isArray(value)) throw new FormatError("claims", "not an array");
  for (const claim of value as CborValue[]) {
    if (!(claim instanceof Uint8Array)) throw new FormatError("claims", "a claim is not bytes");
  }
  return value as Claim[];
}

/** The facts behind the claims. Throws `FormatError` on a short salt or a name given twice or out of order. */
export function readClaims(claims: readonly Claim[]): Facts {
  const facts: Record<string, Fact> = {};
  let last: string | undefined;
  for (const claim of claims) {
    const parts = decodeCbor(claim);
    if (!Array.isArray(parts) || parts.length !== 3)
      throw new FormatError("claims", "a claim is not [salt, name, value]");
    const [salt, name, value] = parts as [CborValue, CborValue, CborValue];
    if (!(salt instanceof Uint8Array) || salt.length !== saltLength)
      throw new FormatError("claims", "a salt is not 16 bytes");
    if (typeof name !== "string") throw new FormatError("claims", "a claim's name is not text");
    if (last !== undefined && name <= last) throw new FormatError("claims", "names are not in order");
    last = name;
    Object.defineProperty(facts, name, {
      value: cborToFact(value),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return facts;
}
