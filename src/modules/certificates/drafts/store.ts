// What only the applicants' side asks of the tables application_draft, draft_file and application: a draft locked while
// it is changed, its files without their bytes, and a company's (or a counter officer's) own, newest first.
import { sql } from "kysely";
import type { Tx } from "#modules/record/index.ts";
import type { ApplicationRow, ApplicationState, DraftFileRow, DraftRow, Reader } from "../store.ts";
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
