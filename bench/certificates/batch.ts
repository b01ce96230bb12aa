// (a) A batch of certificates through the HTTP API of the real program, beside a bare batching writer: one connection that inserts equal rows in equal chunks with
// one statement per table and signs once (ES256) for each act, but checks nothing and keeps no promise about numbers.
import { generateKeyPairSync, sign } from "node:crypto";

import { join } from "node:path";
import pg from "pg";
import { openDatabase } from "#platform/db/database.ts";
import { startOwnPostgres } from "#platform/db/postgres.ts";
import { openKeyring } from "#platform/keys/keyring.ts";
import type { Actor } from "#modules/record/index.ts";
import { makeApiKey } from "#modules/identity/index.ts";
import { officesOf } from "#modules/scheme/index.ts";
import { median, ratios, showNote, showRow } from "../support/rows.ts";
import { authority, freshDatabase, sampleGoods } from "../support/scheme.ts";
import type { RunningProgram } from "./look-up.ts";
import { actColumns, actTypes, certificateColumns, certificateTypes, writtenAfter } from "./written.ts";
import type { WrittenCertificate } from "./written.ts";

const size = 10_000;
const chunk = 1_000;
const turns = 5;

export async function measureBatch({ base, folder }: RunningProgram): Promise<void> {
  const { superuser } = await startOwnPostgres(folder);
  const database = openDatabase(superuser, { name: "bench", connections: 2 });
  try {
    const actor: Actor = {
      kind: "person",
      id: "bench",
      name: "Bench",
      organisation: authority,
      roles: ["authority-administrator"],
    };
    const ctx = {
      database,
      keyring: await openKeyring(join(folder, "keys")),
      clock: Date.now,
      committed: () => undefined,
      actor,
    };
    const { key } = await makeApiKey(ctx, {
      organisation: authority,
      name: "Bench",
      roles: ["issuing-officer"],
    });
    const [office] = await officesOf(ctx, authority);
    const items = Array.from({ length: size }, (_, i) => ({
      office: office?.code ?? "",
      goods: sampleGoods(i),
    }));
    const post = async (some: typeof items): Promise<void> => {
      const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
      const response = await fetch(`${base}/api/certificates/batch`, {
        method: "POST",
        headers,
        body: JSON.stringify({ items: some }),
      });
      const text = await response.text();
      if (response.status !== 201)
        throw new Error(`the batch is answered ${response.status}: ${text.slice(0, 300)}`);
    };
    await demonstrationIsDone(base);
    for (let i = 0; i < 3; i++) await post(items.slice(0, chunk));
    const bareDatabase = await freshDatabase(superuser, "bench_bare");
    const ours: number[] = [];
    const bare: number[] = [];
    // Turn and turn about, so that a slow moment of the machine falls on both.
    for (let turn = 0; turn < turns; turn++) {
      const { rows } = await database.pool.query<{ last: bigint }>("select max(serial) as last from act");
      const began = performance.now();
      for (let from = 0; from < size; from += chunk) await post(items.slice(from, from + chunk));
      ours.push((size * 1000) / (performance.now() - began));
      await demonstrationIsDone(base);
      const written = (await writtenAfter(superuser, rows[0]?.last ?? 0n)).filter(
        (certificate) => certificate.acts.length > 0 && certificate.office === office?.code,
      );
      if (written.length !== size) throw new Error(`${written.length} certificates were written`);
      bare.push(await writeAgain(written, bareDatabase));
    }
    showRow({
      what: `(a) ${size} by POST …/batch of ${chunk} / bare batching writer, signing`,
      ours: median(ours),
      peer: median(bare),
      unit: "cert/s",
      target: 0.5,
    });
    showNote(`${turns} turns, their ratios: ${ratios(ours, bare)}.`);
  } finally {
    await database.close();
  }
}

/** A fresh demonstration still prints, witnesses and adds up; that is no part of a batch. Done when no act comes for a while. */
async function demonstrationIsDone(base: string): Promise<void> {
  const size = async (): Promise<unknown> =>
    ((await (await fetch(`${base}/healthz`)).json()) as { record: unknown }).record;
  for (let before: unknown, same = 0; same < 6;) {
    const now = JSON.stringify(await size());
    same = now === before ? same + 1 : 0;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const columns = (types: readonly string[], from = 1): string =>
  types.map((type, i) => `$${i + from}::${type}[]`).join(", ");

const statements = {
  acts: `with added as (
      insert into act (${actColumns.join(", ")}) select ${actColumns.join(", ")} from unnest(${columns(actTypes)}) as t (${actColumns.join(", ")}) returning id, serial
    ) insert into act_private (act, claims)
      select serial, claims from added join unnest($1::uuid[], $${actTypes.length + 1}::bytea[]) as c (id, claims) using (id)`,
  certificates: `insert into certificate (${certificateColumns.join(", ")}) select * from unnest(${columns(certificateTypes)})`,
  numbers:
    "insert into number_use (office, year, next) values ($1, $2, $3) on conflict (office, year) do update set next = excluded.next",
} as const;

async function writeAgain(written: readonly WrittenCertificate[], config: pg.ClientConfig): Promise<number> {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const client = new pg.Client(config);
  await client.connect();
  const began = performance.now();
  for (let from = 0; from < written.length; from += chunk) {
    const some = written.slice(from, from + chunk);
    const acts = some.flatMap((certificate) => certificate.acts);
    for (const { claims } of acts) sign("sha256", claims, { key: privateKey, dsaEncoding: "ieee-p1363" });
    const last = some.at(-1);
    await client.query("begin");
    await client.query({
      name: "acts",
      text: statements.acts,
      values: [...actColumns.map((_, i) => acts.map(({ act }) => act[i])), acts.map(({ claims }) => claims)],
    });
    await client.query({
      name: "certificates",
      text: statements.certificates,
      values: certificateColumns.map((_, i) => some.map(({ issued }) => issued[i])),
    });
    await client.query({
      name: "numbers",
      text: statements.numbers,
      values: [last?.office, last?.year, String(BigInt(last?.serial ?? 0) + 1n)],
    });
    await client.query("commit");
  }
  const rate = (written.length * 1000) / (performance.now() - began);
  await client.end();
  return rate;
}
