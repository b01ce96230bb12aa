// The upkeep of the summaries of certificates: certificate_flow, certificate_passage, summary_cursor (working tables). What a
// certificate adds is defined once, by the view certificate_standing; following the acts and making all again both use it.
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
const amounts = ["certificates", "lines", "carats_out", "usd_out", "carats_in", "usd_in"] as const;
const key = sql`exporter, importer, code, issued_in, left_in, ended_in, ending, due`;

const quarterOf = (day: string) => sql`date_trunc('quarter', ${sql.ref(day)}::timestamp)::date`;

/** The cells that these rows of passages fall in, each row `sign` times. */
function cells(from: string, sign: 1 | -1): RawBuilder<unknown> {
  const by = sql.lit(sign);
  return sql`
    select exporter, importer, code, ${quarterOf("issued_on")} as issued_in, ${quarterOf("left_on")} as left_in,
      ${quarterOf("ended_on")} as ended_in, ending, case when left_on is not null and ending is null then expires_on end as due,
      ${by} * whole as certificates, ${by} as lines, ${by} * carats_out as carats_out, ${by} * usd_out as usd_out,
      ${by} * carats_in as carats_in, ${by} * usd_in as usd_in
    from ${sql.ref(from)}`;
}

const sums = sql.join(amounts.map((amount) => sql`sum(${sql.ref(amount)})::bigint as ${sql.ref(amount)}`));

/** Takes what these certificates added before out of the sums, and puts in what they add now. Doing it twice changes nothing. */
export async function countAgain(tx: Reader, certificates: readonly Uint8Array[]): Promise<void> {
  const touched = sql`select unnest(${byteaArray(certificates)}::bytea[]) as certificate`;
  const { rows } = await sql<{ cell: bigint }>`
    with touched as materialized (${touched}),
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
    ), moved as (
      select ${key}, ${sums} from (${cells("after", 1)} union all ${cells("before", -1)}) as each_row group by ${key}
    ), counted as (
      insert into certificate_flow (${key}, ${sql.join(amounts.map((amount) => sql.ref(amount)))})
      select * from moved
      where ${sql.join(
        amounts.map((amount) => sql`${sql.ref(amount)} <> 0`),
        sql` or `,
      )}
      on conflict (${key}) do update set ${sql.join(
        amounts.map(
          (amount) =>
            sql`${sql.ref(amount)} = ${sql.ref(`certificate_flow.${amount}`)} + ${sql.ref(`excluded.${amount}`)}`,
        ),
      )}
      returning cell, lines
    )
    select cell from counted where lines = 0`.execute(tx.db);
  if (rows.length > 0)
    await sql`delete from certificate_flow where cell = any(${rows.map(({ cell }) => String(cell))}::bigint[])`.execute(
      tx.db,
    );
}

/** Everything from the certificates as they stand, in two statements. */
export async function countAll(tx: Reader): Promise<void> {
  await sql`truncate certificate_passage, certificate_flow`.execute(tx.db);
  await sql`insert into certificate_passage (${columns}) select ${columns} from certificate_standing`.execute(
    tx.db,
  );
  await sql`
    insert into certificate_flow (${key}, ${sql.join(amounts.map((amount) => sql.ref(amount)))})
    select ${key}, ${sums} from (${cells("certificate_passage", 1)}) as each_row group by ${key}`.execute(
    tx.db,
  );
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
  const all = sql`${key}, ${sql.join(amounts.map((amount) => sql.ref(amount)))}`;
  const { rows: cellsApart } = await sql<{ row: unknown }>`
    with counted as (select ${all} from certificate_flow),
    added as (select ${key}, ${sums} from (${cells("certificate_passage", 1)}) as each_row group by ${key})
    select to_jsonb(x) as row from (select * from counted except all select * from added) x
    union all select to_jsonb(y) from (select * from added except all select * from counted) y limit 1`.execute(
    tx.db,
  );
  const [apart] = cellsApart;
  return apart === undefined
    ? undefined
    : `a sum is not that of its certificates: ${JSON.stringify(apart.row)}`;
}
