// The table of the sandbox: when each of its keys ends.
import { sql } from "kysely";
import type { Kysely } from "kysely";

export type Reader = { readonly db: Kysely<unknown> };

export async function insertKey(
  tx: Reader,
  key: { readonly id: string; readonly organisation: string; readonly endsAt: string },
): Promise<void> {
  await sql`
    insert into sandbox_key (api_key, organisation, ends_at) values (${key.id}, ${key.organisation}, ${key.endsAt})`.execute(
    tx.db,
  );
}

export async function countKeys(reader: Reader): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from sandbox_key`.execute(reader.db);
  return Number(rows[0]?.count ?? 0n);
}

export async function endedKeys(
  reader: Reader,
  now: string,
): Promise<readonly { readonly id: string; readonly organisation: string }[]> {
  const { rows } = await sql<{ id: string; organisation: string }>`
    select api_key as id, organisation from sandbox_key where ends_at <= ${now} order by ends_at limit 100`.execute(
    reader.db,
  );
  return rows;
}

export async function forgetKey(tx: Reader, id: string): Promise<void> {
  await sql`delete from sandbox_key where api_key = ${id}`.execute(tx.db);
}
