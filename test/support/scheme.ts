// A fresh scheme for one test file: its own database, cloned from a migrated template on the test run's PostgreSQL,
// with a founded record, throw-away keys, and a clock the test sets.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { openDatabase } from "#platform/db/database.ts";
import type { Database } from "#platform/db/database.ts";
import { openKeyring } from "#platform/keys/keyring.ts";
import type { Keyring } from "#platform/keys/keyring.ts";
import type { Actor, Ctx } from "#platform/work/context.ts";
import { found, memoryHeads, sequenceBatch, startSequencer } from "#modules/record/index.ts";
import type { HeadStore, Sequencer, SequencerOptions } from "#modules/record/index.ts";

export interface TestScheme {
  readonly database: Database;
  /** With the owner's rights, for tests of what the program itself may not do. */
  readonly owner: Database;
  readonly keyring: Keyring;
  /** The last signed head, which a program keeps in its data folder. */
  readonly heads: HeadStore;
  /** Milliseconds since 1970; tests move it. */
  now: number;
  ctx(actor?: Partial<Actor>): Ctx;
  /** Gives every committed act its position, as the sequencer would within its batch time. */
  sequence(): Promise<number>;
  /** The real one, for as long as the test wants it. */
  startSequencer(more?: Partial<SequencerOptions>): Promise<Sequencer>;
  close(): Promise<void>;
}

/** The Secretariat, founder of every test scheme. */
export const founder: Actor = {
  kind: "person",
  id: "00000000-0000-7000-8000-000000000001",
  name: "Secretariat",
  organisation: "KPCS",
  roles: ["secretariat"],
};

export async function testScheme(
  options: { founded?: boolean; demonstration?: boolean } = {},
): Promise<TestScheme> {
  const server = inject("postgres");
  const name = `test_${process.pid}_${Math.floor(performance.now() * 1000)}_${counter++}`;
  const admin = new pg.Client({ ...server, database: "postgres" });
  await admin.connect();
  await admin.query(`create database ${name} template kimberlite_template`);
  await admin.end();
  const database = openDatabase({ ...server, database: name }, { name: "test", connections: 10 });
  const owner = openDatabase(
    { ...server, database: name },
    { name: "test owner", connections: 2, role: null },
  );
  const folder = await mkdtemp(join(tmpdir(), "kimberlite-keys-"));
  const keyring = await openKeyring(folder);
  const heads = memoryHeads();
  const sequencing = async (): Promise<Omit<SequencerOptions, "onError">> => ({
    database,
    clock: () => scheme.now,
    logSigner: await keyring.logSigner(),
    heads,
  });
  const scheme: TestScheme = {
    database,
    owner,
    keyring,
    heads,
    now: Date.parse("2026-06-01T10:00:00Z"),
    ctx: (actor = {}) => ({
      database,
      keyring,
      clock: () => scheme.now,
      actor: { ...founder, ...actor },
      committed: () => undefined,
    }),
    sequence: async () => sequenceBatch(await sequencing()),
    startSequencer: async (more = {}) =>
      startSequencer({ ...(await sequencing()), onError: () => undefined, ...more }),
    async close() {
      await database.close();
      await owner.close();
      await rm(folder, { recursive: true, force: true });
      const again = new pg.Client({ ...server, database: "postgres" });
      await again.connect();
      await again.query(`drop database if exists ${name} with (force)`);
      await again.end();
    },
  };
  if (options.founded !== false) {
    await found(scheme.ctx(), {
      origin: "kimberlite.test/log",
      scheme: "Test scheme",
      demonstration: options.demonstration ?? true,
    });
  }
  return scheme;
}

let counter = 0;
