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

/** The answer that a key earned, and to which request. */
export interface Answer {
  readonly organisation: string;
  readonly key: string;
  readonly requestHash: Buffer;
  readonly response: unknown;
}

export async function findAnswers(tx: Reader, asked: readonly Idempotency[]): Promise<readonly Answer[]> {
  const { rows } = await sql<Answer>`
    select organisation, key, request_hash as "requestHash", response from idempotency
    join unnest(${asked.map(({ organisation }) => organisation)}::text[], ${asked.map(({ key }) => key)}::text[]) as t (organisation, key)
      using (organisation, key)`.execute(tx.db);
  return rows;
}

export async function saveAnswers(
  tx: Reader & { readonly now: string },
  earned: readonly { readonly idempotency: Idempotency; readonly response: unknown }[],
): Promise<void> {
  await sql`
    insert into idempotency (organisation, key, request_hash, response, at)
    select organisation, key, request_hash, response, ${tx.now}::timestamptz from unnest(
      ${earned.map(({ idempotency }) => idempotency.organisation)}::text[], ${earned.map(({ idempotency }) => idempotency.key)}::text[],
      ${earned.map(({ idempotency }) => idempotency.requestHash)}::bytea[], ${earned.map(({ response }) => JSON.stringify(response))}::jsonb[]
    ) as t (organisation, key, request_hash, response)`.execute(tx.db);
}
