// The working tables of applicants: drafts, their files, saved parties. Nothing here is proof of anything; a draft
// becomes an act when it is sent.
import { sql } from "kysely";
import type { Tx } from "#modules/record/index.ts";
import type { ApplicationRow, ApplicationState, Reader } from "../store.ts";
import type { DraftFile } from "./data.ts";

/** Locked, so that two windows of one applicant do not undo each other's sections. */
export async function lockDraft(tx: Tx, id: string): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`select * from application_draft where id = ${id} for update`.execute(
    tx.db,
  );
  return rows[0];
}

export async function listDraftFiles(reader: Reader, draft: string): Promise<readonly DraftFile[]> {
  const { rows } = await sql<DraftFile>`
    select id, name, kind, media_type, carats, code from draft_file where draft = ${draft} order by id`.execute(
    reader.db,
  );
  return rows;
}

export async function findDraftFile(
  reader: Reader,
  draft: string,
  id: string,
): Promise<DraftFileRow | undefined> {
  const { rows } =
    await sql<DraftFileRow>`select * from draft_file where draft = ${draft} and id = ${id}`.execute(
      reader.db,
    );
  return rows[0];
}

/** The draft that mends an application; there is one unless two clerks began at the same moment. */
export async function findMendingDraft(
  reader: Reader,
  of: { authority: string; company: string; mends: string },
): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`
    select * from application_draft
    where company = ${of.company} and authority = ${of.authority} and data ->> 'mends' = ${of.mends}
    order by updated_at desc limit 1`.execute(reader.db);
  return rows[0];
}

/** A company's, or those that one person sent. */
export type Of = { readonly authority: string } & (
  | { readonly company: string }
  | { readonly applicant: string }
);

export async function draftsOf(reader: Reader, of: Of): Promise<readonly DraftRow[]> {
  const { rows } = await sql<DraftRow>`
    select * from application_draft where authority = ${of.authority}
      and ${"company" in of ? sql`company = ${of.company}` : sql`person = ${of.applicant}`}
    order by updated_at desc limit 100`.execute(reader.db);
  return rows;
}

export async function applicationsOf(
  reader: Reader,
  of: Of & { readonly state?: ApplicationState },
  page: { limit: number; offset: number },
): Promise<readonly ApplicationRow[]> {
  const { rows } = await sql<ApplicationRow>`
    select * from application where ${applicationCondition(of)} and (${of.state ?? null}::text is null or state = ${of.state ?? null})
    order by submitted_at desc, id desc limit ${page.limit} offset ${page.offset}`.execute(reader.db);
  return rows;
}

export async function countApplicationsOf(reader: Reader, of: Of): Promise<number> {
  const { rows } = await sql<{
    count: bigint;
  }>`select count(*) as count from application where ${applicationCondition(of)}`.execute(reader.db);
  return Number(rows[0]?.count ?? 0n);
}

function applicationCondition(of: Of) {
  return sql`authority = ${of.authority} and ${"company" in of ? sql`company = ${of.company}` : sql`${of.applicant} = any(applicants)`}`;
}

export interface DraftRow {
  readonly id: string;
  readonly person: string;
  readonly company: string;
  readonly authority: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly updated_at: string;
}

export async function saveDraft(
  reader: Reader,
  draft: Omit<DraftRow, "updated_at"> & { at: string },
): Promise<void> {
  await sql`
    insert into application_draft (id, person, company, authority, data, updated_at)
    values (${draft.id}, ${draft.person}, ${draft.company}, ${draft.authority}, ${JSON.stringify(draft.data)}, ${draft.at})
    on conflict (id) do update set data = excluded.data, updated_at = excluded.updated_at`.execute(reader.db);
}

export async function findDraft(reader: Reader, id: string): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`select * from application_draft where id = ${id}`.execute(reader.db);
  return rows[0];
}

export async function deleteDraft(reader: Reader, id: string): Promise<void> {
  await sql`delete from application_draft where id = ${id}`.execute(reader.db);
}

export interface DraftFileRow {
  readonly id: string;
  readonly draft: string;
  readonly name: string;
  readonly kind: string;
  readonly media_type: string;
  readonly carats: bigint;
  readonly code: string | null;
  readonly content: Buffer;
}

export async function addDraftFile(
  reader: Reader,
  file: Omit<DraftFileRow, "content"> & { content: Uint8Array },
): Promise<void> {
  await sql`
    insert into draft_file (id, draft, name, kind, media_type, carats, code, content)
    values (${file.id}, ${file.draft}, ${file.name}, ${file.kind}, ${file.media_type}, ${file.carats}, ${file.code}, ${file.content})`.execute(
    reader.db,
  );
}

/** The same bytes under the same name, for the same carats. */
export async function hasDraftFile(
  reader: Reader,
  file: Omit<DraftFileRow, "content" | "id"> & { content: Uint8Array },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from draft_file where draft = ${file.draft} and name = ${file.name} and kind = ${file.kind}
      and carats = ${file.carats} and code is not distinct from ${file.code} and content = ${file.content}`.execute(
    reader.db,
  );
  return rows.length > 0;
}

export async function draftFiles(reader: Reader, draft: string): Promise<readonly DraftFileRow[]> {
  const { rows } =
    await sql<DraftFileRow>`select * from draft_file where draft = ${draft} order by id`.execute(reader.db);
  return rows;
}

export async function removeDraftFile(reader: Reader, draft: string, id: string): Promise<void> {
  await sql`delete from draft_file where draft = ${draft} and id = ${id}`.execute(reader.db);
}

export interface PartyRow {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly country: string;
}

export async function savedParties(reader: Reader, company: string): Promise<readonly PartyRow[]> {
  const { rows } =
    await sql<PartyRow>`select id, name, address, country from party where company = ${company} order by name limit 500`.execute(
      reader.db,
    );
  return rows;
}

export async function saveParty(reader: Reader, company: string, party: PartyRow): Promise<void> {
  await sql`
    insert into party (id, company, name, address, country) values (${party.id}, ${company}, ${party.name}, ${party.address}, ${party.country})
    on conflict (company, name, address, country) do nothing`.execute(reader.db);
}

export async function deleteParty(reader: Reader, company: string, id: string): Promise<void> {
  await sql`delete from party where company = ${company} and id = ${id}`.execute(reader.db);
}
