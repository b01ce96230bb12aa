// Following a log by its public files alone: what a head is worth, how a tree grows by bundles, and what a history is
// that does not fit. Pure: notes, entries and tiles in, findings out; the caller fetches, keeps and tells.
// Hostile: every byte of the log. The policy, and what was verified before, are the follower's own.
import { openCheckpoint } from "./checkpoint.ts";
import type { KnownLog, OpenedCheckpoint } from "./checkpoint.ts";
import { cosignatureVerifier, parseCosignature } from "./cosignature.ts";
import { hashLength, leafHash, sameBytes, verifyConsistency } from "./merkle.ts";
import type { Sha256 } from "./merkle.ts";
import { ed25519Verifier } from "./note.ts";
import type { NoteVerifier, VerifyEd25519 } from "./note.ts";
import { hasQuorum } from "./policy.ts";
import type { Policy, PolicyLog } from "./policy.ts";
import {
  appendToTiles,
  consistencyProofFromTiles,
  rightEdge,
  rootFromTiles,
  tilesForConsistency,
  tilesForRoot,
  tileWidth,
} from "./tiles.ts";
import type { Tile, TileId } from "./tiles.ts";
import type { Seen } from "./witness.ts";

/** A log as its policy names it. */
export interface WatchedLog {
  readonly log: KnownLog;
  readonly witnesses: readonly NoteVerifier[];
  readonly policy: Policy;
}

export function watchedLog(policy: Policy, { key }: PolicyLog, verifyEd25519: VerifyEd25519): WatchedLog {
  return {
    log: { origin: key.name, verifiers: [ed25519Verifier(key, verifyEd25519)] },
    witnesses: policy.witnesses.map((witness) => cosignatureVerifier(witness.key, verifyEd25519)),
    policy,
  };
}

/** A head that the log signed. */
export interface Head extends Seen {
  /** Verbatim. */
  readonly note: string;
  /** Witnesses of the policy, by the names it gives them, and when each says it saw this head. */
  readonly seenBy: readonly { readonly witness: string; readonly seconds: number }[];
  readonly missing: readonly string[];
  readonly quorum: boolean;
}

export type HeadFault = Extract<OpenedCheckpoint, { ok: false }>["reason"];

export type ReadHead =
  | { readonly ok: true; readonly head: Head }
  | { readonly ok: false; readonly reason: HeadFault };

export function readHead(watched: WatchedLog, note: Uint8Array | string): ReadHead {
  const opened = openCheckpoint(note, watched.log, watched.witnesses);
  if (!opened.ok) return opened;
  const { cosignatures, checkpoint } = opened;
  const seenBy = watched.policy.witnesses.flatMap(({ name, key }) => {
    const line = cosignatures.find((one) => one.name === key.name && one.keyId === key.keyId);
    const seconds = line === undefined ? undefined : parseCosignature(line.signature)?.seconds;
    return seconds === undefined ? [] : [{ witness: name, seconds }];
  });
  return {
    ok: true,
    head: {
      note: typeof note === "string" ? note : new TextDecoder().decode(note),
      size: checkpoint.size,
      root: checkpoint.root,
      seenBy,
      missing: watched.policy.witnesses
        .map(({ name }) => name)
        .filter((name) => !seenBy.some(({ witness }) => witness === name)),
      quorum: hasQuorum(watched.policy, cosignatures),
    },
  };
}

/** What a head says beside one that was verified before. "older": whether it is of the same history is not said yet. */
export function compareHeads(before: Seen, head: Seen): "same" | "newer" | "older" | "forked" {
  if (head.size !== before.size) return head.size > before.size ? "newer" : "older";
  return sameBytes(head.root, before.root) ? "same" : "forked";
}

/** A tree of which only the right edge is kept: at most 64 tiles, whatever its size. A value, never changed. */
export interface GrowingTree {
  readonly size: number;
  readonly edge: readonly Tile[];
}

export function emptyTree(): GrowingTree {
  return { size: 0, edge: [] };
}

/** The tree with these entries at its end, and the tiles that became full: what a log must serve, byte for byte. */
export function growTree(
  sha256: Sha256,
  tree: GrowingTree,
  entries: readonly Uint8Array[],
): { readonly tree: GrowingTree; readonly full: readonly Tile[] } {
  const known = new Map(tree.edge.map((tile) => [nameOf(tile), tile]));
  const leaves = entries.map((entry) => leafHash(sha256, entry));
  const changed = appendToTiles(sha256, tree.size, leaves, (id) => known.get(nameOf(id)));
  for (const tile of changed) known.set(nameOf(tile), tile);
  const size = tree.size + entries.length;
  return {
    tree: { size, edge: rightEdge(size).map((id) => known.get(nameOf(id)) as Tile) },
    full: changed.filter(({ hashes }) => hashes.length === tileWidth * hashLength),
  };
}

export function rootOf(sha256: Sha256, tree: GrowingTree): Uint8Array {
  return rootFromTiles(sha256, tree.size, tree.edge);
}

/** The tiles of a log that `judgeHistory` needs. */
export function tilesForHistory(before: number, size: number): readonly TileId[] {
  const wanted = [...tilesForRoot(before), ...tilesForRoot(size), ...tilesForConsistency(before, size)];
  return [...new Map(wanted.map((id) => [nameOf(id), id])).values()];
}

export type History =
  /** By its tiles the newer head goes on from the older one. */
  | { readonly verdict: "continues" }
  /** Both are signed, and the newer head commits to another root at the older one's size: `proof` shows it to anybody. */
  | { readonly verdict: "forked"; readonly rootThen: Uint8Array; readonly proof: readonly Uint8Array[] }
  /** Its tiles do not make the root that it signed. */
  | { readonly verdict: "not-shown" };

/** What a log's own tiles say of two heads that it signed. Hostile: the tiles. */
export function judgeHistory(sha256: Sha256, before: Seen, head: Seen, tiles: readonly Tile[]): History {
  let proof: readonly Uint8Array[];
  let rootThen: Uint8Array;
  try {
    if (!sameBytes(rootFromTiles(sha256, head.size, tiles), head.root)) return { verdict: "not-shown" };
    proof = consistencyProofFromTiles(sha256, before.size, head.size, tiles);
    rootThen = rootFromTiles(sha256, before.size, tiles);
  } catch (error) {
    // A tile is missing or too narrow.
    if (error instanceof RangeError) return { verdict: "not-shown" };
    throw error;
  }
  const goesOnFrom = (root1: Uint8Array): boolean =>
    verifyConsistency(sha256, { size1: before.size, root1, size2: head.size, root2: head.root, proof });
  if (goesOnFrom(before.root)) return { verdict: "continues" };
  return goesOnFrom(rootThen) ? { verdict: "forked", rootThen, proof } : { verdict: "not-shown" };
}

function nameOf({ level, index }: TileId): string {
  return `${level}/${index}`;
}
