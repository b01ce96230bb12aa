// The tables of files that national systems send: batch, batch_row (working). Webhooks are in webhooks/store.ts.
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { Tx } from "#modules/record/index.ts";
import type { Reading } from "./messages/read.ts";
import type { CertificateRow, EventRow, MessageKind } from "./messages/rows.ts";

export type Reader = { readonly db: Kysely<unknown> };

export interface BatchRow {
  readonly id: string;
  readonly organisation: string;
  readonly kind: MessageKind;
  readonly name: string;
  readonly sender: string;
  readonly sender_name: string;
  readonly reading: Reading;
  readonly received_at: string;
}

export const rowStates = ["waiting", "done", "repeated", "refused"] as const;
export type RowState = (typeof rowStates)[number];

/** What a row became: the certificate it issued or spoke of. */
export interface RowResult {
  readonly certificate: string;
  readonly number?: string;
}

export interface StoredRow {
  readonly place: number;
  readonly row_id: string;
  readonly message: CertificateRow | EventRow | null;
  readonly digest: Buffer;
  readonly state: RowState;
  readonly problems: readonly FieldProblem[];
  readonly result: RowResult | null;
}

export type Counts = Readonly<Record<RowState, number>>;

export async function insertBatch(tx: Tx, batch: Omit<BatchRow, "received_at">): Promise<void> {
  await sql`
    insert into batch (id, organisation, kind, name, sender, sender_name, reading, received_at)
    values (${batch.id}, ${batch.organisation}, ${batch.kind}, ${batch.name}, ${batch.sender}, ${batch.sender_name},
      ${JSON.stringify(batch.reading)}, ${tx.now})`.execute(tx.db);
}

export async function insertRows(
  tx: Tx,
  batch: Pick<BatchRow, "id" | "organisation" | "kind">,
  rows: readonly Pick<StoredRow, "place" | "row_id" | "message" | "digest" | "state" | "problems">[],
): Promise<void> {
  await sql`
    insert into batch_row (batch, place, organisation, kind, row_id, message, digest, state, problems)
    select ${batch.id}, place, ${batch.organisation}, ${batch.kind}, row_id, message, digest, state, problems from unnest(
      ${rows.map((row) => row.place)}::integer[], ${rows.map((row) => row.row_id)}::text[],
      ${rows.map((row) => (row.message === null ? null : JSON.stringify(row.message)))}::jsonb[], ${rows.map((row) => row.digest)}::bytea[],
      ${rows.map((row) => row.state)}::text[], ${rows.map((row) => JSON.stringify(row.problems))}::jsonb[]
    ) as t (place, row_id, message, digest, state, problems)`.execute(tx.db);
}

export async function findBatch(reader: Reader, id: string): Promise<BatchRow | undefined> {
  const { rows } = await sql<BatchRow>`select * from batch where id = ${id}`.execute(reader.db);
  return rows[0];
}

/** Who works on a file works on it alone. */
export async function lockBatch(tx: Tx, id: string): Promise<BatchRow | undefined> {
  const { rows } = await sql<BatchRow>`select * from batch where id = ${id} for update`.execute(tx.db);
  return rows[0];
}

export async function listBatches(
  reader: Reader,
  organisation: string,
  limit: number,
): Promise<readonly (BatchRow & { readonly counts: Counts })[]> {
  const { rows } = await sql<BatchRow & { counts: Counts }>`
    select b.*, (
      select jsonb_build_object(
        'waiting', count(*) filter (where state = 'waiting'), 'done', count(*) filter (where state = 'done'),
        'repeated', count(*) filter (where state = 'repeated'), 'refused', count(*) filter (where state = 'refused'))
      from batch_row r where r.batch = b.id
    ) as counts
    from batch b where organisation = ${organisation} order by received_at desc, id desc limit ${limit}`.execute(
    reader.db,
  );
  return rows;
}

export async function countRows(reader: Reader, batch: string): Promise<Counts> {
  const { rows } = await sql<{ state: RowState; count: bigint }>`
    select state, count(*) as count from batch_row where batch = ${batch} group by state`.execute(reader.db);
  const counts = { waiting: 0, done: 0, repeated: 0, refused: 0 };
  for (const { state, count } of rows) counts[state] = Number(count);
  return counts;
}

export async function rowsOf(
  reader: Reader,
  batch: string,
  page: { after: number; limit: number; states?: readonly RowState[] },
): Promise<readonly StoredRow[]> {
  const { rows } = await sql<StoredRow>`
    select place, row_id, message, digest, state, problems, result from batch_row
    where batch = ${batch} and place > ${page.after} and state = any(${page.states ?? rowStates}::text[])
    order by place limit ${page.limit}`.execute(reader.db);
  return rows;
}

/** Rows of these ids that were done before, in whatever file. */
export async function doneBefore(
  tx: Tx,
  { organisation, kind }: Pick<BatchRow, "organisation" | "kind">,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly digest: Buffer; readonly result: RowResult | null }>> {
  const { rows } = await sql<{ row_id: string; digest: Buffer; result: RowResult | null }>`
    select row_id, digest, result from batch_row
    where organisation = ${organisation} and kind = ${kind} and row_id = any(${ids}::text[]) and state = 'done'`.execute(
    tx.db,
  );
  return new Map(rows.map(({ row_id, ...row }) => [row_id, row]));
}

export interface Outcome {
  readonly place: number;
  readonly state: Exclude<RowState, "waiting">;
  readonly problems: readonly FieldProblem[];
  readonly result: RowResult | null;
}

export async function settleRows(tx: Tx, batch: string, outcomes: readonly Outcome[]): Promise<void> {
  await sql`
    update batch_row r set state = t.state, problems = t.problems, result = t.result
    from unnest(
      ${outcomes.map(({ place }) => place)}::integer[], ${outcomes.map(({ state }) => state)}::text[],
      ${outcomes.map(({ problems }) => JSON.stringify(problems))}::jsonb[],
      ${outcomes.map(({ result }) => (result === null ? null : JSON.stringify(result)))}::jsonb[]
    ) as t (place, state, problems, result)
    where r.batch = ${batch} and r.place = t.place`.execute(tx.db);
}
