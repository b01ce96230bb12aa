// What the public pages count in the tables of other modules: certificates by state, and the newest public acts.
// Reads projections and the record only; no number, no party, no hour of any one certificate leaves this file.
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { CertificateState } from "#core/certificate/life.ts";

export type Reader = { readonly db: Kysely<unknown> };

export interface StateCount {
  readonly state: CertificateState;
  readonly count: number;
  /** Since the instant asked for. */
  readonly issued: number;
  readonly confirmed: number;
}

/** One pass over the table. */
export async function countCertificates(reader: Reader, since: string): Promise<readonly StateCount[]> {
  const { rows } = await sql<{ state: CertificateState; count: bigint; issued: bigint; confirmed: bigint }>`
    select state, count(*) as count, count(*) filter (where issued_at >= ${since}) as issued,
      count(*) filter (where confirmed_at >= ${since}) as confirmed
    from certificate group by state`.execute(reader.db);
  return rows.map(({ state, count, issued, confirmed }) => ({
    state,
    count: Number(count),
    issued: Number(issued),
    confirmed: Number(confirmed),
  }));
}

export interface PublicAct {
  readonly id: string;
  readonly type: string;
  readonly organisation: string;
  readonly at: string;
  readonly leaf: Buffer;
}

/** The newest act of each type, among the last twenty thousand: older news is no news. */
export async function newestOfTypes(reader: Reader, types: readonly string[]): Promise<readonly PublicAct[]> {
  const { rows } = await sql<PublicAct>`
    select distinct on (type) id, type, organisation, at, leaf from act
    where type = any(${types}::text[]) and serial > (select coalesce(max(serial), 0) - 20000 from act)
    order by type, serial desc`.execute(reader.db);
  return rows;
}

export interface PlacedAct extends PublicAct {
  readonly position: bigint;
}

/** Acts that have a place below this one, newest first. */
export async function actsBelow(
  reader: Reader,
  position: bigint,
  limit: number,
): Promise<readonly PlacedAct[]> {
  const { rows } = await sql<PlacedAct>`
    select e.position, a.id, a.type, a.organisation, a.at, a.leaf from log_entry e join act a on a.serial = e.act
    where e.position < ${position} order by e.position desc limit ${limit}`.execute(reader.db);
  return rows;
}

/** Heads of the log at about equal steps of its size, the first and the newest among them. */
export async function growthOfLog(
  reader: Reader,
  steps: number,
): Promise<readonly { readonly size: bigint; readonly at: string }[]> {
  const { rows } = await sql<{ size: bigint; at: string }>`
    select distinct head.size, head.at from generate_series(0, ${steps}::bigint) step
    cross join (select max(size) as size from checkpoint) newest
    cross join lateral (
      select size, at from checkpoint where checkpoint.size >= newest.size * step / ${steps}::bigint order by checkpoint.size limit 1
    ) head order by head.size`.execute(reader.db);
  return rows;
}
