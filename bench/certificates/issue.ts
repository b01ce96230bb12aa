// (a) Issues and validates certificates with eight desks at once, beside bare durable commits of the very same rows:
// what our commands wrote is written again by eight connections that know it beforehand, sign nothing and check nothing.
// Once as they are checked, signed, recorded and durable, and once with their positions given beside it, as a server does.
import pg from "pg";
import { issue, validate } from "#modules/certificates/index.ts";
import { median, ratios, showNote, showRow } from "../support/rows.ts";
import { actors, clients, openBenchScheme, sampleGoods, sampleSeals } from "../support/scheme.ts";
import type { BenchPostgres, BenchScheme } from "../support/scheme.ts";
import { actColumns, certificateColumns, groupBy, writtenAfter } from "./written.ts";
import type { WrittenCertificate } from "./written.ts";

const turns = 5;
/** Certificates of each desk before the measurement, and in it. */
const warmUp = 300;
const perClient = 400;

export async function measureIssue(postgres: BenchPostgres): Promise<void> {
  for (const positions of [false, true]) await measureTurns(postgres, positions);
}

async function measureTurns(postgres: BenchPostgres, positions: boolean): Promise<void> {
  const ours: number[] = [];
  const bare: number[] = [];
  const times: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const scheme = await openBenchScheme(postgres, "bench_ours");
    try {
      // A server that has run for a while: its code is compiled, and its database knows how large its tables are.
      const stopSequencing = positions ? await scheme.sequence() : undefined;
      await issueAndValidate(scheme, warmUp);
      await analyze(scheme.superuser);
      const { rows } = await scheme.database.pool.query<{ last: bigint }>(
        "select max(serial) as last from act",
      );
      ours.push(await issueAndValidate(scheme, perClient, times));
      await stopSequencing?.();
      const written = await writtenAfter(scheme.superuser, rows[0]?.last ?? 0n);
      if (written.length !== perClient * clients)
        throw new Error(`${written.length} certificates were written`);
      bare.push(await writeAgain(written, await postgres.freshDatabase("bench_bare")));
    } finally {
      await scheme.close();
    }
  }
  const rate = median(ours);
  showRow({
    what: `(a) issue + validate, ${clients} desks${positions ? ", positions given" : ""} / bare commits`,
    ours: rate,
    peer: median(bare),
    unit: "cert/s",
    target: 0.5,
  });
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  showNote(
    `${Math.round(rate * 2)} acts/s checked, signed and committed${positions ? ", and given their positions" : ""}; the peer: ${Math.round(median(bare) * 2)} unsigned. ` +
      `One certificate, both steps: ${at(0.5)} ms (median), ${at(0.99)} ms (99 %). ${turns} turns, their ratios: ${ratios(ours, bare)}.`,
  );
}

async function analyze(config: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(config);
  await client.connect();
  await client.query("analyze");
  await client.end();
}

/** Every desk issues and then validates, one certificate after another. Returns certificates per second. */
export async function issueAndValidate(
  scheme: BenchScheme,
  perClient: number,
  times: number[] = [],
): Promise<number> {
  const issuer = scheme.ctx(actors.issuer);
  const validator = scheme.ctx(actors.validator);
  const began = performance.now();
  await Promise.all(
    scheme.offices.map(async (office) => {
      for (let i = 0; i < perClient; i++) {
        const from = performance.now();
        const { id } = await issue(issuer, { office, goods: sampleGoods(i) });
        await validate(validator, { certificate: id, containers: sampleSeals(i) });
        times.push(performance.now() - from);
      }
    }),
  );
  return (perClient * scheme.offices.length * 1000) / (performance.now() - began);
}

const places = (from: number, count: number): string =>
  Array.from({ length: count }, (_, i) => `$${from + i}`).join(", ");
const afterRow = certificateColumns.length + 1;

const statements = {
  act: `with added as (insert into act (${actColumns.join(", ")}) values (${places(1, actColumns.length)}) returning serial)
    insert into act_private (act, claims) select serial, $${actColumns.length + 1} from added`,
  issued: `with issued as (insert into certificate (${certificateColumns.join(", ")}) values (${places(1, certificateColumns.length)}))
    insert into number_use (office, year, next) values ($${afterRow}, $${afterRow + 1}, $${afterRow + 2})
    on conflict (office, year) do update set next = greatest(number_use.next, excluded.next)`,
  validated:
    "update certificate set state = 'VALIDATED', validated_at = $2, qr_text = $3, content = content || $4::jsonb, head = $5 where public_id = $1",
} as const;

/** One connection for each desk, prepared statements, two durable transactions for each certificate. */
async function writeAgain(written: readonly WrittenCertificate[], config: pg.ClientConfig): Promise<number> {
  const connections = await Promise.all(
    [...groupBy(written, ({ office }) => office).values()].map(async (rows) => {
      const client = new pg.Client(config);
      await client.connect();
      return {
        rows,
        run: (name: keyof typeof statements, values: readonly unknown[]) =>
          client.query({ name, text: statements[name], values: [...values] }),
        client,
      };
    }),
  );
  const began = performance.now();
  await Promise.all(
    connections.map(async ({ client, run, rows }) => {
      for (const { acts, issued, validated, office, year, serial } of rows) {
        const [issuing, validating] = acts;
        if (issuing === undefined || validating === undefined)
          throw new Error("a certificate without its two acts");
        await client.query("begin");
        await run("act", [...issuing.act, issuing.claims]);
        await run("issued", [...issued, office, year, String(BigInt(serial) + 1n)]);
        await client.query("commit");
        await client.query("begin");
        await run("act", [...validating.act, validating.claims]);
        await run("validated", validated);
        await client.query("commit");
      }
    }),
  );
  const rate = (written.length * 1000) / (performance.now() - began);
  await Promise.all(connections.map(({ client }) => client.end()));
  return rate;
}
