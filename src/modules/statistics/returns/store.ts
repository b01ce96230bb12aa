// The table of returns: return_filing, a projection of the acts that file them. Their figures are observations of the same act.
import { sql } from "kysely";
import type { Flow, Product, Valuation } from "#core/statistics/observation.ts";
import { ofReturns } from "#core/statistics/observation.ts";
import type { FiledVersion } from "#core/statistics/calendar.ts";
import type { ReturnRow } from "#core/statistics/return-rules.ts";
import { parsePeriod } from "#core/statistics/periods.ts";
import type { MiningType, ReturnStatus } from "#core/statistics/returns.ts";
import type { ProjectedAct, Projection } from "#modules/record/index.ts";
import type { ReturnPrivate, ReturnPublic, ReturnType, RowFacts } from "../facts.ts";
import { closeObservations, insertObservations } from "../figures/store.ts";
import type { NewObservation, Reader } from "../figures/store.ts";

export interface FilingRow {
  readonly act: string;
  readonly participant: string;
  readonly type: ReturnType;
  readonly period: string;
  readonly version: number;
  readonly kind: "FIGURE" | "NIL";
  readonly status: ReturnStatus;
  readonly authority: string;
  readonly by_name: string;
  readonly why: string;
  readonly findings: readonly Readonly<Record<string, unknown>>[];
  readonly file: Buffer | null;
  /** Of the act in the log: the hash that the receipt shows. */
  readonly leaf_hash: Buffer;
  readonly at: string;
}

export async function projectFiled(
  tx: Projection,
  acts: readonly ProjectedAct<ReturnPublic, ReturnPrivate>[],
): Promise<void> {
  for (const act of acts) {
    const { participant, type, period, version, kind, status } = act.public;
    const { rows, why, findings, file, actor } = act.private;
    const before = await findStanding(tx, participant, type, period);
    if (before !== undefined) await closeObservations(tx, before.act, act.at);
    await sql`
      insert into return_filing (act, participant, type, period, version, kind, status, authority, by_name, why, findings, file, leaf_hash, at)
      values (${act.id}, ${participant}, ${type}, ${period}, ${version}, ${kind}, ${status}, ${act.organisation}, ${actor.name},
        ${why}, ${JSON.stringify(findings)}, ${file}, ${act.leafHash}, ${act.at})`.execute(tx.db);
    await insertObservations(
      tx,
      act.id,
      rows.map((row) => observationOf(act.public, act.at, row)),
    );
  }
}

function observationOf(filed: ReturnPublic, at: string, row: RowFacts): NewObservation {
  const period = parsePeriod(filed.period);
  if (period === undefined) throw new Error(`a return for ${filed.period}`);
  return {
    reporter: filed.participant,
    flow: row.flow as Flow,
    counterpart: row.counterpart,
    product: row.product as Product,
    mining: row.mining as MiningType | "_T",
    origin: row.origin,
    period,
    part: 0,
    carats: row.carats === null ? null : BigInt(row.carats),
    usd: row.usd === null ? null : BigInt(row.usd),
    count: row.count,
    nil: filed.kind === "NIL",
    status: row.status as ReturnStatus,
    valuation: row.valuation as Valuation | null,
    basis: null,
    note: row.note,
    source: ofReturns,
    entered: null,
    changed: null,
    knownFrom: at,
    open: false,
  };
}

/** The version that stands. */
export async function findStanding(
  reader: Reader,
  participant: string,
  type: ReturnType,
  period: string,
): Promise<FilingRow | undefined> {
  const { rows } = await sql<FilingRow>`
    select * from return_filing where participant = ${participant} and type = ${type} and period = ${period}
    order by version desc limit 1`.execute(reader.db);
  return rows[0];
}

export async function anythingFiled(reader: Reader): Promise<boolean> {
  const { rows } = await sql`select from return_filing limit 1`.execute(reader.db);
  return rows.length > 0;
}

/** Two people who file one return do so one after the other. */
export async function holdReturn(tx: Reader, subject: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(7102025, hashtext(${subject}))`.execute(tx.db);
}

/** The newest first. */
export async function versionsOf(
  reader: Reader,
  participant: string,
  type: ReturnType,
  period: string,
): Promise<readonly FilingRow[]> {
  const { rows } = await sql<FilingRow>`
    select * from return_filing where participant = ${participant} and type = ${type} and period = ${period}
    order by version desc`.execute(reader.db);
  return rows;
}

export async function findFiling(reader: Reader, act: string): Promise<FilingRow | undefined> {
  const { rows } = await sql<FilingRow>`select * from return_filing where act = ${act}::uuid`.execute(
    reader.db,
  );
  return rows[0];
}

/** Every version, for the calendar. */
export async function filedVersions(reader: Reader, participant: string): Promise<readonly FiledVersion[]> {
  const { rows } = await sql<FiledVersion>`
    select type, period, version, kind, at from return_filing where participant = ${participant}`.execute(
    reader.db,
  );
  return rows;
}

/** Of one Participant, or of all; the newest first. */
export async function newestFilings(
  reader: Reader,
  of: {
    readonly participant?: string;
    readonly type?: ReturnType;
    readonly limit: number;
    readonly offset: number;
  },
): Promise<readonly FilingRow[]> {
  const { rows } = await sql<FilingRow>`
    select * from return_filing
    where (${of.participant ?? null}::text is null or participant = ${of.participant ?? null})
      and (${of.type ?? null}::text is null or type = ${of.type ?? null})
    order by at desc, participant, type limit ${of.limit} offset ${of.offset}`.execute(reader.db);
  return rows;
}

/** What an act said, in the order of its rows; also where a later version stands. */
export async function rowsOfFiling(reader: Reader, act: string): Promise<readonly ReturnRow[]> {
  const { rows } = await sql<Omit<ReturnRow, "count"> & { count: bigint | null }>`
    select flow, counterpart, product, mining, origin, carats, usd, count, status, valuation, note
    from observation where act = ${act}::uuid order by place`.execute(reader.db);
  return rows.map(({ count, ...row }) => ({ ...row, count: count === null ? null : Number(count) }));
}
