// The sequencer makes the public log of committed acts in four stages, each of which can be broken off and done again:
// integrate (positions and tiles), sign (the head, kept apart first), publish (files), witness (cosignatures).
// One at a time for the whole installation: who holds the advisory lock sequences, the others wait to take over.
import type pg from "pg";
import type { Database } from "#platform/db/database.ts";
import type { LogSigner } from "#platform/keys/keyring.ts";
import { findFounding } from "./founding.ts";
import type { Founding } from "./founding.ts";
import type { HeadStore } from "./log/head-store.ts";
import { latestCosignedCheckpoint } from "./log/heads.ts";
import type { Head } from "./log/heads.ts";
import { integrate, largestBatch, lowestWatermark } from "./log/integrate.ts";
import type { Watermark } from "./log/integrate.ts";
import { publisherOf } from "./log/publish.ts";
import type { LogFolder, Publisher } from "./log/publish.ts";
import { openHead, signHead } from "./log/sign.ts";
import { forgetTroubles, LogTrouble, tellTrouble } from "./log/trouble.ts";
import type { Fetch } from "./log/witness-client.ts";
import { witnessesOf } from "./log/witnesses.ts";
import type { Witnesses } from "./log/witnesses.ts";
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
  /** Where the last signed head is kept, apart from the database. */
  readonly heads: HeadStore;
  /** Where the log is published; nowhere when absent. */
  readonly folder?: LogFolder;
  /** Where witnesses are whose line in the policy does not say it, by the names of their keys. */
  readonly addresses?: ReadonlyMap<string, string>;
  readonly fetch?: Fetch;
  readonly onError: (error: unknown) => void;
  /** A witness fails, or answers again: a sentence. */
  readonly onWitness?: (sentence: string) => void;
}

/** How often it looks for acts without a position, when nobody wakes it. */
const batchMillis = 100;
/** How long a batch that follows another waits for company: with its own time an act has its position within 250 ms. */
const gatherMillis = 180;
/** How often publishing and witnessing look for what is left to do, when nobody wakes them. */
const lookMillis = 250;
const troubleMillis = 1_000;
const lock = 7_102_002;

export function startSequencer(options: SequencerOptions): Sequencer {
  const { database, onError } = options;
  const stopping = bell();
  const outward = bell();
  const publisher = options.folder === undefined ? undefined : publisherOf(options.folder);
  const witnesses = witnessesOf({
    ...options,
    report: (sentence) => options.onWitness?.(sentence),
    changed: () => outward.ring(),
  });
  const watermark = lowestWatermark();
  const inward = bell();
  let stopped = false;

  const loop = async (): Promise<void> => {
    while (!stopped) {
      let holder: pg.PoolClient | undefined;
      try {
        holder = await database.pool.connect();
        const { rows } = await holder.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [
          lock,
        ]);
        if (rows[0]?.held === true) {
          const tenure = newTenure(() => stopped);
          await forgetTroubles({ db: database.kysely });
          const work = { ...options, tenure, inward, outward, publisher, witnesses, watermark };
          const beside = workOutward(work);
          try {
            await workInward(work, holder);
          } finally {
            tenure.end();
            outward.ring();
            await beside;
          }
        } else {
          // Another program sequences; what it has signed is handed out here as well.
          await publishCosigned({ db: database.kysely }, publisher);
        }
      } catch (error) {
        if (!stopped) onError(error);
      } finally {
        holder?.release(true);
      }
      if (!stopped) await stopping.wait(500);
    }
  };
  const running = loop();

  return {
    nudge: () => inward.ring(),
    async stop() {
      stopped = true;
      for (const each of [stopping, inward, outward]) each.ring();
      await running;
    },
  };
}

/** What one program knows for as long as it holds the lock. */
interface Tenure {
  readonly isOver: () => boolean;
  /** Resolves when it is. */
  readonly over: Promise<void>;
  end(): void;
  /** The last signed head was found, and the record continues it. */
  opened: boolean;
  /** The witnesses were asked what they have seen; those who are away did not answer. */
  asked: boolean;
  /** Enough witnesses have said that they have not seen more. */
  approved: boolean;
  /** Integrated entries may be waiting to be signed. */
  unsigned: boolean;
  head: Head | undefined;
  /** Why neither side goes on; by the side that found it. */
  readonly troubles: Map<"inward" | "outward", LogTrouble>;
}

interface Work extends SequencerOptions {
  readonly tenure: Tenure;
  readonly inward: Bell;
  readonly outward: Bell;
  readonly publisher: Publisher | undefined;
  readonly witnesses: Witnesses;
  readonly watermark: Watermark;
}

/** Integrates and signs, until the lock is lost: asking on its connection proves that we still hold it. */
async function workInward(work: Work, holder: pg.PoolClient): Promise<void> {
  const { tenure, database, watermark, inward, outward } = work;
  const reader = { db: database.kysely };
  while (!tenure.isOver()) {
    await holder.query("select 1");
    const founding = await foundingOf(database);
    let count = 0;
    const went = await goOn(work, "inward", async () => {
      if (founding === undefined || tenure.troubles.has("outward")) return;
      if (!tenure.opened) {
        tenure.head = await openHead(reader, founding, work);
        tenure.opened = true;
        tenure.unsigned = true;
        outward.ring();
      }
      // Were this record an older one, nobody should follow the positions that it would give.
      if (!tenure.asked) return;
      count = await integrate(database, watermark);
      if (count > 0) tenure.unsigned = true;
      if (!tenure.unsigned || !tenure.approved) return;
      const before = tenure.head?.size;
      tenure.head = await signHead(reader, founding, work);
      tenure.unsigned = false;
      if (tenure.head?.size !== before) outward.ring();
    });
    if (!went) tenure.opened = false;
    if (count === largestBatch) continue;
    await inward.wait(went ? batchMillis : troubleMillis);
    // A batch costs the same for one act as for a hundred: under load it waits a little for company.
    if (count > 0 && !tenure.isOver()) await new Promise((resolve) => setTimeout(resolve, gatherMillis));
  }
}

/** Publishes and has witnessed what was signed. A head that waits for its witnesses does not keep others from being signed. */
async function workOutward(work: Work): Promise<void> {
  const { tenure, database, publisher, witnesses, inward, outward } = work;
  const reader = { db: database.kysely };
  while (!tenure.isOver()) {
    let settled = true;
    let went = false;
    try {
      const founding = await foundingOf(database);
      went = await goOn(work, "outward", async () => {
        if (founding === undefined || !tenure.opened) return;
        if (!tenure.approved) {
          const inquiry = witnesses.inquire(reader, founding, tenure.head);
          tenure.approved = await Promise.race([inquiry, tenure.over.then(() => false)]);
          tenure.asked = true;
          settled = tenure.approved;
          inward.ring();
        }
        const { head } = tenure;
        await publishCosigned(reader, publisher);
        if (head === undefined || !tenure.approved) return;
        await publisher?.tiles(reader, Number(head.size));
        settled = (await Promise.race([witnesses.round(reader, head), tenure.over])) ?? true;
        if (!tenure.isOver()) await publishCosigned(reader, publisher);
      });
    } catch (error) {
      if (!tenure.isOver()) work.onError(error);
    }
    if (!tenure.isOver()) await outward.wait(went && !settled ? lookMillis : troubleMillis);
  }
}

async function publishCosigned(reader: Reader, publisher: Publisher | undefined): Promise<void> {
  if (publisher === undefined) return;
  const head = await latestCosignedCheckpoint(reader);
  if (head === undefined) return;
  await publisher.tiles(reader, Number(head.size));
  await publisher.head(reader, head);
}

/** False when a trouble keeps the log from going on: it is told once, and told again by every door until it is gone. */
async function goOn(
  { tenure, database, clock, onError }: Work,
  side: "inward" | "outward",
  step: () => Promise<void>,
): Promise<boolean> {
  const before = tenure.troubles.get(side);
  try {
    await step();
  } catch (error) {
    if (!(error instanceof LogTrouble)) throw error;
    if (before?.message !== error.message) {
      tenure.troubles.set(side, error);
      onError(error);
      await tellTrouble({ db: database.kysely }, error, new Date(clock()).toISOString());
    }
    return false;
  }
  if (before !== undefined) {
    tenure.troubles.delete(side);
    await forgetTroubles({ db: database.kysely });
  }
  return true;
}

function newTenure(isStopped: () => boolean): Tenure {
  let ended = false;
  let end: () => void = () => undefined;
  const over = new Promise<void>((resolve) => (end = resolve));
  return {
    isOver: () => ended || isStopped(),
    over,
    end() {
      ended = true;
      end();
    },
    opened: false,
    asked: false,
    approved: false,
    unsigned: false,
    head: undefined,
    troubles: new Map(),
  };
}

/** Does work that no sequencer may be beside; undefined, and nothing done, where one goes on running. */
export async function withSequencerLock<T>(
  { pool }: Database,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const holder = await pool.connect();
  try {
    // The database may not have noticed yet that a program has ended.
    for (let attempt = 0; attempt < 20; attempt++) {
      const { rows } = await holder.query<{ held: boolean }>("select pg_try_advisory_lock($1) as held", [
        lock,
      ]);
      if (rows[0]?.held === true) return await work();
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return undefined;
  } finally {
    // The lock goes with its connection.
    holder.release(true);
  }
}

/** Integrates what is committed now and signs it; returns how many acts got their position. */
export async function sequenceBatch(
  options: Pick<SequencerOptions, "database" | "clock" | "logSigner" | "heads">,
): Promise<number> {
  const founding = await foundingOf(options.database);
  if (founding === undefined) return 0;
  const count = await integrate(options.database, lowestWatermark());
  await signHead({ db: options.database.kysely }, founding, options);
  return count;
}

const foundings = new WeakMap<Database, Founding>();

/** The founding act never changes, so it is read once. */
async function foundingOf(database: Database): Promise<Founding | undefined> {
  const known = foundings.get(database) ?? (await findFounding({ db: database.kysely }));
  if (known !== undefined) foundings.set(database, known);
  return known;
}

interface Bell {
  ring(): void;
  /** Until it rings, or has rung since the last time, or the time is over. */
  wait(millis: number): Promise<void>;
}

function bell(): Bell {
  let rung = false;
  let wake: () => void = () => undefined;
  return {
    ring() {
      rung = true;
      wake();
    },
    async wait(millis) {
      if (!rung)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, millis);
          timer.unref();
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      rung = false;
    },
  };
}
