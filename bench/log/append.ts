// (h) Acts that were committed get their places: integrated, signed, head kept apart, all of it durable; beside what the same
// PostgreSQL can commit at all. In batches of thousands, and one act at a time.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { openDatabase } from "#platform/db/database.ts";
import { openKeyring } from "#platform/keys/keyring.ts";
import { actKind, fileHeads, found, inTransaction, recordAll, sequenceBatch } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { median, showNote } from "../support/rows.ts";
import { actors } from "../support/scheme.ts";
import type { BenchPostgres } from "../support/scheme.ts";

const batch = 5_000;
const batches = 5;
const singles = 300;
const benchAct = actKind("bench.recorded", async () => undefined);

export async function measureAppend(postgres: BenchPostgres): Promise<void> {
  const config = await postgres.freshDatabase("bench_log");
  const database = openDatabase(config, { name: "bench_log" });
  const folder = await mkdtemp(join(tmpdir(), "kimberlite-bench-heads-"));
  const keyring = await openKeyring(join(folder, "keys"));
  const ctx: Ctx = {
    database,
    keyring,
    clock: Date.now,
    committed: () => undefined,
    actor: actors.secretariat,
  };
  const sequencer = {
    database,
    clock: Date.now,
    logSigner: await keyring.logSigner(),
    heads: fileHeads(join(folder, "heads")),
  };
  try {
    await found(ctx, { origin: "bench.kimberlite.example/log", scheme: "Bench", demonstration: true });
    await sequenceBatch(sequencer);
    let spent = 0;
    for (let i = 0; i < singles; i++) {
      await commitActs(ctx, 1);
      const began = performance.now();
      await sequenceBatch(sequencer);
      spent += performance.now() - began;
    }
    const commits = await bareCommits(config);
    const single = (singles * 1000) / spent;
    showNote(
      `(h) one act a batch: ${figure(single)} heads a second; bare durable commits of one row: ${figure(commits)} a second (${(single / commits).toFixed(2)})`,
    );
    const rates: number[] = [];
    for (let i = 0; i < batches; i++) {
      await commitActs(ctx, batch);
      const began = performance.now();
      if ((await sequenceBatch(sequencer)) !== batch) throw new Error("not all acts got their places");
      rates.push((batch * 1000) / (performance.now() - began));
    }
    const bare = await bareAppends(config);
    const many = median(rates);
    showNote(
      `(h) ${batch} acts a batch: ${figure(many)} a second integrated and signed; the bare rows and tiles: ${figure(bare)} a second (${(many / bare).toFixed(2)})`,
    );
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const figure = (value: number): string => Math.round(value).toLocaleString("en");

async function commitActs(ctx: Ctx, count: number): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    await recordAll(
      tx,
      benchAct,
      Array.from({ length: count }, () => ({
        subject: `bench:${tx.newId()}`,
        previous: null,
        public: { participant: "SL" },
        private: {},
      })),
    );
  });
}

/** The same rows and as many bytes of tiles, known beforehand, in one durable transaction a batch. */
async function bareAppends(config: pg.ClientConfig): Promise<number> {
  const client = new pg.Client(config);
  await client.connect();
  await client.query("create table bare_entry (position bigint primary key, act bigint not null unique)");
  await client.query("create table bare_tile (index bigint primary key, hashes bytea not null)");
  const rates: number[] = [];
  const tiles = Array.from({ length: Math.ceil(batch / 256) }, () => Buffer.alloc(8_192));
  for (let i = 0; i < batches; i++) {
    const began = performance.now();
    await client.query("begin");
    await client.query("insert into bare_entry select n, n from generate_series($1::bigint, $2::bigint) n", [
      i * batch,
      (i + 1) * batch - 1,
    ]);
    await client.query(
      "insert into bare_tile select $1::bigint + place, hashes from unnest($2::bytea[]) with ordinality as t (hashes, place)",
      [i * tiles.length, tiles],
    );
    await client.query("commit");
    rates.push((batch * 1000) / (performance.now() - began));
  }
  await client.end();
  return median(rates);
}

async function bareCommits(config: pg.ClientConfig): Promise<number> {
  const client = new pg.Client(config);
  await client.connect();
  await client.query("create table bare_commit (at bigint)");
  const began = performance.now();
  for (let i = 0; i < singles; i++) await client.query("insert into bare_commit values ($1)", [i]);
  const rate = (singles * 1000) / (performance.now() - began);
  await client.end();
  return rate;
}
