// The tables of this module: certificate_count, certificate_commitment, totals_published (projections of acts). It also
// reads acts themselves, with their leaves, because counts and totals are about what the log shows and not about tables.
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { Facts } from "#core/act/act.ts";
import { readAct } from "#core/act/act.ts";
import { decodeClaims } from "#core/act/claims.ts";
import type { Claim } from "#core/act/claims.ts";
import type { LifeEventKind } from "#core/certificate/life.ts";
import { lifeEventKinds } from "#core/certificate/life.ts";
import { fromHex } from "#core/encoding/bytes.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import { readCommitted } from "#core/totals/acts.ts";
import type { Counts } from "#core/totals/acts.ts";
import { ledgerTypes } from "#core/totals/ledger.ts";
import type { PublicAct } from "#core/totals/ledger.ts";
import { beginOf, daysOfQuarter } from "#core/totals/periods.ts";
import type { Quarter } from "#core/totals/periods.ts";
import type { ProjectedAct, Projection } from "#modules/record/index.ts";
import type { CommittedPublic, CountedPublic, TotalsPublic } from "./facts.ts";

export type Reader = { readonly db: Kysely<unknown> };

// Projections: written from acts alone.

export async function projectCounted(
  tx: Projection,
  acts: readonly ProjectedAct<CountedPublic, Facts>[],
): Promise<void> {
  for (const act of acts) {
    const { from, to, counts, totals, corrects = null } = act.public;
    await sql`
      insert into certificate_count (act, authority, from_day, to_day, counts, totals, corrects, leaf_hash, at)
      values (${act.id}, ${act.organisation}, ${from}, ${to}, ${JSON.stringify(counts)}, ${JSON.stringify(totals)}, ${corrects}, ${act.leafHash}, ${act.at})`.execute(
      tx.db,
    );
  }
}

export async function projectCommitted(
  tx: Projection,
  acts: readonly ProjectedAct<CommittedPublic, Facts>[],
): Promise<void> {
  for (const act of acts) {
    const all = readCommitted(act.public) ?? [];
    await sql`
      insert into certificate_commitment (certificate, authority, carats, usd, act)
      select certificate, ${act.organisation}, carats, usd, ${act.id}::uuid
      from unnest(${all.map(({ certificate }) => fromHex(certificate))}::bytea[], ${all.map(({ points }) => points.carats)}::bytea[], ${all.map(({ points }) => points.usd)}::bytea[]) as t (certificate, carats, usd)
      on conflict (certificate) do nothing`.execute(tx.db);
  }
}

export async function projectPublished(
  tx: Projection,
  acts: readonly ProjectedAct<TotalsPublic, Facts>[],
): Promise<void> {
  for (const act of acts) {
    const { quarter, participant, corrects = null } = act.public;
    await sql`
      insert into totals_published (act, authority, quarter, participant, corrects, leaf_hash, at)
      values (${act.id}, ${act.organisation}, ${quarter}, ${participant}, ${corrects}, ${act.leafHash}, ${act.at})`.execute(
      tx.db,
    );
  }
}

/** Two programs that count for one authority do so one after the other. */
export async function holdAuthority(tx: Reader, authority: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(7102017, hashtext(${authority}))`.execute(tx.db);
}

export interface CountRow {
  readonly act: string;
  readonly authority: string;
  readonly from_day: IsoDate;
  readonly to_day: IsoDate;
  readonly counts: Counts;
  readonly totals: Counts;
  readonly corrects: Buffer | null;
  readonly leaf_hash: Buffer;
  readonly at: string;
}

/** In the order in which they were signed. */
export async function countsOf(reader: Reader, authority: string): Promise<readonly CountRow[]> {
  const { rows } = await sql<CountRow>`
    select c.* from certificate_count c join act a on a.id = c.act where c.authority = ${authority} order by a.serial`.execute(
    reader.db,
  );
  return rows;
}

/** Of each authority the count that reaches furthest, as it stands now. */
export async function lastCounts(reader: Reader): Promise<readonly CountRow[]> {
  const { rows } = await sql<CountRow>`
    select distinct on (c.authority) c.* from certificate_count c join act a on a.id = c.act
    order by c.authority, c.to_day desc, a.serial desc`.execute(reader.db);
  return rows;
}

/** First day of the first count of each authority, and how many days are counted since. */
export async function countedDays(
  reader: Reader,
): Promise<readonly { readonly authority: string; readonly since: IsoDate; readonly days: number }[]> {
  const { rows } = await sql<{ authority: string; since: IsoDate; days: bigint }>`
    select authority, min(from_day) as since, sum(to_day - from_day + 1) as days
    from certificate_count where corrects is null group by authority`.execute(reader.db);
  return rows.map((row) => ({ ...row, days: Number(row.days) }));
}

const eventTypes = lifeEventKinds.map((kind) => `certificate.${kind}`);

/** Of these authorities those that have signed an act on a certificate. */
export async function authoritiesAtWork(
  reader: Reader,
  codes: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ code: string }>`
    select code from unnest(${codes}::text[]) as t (code)
    where exists (select from act where organisation = code and type = any(${eventTypes}::text[])) order by code`.execute(
    reader.db,
  );
  return rows.map(({ code }) => code);
}

/** UTC day of the first act on a certificate that this authority signed. */
export async function firstDayOf(reader: Reader, authority: string): Promise<IsoDate | undefined> {
  const { rows } = await sql<{ at: string | null }>`
    select min(at) as at from act where organisation = ${authority} and type = any(${eventTypes}::text[])`.execute(
    reader.db,
  );
  return rows[0]?.at?.slice(0, 10);
}

export interface DayTally {
  readonly day: IsoDate;
  readonly kind: LifeEventKind;
  readonly count: number;
}

/**
 * Acts on certificates that an authority signed, by UTC day and kind, from `from` to before `until`. An act's id begins with
 * its time (UUIDv7), so that the days are a range of ids.
 */
export async function talliesOf(
  reader: Reader,
  authority: string,
  from: IsoDate,
  until: IsoDate,
): Promise<readonly DayTally[]> {
  const { rows } = await sql<{ day: IsoDate; type: string; count: bigint }>`
    select (at at time zone 'UTC')::date as day, type, count(*) as count from act
    where id >= ${lowestId(from)}::uuid and id < ${lowestId(until)}::uuid and organisation = ${authority} and type = any(${eventTypes}::text[])
    group by 1, 2`.execute(reader.db);
  return rows.map(({ day, type, count }) => ({
    day,
    kind: type.slice("certificate.".length) as LifeEventKind,
    count: Number(count),
  }));
}

/** Public ids, hexadecimal, of what this authority sealed on these days and has not committed to, in the order of sealing. */
export async function sealedWithoutCommitment(
  reader: Reader,
  authority: string,
  from: IsoDate,
  until: IsoDate,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select substr(a.subject, 13) as id from act a
    where a.id >= ${lowestId(from)}::uuid and a.id < ${lowestId(until)}::uuid and a.organisation = ${authority} and a.type = 'certificate.validated'
      and not exists (select from certificate_commitment c where c.certificate = decode(substr(a.subject, 13), 'hex'))
    order by a.serial`.execute(reader.db);
  return rows.map(({ id }) => id);
}

/** The private claims of the acts of issue, by public id: amounts and parties, for those who may read them. */
export async function claimsOfIssue(
  reader: Reader,
  certificates: readonly string[],
): Promise<ReadonlyMap<string, readonly Claim[]>> {
  const { rows } = await sql<{ id: string; claims: Buffer }>`
    select substr(a.subject, 13) as id, p.claims from act a join act_private p on p.act = a.serial
    where a.subject = any(${certificates.map((id) => `certificate:${id}`)}::text[]) and a.previous is null and a.type = 'certificate.issued'`.execute(
    reader.db,
  );
  return new Map(rows.map(({ id, claims }) => [id, decodeClaims(claims)]));
}

export interface CommitmentRow {
  readonly certificate: string;
  readonly authority: string;
  readonly carats: Buffer;
  readonly usd: Buffer;
}

export async function commitmentsTo(
  reader: Reader,
  certificates: readonly string[],
): Promise<readonly CommitmentRow[]> {
  const { rows } = await sql<CommitmentRow>`
    select encode(certificate, 'hex') as certificate, authority, carats, usd from certificate_commitment
    where certificate = any(${certificates.map(fromHex)}::bytea[])`.execute(reader.db);
  return rows;
}

export interface Leaf {
  readonly leaf: Buffer;
  readonly leaf_hash: Buffer;
}

/**
 * Every act that the check of a quarter, or of several from `first` on, reads, in the order of the log: all acts on the certificates that left, arrived or
 * were confirmed in it, the commitments to them, and the totals published for it.
 */
export async function leavesOfQuarter(
  reader: Reader,
  quarter: Quarter,
  first: Quarter = quarter,
): Promise<readonly Leaf[]> {
  return leaves(reader, first, quarter, false);
}

/** The same with every act that says whose key may sign, the founding first: what a reader needs who trusts nobody. */
export async function leavesForCheck(reader: Reader, quarter: Quarter): Promise<readonly Leaf[]> {
  return leaves(reader, quarter, quarter, true);
}

async function leaves(
  reader: Reader,
  first: Quarter,
  last: Quarter,
  withKeys: boolean,
): Promise<readonly Leaf[]> {
  const { from } = daysOfQuarter(first);
  const { until } = daysOfQuarter(last);
  const { rows } = await sql<Leaf>`
    with moved as materialized (
      select distinct subject from act where id >= ${lowestId(from)}::uuid and id < ${lowestId(until)}::uuid
        and type in ('certificate.exported', 'certificate.presented', 'certificate.confirmed')
    ), wanted as (
      select a.serial from act a join moved using (subject) where a.type = any(${ledgerTypes}::text[])
      union select a.serial from act a where a.id in (
        select c.act from certificate_commitment c join moved m on c.certificate = decode(substr(m.subject, 13), 'hex'))
      union select a.serial from act a where a.id in (select act from totals_published where quarter between ${first} and ${last})
      union select a.serial from act a where ${withKeys}
        and a.type in ('record.founded', 'organisation-key.added', 'organisation-key.revoked')
    )
    select leaf, leaf_hash from act join wanted using (serial) order by serial`.execute(reader.db);
  return rows;
}

export function publicActOf({ leaf, leaf_hash }: Leaf): PublicAct {
  return { ...readAct(leaf), leafHash: leaf_hash };
}

export interface PublishedRow {
  readonly act: string;
  readonly authority: string;
  readonly quarter: Quarter;
  readonly leaf_hash: Buffer;
}

/** The one in force. */
export async function findPublished(
  reader: Reader,
  authority: string,
  quarter: Quarter,
): Promise<PublishedRow | undefined> {
  const { rows } = await sql<PublishedRow>`
    select t.act, t.authority, t.quarter, t.leaf_hash from totals_published t join act a on a.id = t.act
    where t.authority = ${authority} and t.quarter = ${quarter} order by a.serial desc limit 1`.execute(
    reader.db,
  );
  return rows[0];
}

/** Newest first. */
export async function publishedQuarters(reader: Reader): Promise<readonly Quarter[]> {
  const { rows } = await sql<{ quarter: Quarter }>`
    select distinct quarter from totals_published order by quarter desc`.execute(reader.db);
  return rows.map(({ quarter }) => quarter);
}

/** Changes whenever an answer about counts or totals may change. */
export async function tagOf(reader: Reader): Promise<string> {
  const { rows } = await sql<{ tag: string }>`
    select concat_ws('.', (select count(*) from certificate_count), (select count(*) from certificate_commitment),
      (select count(*) from totals_published)) as tag`.execute(reader.db);
  return rows[0]?.tag ?? "";
}

function lowestId(day: IsoDate): string {
  const hex = Date.parse(beginOf(day)).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
