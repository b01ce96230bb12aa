// Gives committed acts their gapless positions, appends them to the Merkle log, and signs the new head.
// One at a time for the whole installation: who holds the advisory lock sequences, the others wait to take over.
// Positions follow the serials, so an act never stands before one it could have seen.
import type pg from "pg";
import { formatCheckpoint } from "#core/log/checkpoint.ts";
import { signNote } from "#core/log/note.ts";
import { appendToTiles, rightEdge, rootFromTiles, tilesForRoot } from "#core/log/tiles.ts";
import type { Tile } from "#core/log/tiles.ts";
import { transact } from "#platform/db/database.ts";
import type { Database } from "#platform/db/database.ts";
import { sha256 } from "#platform/keys/random.ts";
import type { LogSigner } from "#platform/keys/keyring.ts";
import { findFounding } from "./founding.ts";
import type { Founding } from "./founding.ts";
import {
  findTiles,
  insertCheckpoint,
  insertEntries,
  latestCheckpoint,
  logSize,
  saveTiles,
  unsequencedActs,
} from "./store.ts";
import type { Reader } from "./store.ts";

export interface Sequencer {
  /** Says that acts were committed; they are sequenced within the batch time. */
  nudge(): void;
  stop(): Promise<void>;
}

export interface SequencerOptions {
  readonly database: Database;
  readonly clock: () => number;
  readonly logSigner: LogSigner;
  readonly onError: (error: unknown) => void;
}

/** Longest time that a committed act waits for its position, when nothing is broken. */
export const batchMillis = 100;
/** How long a batch that follows another waits for company. */
const gatherMillis = 50;
const largestBatch = 5_000;
const lock = 7_102_002;

export function startSequencer(options: SequencerOptions): Sequencer {
  let stopped = false;
  let wake: () => void = () => undefined;
  const watermark: Watermark = { serial: 0n, candidate: null };

  const loop = async (): Promise<void> => {
    while (!stopped) {
      let holder: pg.PoolClient | undefined;
      try {
        holder = await options.database.pool.connect();
        const { rows } = await holder.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [
          lock,
        ]);
        while (!stopped && rows[0]?.held === true) {
          // The lock lives with its connection: asking on it proves that we still hold it.
          await holder.query("select 1");
          const count = await sequenceBatch(options, watermark);
          if (count < largestBatch) {
            await new Promise<void>((resolve) => {
              wake = resolve;
              setTimeout(resolve, batchMillis).unref();
            });
            // A batch costs the same for one act as for a hundred: under load it waits a little for company.
            if (count > 0 && !stopped) await new Promise((resolve) => setTimeout(resolve, gatherMillis));
          }
        }
      } catch (error) {
        if (!stopped) options.onError(error);
      } finally {
        holder?.release(true);
      }
      if (!stopped) await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };
  const running = loop();

  return {
    nudge: () => wake(),
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}

interface Watermark {
  /** Every act up to here has its position, and none can still appear below. */
  serial: bigint;
  candidate: { serial: bigint; after: bigint } | null;
}

/** Sequences what is committed now; returns how many acts got their position. */
export async function sequenceBatch(
  { database, clock, logSigner }: Pick<SequencerOptions, "database" | "clock" | "logSigner">,
  watermark: Watermark = { serial: 0n, candidate: null },
): Promise<number> {
  const founding = await foundingOf(database);
  if (founding === undefined) return 0;
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
      const root = await appendLeaves(
        { db },
        Number(size),
        acts.map((act) => act.leaf_hash),
      );
      const newSize = size + BigInt(acts.length);
      const at = new Date(clock()).toISOString();
      await insertCheckpoint(
        { db },
        { size: newSize, note: signCheckpoint(founding, logSigner, newSize, root), at },
      );
    });
  }
  if (acts.length < largestBatch) raise(watermark, { seenTo, running, next });
  return acts.length;
}

const foundings = new WeakMap<Database, Founding>();

/** The founding act never changes, so it is read once. */
async function foundingOf(database: Database): Promise<Founding | undefined> {
  const known = foundings.get(database) ?? (await findFounding({ db: database.kysely }));
  if (known !== undefined) foundings.set(database, known);
  return known;
}

/** The watermark rises to what an earlier look saw, once every transaction open at that look has ended. */
function raise(watermark: Watermark, look: { seenTo: bigint; running: bigint; next: bigint }): void {
  if (watermark.candidate !== null && look.running >= watermark.candidate.after) {
    watermark.serial = watermark.candidate.serial;
    watermark.candidate = null;
  }
  watermark.candidate ??= { serial: look.seenTo, after: look.next };
}

async function appendLeaves(
  tx: Reader,
  size: number,
  leafHashes: readonly Uint8Array[],
): Promise<Uint8Array> {
  const edge = size === 0 ? [] : await findTiles(tx, rightEdge(size));
  const tiles = new Map<string, Tile>(edge.map((tile) => [`${tile.level}/${tile.index}`, tile]));
  const read = ({ level, index }: { level: number; index: number }): Tile | undefined =>
    tiles.get(`${level}/${index}`);
  const written = appendToTiles(sha256, size, leafHashes, read);
  await saveTiles(tx, written);
  for (const tile of written) tiles.set(`${tile.level}/${tile.index}`, tile);
  const newSize = size + leafHashes.length;
  const needed = tilesForRoot(newSize).map((tile) => {
    const found = read(tile);
    if (found === undefined) throw new Error(`tile ${tile.level}/${tile.index} is missing`);
    return found;
  });
  return rootFromTiles(sha256, newSize, needed);
}

export function signCheckpoint(
  founding: Founding,
  logSigner: LogSigner,
  size: bigint,
  root: Uint8Array,
): string {
  const text = formatCheckpoint({ origin: founding.origin, size: Number(size), root });
  return signNote(text, [
    {
      name: founding.origin,
      keyId: founding.logKeyId,
      type: 0x01,
      sign: (message) => logSigner.sign(message),
    },
  ]);
}

/** True when the newest checkpoint covers every act: what a backup waits for. */
export async function isSettled(reader: Reader): Promise<boolean> {
  const { acts } = await unsequencedActs(reader, 0n, 1);
  const head = await latestCheckpoint(reader);
  return acts.length === 0 && (head?.size ?? 0n) === (await logSize(reader));
}
