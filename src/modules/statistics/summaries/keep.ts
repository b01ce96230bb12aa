// Keeps the summaries of certificates: follows the positions of the log, and counts again the certificates that acts moved.
// The place reached is stored with the sums in one transaction, so whoever is killed in between goes on where it stood, and
// two programs at once wait for each other. A certificate is counted as it stands now, so an act seen twice changes nothing.
import { fromHex } from "#core/encoding/bytes.ts";
import type { LifeEventKind } from "#core/certificate/life.ts";
import { transact } from "#platform/db/database.ts";
import { logSize, repeatedly, subjectsActedOn } from "#modules/record/index.ts";
import type { Background, Ctx } from "#modules/record/index.ts";
import * as store from "./store.ts";

const lookMillis = 1_000;
/** While acts keep coming the sums wait, at most for so many looks: who acts comes first, and what is acted on twice is counted once. */
export const mostWaits = 10;

/** What moves a certificate, or what is said of its goods; everything else leaves the sums as they are. */
const moving = [
  "issued",
  "exported",
  "presented",
  "confirmed",
  "returned",
  "replaced",
  "invalidated",
  "lost",
  "stolen",
  "detained",
  "released",
  "sent-back",
  "forfeited",
] as const satisfies readonly LifeEventKind[];
const movingTypes = moving.map((kind) => `certificate.${kind}`);

export function keepSummaries(
  base: Omit<Ctx, "actor" | "idempotency">,
  onError: (error: unknown) => void,
): Background {
  const isQuiet = quietOrOverdue();
  const look = async (isStopped: () => boolean): Promise<void> => {
    if (isQuiet(await logSize({ db: base.database.kysely }))) await followActs(base, isStopped);
  };
  return repeatedly(look, { restMillis: lookMillis }, onError);
}

/** Whether the log stands still since it was looked at before, or has moved for long enough. */
export function quietOrOverdue(): (size: bigint) => boolean {
  let [before, waits] = [-1n, 0];
  return (size) => {
    const waiting = before !== -1n && size !== before && ++waits < mostWaits;
    before = size;
    if (!waiting) waits = 0;
    return !waiting;
  };
}

/** Everything that has a position by now. */
export async function followActs(
  base: Pick<Ctx, "database">,
  isStopped: () => boolean = () => false,
  mostPositions = 2_000n,
): Promise<void> {
  while (!isStopped() && (await followPage(base, mostPositions)));
}

/** False when nothing is left to follow. */
async function followPage({ database }: Pick<Ctx, "database">, mostPositions: bigint): Promise<boolean> {
  // Most looks find nothing new, and hold nobody up.
  const reader = { db: database.kysely };
  if ((await store.findCursor(reader)) === (await logSize(reader))) return false;
  return transact(database, async (db) => {
    const cursor = await store.takeCursor({ db });
    const size = await logSize({ db });
    // Never counted, or of a log that is no more: a database that was restored.
    if (cursor === undefined || cursor > size) {
      await countEverything({ db });
      return false;
    }
    const until = cursor + mostPositions < size ? cursor + mostPositions : size;
    const subjects = await subjectsActedOn({ db }, movingTypes, cursor, until);
    await store.countAgain(
      { db },
      subjects.map((subject) => fromHex(subject.slice("certificate:".length))),
    );
    await store.moveCursor({ db }, until);
    return until < size;
  });
}

/** All of them from the certificates as they stand: after a restore, or when a check found a difference. */
export async function makeSummariesAgain({ database }: Pick<Ctx, "database">): Promise<void> {
  await transact(database, async (db) => {
    await store.takeCursor({ db });
    await countEverything({ db });
  });
}

async function countEverything(tx: store.Reader): Promise<void> {
  // The place first: what is acted on while the certificates are read is counted again, never left out.
  const size = await logSize(tx);
  await store.countAll(tx);
  await store.moveCursor(tx, size);
}

/** A sentence that names what the summaries hold and the certificates do not say, or the other way round. */
export async function checkSummaries({ database }: Pick<Ctx, "database">): Promise<string | undefined> {
  return transact(database, async (db) => {
    const cursor = await store.takeCursor({ db });
    if (cursor === undefined) return undefined;
    return store.findDifference({ db }, cursor);
  });
}
