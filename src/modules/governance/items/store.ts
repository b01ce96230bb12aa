// The tables about items: item, item_sponsor, item_position, item_silence (projections). It also reads the acts of an item
// themselves, because where an item stands is a fold of them and of nothing else.
import { sql } from "kysely";
import type { Kysely } from "kysely";
import { readAct } from "#core/act/act.ts";
import type { Facts } from "#core/act/act.ts";
import { decodeClaims, readClaims } from "#core/act/claims.ts";
import type { ActOf } from "#core/decisions/index.ts";
import type { ProjectedAct, Projection } from "#modules/record/index.ts";
import type { AfterFacts, ByFacts, ItemActFacts, ItemPrivate } from "./facts.ts";

export type Reader = { readonly db: Kysely<unknown> };
type ItemAct = ProjectedAct<ItemActFacts, ItemPrivate>;

/* ---- written by projections only ---- */

export async function projectSubmitted(tx: Projection, acts: readonly ItemAct[]): Promise<void> {
  for (const { id, at, subject, public: facts } of acts) {
    const { item } = facts;
    if (item === undefined) continue;
    const own = idOf(subject);
    const by = seatOf(facts);
    await sql`
      insert into item (id, number, year, body, rule_set, class, kind, title, subjects, competes_with, follows, submitted_by, submitted_at, stage, last_act, last_at)
      values (${own}, ${item.number}, ${item.year}, ${item.body}, ${item.ruleSet}, ${item.class}, ${item.kind}, ${JSON.stringify(item.title)},
        ${[...item.subjects]}::text[], ${[...item.competesWith]}::uuid[], ${item.follows}, ${by ?? "SECRETARIAT"}, ${at}, ${facts.after.stage}, ${id}, ${at})`.execute(
      tx.db,
    );
    if (by !== null) await saveSponsor(tx, own, by, "SPONSOR", { id, at });
    await saveStanding(tx, own, { id, at }, facts.after, false);
  }
}

export async function projectSeconded(tx: Projection, acts: readonly ItemAct[]): Promise<void> {
  for (const { id, at, subject, public: facts } of acts) {
    const by = seatOf(facts);
    const kind = facts["as"] === "SPONSOR" ? "SPONSOR" : "SECONDER";
    if (by !== null) await saveSponsor(tx, idOf(subject), by, kind, { id, at });
    await saveStanding(tx, idOf(subject), { id, at }, facts.after);
  }
}

export async function projectPositions(tx: Projection, acts: readonly ItemAct[]): Promise<void> {
  const rows = acts.map(({ id, at, subject, public: facts }) => {
    const { on, code, words, objection } = facts as ItemActFacts & Partial<ActOf<"position">>;
    return {
      act: id,
      item: idOf(subject),
      call: facts.after.call,
      seat: seatOf(facts),
      delegate: delegateOf(facts),
      clauses: on === undefined || on === "ALL" ? null : on,
      code,
      ground: objection?.ground ?? null,
      reasoned: (objection?.explanation ?? words ?? "") !== "",
      at,
    };
  });
  await sql`
    insert into item_position (act, item, call, seat, delegate, clauses, code, ground, reasoned, at)
    select act, item, call, seat, delegate, coalesce(clauses, 'null'::jsonb), code, ground, reasoned, at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (act uuid, item uuid, call smallint, seat text, delegate text, clauses jsonb, code text,
      ground text, reasoned boolean, at timestamptz)`.execute(tx.db);
  await projectAct(tx, acts);
}

/** Every act says where the item stands after it. */
export async function projectAct(tx: Projection, acts: readonly ItemAct[]): Promise<void> {
  for (const { id, at, subject, public: facts } of acts)
    await saveStanding(tx, idOf(subject), { id, at }, facts.after);
}

async function saveSponsor(
  tx: Projection,
  item: string,
  seat: string,
  kind: "SPONSOR" | "SECONDER",
  act: { id: string; at: string },
): Promise<void> {
  await sql`
    insert into item_sponsor (item, seat, kind, act, at) values (${item}, ${seat}, ${kind}, ${act.id}, ${act.at})
    on conflict (item, seat) do update set kind = excluded.kind, act = excluded.act, at = excluded.at`.execute(
    tx.db,
  );
}

async function saveStanding(
  tx: Projection,
  item: string,
  act: { id: string; at: string },
  after: AfterFacts,
  counts = true,
): Promise<void> {
  const { deadline, outcome, closed } = after;
  await sql`
    update item set stage = ${after.stage}, since = ${after.since}, deadline_at = ${deadline?.at ?? null}, deadline_event = ${deadline?.event ?? null},
      call = ${after.call}, round = ${after.round}, outcome = ${outcome?.code ?? null}, outcome_reason = ${outcome?.reason ?? null},
      outcome_at = ${outcome?.at ?? null}, adopted = ${JSON.stringify(outcome?.adopted ?? [])},
      shadows = case when ${after.shadows.length > 0} then ${JSON.stringify(after.shadows)}::jsonb else shadows end,
      last_act = ${act.id}, last_at = ${act.at}, acts = acts + ${counts ? 1 : 0}
    where id = ${item}`.execute(tx.db);
  if (closed === null) return;
  const silent = new Set(closed.silent);
  await sql`
    insert into item_silence (item, call, seat, silent, at)
    select ${item}::uuid, ${closed.call}, seat, silent, ${act.at}::timestamptz
    from unnest(${[...closed.asked]}::text[], ${closed.asked.map((seat) => silent.has(seat))}::boolean[]) as t (seat, silent)
    on conflict (item, call, seat) do update set silent = excluded.silent, at = excluded.at`.execute(tx.db);
}

function idOf(subject: string): string {
  return subject.slice("item:".length);
}

function seatOf(facts: ItemActFacts): string | null {
  const by: ByFacts = facts.by;
  return "seat" in by ? by.seat : null;
}

function delegateOf(facts: ItemActFacts): string {
  const by: ByFacts = facts.by;
  return "seat" in by ? by.delegate : "";
}

/* ---- reading ---- */

export interface ItemRow {
  readonly id: string;
  readonly number: number;
  readonly year: number;
  readonly body: string;
  readonly ruleSet: string;
  readonly class: string;
  readonly kind: string;
  readonly title: Readonly<Record<string, string>>;
  readonly subjects: readonly string[];
  readonly competesWith: readonly string[];
  readonly follows: string | null;
  readonly submittedBy: string;
  readonly submittedAt: string;
  readonly stage: string;
  readonly since: string | null;
  readonly deadlineAt: string | null;
  readonly deadlineEvent: string | null;
  readonly call: number;
  readonly round: number;
  readonly outcome: string | null;
  readonly outcomeReason: string | null;
  readonly outcomeAt: string | null;
  readonly adopted: readonly string[];
  readonly shadows: readonly { ruleSet: string; outcome: string | null; adopted: readonly string[] }[];
  readonly lastAt: string;
  readonly acts: number;
}

const itemColumns = sql`
  id, number, year, body, rule_set as "ruleSet", class, kind, title, subjects, competes_with as "competesWith", follows, submitted_by as "submittedBy",
  submitted_at as "submittedAt", stage, since, deadline_at as "deadlineAt", deadline_event as "deadlineEvent", call, round, outcome,
  outcome_reason as "outcomeReason", outcome_at as "outcomeAt", adopted, shadows, last_at as "lastAt", acts`;

export async function findItem(reader: Reader, id: string): Promise<ItemRow | undefined> {
  return (await sql<ItemRow>`select ${itemColumns} from item where id = ${id}`.execute(reader.db)).rows[0];
}

/** Nobody else acts on the item until the transaction ends. */
export async function lockItem(reader: Reader, id: string): Promise<ItemRow | undefined> {
  return (await sql<ItemRow>`select ${itemColumns} from item where id = ${id} for update`.execute(reader.db))
    .rows[0];
}

export interface ItemFilter {
  readonly open?: boolean;
  readonly class?: string;
  readonly body?: string;
  readonly subject?: string;
  readonly aboutSomebody?: boolean;
  readonly seat?: string;
  readonly year?: number;
  readonly follows?: string;
  readonly id?: string;
  /** That name this item as a text on the same question. */
  readonly competesWith?: string;
}

/** Newest first. */
export async function listItems(
  reader: Reader,
  filter: ItemFilter,
  limit: number,
): Promise<readonly ItemRow[]> {
  const { rows } = await sql<ItemRow>`
    select ${itemColumns} from item
    where (${filter.open ?? null}::boolean is null or (outcome is null) = ${filter.open ?? null}::boolean)
      and (${filter.class ?? null}::text is null or class = ${filter.class ?? null}::text)
      and (${filter.body ?? null}::text is null or body = ${filter.body ?? null}::text)
      and (${filter.subject ?? null}::text is null or ${filter.subject ?? null}::text = any(subjects))
      and (not ${filter.aboutSomebody ?? false}::boolean or subjects <> '{}')
      and (${filter.id ?? null}::uuid is null or id = ${filter.id ?? null}::uuid)
      and (${filter.competesWith ?? null}::uuid is null or ${filter.competesWith ?? null}::uuid = any(competes_with))
      and (${filter.follows ?? null}::uuid is null or follows = ${filter.follows ?? null}::uuid)
      and (${filter.year ?? null}::int is null or year = ${filter.year ?? null}::int)
      and (${filter.seat ?? null}::text is null or exists (select from item_sponsor s where s.item = item.id and s.seat = ${filter.seat ?? null}::text))
    order by submitted_at desc, id desc limit ${limit}`.execute(reader.db);
  return rows;
}

export async function itemsDue(reader: Reader, now: string, limit: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from item where outcome is null and deadline_at <= ${now} order by deadline_at, id limit ${limit}`.execute(
    reader.db,
  );
  return rows.map(({ id }) => id);
}

export async function nextNumber(reader: Reader, year: number): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('governance-item-number'))`.execute(reader.db);
  const { rows } = await sql<{
    next: number;
  }>`select coalesce(max(number), 0) + 1 as next from item where year = ${year}`.execute(reader.db);
  return rows[0]?.next ?? 1;
}

export interface SponsorRow {
  readonly item: string;
  readonly seat: string;
  readonly kind: "SPONSOR" | "SECONDER";
}

export async function sponsorsOf(reader: Reader, items: readonly string[]): Promise<readonly SponsorRow[]> {
  const { rows } = await sql<SponsorRow>`
    select item, seat, kind from item_sponsor where item = any(${[...items]}::uuid[]) order by item, at, seat`.execute(
    reader.db,
  );
  return rows;
}

export interface SilenceRow {
  readonly item: string;
  readonly call: number;
  readonly seat: string;
  readonly silent: boolean;
  readonly at: string;
}

export async function silences(reader: Reader, seat?: string): Promise<readonly SilenceRow[]> {
  const { rows } = await sql<SilenceRow>`
    select item, call, seat, silent, at from item_silence where ${seat ?? null}::text is null or seat = ${seat ?? null}::text
    order by at desc, item, call desc, seat`.execute(reader.db);
  return rows;
}

export interface PositionRow {
  readonly act: string;
  readonly item: string;
  readonly call: number;
  readonly seat: string;
  readonly clauses: readonly string[] | null;
  readonly code: string;
  readonly ground: string | null;
  readonly reasoned: boolean;
  readonly at: string;
}

/** Newest first. */
export async function positionsOf(
  reader: Reader,
  seat: string,
  limit: number,
): Promise<readonly PositionRow[]> {
  const { rows } = await sql<PositionRow>`
    select act, item, call, seat, clauses, code, ground, reasoned, at from item_position where seat = ${seat}
    order by at desc, act desc limit ${limit}`.execute(reader.db);
  return rows;
}

export interface StoredItemAct {
  readonly id: string;
  readonly type: string;
  readonly serial: bigint;
  readonly organisation: string;
  readonly at: string;
  readonly public: Facts;
}

/** Acts on an item after `serial`, in order. */
export async function itemActs(
  reader: Reader,
  item: string,
  serial: bigint,
): Promise<readonly StoredItemAct[]> {
  const { rows } = await sql<{ serial: bigint; leaf: Buffer }>`
    select serial, leaf from act where subject = ${`item:${item}`} and serial > ${serial} order by serial`.execute(
    reader.db,
  );
  return rows.map(({ serial, leaf }) => {
    const { id, type, organisation, at, public: facts } = readAct(leaf);
    return { id, type, serial, organisation, at, public: facts };
  });
}

/** Positions of one organisation that came with its delegate's duress word: known from the private part alone. */
export async function underDuress(
  reader: Reader,
  organisation: string,
  limit: number,
): Promise<readonly { readonly act: string; readonly item: string; readonly at: string }[]> {
  const { rows } = await sql<{ act: string; subject: string; at: string; claims: Buffer }>`
    select a.id as act, a.subject, a.at, p.claims from act a join act_private p on p.act = a.serial
    where a.organisation = ${organisation} and a.type = 'item.position-recorded' order by a.serial desc limit ${limit}`.execute(
    reader.db,
  );
  return rows
    .filter(({ claims }) => readClaims(decodeClaims(claims))["duress"] === true)
    .map(({ act, subject, at }) => ({ act, item: idOf(subject), at }));
}

/** The first head of the log that holds an act: what it will be, nobody knew when the act was signed. */
export async function firstHeadOver(
  reader: Reader,
  act: string,
): Promise<{ readonly size: bigint; readonly note: string } | undefined> {
  const { rows } = await sql<{ size: bigint; note: string }>`
    select c.size, c.note from checkpoint c where c.size > (
      select e.position from log_entry e join act a on a.serial = e.act where a.id = ${act})
    order by c.size limit 1`.execute(reader.db);
  return rows[0];
}
