// Answers already given, kept in the transaction that earned them: the same request with the same key is done once.
import { sql } from "kysely";
import type { Kysely } from "kysely";

/** A caller's promise that the same key means the same request. */
export interface Idempotency {
  readonly key: string;
  readonly organisation: string;
  readonly requestHash: Uint8Array;
}

interface Reader {
  readonly db: Kysely<unknown>;
}

export async function findAnswer(
  tx: Reader,
  { organisation, key }: Idempotency,
): Promise<{ requestHash: Buffer; response: unknown } | undefined> {
  const { rows } = await sql<{ requestHash: Buffer; response: unknown }>`
    select request_hash as "requestHash", response from idempotency where organisation = ${organisation} and key = ${key}`.execute(
    tx.db,
  );
  return rows[0];
}

export async function saveAnswer(
  tx: Reader & { readonly now: string },
  { organisation, key, requestHash }: Idempotency,
  response: unknown,
): Promise<void> {
  await sql`
    insert into idempotency (organisation, key, request_hash, response, at)
    values (${organisation}, ${key}, ${requestHash}, ${JSON.stringify(response)}, ${tx.now})`.execute(tx.db);
}
