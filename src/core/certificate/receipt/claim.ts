// How one salted claim of an act is shown without the others: its salt, and the way from it to the root over all claims.
// The way is told by sides and not by index and size: nobody signs how many claims an act has, and neighbouring numbers
// lead to the same root, so one receipt would have had two spellings.
import { decodeCbor, encodeCbor } from "#core/encoding/cbor.ts";
import type { Claim } from "#core/act/claims.ts";
import { inclusionProof, inclusionRanges, leafHash, nodeHash } from "#core/log/merkle.ts";
import type { Sha256 } from "#core/log/merkle.ts";

export interface ClaimPlace {
  readonly salt: Uint8Array;
  /** From the claim upwards. */
  readonly path: readonly Uint8Array[];
  /** Bit i, the lowest first: the hash i of the path stands at the left. */
  readonly sides: number;
}

/** Where the claim of this name stands among all of an act; undefined where there is none. */
export function placeOfClaim(sha256: Sha256, claims: readonly Claim[], name: string): ClaimPlace | undefined {
  const parts = claims.map((claim) => decodeCbor(claim) as readonly unknown[]);
  const index = parts.findIndex(([, own]) => own === name);
  const salt = parts[index]?.[0];
  if (!(salt instanceof Uint8Array)) return undefined;
  const path = inclusionProof(
    sha256,
    index,
    claims.map((claim) => leafHash(sha256, claim)),
  );
  const sides = inclusionRanges(index, claims.length).reduce(
    (bits, [, to], place) => (to <= index ? bits | (1 << place) : bits),
    0,
  );
  return { salt, path, sides };
}

/** The root over all claims to which this one leads. Hostile: the place and the value. */
export function rootOfClaim(
  sha256: Sha256,
  { salt, path, sides }: ClaimPlace,
  name: string,
  value: string,
): Uint8Array {
  return path.reduce(
    (hash, sibling, place) =>
      (sides >> place) % 2 === 1 ? nodeHash(sha256, sibling, hash) : nodeHash(sha256, hash, sibling),
    leafHash(sha256, encodeCbor([salt, name, value])),
  );
}
