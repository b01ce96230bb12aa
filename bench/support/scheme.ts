// The scheme that the measurements run on: the demonstration's Participants and authorities on a durable PostgreSQL of
// its own in a temporary folder, and one authority with eight more desks, each with its own numbers and key.
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "#platform/db/database.ts";
import type { Database } from "#platform/db/database.ts";
import { migrate } from "#platform/db/migrate.ts";
import { startOwnPostgres } from "#platform/db/postgres.ts";
import { openKeyring } from "#platform/keys/keyring.ts";
import type { Keyring } from "#platform/keys/keyring.ts";
import { found, memoryHeads, startSequencer } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import {
  allotBlock,
  appointDeskSigner,
  openOffice,
  publishTrustList,
  seedDemonstrationAuthorities,
  seedParticipants,
} from "#modules/scheme/index.ts";
import type { GoodsInput } from "#modules/certificates/index.ts";
import pg from "pg";

export interface BenchScheme {
  readonly superuser: pg.ClientConfig;
  readonly database: Database;
  readonly keyring: Keyring;
  readonly authority: string;
  /** One per client. */
  readonly offices: readonly string[];
  ctx(actor: Actor): Ctx;
  /** Gives positions in the background as the server does, until the returned function is called. */
  sequence(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export interface BenchPostgres {
  readonly superuser: pg.ClientConfig;
  /** An empty database of the newest shape. */
  freshDatabase(name: string): Promise<pg.ClientConfig>;
  stop(): Promise<void>;
}

/** One durable cluster for a whole run: fsync, full page writes and synchronous commits are on, as in production. */
export async function startBenchPostgres(): Promise<BenchPostgres> {
  const folder = await mkdtemp(join(tmpdir(), "kimberlite-bench-"));
  // As root the server runs as another user, who must be able to reach the folder.
  await chmod(folder, 0o755);
  const own = await startOwnPostgres(folder);
  return {
    superuser: own.superuser,
    freshDatabase: (name) => freshDatabase(own.superuser, name),
    async stop() {
      await own.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function freshDatabase(superuser: pg.ClientConfig, name: string): Promise<pg.ClientConfig> {
  const admin = new pg.Client({ ...superuser, database: "postgres" });
  await admin.connect();
  await admin.query(`drop database if exists ${name} with (force)`);
  await admin.query(`create database ${name} encoding 'UTF8' template template0`);
  await admin.end();
  const config = { ...superuser, database: name };
  await migrate(config);
  return config;
}

export const clients = 8;
export const authority = "EU-BE";
const blockWidth = 1_000_000;

export const actors = {
  secretariat: actor("secretariat", "KPCS"),
  administrator: actor("authority-administrator", authority),
  issuer: actor("issuing-officer", authority),
  validator: actor("validating-officer", authority),
} as const;

function actor(role: string, organisation: string): Actor {
  return { kind: "person", id: `bench-${role}`, name: `Bench ${role}`, organisation, roles: [role] };
}

export async function openBenchScheme(postgres: BenchPostgres, name: string): Promise<BenchScheme> {
  const config = await postgres.freshDatabase(name);
  const database = openDatabase(config, { name });
  const keys = await mkdtemp(join(tmpdir(), "kimberlite-bench-keys-"));
  const keyring = await openKeyring(keys);
  const base = { database, keyring, clock: Date.now, committed: () => undefined };
  let committed: () => void = () => undefined;
  const ctx = (who: Actor): Ctx => ({ ...base, committed: () => committed(), actor: who });
  const begun = { ...ctx(actors.secretariat), clock: () => Date.now() - 60_000 };
  await found(begun, { origin: "bench.kimberlite.example/log", scheme: "Bench", demonstration: true });
  await seedParticipants(begun);
  await seedDemonstrationAuthorities(begun);
  const offices: string[] = [];
  const administrator = ctx(actors.administrator);
  const year = new Date(Date.now()).getUTCFullYear();
  for (let i = 0; i < clients; i++) {
    const desk = { authority, desk: `BEN${i}`, name: `Bench desk ${i}`, place: "Antwerp", country: "BE" };
    const { code: office } = await openOffice(administrator, desk);
    const from = 20_000_001 + i * blockWidth;
    await allotBlock(administrator, { office, year, from: String(from), to: String(from + blockWidth - 1) });
    await appointDeskSigner(administrator, {
      office,
      from: new Date(Date.now() - 30_000).toISOString(),
      until: `${year + 1}-12-31T00:00:00.000Z`,
    });
    offices.push(office);
  }
  await publishTrustList(ctx(actors.secretariat));
  const heads = memoryHeads();
  return {
    superuser: config,
    database,
    keyring,
    authority,
    offices,
    ctx,
    async sequence() {
      const sequencer = startSequencer({
        database,
        clock: Date.now,
        logSigner: await keyring.logSigner(),
        heads,
        onError: (error) => console.error(error),
      });
      committed = () => sequencer.nudge();
      return () => {
        committed = () => undefined;
        return sequencer.stop();
      };
    },
    async close() {
      await database.close();
      await rm(keys, { recursive: true, force: true });
    },
  };
}

/** A usual shipment: two lines, real addresses' length. */
export function sampleGoods(i: number): GoodsInput {
  return {
    origin: { kind: "MIXED", listed: ["BW", "ZA"] },
    exporter: {
      name: "Scheldt Sample Diamonds NV",
      address: "22 Hoveniersstraat, 2018 Antwerp, Belgium",
      country: "BE",
    },
    importer: {
      name: "Surat Demo Gems Pvt Ltd",
      address: "7 Mahidharpura Main Road, Surat 395003, India",
      country: "IN",
    },
    parcels: 2,
    lines: [
      { code: "7102.31", carats: `${1_000 + (i % 900)}.50`, usd: "456789.00" },
      { code: "7102.10", carats: "62.25", usd: "14210.00" },
    ],
    containers: [],
  };
}

export function sampleSeals(i: number): { seal: string }[] {
  return [{ seal: `BE${String(100_000 + i)}` }, { seal: `BE${String(500_000 + i)}` }];
}
