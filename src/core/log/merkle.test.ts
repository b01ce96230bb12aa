// The tree against the definition in RFC 6962 section 2.1, written here a second time and as plainly as it stands there.
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  consistencyProof,
  emptyRoot,
  inclusionProof,
  leafHash,
  merkleRoot,
  nodeHash,
  verifyConsistency,
  verifyInclusion,
} from "./merkle.ts";

const sha256 = (data: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(data).digest());
const leaves = (size: number): Uint8Array[] =>
  Array.from({ length: size }, (_, i) => leafHash(sha256, Uint8Array.of(i >> 8, i)));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

const k = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1);
function mth(d: Uint8Array[]): Uint8Array {
  if (d.length === 0) return sha256(new Uint8Array());
  if (d.length === 1) return d[0]!;
  return sha256(Buffer.concat([Uint8Array.of(1), mth(d.slice(0, k(d.length))), mth(d.slice(k(d.length)))]));
}
function path(m: number, d: Uint8Array[]): Uint8Array[] {
  if (d.length === 1) return [];
  const [left, right] = [d.slice(0, k(d.length)), d.slice(k(d.length))];
  return m < left.length ? [...path(m, left), mth(right)] : [...path(m - left.length, right), mth(left)];
}
function subproof(m: number, d: Uint8Array[], whole: boolean): Uint8Array[] {
  if (m === d.length) return whole ? [] : [mth(d)];
  const [left, right] = [d.slice(0, k(d.length)), d.slice(k(d.length))];
  return m <= left.length
    ? [...subproof(m, left, whole), mth(right)]
    : [...subproof(m - left.length, right, false), mth(left)];
}

const flipped = (bytes: Uint8Array, bit: number): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  copy[(bit >> 3) % copy.length]! ^= 1 << (bit & 7);
  return copy;
};

describe("hashes", () => {
  test("a leaf is H(0x00 ‖ entry), a node H(0x01 ‖ left ‖ right), the empty tree H of nothing", () => {
    expect(hex(leafHash(sha256, new Uint8Array()))).toBe(
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    );
    expect(hex(emptyRoot(sha256))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    const [a, b] = leaves(2) as [Uint8Array, Uint8Array];
    expect(hex(nodeHash(sha256, a, b))).toBe(hex(sha256(Buffer.concat([Uint8Array.of(1), a, b]))));
  });

  test("an entry that looks like two joined hashes does not hash like their node", () => {
    const [a, b] = leaves(2) as [Uint8Array, Uint8Array];
    expect(hex(leafHash(sha256, Buffer.concat([a, b])))).not.toBe(hex(nodeHash(sha256, a, b)));
  });
});

describe("roots and proofs are those of RFC 6962", () => {
  const sizes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 17, 31, 33, 64, 70];

  test("the root of every size up to 130", () => {
    for (let size = 0; size <= 130; size++)
      expect(hex(merkleRoot(sha256, leaves(size)))).toBe(hex(mth(leaves(size))));
  });

  test("inclusion: every leaf of each size has the path of the RFC, and it verifies", () => {
    for (const size of sizes) {
      const all = leaves(size);
      const root = mth(all);
      for (let index = 0; index < size; index++) {
        const proof = inclusionProof(sha256, index, all);
        expect(proof.map(hex)).toEqual(path(index, all).map(hex));
        expect(verifyInclusion(sha256, { index, size, leafHash: all[index]!, proof, root })).toBe(true);
      }
    }
  });

  test("consistency: every pair of sizes has the proof of the RFC, and it verifies", () => {
    for (const size2 of sizes) {
      const all = leaves(size2);
      for (let size1 = 1; size1 <= size2; size1++) {
        const proof = consistencyProof(sha256, size1, all);
        expect(proof.map(hex)).toEqual(subproof(size1, all, true).map(hex));
        expect(
          verifyConsistency(sha256, {
            size1,
            root1: mth(all.slice(0, size1)),
            size2,
            root2: mth(all),
            proof,
          }),
        ).toBe(true);
      }
    }
  });

  test("there is no proof for a leaf that is not there, nor from a larger tree", () => {
    expect(() => inclusionProof(sha256, 3, leaves(3))).toThrow(RangeError);
    expect(() => inclusionProof(sha256, -1, leaves(3))).toThrow(RangeError);
    expect(() => inclusionProof(sha256, 0.5, leaves(3))).toThrow(RangeError);
    expect(() => inclusionProof(sha256, 0, [])).toThrow(RangeError);
    expect(() => consistencyProof(sha256, 4, leaves(3))).toThrow(RangeError);
  });
});

describe("the verifiers refuse", () => {
  const indexInSize = fc
    .integer({ min: 1, max: 300 })
    .chain((size) => fc.record({ size: fc.constant(size), index: fc.integer({ min: 0, max: size - 1 }) }));
  const all = leaves(300);

  test("any flipped bit of an inclusion claim", () => {
    fc.assert(
      fc.property(indexInSize, fc.nat(), fc.nat(), ({ size, index }, which, bit) => {
        const proof = inclusionProof(sha256, index, all.slice(0, size));
        const parts = [all[index]!, merkleRoot(sha256, all.slice(0, size)), ...proof];
        const at = which % parts.length;
        const [leaf, root, ...hashes] = parts.map((part, i) => (i === at ? flipped(part, bit % 256) : part));
        return !verifyInclusion(sha256, { index, size, leafHash: leaf!, root: root!, proof: hashes });
      }),
    );
  });

  test("any flipped bit of a consistency claim", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 300 }),
        fc.nat(),
        fc.nat(),
        (a, b, which, bit) => {
          const [size1, size2] = [Math.min(a, b), Math.max(a, b)];
          const proof = consistencyProof(sha256, size1, all.slice(0, size2));
          const parts = [
            merkleRoot(sha256, all.slice(0, size1)),
            merkleRoot(sha256, all.slice(0, size2)),
            ...proof,
          ];
          const at = which % parts.length;
          const [root1, root2, ...hashes] = parts.map((part, i) =>
            i === at ? flipped(part, bit % 256) : part,
          );
          return !verifyConsistency(sha256, { size1, root1: root1!, size2, root2: root2!, proof: hashes });
        },
      ),
    );
  });

  test("the right proof for another index, and a proof with one hash too many or too few", () => {
    fc.assert(
      fc.property(indexInSize, fc.nat(), ({ size, index }, other) => {
        const root = merkleRoot(sha256, all.slice(0, size));
        const proof = inclusionProof(sha256, index, all.slice(0, size));
        const claim = { index, size, leafHash: all[index]!, proof, root };
        expect(verifyInclusion(sha256, { ...claim, proof: [...proof, root] })).toBe(false);
        expect(verifyInclusion(sha256, { ...claim, proof: [root, ...proof] })).toBe(false);
        if (proof.length > 0)
          expect(verifyInclusion(sha256, { ...claim, proof: proof.slice(0, -1) })).toBe(false);
        if (other % size !== index)
          expect(verifyInclusion(sha256, { ...claim, index: other % size })).toBe(false);
      }),
    );
  });

  test("sizes and indexes that are negative, broken, unsafe or out of range, without throwing", () => {
    const root = all[0]!;
    const claim = { index: 0, size: 1, leafHash: root, proof: [], root };
    expect(verifyInclusion(sha256, claim)).toBe(true);
    for (const size of [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])
      expect(verifyInclusion(sha256, { ...claim, size })).toBe(false);
    for (const index of [1, -1, 0.5, Number.NaN, 2 ** 53])
      expect(verifyInclusion(sha256, { ...claim, index })).toBe(false);
    expect(verifyInclusion(sha256, { ...claim, leafHash: root.slice(1), root: root.slice(1) })).toBe(false);
    for (const size1 of [2, -1, 0.5, Number.NaN])
      expect(verifyConsistency(sha256, { size1, root1: root, size2: 1, root2: root, proof: [] })).toBe(false);
  });

  test("a tree of size 0 with another root than the empty one, and a proof where none is due", () => {
    const [empty, other] = [emptyRoot(sha256), all[0]!];
    const claim = { size1: 0, root1: empty, size2: 5, root2: other, proof: [] };
    expect(verifyConsistency(sha256, claim)).toBe(true);
    expect(verifyConsistency(sha256, { ...claim, root1: other })).toBe(false);
    expect(verifyConsistency(sha256, { ...claim, proof: [other] })).toBe(false);
    expect(verifyConsistency(sha256, { size1: 0, root1: other, size2: 0, root2: other, proof: [] })).toBe(
      false,
    );
    expect(verifyConsistency(sha256, { size1: 0, root1: empty, size2: 0, root2: empty, proof: [] })).toBe(
      true,
    );
  });

  test("a tree that was rewritten and not only added to", () => {
    const rewritten = [...all.slice(0, 5), all[200]!, ...all.slice(6, 20)];
    const claim = {
      size1: 9,
      root1: merkleRoot(sha256, all.slice(0, 9)),
      size2: 20,
      root2: merkleRoot(sha256, rewritten),
    };
    expect(verifyConsistency(sha256, { ...claim, proof: consistencyProof(sha256, 9, rewritten) })).toBe(
      false,
    );
  });

  test("positions beyond 32 bits are not cut: a path of a tree of 2^40 leaves verifies at its own index only", () => {
    const size = 2 ** 40;
    const index = 2 ** 35 + 5;
    const proof = leaves(40);
    const root = proof.reduce(
      (node, sibling, level) =>
        Math.floor(index / 2 ** level) % 2 === 1
          ? nodeHash(sha256, sibling, node)
          : nodeHash(sha256, node, sibling),
      all[0]!,
    );
    const claim = { index, size, leafHash: all[0]!, proof, root };
    expect(verifyInclusion(sha256, claim)).toBe(true);
    expect(verifyInclusion(sha256, { ...claim, index: 2 ** 36 + 5 })).toBe(false);
    expect(verifyInclusion(sha256, { ...claim, index: 5 })).toBe(false);
  });
});
