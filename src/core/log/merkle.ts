// The Merkle tree of RFC 6962 with SHA-256: leaf = H(0x00 ‖ entry), node = H(0x01 ‖ left ‖ right), empty tree = H("").
// Pure and without dependency: the hash is given by the caller. Verifiers answer false on anything malformed.

/** Must not keep what it is given: the bytes are another's a moment later. */
export type Sha256 = (data: Uint8Array) => Uint8Array;
export const hashLength = 32;

export function leafHash(sha256: Sha256, entry: Uint8Array): Uint8Array {
  const length = entry.length + 1;
  if (length > leafRoom.length) leafRoom = new Uint8Array(2 * length);
  leafRoom[0] = 0;
  leafRoom.set(entry, 1);
  return sha256(leafRoom.subarray(0, length));
}

export function nodeHash(sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array {
  nodeRoom.set(left, 1);
  nodeRoom.set(right, 1 + hashLength);
  return sha256(nodeRoom);
}

/** The node over two hashes that stand one after the other, from `offset` on. */
export function nodeHashOfPair(sha256: Sha256, hashes: Uint8Array, offset: number): Uint8Array {
  nodeRoom.set(hashes.subarray(offset, offset + 2 * hashLength), 1);
  return sha256(nodeRoom);
}

// What is hashed is put together in the same two places each time: a tree of a million entries makes two million of them.
let leafRoom = new Uint8Array(1024);
const nodeRoom = new Uint8Array(1 + 2 * hashLength);
nodeRoom[0] = 1;

export function emptyRoot(sha256: Sha256): Uint8Array {
  return sha256(new Uint8Array(0));
}

/** Root over leaf hashes, in order. */
export function merkleRoot(sha256: Sha256, leafHashes: readonly Uint8Array[]): Uint8Array {
  return leafHashes.length === 0 ? emptyRoot(sha256) : rangeRoot(sha256, leafHashes, 0, leafHashes.length);
}

/** RFC 6962 section 2.1.1: from the leaf's sibling to the root's child. Throws RangeError unless 0 ≤ index < size. */
export function inclusionProof(
  sha256: Sha256,
  index: number,
  leafHashes: readonly Uint8Array[],
): readonly Uint8Array[] {
  return inclusionRanges(index, leafHashes.length).map(([from, to]) =>
    rangeRoot(sha256, leafHashes, from, to),
  );
}

/** RFC 6962 section 2.1.2: that the first `size1` leaves are the beginning of all. Empty for 0 and for equal sizes. */
export function consistencyProof(
  sha256: Sha256,
  size1: number,
  leafHashes: readonly Uint8Array[],
): readonly Uint8Array[] {
  return consistencyRanges(size1, leafHashes.length).map(([from, to]) =>
    rangeRoot(sha256, leafHashes, from, to),
  );
}

/** A range of leaves [from, to) whose root is one hash of a proof. */
export type Range = readonly [from: number, to: number];

export function inclusionRanges(index: number, size: number): readonly Range[] {
  if (!isSize(size) || !isSize(index) || index >= size)
    throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const ranges: Range[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + split(to - from);
    if (index < middle) {
      ranges.push([middle, to]);
      to = middle;
    } else {
      ranges.push([from, middle]);
      from = middle;
    }
  }
  return ranges.reverse();
}

export function consistencyRanges(size1: number, size2: number): readonly Range[] {
  if (!isSize(size1) || !isSize(size2) || size1 > size2)
    throw new RangeError(`a tree of ${size2} does not begin with ${size1}`);
  if (size1 === 0 || size1 === size2) return [];
  const ranges: Range[] = [];
  let from = 0;
  let to = size2;
  while (to !== size1) {
    const middle = from + split(to - from);
    if (size1 <= middle) {
      ranges.push([middle, to]);
      to = middle;
    } else {
      ranges.push([from, middle]);
      from = middle;
    }
  }
  if (from > 0) ranges.push([from, to]);
  return ranges.reverse();
}

export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
  readonly proof: readonly Uint8Array[];
  readonly root: Uint8Array;
}

/** RFC 9162 section 2.1.3.2. Hostile: every part may come from anywhere. */
export function verifyInclusion(sha256: Sha256, claim: InclusionClaim): boolean {
  const root = areHashes([claim.root]) ? rootFromInclusion(sha256, claim) : undefined;
  return root !== undefined && sameBytes(root, claim.root);
}

/**
 * The root to which a leaf and its proof lead; undefined where they lead to none. Proves nothing before somebody signed
 * this root, and the same root may be reached under another index and size: only a head says how large its tree is.
 */
export function rootFromInclusion(
  sha256: Sha256,
  { index, size, leafHash: leaf, proof }: Omit<InclusionClaim, "root">,
): Uint8Array | undefined {
  if (!isSize(index) || !isSize(size) || index >= size || !areHashes([leaf, ...proof])) return undefined;
  let fn = index;
  let sn = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (sn === 0) return undefined;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sha256, sibling, hash);
      while (fn % 2 === 0 && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      hash = nodeHash(sha256, hash, sibling);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 ? hash : undefined;
}

export interface ConsistencyClaim {
  readonly size1: number;
  readonly root1: Uint8Array;
  readonly size2: number;
  readonly root2: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/**
 * RFC 9162 section 2.1.4.2. Hostile: every part may come from anywhere. Every tree continues the empty one, which needs
 * no proof; but a "tree of size 0" with another root than H("") would make any fork look consistent.
 */
export function verifyConsistency(sha256: Sha256, claim: ConsistencyClaim): boolean {
  const { size1, root1, size2, root2 } = claim;
  if (!isSize(size1) || !isSize(size2) || size1 > size2 || !areHashes([root1, root2, ...claim.proof]))
    return false;
  if (size1 === 0 && !sameBytes(root1, emptyRoot(sha256))) return false;
  if (size1 === size2) return claim.proof.length === 0 && sameBytes(root1, root2);
  if (size1 === 0) return claim.proof.length === 0;
  const proof = isPowerOfTwo(size1) ? [root1, ...claim.proof] : [...claim.proof];
  const first = proof.shift();
  if (first === undefined) return false;
  let fn = size1 - 1;
  let sn = size2 - 1;
  while (fn % 2 === 1) {
    fn = half(fn);
    sn = half(sn);
  }
  let hash1 = first;
  let hash2 = first;
  for (const sibling of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash1 = nodeHash(sha256, sibling, hash1);
      hash2 = nodeHash(sha256, sibling, hash2);
      while (fn % 2 === 0 && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      hash2 = nodeHash(sha256, hash2, sibling);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 && sameBytes(hash1, root1) && sameBytes(hash2, root2);
}

/** The largest power of two below `size`: where RFC 6962 splits a tree of more than one leaf. */
export function split(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

export function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function rangeRoot(sha256: Sha256, leafHashes: readonly Uint8Array[], from: number, to: number): Uint8Array {
  if (to - from === 1) return leafHashes[from] as Uint8Array;
  const middle = from + split(to - from);
  return nodeHash(
    sha256,
    rangeRoot(sha256, leafHashes, from, middle),
    rangeRoot(sha256, leafHashes, middle, to),
  );
}

// Sizes reach 2^53, beyond the reach of the bit operators.
function half(value: number): number {
  return Math.floor(value / 2);
}

function isPowerOfTwo(value: number): boolean {
  return value === 1 || split(value) * 2 === value;
}

function areHashes(hashes: readonly Uint8Array[]): boolean {
  return hashes.every((hash) => hash.length === hashLength);
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
