// The table of this module: procedure_act (projection of acts), by subject and in the order of the record.
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { Facts } from "#core/act/act.ts";
import type { ProcedureAct } from "#core/offices/election.ts";
import { plain } from "#modules/record/index.ts";
import type { ProjectedAct, Projection } from "#modules/record/index.ts";

export type Reader = { readonly db: Kysely<unknown> };

// Projection: written from acts alone.

export async function projectProcedureActs(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, Facts>[],
): Promise<void> {
  for (const act of acts) {
    await sql`
      insert into procedure_act (act, subject, kind, organisation, at, facts, leaf_hash)
      values (${act.id}, ${act.subject}, ${act.type}, ${act.organisation}, ${act.at}, ${JSON.stringify(plain(act.public))}, ${act.leafHash})`.execute(
      tx.db,
    );
  }
}

export interface ProcedureRow extends ProcedureAct {
  readonly subject: string;
  readonly leaf_hash: Buffer;
}

/** Two who change the same procedure do so one after the other. */
export async function holdProcedure(tx: Reader, subject: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(7102021, hashtext(${subject}))`.execute(tx.db);
}

export async function actsOfProcedure(reader: Reader, subject: string): Promise<readonly ProcedureRow[]> {
  const { rows } = await sql<ProcedureRow>`
    select p.* from procedure_act p join act a on a.id = p.act where p.subject = ${subject} order by a.serial`.execute(
    reader.db,
  );
  return rows;
}

/** Every procedure of a kind, by subject ("election"), newest first. */
export async function proceduresOf(
  reader: Reader,
  name: string,
): Promise<readonly { readonly id: string; readonly acts: readonly ProcedureRow[] }[]> {
  const { rows } = await sql<ProcedureRow>`
    select p.* from procedure_act p join act a on a.id = p.act where p.subject like ${`${name}:%`} order by a.serial`.execute(
    reader.db,
  );
  const bySubject = new Map<string, ProcedureRow[]>();
  for (const row of rows) {
    const known = bySubject.get(row.subject);
    if (known === undefined) bySubject.set(row.subject, [row]);
    else known.push(row);
  }
  return [...bySubject].map(([subject, acts]) => ({ id: subject.slice(name.length + 1), acts })).reverse();
}

/** Elections that have not ended, by id. */
export async function openElections(reader: Reader): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select substr(subject, 10) as id from procedure_act where kind = 'election.called'
    except select substr(subject, 10) from procedure_act where kind = 'election.ended'`.execute(reader.db);
  return rows.map(({ id }) => id);
}
