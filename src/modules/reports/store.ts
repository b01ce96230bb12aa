// The table of this module: monthly_file, a projection of its acts.
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { Facts } from "#core/act/act.ts";
import type { ProjectedAct, Projection } from "#modules/record/index.ts";
import type { DifferenceCounts, FilePrivate } from "./facts.ts";

type Reader = { readonly db: Kysely<unknown> };

export interface MonthlyFileRow {
  readonly authority: string;
  readonly digest: Buffer;
  readonly name: string;
  readonly month: string;
  readonly rows: number;
  readonly differences: DifferenceCounts;
  readonly by_name: string;
  readonly at: string;
}

export async function projectReceived(
  tx: Projection,
  acts: readonly ProjectedAct<Facts, FilePrivate>[],
): Promise<void> {
  for (const act of acts) {
    const { digest, name, month, rows, differences, actor } = act.private;
    await sql`
      insert into monthly_file (authority, digest, name, month, rows, differences, by_name, at, act)
      values (${act.organisation}, ${digest}, ${name}, ${month}, ${rows}, ${JSON.stringify(differences)}, ${actor.name}, ${act.at}, ${act.id})`.execute(
      tx.db,
    );
  }
}

export async function findFile(
  reader: Reader,
  authority: string,
  digest: Uint8Array,
): Promise<MonthlyFileRow | undefined> {
  const { rows } = await sql<MonthlyFileRow>`
    select authority, digest, name, month, rows, differences, by_name, at from monthly_file
    where authority = ${authority} and digest = ${digest}`.execute(reader.db);
  return rows[0];
}

/** Newest first. */
export async function filesOf(reader: Reader, authority: string): Promise<readonly MonthlyFileRow[]> {
  const { rows } = await sql<MonthlyFileRow>`
    select authority, digest, name, month, rows, differences, by_name, at from monthly_file
    where authority = ${authority} order by at desc limit 100`.execute(reader.db);
  return rows;
}
