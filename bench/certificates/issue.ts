// (a) Issues and validates certificates with eight desks at once, beside bare durable commits of the very same rows: the
// rows that our commands wrote, written again by eight connections that know them beforehand and do nothing else.
// And a batch beside a bare batching writer that also signs once per act.
import { generateKeyPairSync, sign } from "node:crypto";
import pg from "pg";
import { issue, issueAll, validate } from "#modules/certificates/index.ts";
import { median, showNote, showRow } from "../support/rows.ts";
import { actors, clients, openBenchScheme, sampleGoods, sampleSeals } from "../support/scheme.ts";
import type { BenchPostgres, BenchScheme } from "../support/scheme.ts";

const runs = 3;

export async function measureIssue(postgres: BenchPostgres, perClient = 250): Promise<void> {
  const ours: number[] = [];
  const bare: number[] = [];
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const scheme = await openBenchScheme(postgres, "bench_ours");
    try {
      await issueAndValidate(scheme, 20);
      const first = await lastSerial(scheme);
      const stopSequencing = await scheme.sequence();
      ours.push(await issueAndValidate(scheme, perClient, times));
      await stopSequencing();
      bare.push(await writeAgain(await readRows(scheme, first), await postgres.freshDatabase("bench_bare")));
    } finally {
      await scheme.close();
    }
  }
  showRow({ what: `(a) issue + validate, ${clients} desks, durable`, ours: median(ours), peer: median(bare), unit: "cert/s", target: 0.5 });
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(1);
  showNote(
    `${Math.round(median(ours) * 2)} acts/s signed, committed and sequenced; the peer commits the same rows, unsigned. ` +
      `Issue and validate together: ${at(0.5)} ms (p50), ${at(0.99)} ms (p99).`,
  );
}

/** Every desk issues and then validates, one certificate after another. Returns certificates per second. */
async function issueAndValidate(scheme: BenchScheme, perClient: number, times: number[] = []): Promise<number> {
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

interface Written {
  readonly office: string;
  readonly acts: readonly { readonly act: unknown[]; readonly claims: Buffer }[];
  readonly issued: unknown[];
  readonly validated: unknown[];
  readonly year: number;
  readonly serial: string;
}

async function lastSerial({ database }: BenchScheme): Promise<bigint> {
  const { rows } = await database.pool.query<{ last: bigint }>("select coalesce(max(serial), 0) as last from act");
  return rows[0]?.last ?? 0n;
}

/** The rows of every certificate validated after `serial`, as parameters. */
async function readRows({ superuser }: BenchScheme, serial: bigint): Promise<readonly Written[]> {
  const client = new pg.Client(superuser);
  await client.connect();
  const { rows: acts } = await client.query(
    "select a.*, p.claims from act a join act_private p on p.act = a.serial where a.serial > $1 and a.subject like 'certificate:%' order by a.serial",
    [String(serial)],
  );
  const { rows: certificates } = await client.query("select c.*, encode(public_id, 'hex') as hex, content::text as json from certificate c");
  await client.end();
  const actsOf = new Map<string, Written["acts"][number][]>();
  for (const { id, type, subject, organisation, at, previous, leaf, leaf_hash, claims } of acts) {
    const list = actsOf.get(subject) ?? [];
    list.push({ act: [id, type, subject, organisation, at, previous, leaf, leaf_hash], claims });
    actsOf.set(subject, list);
  }
  return certificates.flatMap((row) => {
    const own = actsOf.get(`certificate:${row.hex}`);
    if (own === undefined || own.length !== 2) return [];
    const [head] = own.map(({ act }) => act[7]);
    const { validatedOn: _, containers, ...issuedContent } = JSON.parse(row.json);
    const issued = [row.public_id, row.participant, row.number, row.serial, row.authority, row.office, row.destination, JSON.stringify({ ...issuedContent, containers: [], validatedOn: null })];
    return [
      {
        office: row.office,
        acts: own,
        issued: [...issued, row.issued_on, row.expires_on, row.expires_at, row.issued_by, row.issued_at, head],
        validated: [row.public_id, row.validated_at, row.qr_text, JSON.stringify({ validatedOn: row.issued_on, containers }), row.head],
        year: row.issued_on.getUTCFullYear(),
        serial: String(row.serial),
      },
    ];
  });
}

const bareStatements = {
  act: `with added as (
      insert into act (id, type, subject, organisation, at, previous, leaf, leaf_hash) values ($1, $2, $3, $4, $5, $6, $7, $8) returning serial
    ) insert into act_private (act, claims) select serial, $9 from added`,
  issued: `with issued as (
      insert into certificate (public_id, participant, number, serial, authority, office, destination, state, content, issued_on, expires_on, expires_at, issued_by, issued_at, head)
      values ($1, $2, $3, $4, $5, $6, $7, 'ISSUED', $8, $9, $10, $11, $12, $13, $14)
    ) insert into number_use (office, year, next) values ($6, $15, $16)
    on conflict (office, year) do update set next = greatest(number_use.next, excluded.next)`,
  validated: "update certificate set state = 'VALIDATED', validated_at = $2, qr_text = $3, content = content || $4::jsonb, head = $5 where public_id = $1",
} as const;

/** Eight connections, prepared statements, two durable transactions for each certificate. Certificates per second. */
async function writeAgain(written: readonly Written[], config: pg.ClientConfig): Promise<number> {
  const byOffice = Map.groupBy(written, ({ office }) => office);
  const connections = await Promise.all(
    [...byOffice.values()].map(async (rows) => {
      const client = new pg.Client(config);
      await client.connect();
      return { client, rows };
    }),
  );
  const statement = (name: keyof typeof bareStatements, values: unknown[]): pg.QueryConfig => ({ name, text: bareStatements[name], values });
  const began = performance.now();
  await Promise.all(
    connections.map(async ({ client, rows }) => {
      for (const { acts, issued, validated, year, serial } of rows) {
        const [issuing, validating] = acts;
        await client.query("begin");
        await client.query(statement("act", [...(issuing?.act ?? []), issuing?.claims]));
        await client.query(statement("issued", [...issued, year, String(BigInt(serial) + 1n)]));
        await client.query("commit");
        await client.query("begin");
        await client.query(statement("act", [...(validating?.act ?? []), validating?.claims]));
        await client.query(statement("validated", validated));
        await client.query("commit");
      }
    }),
  );
  const rate = (written.length * 1000) / (performance.now() - began);
  await Promise.all(connections.map(({ client }) => client.end()));
  return rate;
}
