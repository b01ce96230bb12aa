// The table of this module: reform_act (projection of acts).
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { Facts } from "#core/act/act.ts";
import type { RecordedStep } from "#core/reform/record.ts";
import type { ProjectedAct, Projection } from "#modules/record/index.ts";

export type Reader = { readonly db: Kysely<unknown> };

export async function projectReformActs(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, Facts>[],
): Promise<void> {
  for (const { id, subject, type, at, public: facts } of acts) {
    const by = facts["by"];
    await sql`
      insert into reform_act (act, subject, place, type, by_seat, facts, at)
      select ${id}, ${subject}, count(*) + 1, ${type}, ${typeof by === "string" ? by : null}, ${JSON.stringify(facts)}, ${at}
      from reform_act where subject = ${subject}`.execute(tx.db);
  }
}

export interface ReformActRow {
  readonly act: string;
  readonly subject: string;
  readonly type: string;
  readonly at: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export async function actsOf(reader: Reader, subject: string): Promise<readonly ReformActRow[]> {
  const { rows } = await sql<ReformActRow>`
    select act, subject, type, at, facts from reform_act where subject = ${subject} order by place`.execute(
    reader.db,
  );
  return rows;
}

/** The acts of those begun last, each subject's together and in order; the newest subject first. */
export async function actsBegunBy(
  reader: Reader,
  type: string,
  limit: number,
): Promise<ReadonlyMap<string, readonly ReformActRow[]>> {
  const { rows } = await sql<ReformActRow>`
    with begun as (select subject, at as begun_at from reform_act where type = ${type} order by at desc, subject desc limit ${limit})
    select r.act, r.subject, r.type, r.at, r.facts from reform_act r join begun b using (subject)
    order by b.begun_at desc, r.subject desc, r.place`.execute(reader.db);
  const all = new Map<string, ReformActRow[]>();
  for (const row of rows) {
    const known = all.get(row.subject);
    if (known === undefined) all.set(row.subject, [row]);
    else known.push(row);
  }
  return all;
}

/** How many of this kind a seat has signed on a UTC day. */
export async function countOnDay(reader: Reader, seat: string, type: string, day: string): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from reform_act
    where by_seat = ${seat} and type = ${type} and (at at time zone 'UTC')::date = ${day}`.execute(reader.db);
  return Number(rows[0]?.count ?? 0);
}

/** As core/reform folds it. */
export function stepOf({ type, at, facts }: ReformActRow): RecordedStep {
  const { by, outcome, progress } = facts;
  return {
    type,
    at,
    by: typeof by === "string" ? by : null,
    ...(typeof outcome === "string" ? { outcome } : {}),
    ...(typeof progress === "string" ? { progress } : {}),
  };
}

/** What is done to one subject, or by one seat, at once is done one after the other. */
export async function hold(reader: Reader, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(7102022, hashtext(${name}))`.execute(reader.db);
}
