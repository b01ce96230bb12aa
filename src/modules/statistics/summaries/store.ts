// The upkeep of the summaries of certificates: certificate_passage (what each adds), certificate_flow, certificate_fate (the
// sums) and summary_cursor, all working tables. What a certificate adds is defined once, by the view certificate_standing, and
// what that comes to once, by `flow` and `fate`; following the acts and making all again both use them.
import { sql } from "kysely";
import type { Kysely, RawBuilder } from "kysely";
import { byteaArray } from "#platform/db/arrays.ts";

export type Reader = { readonly db: Kysely<unknown> };

const summary = "certificate_flow";

/** Held for the transaction, so that whoever counts counts alone. Undefined where nothing was ever counted. */
export async function takeCursor(tx: Reader): Promise<bigint | undefined> {
  await sql`select pg_advisory_xact_lock(7102029)`.execute(tx.db);
  return findCursor(tx);
}

/** The first position of the log that the summaries do not hold yet. */
export async function findCursor(reader: Reader): Promise<bigint | undefined> {
  const { rows } = await sql<{ position: bigint }>`
    select position from summary_cursor where summary = ${summary}`.execute(reader.db);
  return rows[0]?.position;
}

export async function moveCursor(tx: Reader, position: bigint): Promise<void> {
  await sql`
    insert into summary_cursor (summary, position) values (${summary}, ${position})
    on conflict (summary) do update set position = excluded.position`.execute(tx.db);
}

const columns = sql`certificate, code, whole, exporter, importer, issued_on, expires_on, left_on, ended_on, ending,
  carats_out, usd_out, carats_in, usd_in`;

/** What certificates come to, as one kind of cell: those of one way, code, quarters and end. Both tables are added up from them. */
const cellKey = [
  "exporter",
  "importer",
  "code",
  "issued_in",
  "left_in",
  "ended_in",
  "ending",
  "due",
] as const;
const cellSums = ["certificates", "lines", "carats_out", "usd_out", "carats_in", "usd_in"] as const;

interface Summary {
  readonly table: string;
  readonly key: readonly string[];
  readonly sums: readonly string[];
  /** Its rows out of `cells`, those of a quarter together: so they are asked for. */
  readonly fromCells: RawBuilder<unknown>;
}

const happened = (["issued", "exported", "received", "withdrawn"] as const).map((step) => ({
  step,
  columns: ["certificates", "lines", "carats", "usd"].map((sum) => ({ sum, column: `${step}_${sum}` })),
}));

const flow: Summary = {
  table: "certificate_flow",
  key: ["exporter", "importer", "code", "quarter"],
  sums: [
    ...happened.flatMap((one) => one.columns.map(({ column }) => column)),
    "received_sealed_carats",
    "received_sealed_usd",
  ],
  fromCells: sql`
    select exporter, importer, code, quarter, ${sql.join(
      happened.flatMap((one) => one.columns.map(({ sum }) => sumOf(sum, sql`step = ${sql.lit(one.step)}`))),
    )}, ${sumOf("carats_out", sql`step = 'received'`)}, ${sumOf("usd_out", sql`step = 'received'`)}
    from cells cross join lateral (values
      ('issued', issued_in, carats_out, usd_out),
      ('exported', left_in, carats_out, usd_out),
      ('received', case when ending = 'CONFIRMED' then ended_in end, carats_in, usd_in),
      ('withdrawn', case when ending <> 'CONFIRMED' then ended_in end, carats_out, usd_out)
    ) as happened (step, quarter, carats, usd)
    where quarter is not null group by exporter, importer, code, quarter order by quarter`,
};

const fateKey = ["exporter", "importer", "code", "left_in", "ended_in", "ending", "due"] as const;
const fate: Summary = {
  table: "certificate_fate",
  key: fateKey,
  sums: cellSums,
  fromCells: sql`
    select ${refs(fateKey)}, ${sql.join(cellSums.map((sum) => sumOf(sum)))}
    from cells where left_in is not null group by ${refs(fateKey)} order by left_in`,
};
const summaries = [flow, fate];

function sumOf(column: string, only: RawBuilder<unknown> = sql`true`): RawBuilder<unknown> {
  return sql`coalesce(sum(${sql.ref(column)}) filter (where ${only}), 0)::bigint`;
}

function refs(names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.ref(name)));
}

/** The cells that these rows of passages fall in, each row `sign` times. */
function cellsOf(from: string, sign: 1 | -1 = 1): RawBuilder<unknown> {
  const quarterOf = (day: string) => sql`date_trunc('quarter', ${sql.ref(day)}::timestamp)::date`;
  const sums = ["whole", "1", "carats_out", "usd_out", "carats_in", "usd_in"].map(
    (sum, i) => sql`sum(${sql.lit(sign)} * ${sql.raw(sum)}) as ${sql.ref(cellSums[i] ?? "")}`,
  );
  return sql`
    select exporter, importer, code, ${quarterOf("issued_on")} as issued_in, ${quarterOf("left_on")} as left_in,
      ${quarterOf("ended_on")} as ended_in, ending, case when left_on is not null and ending is null then expires_on end as due,
      ${sql.join(sums)}
    from ${sql.ref(from)} group by ${sql.join([1, 2, 3, 4, 5, 6, 7, 8].map((place) => sql.lit(place)))}`;
}

/** Adds rows of `cells` to a summary; of those that it touched, the cells and whether they are empty now. */
function addTo({ table, key, sums, fromCells }: Summary): RawBuilder<unknown> {
  const moved = sql.join(
    sums.map((sum) => sql`${sql.ref(sum)} <> 0`),
    sql` or `,
  );
  const added = sums.map(
    (sum) => sql`${sql.ref(sum)} = ${sql.ref(`${table}.${sum}`)} + ${sql.ref(`excluded.${sum}`)}`,
  );
  const lines = sums.filter((sum) => sum.endsWith("lines"));
  const empty = sql.join(
    lines.map((sum) => sql`${sql.ref(`${table}.${sum}`)} = 0`),
    sql` and `,
  );
  return sql`
    insert into ${sql.table(table)} (${refs([...key, ...sums])})
    select * from (${fromCells}) as given (${refs([...key, ...sums])}) where ${moved}
    on conflict (${refs(key)}) do update set ${sql.join(added)}
    returning ${sql.lit(table)} as "table", cell, ${empty} as empty`;
}

/** Takes what these certificates added before out of the sums, and puts in what they add now. Doing it twice changes nothing. */
export async function countAgain(tx: Reader, certificates: readonly Uint8Array[]): Promise<void> {
  const { rows } = await sql<{ table: string; cell: bigint }>`
    with touched as materialized (select distinct unnest(${byteaArray(certificates)}::bytea[]) as certificate),
    before as materialized (select p.* from certificate_passage p join touched using (certificate)),
    after as materialized (select s.* from certificate_standing s join touched using (certificate)),
    forgotten as (
      delete from certificate_passage p using before b
      where p.certificate = b.certificate and p.code = b.code
        and not exists (select from after a where a.certificate = b.certificate and a.code = b.code)
    ), kept as (
      insert into certificate_passage (${columns}) select ${columns} from after
      on conflict (certificate, code) do update set whole = excluded.whole, left_on = excluded.left_on, ended_on = excluded.ended_on,
        ending = excluded.ending, carats_out = excluded.carats_out, usd_out = excluded.usd_out, carats_in = excluded.carats_in, usd_in = excluded.usd_in
    ),
    cells as materialized (
      select ${refs(cellKey)}, ${sql.join(cellSums.map((sum) => sql`sum(${sql.ref(sum)})::bigint as ${sql.ref(sum)}`))}
      from (${cellsOf("after")} union all ${cellsOf("before", -1)}) as moved group by ${refs(cellKey)}
    ),
    flows as (${addTo(flow)}),
    fates as (${addTo(fate)})
    select "table", cell from flows where empty union all select "table", cell from fates where empty`.execute(
    tx.db,
  );
  for (const { table } of summaries) {
    const empty = rows.filter((row) => row.table === table).map(({ cell }) => String(cell));
    if (empty.length > 0)
      await sql`delete from ${sql.table(table)} where cell = any(${empty}::bigint[])`.execute(tx.db);
  }
}

/** Everything from the certificates as they stand. */
export async function countAll(tx: Reader): Promise<void> {
  await sql`delete from certificate_passage`.execute(tx.db);
  // In the order of the key: blinded ids come in any other, and millions put into an index anywhere take far longer.
  await sql`set local work_mem = '64MB'`.execute(tx.db);
  await sql`
    insert into certificate_passage (${columns}) select ${columns} from certificate_standing order by certificate, code`.execute(
    tx.db,
  );
  await addUp(tx);
}

/** Both sums from what each certificate adds. */
export async function addUp(tx: Reader): Promise<void> {
  for (const { table } of summaries) await sql`delete from ${sql.table(table)}`.execute(tx.db);
  await sql`
    with cells as materialized (${cellsOf("certificate_passage")}), flows as (${addTo(flow)}), fates as (${addTo(fate)})
    select count(*) from cells`.execute(tx.db);
}

/**
 * The first thing that does not agree, as a sentence; undefined when all does. Certificates that were acted on at positions
 * from `cursor` on, or at none yet, are not expected to.
 */
export async function findDifference(tx: Reader, cursor: bigint): Promise<string | undefined> {
  const { rows } = await sql<{ row: unknown }>`
    select coalesce(to_jsonb(s), to_jsonb(p)) as row
    from (select ${columns} from certificate_standing) s
    full join (select ${columns} from certificate_passage) p using (certificate, code)
    where (to_jsonb(s) is distinct from to_jsonb(p)) and not exists (
      select from act a left join log_entry e on e.act = a.serial
      where a.subject = 'certificate:' || encode(certificate, 'hex') and (e.position is null or e.position >= ${cursor}))
    limit 1`.execute(tx.db);
  const [wrong] = rows;
  if (wrong !== undefined) return `a certificate is not counted as it stands: ${JSON.stringify(wrong.row)}`;
  for (const { table, key, sums, fromCells } of summaries) {
    const all = refs([...key, ...sums]);
    const { rows: apart } = await sql<{ row: unknown }>`
      with cells as (${cellsOf("certificate_passage")}),
      added as (select * from (${fromCells}) as given (${all})),
      counted as (select ${all} from ${sql.table(table)})
      select to_jsonb(x) as row from (select * from counted except all select * from added) x
      union all select to_jsonb(y) from (select * from added except all select * from counted) y limit 1`.execute(
      tx.db,
    );
    if (apart[0] !== undefined)
      return `${table}: a sum is not that of its certificates: ${JSON.stringify(apart[0].row)}`;
  }
  return undefined;
}
