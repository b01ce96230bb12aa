// The tables of requests: request_act, request, expert (projections of acts).
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { Facts } from "#core/act/act.ts";
import { foldRequest } from "#core/decisions/requests.ts";
import type { RequestAct, RequestKind, RequestStage, RequestTick } from "#core/decisions/requests.ts";
import type { ProjectedAct, Projection } from "#modules/record/index.ts";
import type { ExpertFacts, WithdrawnFacts } from "./facts.ts";

export type Reader = { readonly db: Kysely<unknown> };
type Acts<Public extends Facts> = readonly ProjectedAct<Public, Facts>[];

/* ---- written by projections only ---- */

/** Any act of a request: kept in its order, and where the request stands after it. */
export async function projectRequestActs(tx: Projection, acts: Acts<Facts>): Promise<void> {
  for (const act of acts) {
    const request = act.subject.slice("request:".length);
    const by = act.public["by"];
    await sql`
      insert into request_act (act, request, place, type, by_seat, facts, at)
      select ${act.id}, ${request}, count(*) + 1, ${act.type}, ${typeof by === "string" ? by : null}, ${JSON.stringify(act.public)}, ${act.at}
      from request_act where request = ${request}`.execute(tx.db);
    const state = foldRequest((await actsOf(tx, request)).map(engineAct));
    if (state === undefined) continue;
    const { kind, about, stage, missed, deadline, openedAt } = state;
    await sql`
      insert into request (id, kind, by_seat, about, stage, missed, due_at, due_tick, opened_at, changed_at)
      values (${request}, ${kind}, ${state.by}, ${about}, ${stage}, ${missed}, ${deadline?.at ?? null}, ${deadline?.tick ?? null}, ${openedAt}, ${act.at})
      on conflict (id) do update set stage = excluded.stage, missed = excluded.missed, due_at = excluded.due_at,
        due_tick = excluded.due_tick, changed_at = excluded.changed_at`.execute(tx.db);
  }
}

export async function projectExperts(tx: Projection, acts: Acts<ExpertFacts>): Promise<void> {
  for (const { id, subject, at, public: facts } of acts)
    await sql`
      insert into expert (id, name, country, fields, proposed_by, listed_at, withdrawn_at, act)
      values (${subject.slice("expert:".length)}, ${facts.name}, ${facts.country}, ${facts.fields}, ${facts.by}, ${at}, null, ${id})`.execute(
      tx.db,
    );
}

export async function projectWithdrawals(tx: Projection, acts: Acts<WithdrawnFacts>): Promise<void> {
  for (const { subject, at } of acts)
    await sql`update expert set withdrawn_at = ${at} where id = ${subject.slice("expert:".length)}`.execute(
      tx.db,
    );
}

/* ---- read ---- */

export interface RequestActRow {
  readonly act: string;
  readonly type: string;
  readonly at: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export async function actsOf(reader: Reader, request: string): Promise<readonly RequestActRow[]> {
  const { rows } = await sql<RequestActRow>`
    select act, type, at, facts from request_act where request = ${request} order by place`.execute(
    reader.db,
  );
  return rows;
}

export async function actsOfAll(
  reader: Reader,
  requests: readonly string[],
): Promise<ReadonlyMap<string, readonly RequestActRow[]>> {
  const { rows } = await sql<RequestActRow & { request: string }>`
    select request, act, type, at, facts from request_act where request = any(${requests}::uuid[]) order by request, place`.execute(
    reader.db,
  );
  const acts = new Map<string, RequestActRow[]>();
  for (const row of rows) {
    const known = acts.get(row.request);
    if (known === undefined) acts.set(row.request, [row]);
    else known.push(row);
  }
  return acts;
}

/** The row as the rules take it: what was signed, without what only readers need. */
export function engineAct({ act, type, at, facts }: RequestActRow): RequestAct {
  return { ...facts, id: act, at, type: type.slice("request.".length) } as unknown as RequestAct;
}

export interface RequestRow {
  readonly id: string;
  readonly kind: RequestKind;
  readonly by_seat: string;
  readonly about: string | null;
  readonly stage: RequestStage;
  readonly missed: boolean;
  readonly due_at: string | null;
  readonly due_tick: RequestTick | null;
  readonly opened_at: string;
  readonly changed_at: string;
}

export async function findRow(reader: Reader, id: string): Promise<RequestRow | undefined> {
  const { rows } = await sql<RequestRow>`select * from request where id = ${id}`.execute(reader.db);
  return rows[0];
}

export interface RequestFilter {
  readonly kind?: RequestKind | undefined;
  readonly about?: string | undefined;
  readonly by?: string | undefined;
}

/** Those opened last first. */
export async function listRequests(
  reader: Reader,
  { kind, about, by }: RequestFilter,
  limit: number,
): Promise<readonly RequestRow[]> {
  const { rows } = await sql<RequestRow>`
    select * from request
    where (${kind ?? null}::text is null or kind = ${kind ?? null})
      and (${about ?? null}::text is null or about = ${about ?? null})
      and (${by ?? null}::text is null or by_seat = ${by ?? null})
    order by opened_at desc, id desc limit ${limit}`.execute(reader.db);
  return rows;
}

/** Requests with a clock that has run out. */
export async function dueRequests(reader: Reader, now: string): Promise<readonly RequestRow[]> {
  const { rows } = await sql<RequestRow>`
    select * from request where due_at <= ${now} order by due_at, id limit 500`.execute(reader.db);
  return rows;
}

export interface ExpertRow {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly fields: string;
  readonly proposed_by: string;
  readonly listed_at: string;
  readonly withdrawn_at: string | null;
}

export async function experts(reader: Reader): Promise<readonly ExpertRow[]> {
  const { rows } = await sql<ExpertRow>`
    select id, name, country, fields, proposed_by, listed_at, withdrawn_at from expert order by name, id`.execute(
    reader.db,
  );
  return rows;
}

export async function findExpert(reader: Reader, id: string): Promise<ExpertRow | undefined> {
  const { rows } = await sql<ExpertRow>`
    select id, name, country, fields, proposed_by, listed_at, withdrawn_at from expert where id = ${id}`.execute(
    reader.db,
  );
  return rows[0];
}

/** What two of one seat, or two on one request, do at once, they do one after the other. */
export async function hold(reader: Reader, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(7102023, hashtext(${name}))`.execute(reader.db);
}
