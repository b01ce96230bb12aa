// The right edge of a growing tree: all that is needed to append leaves and to know the root. Values, never changed.
import { emptyRoot, hashLength, nodeHash } from "./merkle.ts";
import type { Sha256 } from "./merkle.ts";

export interface Frontier {
  readonly size: number;
  /** Roots of the perfect subtrees that make up the tree, largest first: one per bit of the size. */
  readonly hashes: readonly Uint8Array[];
}

export function emptyFrontier(): Frontier {
  return { size: 0, hashes: [] };
}

export function appendLeaf(sha256: Sha256, frontier: Frontier, leafHash: Uint8Array): Frontier {
  if (leafHash.length !== hashLength) throw new RangeError(`a leaf hash is ${hashLength} bytes`);
  const hashes = frontier.hashes.slice();
  let hash = leafHash;
  for (let rest = frontier.size; rest % 2 === 1; rest = (rest - 1) / 2) {
    hash = nodeHash(sha256, hashes.pop() as Uint8Array, hash);
  }
  hashes.push(hash);
  return { size: frontier.size + 1, hashes };
}

export function frontierRoot(sha256: Sha256, frontier: Frontier): Uint8Array {
  const smallest = frontier.hashes.at(-1);
  if (smallest === undefined) return emptyRoot(sha256);
  return frontier.hashes.slice(0, -1).reduceRight((right, left) => nodeHash(sha256, left, right), smallest);
}
