// The only file of this module that names tables: meeting, meeting_event (projections of acts), meeting_document_open
// (working).
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { Fact, Facts } from "#core/act/act.ts";
import type { BodyCode } from "#core/kp/bodies.ts";
import type { MeetingKind } from "#core/meetings/kinds.ts";
import type { MeetingEvent } from "#core/meetings/state.ts";
import type { ProjectedAct, Projection, Tx } from "#modules/record/index.ts";
import type { CancelledFacts, ChangedFacts, ConvenedFacts, PlanFacts } from "./facts.ts";

export type Reader = { readonly db: Kysely<unknown> };

export interface MeetingRow {
  readonly id: string;
  readonly kind: MeetingKind;
  readonly year: number;
  readonly body: BodyCode | null;
  readonly number: number;
  readonly plan: PlanFacts;
  /** How often it was changed: the SEQUENCE of its calendar entry. */
  readonly changes: number;
  readonly convenedAt: string;
  readonly changedAt: string;
  readonly changedFor: string | null;
  readonly cancelledAt: string | null;
  readonly cancelledFor: string | null;
  readonly closedAt: string | null;
  readonly head: Buffer;
}

const idOf = (act: { subject: string }): string => act.subject.slice(act.subject.indexOf(":") + 1);

// Projections: written from acts alone.

export async function projectConvened(
  tx: Projection,
  acts: readonly ProjectedAct<ConvenedFacts, Facts>[],
): Promise<void> {
  for (const act of acts) {
    const { kind, year, body, number, ...plan } = act.public;
    await sql`
      insert into meeting (id, kind, year, body, number, plan, from_date, to_date, convened_at, changed_at, head)
      values (${idOf(act)}, ${kind}, ${year}, ${body}, ${number}, ${JSON.stringify(plan)}, ${plan.from}, ${plan.to},
        ${act.at}, ${act.at}, ${act.leafHash})`.execute(tx.db);
  }
}

export async function projectChanged(
  tx: Projection,
  acts: readonly ProjectedAct<ChangedFacts, Facts>[],
): Promise<void> {
  for (const act of acts) {
    const { reason, ...plan } = act.public;
    await sql`
      update meeting set plan = ${JSON.stringify(plan)}, from_date = ${plan.from}, to_date = ${plan.to},
        changes = changes + 1, changed_at = ${act.at}, changed_for = ${reason}, head = ${act.leafHash}
      where id = ${idOf(act)}`.execute(tx.db);
  }
}

export async function projectCancelled(
  tx: Projection,
  acts: readonly ProjectedAct<CancelledFacts, Facts>[],
): Promise<void> {
  for (const act of acts) {
    await sql`
      update meeting set cancelled_at = ${act.at}, cancelled_for = ${act.public.reason}, changes = changes + 1,
        changed_at = ${act.at}, head = ${act.leafHash}
      where id = ${idOf(act)}`.execute(tx.db);
  }
}

export async function projectEvents(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, Facts>[],
): Promise<void> {
  for (const act of acts) {
    const type = act.type.slice("meeting.".length);
    const meeting = idOf(act);
    const { actor: _actor, ...hidden } = act.private;
    const kept = Object.keys(hidden).length === 0 ? null : JSON.stringify(inText(hidden));
    await sql`
      insert into meeting_event (meeting, place, act, type, at, organisation, public, private)
      select ${meeting}, coalesce(max(place), 0) + 1, ${act.id}::uuid, ${type}, ${act.at}::timestamptz, ${act.organisation},
        ${JSON.stringify(inText(act.public))}::jsonb, ${kept}::jsonb
      from meeting_event where meeting = ${meeting}`.execute(tx.db);
    await sql`
      update meeting set head = ${act.leafHash},
        closed_at = case when ${type} = 'closed' then ${act.at}::timestamptz else closed_at end
      where id = ${meeting}`.execute(tx.db);
  }
}

/** Digests as hexadecimal. */
function inText(fact: Fact): unknown {
  if (fact instanceof Uint8Array) return Buffer.from(fact).toString("hex");
  if (Array.isArray(fact)) return (fact as readonly Fact[]).map(inText);
  if (fact === null || typeof fact !== "object") return fact;
  return Object.fromEntries(Object.entries(fact as Facts).map(([key, value]) => [key, inText(value)]));
}

// Meetings.

const columns = sql`
  id, kind, year, body, number, plan, changes, convened_at as "convenedAt", changed_at as "changedAt",
  changed_for as "changedFor", cancelled_at as "cancelledAt", cancelled_for as "cancelledFor", closed_at as "closedAt", head`;

export async function findMeeting(reader: Reader, id: string): Promise<MeetingRow | undefined> {
  const { rows } = await sql<MeetingRow>`select ${columns} from meeting where id = ${id}`.execute(reader.db);
  return rows[0];
}

/** Whoever holds it is alone in writing to this meeting until the transaction ends. */
export async function lockMeeting(tx: Tx, id: string): Promise<MeetingRow | undefined> {
  const { rows } = await sql<MeetingRow>`select ${columns} from meeting where id = ${id} for update`.execute(
    tx.db,
  );
  return rows[0];
}

/** The latest first. */
export async function listMeetings(reader: Reader): Promise<readonly MeetingRow[]> {
  const { rows } = await sql<MeetingRow>`
    select ${columns} from meeting order by from_date desc, id`.execute(reader.db);
  return rows;
}

interface StoredEvent {
  readonly act: string;
  readonly type: string;
  readonly at: string;
  readonly public: object;
  readonly private: object | null;
}

/** With what is hidden in them: whoever shows them decides what the reader may see. */
export async function eventsOf(reader: Reader, meeting: string): Promise<readonly MeetingEvent[]> {
  const { rows } = await sql<StoredEvent>`
    select act, type, at, public, private from meeting_event where meeting = ${meeting} order by place`.execute(
    reader.db,
  );
  return rows.map(
    (row) => ({ ...row.public, ...row.private, act: row.act, at: row.at, type: row.type }) as MeetingEvent,
  );
}

/** Who is named in the last credentials of each seat. */
export async function credentialNames(
  reader: Reader,
  meeting: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ seat: string; names: readonly string[] }>`
    select public ->> 'seat' as seat, private -> 'names' as names from meeting_event
    where meeting = ${meeting} and type = 'credentials-presented' order by place`.execute(reader.db);
  return new Map(rows.map(({ seat, names }) => [seat, names]));
}

/** The meetings on whose agenda an item stood, the earliest first. */
export async function meetingsOfItem(reader: Reader, item: string): Promise<readonly MeetingRow[]> {
  const { rows } = await sql<MeetingRow>`
    select ${columns} from meeting
    where id in (select meeting from meeting_event where type = 'item-listed' and public ->> 'item' = ${item})
    order by from_date, id`.execute(reader.db);
  return rows;
}

/** What the public log knows of a meeting, from after a position: the news of its live page. */
export async function eventsAfter(
  reader: Reader,
  meeting: string,
  position: bigint,
  limit: number,
): Promise<readonly { readonly position: bigint; readonly type: string; readonly at: string }[]> {
  const { rows } = await sql<{ position: bigint; type: string; at: string }>`
    select e.position, m.type, m.at from meeting_event m join act a on a.id = m.act join log_entry e on e.act = a.serial
    where m.meeting = ${meeting} and e.position > ${position} order by e.position limit ${limit}`.execute(
    reader.db,
  );
  return rows;
}

/** -1 where nothing happened yet. */
export async function lastPosition(reader: Reader, meeting: string): Promise<bigint> {
  const { rows } = await sql<{ position: bigint }>`
    select coalesce(max(e.position), -1)::bigint as position
    from meeting_event m join act a on a.id = m.act join log_entry e on e.act = a.serial
    where m.meeting = ${meeting}`.execute(reader.db);
  return rows[0]?.position ?? -1n;
}

// Openings of documents.

export interface Opening {
  readonly document: string;
  readonly meeting: string;
  readonly person: string;
  readonly organisation: string;
  readonly language: string;
  readonly at: string;
}

export async function saveOpening(reader: Reader, opening: Opening): Promise<void> {
  const { document, meeting, person, organisation, language, at } = opening;
  await sql`
    insert into meeting_document_open (document, meeting, person, organisation, language, at)
    values (${document}, ${meeting}, ${person}, ${organisation}, ${language}, ${at})`.execute(reader.db);
}

/** By organisation and day: who read is everybody's business who may read, when to the minute is not. */
export async function openingsOf(
  reader: Reader,
  document: string,
): Promise<readonly { readonly organisation: string; readonly day: string; readonly count: number }[]> {
  const { rows } = await sql<{ organisation: string; day: string; count: number }>`
    select organisation, to_char(at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*)::int as count
    from meeting_document_open where document = ${document}
    group by 1, 2 order by 2 desc, 1 limit 500`.execute(reader.db);
  return rows;
}
