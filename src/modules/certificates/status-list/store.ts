// The tables of the status list: status_list (projection), status_list_file (working).
import { sql } from "kysely";
import type { Facts } from "#core/act/act.ts";
import type { ProjectedAct, Projection } from "#modules/record/index.ts";
import type { Reader } from "../store.ts";

export interface StatusListFacts extends Facts {
  readonly version: number;
  /** SHA-256 of the signed bytes. */
  readonly digest: Uint8Array;
  readonly issuedAt: string;
  readonly notAfter: string;
}

export interface StatusListRow {
  readonly version: number;
  readonly digest: Buffer;
  readonly issued_at: string;
  readonly not_after: string;
  /** Null where the bytes were lost; the next list brings new ones. */
  readonly content: Buffer | null;
}

export async function projectStatusLists(
  tx: Projection,
  acts: readonly ProjectedAct<StatusListFacts, Facts>[],
): Promise<void> {
  for (const { public: list } of acts)
    await sql`
      insert into status_list (version, digest, issued_at, not_after)
      values (${list.version}, ${list.digest}, ${list.issuedAt}, ${list.notAfter})`.execute(tx.db);
}

/** In place of the one before. */
export async function keepFile(reader: Reader, digest: Uint8Array, content: Uint8Array): Promise<void> {
  await sql`delete from status_list_file`.execute(reader.db);
  await sql`insert into status_list_file (digest, content) values (${digest}, ${Buffer.from(content)})`.execute(
    reader.db,
  );
}

export async function findCurrent(reader: Reader): Promise<StatusListRow | undefined> {
  const { rows } = await sql<StatusListRow>`
    select l.version, l.digest, l.issued_at, l.not_after, f.content
    from status_list l left join status_list_file f using (digest)
    order by l.version desc limit 1`.execute(reader.db);
  return rows[0];
}

/** Two publications follow one another; the first one too. */
export async function lockPublication(reader: Reader): Promise<void> {
  await sql`select pg_advisory_xact_lock(7110)`.execute(reader.db);
}
