// First stage of the sequencer: committed acts get their gapless positions, and the Merkle tiles grow with them, in one
// transaction. Positions follow the serials, so an act never stands before one it could have seen.
import { appendToTiles, rightEdge } from "#core/log/tiles.ts";
import type { Tile } from "#core/log/tiles.ts";
import { transact } from "#platform/db/database.ts";
import type { Database } from "#platform/db/database.ts";
import { sha256 } from "#platform/keys/random.ts";
import { findTiles, insertEntries, logSize, saveTiles, unsequencedActs } from "../store.ts";
import type { Reader } from "../store.ts";

export const largestBatch = 5_000;

export interface Watermark {
  /** Every act up to here has its position, and none can still appear below. */
  serial: bigint;
  candidate: { serial: bigint; after: bigint } | null;
}

export function lowestWatermark(): Watermark {
  return { serial: 0n, candidate: null };
}

/** Integrates what is committed now; returns how many acts got their position. Done again, it does what is left. */
export async function integrate(database: Database, watermark: Watermark): Promise<number> {
  const { acts, seenTo, running, next } = await unsequencedActs(
    { db: database.kysely },
    watermark.serial,
    largestBatch,
  );
  if (acts.length > 0) {
    await transact(database, async (db) => {
      const size = await logSize({ db });
      await insertEntries(
        { db },
        size,
        acts.map((act) => act.serial),
      );
      await appendLeaves(
        { db },
        Number(size),
        acts.map((act) => act.leaf_hash),
      );
    });
  }
  if (acts.length < largestBatch) raise(watermark, { seenTo, running, next });
  return acts.length;
}

/** The watermark rises to what an earlier look saw, once every transaction open at that look has ended. */
function raise(watermark: Watermark, look: { seenTo: bigint; running: bigint; next: bigint }): void {
  if (watermark.candidate !== null && look.running >= watermark.candidate.after) {
    watermark.serial = watermark.candidate.serial;
    watermark.candidate = null;
  }
  watermark.candidate ??= { serial: look.seenTo, after: look.next };
}

async function appendLeaves(tx: Reader, size: number, leafHashes: readonly Uint8Array[]): Promise<void> {
  const edge = size === 0 ? [] : await findTiles(tx, rightEdge(size));
  const tiles = new Map<string, Tile>(edge.map((tile) => [`${tile.level}/${tile.index}`, tile]));
  await saveTiles(
    tx,
    appendToTiles(sha256, size, leafHashes, ({ level, index }) => tiles.get(`${level}/${index}`)),
  );
}
