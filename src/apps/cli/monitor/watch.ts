// One look at a log: its newest head, every entry that is new, and what is wrong with them.
// Nothing counts before all of it agrees: the head's signatures, the entries' own root, and the copy kept before.
import { copyOfActsRead, noActsRead, readNext } from "#core/act/follow.ts";
import type { ActsRead, FaultyAct } from "#core/act/follow.ts";
import { fromHex, toHex } from "#core/encoding/bytes.ts";
import { toBase64 } from "#core/log/base64.ts";
import type { VerifyEs256 } from "#core/encoding/cose.ts";
import { compareHeads, emptyTree, growTree, readHead, rootOf } from "#core/log/follow.ts";
import type { GrowingTree, Head, WatchedLog } from "#core/log/follow.ts";
import { hashLength, leafHash, sameBytes } from "#core/log/merkle.ts";
import type { StatusRow } from "#core/kp/statuses.ts";
import type { Sha256 } from "#core/log/merkle.ts";
import { largestNote } from "#core/log/note.ts";
import {
  bundlesBetween,
  decodeBundle,
  largestBundle,
  tilePath,
  tileWidth,
  widthOf,
} from "#core/log/tiles.ts";
import type { Tile } from "#core/log/tiles.ts";
import { NotServed } from "../../witness/log-files.ts";
import type { LogFiles } from "../../witness/log-files.ts";
import { DamagedCopy } from "./copy.ts";
import type { Copy } from "./copy.ts";
import { wrongBundle } from "./finding.ts";
import type { Difference, Finding } from "./finding.ts";
import { explained, fork, rootAt } from "./fork.ts";

export interface Watch {
  readonly watched: WatchedLog;
  readonly files: LogFiles;
  readonly copy: Copy;
  readonly sha256: Sha256;
  readonly verifyEs256: VerifyEs256;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  readonly patience: Patience;
  /** What was verified so far. */
  head: Head | undefined;
  tree: GrowingTree;
  acts: ActsRead;
  /** When the head was first seen here, in seconds. */
  headSince: number;
  /** The newest cosignature of each witness, in its own seconds. */
  readonly lastSeen: Map<string, number>;
  /** Set by whoever wants a long look to end; what was fetched is kept for the next one. */
  interrupted: boolean;
  /** Of acts, found when the copy was opened and not told yet. */
  untold: readonly Finding[];
}

/** Seconds. */
export interface Patience {
  /** Without a new head or a new cosignature. */
  readonly stalledAfter: number;
  /** Without the cosignature of one witness. */
  readonly absentAfter: number;
}

/** Opens what the copy holds and computes it anew: what is on the disk counts. Throws `DamagedCopy`. */
export async function openWatch(
  base: Omit<Watch, "head" | "tree" | "acts" | "headSince" | "lastSeen" | "interrupted" | "untold">,
): Promise<Watch> {
  const { copy, watched, sha256, verifyEs256 } = base;
  const note = await copy.checkpoint();
  if (note === undefined)
    return {
      ...base,
      head: undefined,
      tree: emptyTree(),
      acts: noActsRead(),
      headSince: seconds(base),
      lastSeen: new Map(),
      interrupted: false,
      untold: [],
    };
  const reading = readHead(watched, note);
  if (!reading.ok) throw new DamagedCopy(`its checkpoint is ${reading.reason}`);
  const { head } = reading;
  const kept = (await copy.notes()) as KeptNotes | undefined;
  const acts = kept === undefined ? noActsRead() : actsFrom(kept);
  const untold: Finding[] = [];
  let tree = emptyTree();
  for await (const entries of copy.entries(head.size)) {
    const first = tree.size;
    tree = growTree(sha256, tree, entries).tree;
    for (const leaf of entries.slice(Math.max(0, acts.position - first))) {
      const faulty = readNext(acts, leaf, verifyEs256);
      if (faulty !== undefined) untold.push(wrongKey(faulty));
    }
  }
  if (!sameBytes(rootOf(sha256, tree), head.root))
    throw new DamagedCopy("its entries do not make the root of its checkpoint");
  const lastSeen = new Map(Object.entries(kept?.lastSeen ?? {}));
  const headSince = kept?.headSince ?? seconds(base);
  return { ...base, head, tree, acts, headSince, lastSeen, interrupted: false, untold };
}

/** Asks the log once. What it finds is in order of the looking; nothing: all is well. */
export async function look(watch: Watch): Promise<readonly Finding[]> {
  const found: Finding[] = [...watch.untold];
  watch.untold = [];
  try {
    found.push(...(await followHead(watch)));
  } catch (error) {
    if (error instanceof Interrupted) return found;
    if (error instanceof NotServed)
      found.push({ kind: "wrong-bytes", address: error.path, reason: error.reason });
    else if (error instanceof DamagedCopy) throw error;
    else found.push({ kind: "unreachable", cause: causeOf(error) });
  }
  return [...found, ...judgePresence(watch)];
}

class Interrupted extends Error {}

async function followHead(watch: Watch): Promise<readonly Finding[]> {
  const note = await watch.files.read("checkpoint", largestNote);
  const reading = readHead(watch.watched, note);
  if (!reading.ok) return [{ kind: "not-a-head", reason: reading.reason }];
  const { head } = reading;
  // A clock that runs ahead must not hide a later absence.
  const now = seconds(watch);
  for (const { witness, seconds } of head.seenBy)
    watch.lastSeen.set(witness, Math.max(Math.min(seconds, now), watch.lastSeen.get(witness) ?? 0));
  const before = watch.head;
  if (before === undefined) return advance(watch, head);
  switch (compareHeads(before, head)) {
    case "newer":
      return advance(watch, head);
    case "same":
      // The same head may gather cosignatures; the fuller one is kept.
      if (head.seenBy.length > before.seenBy.length) await settle(watch, head);
      return [];
    case "forked":
      return [await fork(watch, before, head, "Two heads of one size with different roots.\n")];
    case "older": {
      const rootThen = await rootAt(watch, head.size);
      return rootThen === undefined || sameBytes(rootThen, head.root)
        ? [{ kind: "shrunk", size: head.size, before: before.size }]
        : [
            await fork(
              watch,
              before,
              head,
              `By the entries of the first head, the root at ${head.size} is ${toBase64(rootThen)}.\n`,
            ),
          ];
    }
  }
}

/** Fetches what is new, and takes the head when its root is the one of these entries. */
async function advance(watch: Watch, head: Head): Promise<readonly Finding[]> {
  const first = await grownTo(watch, head, true);
  if (first.ok) return settleGrown(watch, head, first);
  // A bundle kept from an interrupted look may be what is wrong: once more, with the log's own bytes only.
  await watch.copy.drop(watch.tree.size);
  const again = first.reused ? await grownTo(watch, head, false) : first;
  if (again.ok) return settleGrown(watch, head, again);
  await watch.copy.drop(watch.tree.size);
  return explained(watch, head, again.different);
}

interface Grown {
  readonly ok: boolean;
  readonly tree: GrowingTree;
  readonly acts: ActsRead;
  readonly faulty: readonly FaultyAct[];
  readonly different: readonly Difference[];
  readonly reused: boolean;
}

async function grownTo(watch: Watch, head: Head, mayReuse: boolean): Promise<Grown> {
  const { copy, sha256, verifyEs256 } = watch;
  const acts = copyOfActsRead(watch.acts);
  const faulty: FaultyAct[] = [];
  const different: Difference[] = [];
  let tree = watch.tree;
  let reused = false;
  const compare = async (tiles: readonly Tile[]): Promise<void> => {
    for (const difference of await Promise.all(tiles.map((tile) => differenceOf(watch, tile))))
      if (difference !== undefined) different.push(difference);
  };
  for await (const { index, width, bytes, kept } of bundlesAhead(watch, head.size, mayReuse)) {
    if (watch.interrupted) throw new Interrupted();
    reused ||= kept;
    const entries = decodeBundle(bytes);
    if (entries?.length !== width) {
      different.push(wrongBundle(index, width, "malformed"));
      return { ok: false, tree, acts, faulty, different, reused };
    }
    const fresh = entries.slice(tree.size - index * tileWidth);
    // Not even kept aside: it would take the place of the right entries.
    if (!beginsAlike(watch, tree, entries.slice(0, entries.length - fresh.length), index)) {
      different.push(wrongBundle(index, width, "differs"));
      return { ok: false, tree, acts, faulty, different, reused };
    }
    const grown = growTree(sha256, tree, fresh);
    tree = grown.tree;
    await compare(grown.full);
    if (!kept) await copy.stage(index, width, bytes);
    for (const leaf of fresh) {
      const fault = readNext(acts, leaf, verifyEs256);
      if (fault !== undefined) faulty.push(fault);
    }
  }
  await compare(tree.edge.filter(({ level, index }) => widthOf({ level, index }, tree.size) > 0));
  return { ok: sameBytes(rootOf(sha256, tree), head.root), tree, acts, faulty, different, reused };
}

const fetchedAhead = 8;

/** The bundles in their order, some of them asked for ahead: a far log answers slowly, not rarely. */
async function* bundlesAhead(
  { tree, copy, files }: Watch,
  size: number,
  mayReuse: boolean,
): AsyncGenerator<{ index: number; width: number; bytes: Uint8Array; kept: boolean }> {
  const get = async ({ index, width }: { index: number; width: number }) => {
    const kept = mayReuse ? await copy.staged(index, width) : undefined;
    const bytes = kept ?? (await files.read(tilePath("entries", index, width), largestBundle));
    return { index, width, bytes, kept: kept !== undefined };
  };
  const asked: ReturnType<typeof get>[] = [];
  for (const bundle of bundlesBetween(tree.size, size)) {
    const answer = get(bundle);
    // It is awaited in its turn; if an earlier one fails, that failure is told.
    answer.catch(() => undefined);
    asked.push(answer);
    if (asked.length >= fetchedAhead) yield await (asked.shift() as ReturnType<typeof get>);
  }
  for (const answer of asked) yield await answer;
}

/** Entries that were there before must be there again, byte for byte. */
function beginsAlike(
  { sha256 }: Watch,
  tree: GrowingTree,
  entries: readonly Uint8Array[],
  index: number,
): boolean {
  const known = tree.edge.find((tile) => tile.level === 0 && tile.index === index);
  return entries.every((entry, place) => {
    const hash = known?.hashes.subarray(place * hashLength, (place + 1) * hashLength);
    return hash !== undefined && sameBytes(hash, leafHash(sha256, entry));
  });
}

async function differenceOf(watch: Watch, tile: Tile): Promise<Difference | undefined> {
  const address = tilePath(tile.level, tile.index, tile.hashes.length / hashLength);
  const finding = (reason: "missing" | "too-long" | "differs"): Difference => ({
    tile,
    finding: { kind: "wrong-bytes", address, reason },
  });
  try {
    const served = await watch.files.read(address, tileWidth * hashLength);
    return sameBytes(served, tile.hashes) ? undefined : finding("differs");
  } catch (error) {
    if (error instanceof NotServed) return finding(error.reason);
    throw error;
  }
}

async function settleGrown(watch: Watch, head: Head, grown: Grown): Promise<readonly Finding[]> {
  const isNew = head.size !== watch.tree.size || watch.head === undefined;
  watch.tree = grown.tree;
  watch.acts = grown.acts;
  if (isNew) watch.headSince = seconds(watch);
  await settle(watch, head);
  // The entries make the root: a tile that differs is a fault of its address, not of the history.
  return [...grown.different.map(({ finding }) => finding), ...grown.faulty.map(wrongKey)];
}

async function settle(watch: Watch, head: Head): Promise<void> {
  await watch.copy.settle(head.note, watch.head?.size ?? 0, head.size);
  watch.head = head;
  await watch.copy.keepNotes(notesOf(watch));
}

function wrongKey({ position, reason, act }: FaultyAct): Finding {
  if (act === undefined) return { kind: "wrong-key", position, reason };
  const { id, type, organisation, keyId } = act;
  return { kind: "wrong-key", position, reason, act: id, type, organisation, key: toHex(keyId) };
}

function judgePresence(watch: Watch): readonly Finding[] {
  const { head, headSince, lastSeen, patience } = watch;
  if (head === undefined) return [];
  const now = seconds(watch);
  const found: Finding[] = [];
  const { size, missing } = head;
  if (!head.quorum) found.push({ kind: "no-quorum", size, missing });
  for (const witness of missing) {
    const last = lastSeen.get(witness);
    if (now - (last ?? headSince) >= patience.absentAfter)
      found.push({
        kind: "witness-missing",
        witness,
        since: last === undefined ? null : instant(last),
        size,
      });
  }
  const newest = lastSeen.size === 0 ? headSince : Math.max(...lastSeen.values());
  if (now - newest > patience.stalledAfter) found.push({ kind: "stalled", size, since: instant(newest) });
  return found;
}

interface KeptNotes {
  readonly headSince: number;
  readonly lastSeen: Readonly<Record<string, number>>;
  readonly position: number;
  readonly founder: string | null;
  readonly keys: readonly (readonly [name: string, publicKey: string, revoked: boolean])[];
  readonly participants: readonly (readonly [string, string])[];
  readonly statuses: readonly (readonly [string, StatusRow])[];
}

function notesOf({ acts, headSince, lastSeen }: Watch): KeptNotes {
  const { position, signers, participants, statuses } = acts;
  return {
    headSince,
    lastSeen: Object.fromEntries(lastSeen),
    position,
    founder: signers.founder,
    keys: [...signers.keys].map(([name, { publicKey, revoked }]) => [name, toHex(publicKey), revoked]),
    participants: [...participants],
    statuses: [...statuses],
  };
}

function actsFrom({ position, founder, keys, participants, statuses }: KeptNotes): ActsRead {
  return {
    position,
    signers: {
      founder,
      keys: new Map(keys.map(([name, key, revoked]) => [name, { publicKey: fromHex(key), revoked }])),
    },
    participants: new Map(participants),
    statuses: new Map(statuses),
  };
}

function seconds({ clock }: Pick<Watch, "clock">): number {
  return Math.floor(clock() / 1000);
}

function instant(posix: number): string {
  return new Date(posix * 1000).toISOString();
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
