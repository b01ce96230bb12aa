// (a) A batch of certificates, beside a bare batching writer: one connection that inserts equal rows in equal chunks with
// one statement per table and signs once (ES256) for each act, but checks nothing and keeps no promise about numbers.
import { generateKeyPairSync, sign } from "node:crypto";
import pg from "pg";
import { issueAll } from "#modules/certificates/index.ts";
import { showRow } from "../support/rows.ts";
import { actors, openBenchScheme, sampleGoods } from "../support/scheme.ts";
import type { BenchPostgres } from "../support/scheme.ts";
import { actColumns, actTypes, certificateColumns, certificateTypes, writtenAfter } from "./written.ts";
import type { WrittenCertificate } from "./written.ts";

const size = 10_000;
const chunk = 1_000;

export async function measureBatch(postgres: BenchPostgres): Promise<void> {
  const scheme = await openBenchScheme(postgres, "bench_batch");
  try {
    const [office = ""] = scheme.offices;
    const ctx = scheme.ctx(actors.issuer);
    const inputs = (count: number) => Array.from({ length: count }, (_, i) => ({ office, goods: sampleGoods(i) }));
    await issueAll(ctx, inputs(chunk));
    await issueAll(ctx, inputs(chunk));
    const { rows } = await scheme.database.pool.query<{ last: bigint }>("select max(serial) as last from act");
    const stopSequencing = await scheme.sequence();
    const all = inputs(size);
    const began = performance.now();
    for (let from = 0; from < size; from += chunk) await issueAll(ctx, all.slice(from, from + chunk));
    const ours = (size * 1000) / (performance.now() - began);
    await stopSequencing();
    const written = await writtenAfter(scheme.superuser, rows[0]?.last ?? 0n);
    if (written.length !== size) throw new Error(`${written.length} certificates were written`);
    const bare = await writeAgain(written, await postgres.freshDatabase("bench_bare"));
    showRow({ what: `(a) batch of ${size}, by ${chunk} / bare batching writer that signs`, ours, peer: bare, unit: "cert/s", target: 0.5 });
  } finally {
    await scheme.close();
  }
}

const columns = (types: readonly string[], from = 1): string => types.map((type, i) => `$${i + from}::${type}[]`).join(", ");

const statements = {
  acts: `with added as (
      insert into act (${actColumns.join(", ")}) select ${actColumns.join(", ")} from unnest(${columns(actTypes)}) as t (${actColumns.join(", ")}) returning id, serial
    ) insert into act_private (act, claims)
      select serial, claims from added join unnest($1::uuid[], $${actTypes.length + 1}::bytea[]) as c (id, claims) using (id)`,
  certificates: `insert into certificate (${certificateColumns.join(", ")}) select * from unnest(${columns(certificateTypes)})`,
  numbers: "insert into number_use (office, year, next) values ($1, $2, $3) on conflict (office, year) do update set next = excluded.next",
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
    await client.query({ name: "acts", text: statements.acts, values: [...actColumns.map((_, i) => acts.map(({ act }) => act[i])), acts.map(({ claims }) => claims)] });
    await client.query({ name: "certificates", text: statements.certificates, values: certificateColumns.map((_, i) => some.map(({ issued }) => issued[i])) });
    await client.query({ name: "numbers", text: statements.numbers, values: [last?.office, last?.year, String(BigInt(last?.serial ?? 0) + 1n)] });
    await client.query("commit");
  }
  const rate = (written.length * 1000) / (performance.now() - began);
  await client.end();
  return rate;
}
