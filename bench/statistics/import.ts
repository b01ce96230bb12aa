// Measures how fast a file of figures is taken in (read, checked, kept, recorded, projected) beside a bare COPY of the same
// rows into the same table with the same indexes and a durable commit, in the same run; and the memory that it takes.
import { createReadStream, createWriteStream } from "node:fs";
import { chmod, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { participants } from "#core/kp/participants.ts";
import { openDatabase } from "#platform/db/database.ts";
import { openKeyring } from "#platform/keys/keyring.ts";
import { cleanSooner } from "#platform/work/memory.ts";
import { found } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { receiveDataset } from "#modules/statistics/index.ts";
import { showHead, showNote, showRow } from "../support/rows.ts";
import { actors, startBenchPostgres } from "../support/scheme.ts";

const target = 0.3;

export async function benchImport(rows: number): Promise<void> {
  // As the command line does.
  cleanSooner();
  const folder = await mkdtemp(join(tmpdir(), "kimberlite-bench-import-"));
  await chmod(folder, 0o777);
  const postgres = await startBenchPostgres();
  try {
    const file = join(folder, "trade.csv");
    await pipeline(Readable.from(tradeLines(rows)), createWriteStream(file));
    const { size } = await stat(file);
    const config = await postgres.freshDatabase("bench_import");
    const database = openDatabase(config, { name: "bench", connections: 2 });
    const keyring = await openKeyring(join(folder, "keys"));
    const base = { database, keyring, clock: Date.now, committed: () => undefined };
    const ctx: Ctx = { ...base, actor: actors.secretariat };
    await found(ctx, { origin: "bench.kimberlite.example/log", scheme: "Bench", demonstration: true });
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 50);
    const ours = await rate(rows, () => take(ctx, file, "2026-01-01"));
    clearInterval(watch);
    const again = await rate(rows, () => take(ctx, file, "2026-01-02"));
    const peer = await copyAgain(config, await postgres.freshDatabase("bench_copy"), join(folder, "rows"));
    showHead();
    const what = `file of ${rows} figures taken in; peer: bare COPY of the rows`;
    showRow({ what, ours, peer: rows / peer, unit: "rows/s", target });
    showNote(`file of ${(size / 1e6).toFixed(0)} MB; the program took at most ${(most / 1e6).toFixed(0)} MB`);
    showNote(`the same file again, in which nothing is new: ${Math.round(again)} rows/s`);
    await database.close();
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function rate(rows: number, work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return rows / ((performance.now() - began) / 1_000);
}

async function take(ctx: Ctx, file: string, asOf: string): Promise<void> {
  const received = await receiveDataset(
    ctx,
    {
      id: "bench-trade",
      title: "Bench",
      name: "trade.csv",
      licence: "B",
      attribution: "made",
      open: false,
      asOf,
      parts: false,
      complete: false,
      dryRun: false,
    },
    createReadStream(file, { highWaterMark: 64 * 1024 }),
  );
  if (received.understanding.refused > 0) throw new Error(JSON.stringify(received.understanding.reports[0]));
}

/** Seconds that the server needs to copy the rows from a file of its own into the empty table of another database. */
async function copyAgain(from: pg.ClientConfig, to: pg.ClientConfig, file: string): Promise<number> {
  const one = new pg.Client(from);
  await one.connect();
  await one.query(`copy observation to '${file}'`);
  await one.end();
  const other = new pg.Client(to);
  await other.connect();
  const began = performance.now();
  await other.query(`copy observation from '${file}'`);
  const seconds = (performance.now() - began) / 1_000;
  await other.end();
  return seconds;
}

/** Each line another figure: reporters, partners, codes and quarters in turn. */
export function* tradeLines(rows: number): Generator<string> {
  yield "REPORTER,COUNTERPART,FLOW,PRODUCT,TIME_PERIOD,ORIGIN,CARATS,VALUE_USD,NOTE\n";
  const codes = participants.map(({ code }) => code);
  const [many, products] = [codes.length, ["710210", "710221", "710231"]];
  for (let i = 0; i < rows; i++) {
    const quarter = Math.floor(i / (many * many * 6)) % 88;
    const origin = Math.floor(i / (many * many * 6 * 88));
    const carats = ((i * 7_919) % 9_000_000) / 100 + 1;
    yield `${codes[i % many]},${codes[Math.floor(i / many) % many]},${Math.floor(i / many / many) % 2 === 0 ? "IMPORT" : "EXPORT"},${products[Math.floor(i / many / many / 2) % 3]},${2003 + Math.floor(quarter / 4)}-Q${(quarter % 4) + 1},${codes[origin]},${carats.toFixed(2)},${(carats * (50 + (i % 90))).toFixed(2)},figures made for a measurement of speed: line ${i}\n`;
  }
}
