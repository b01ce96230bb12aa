// The tables of the public log beside the record's own: policies, cosignatures, troubles, and contacts with witnesses.
import { sql } from "kysely";
import type { Reader } from "../store.ts";

export interface PolicyRow {
  /** 1 for the first policy of this record. */
  readonly number: number;
  /** C2SP tlog-policy. */
  readonly text: string;
  readonly at: string;
}

export async function insertPolicies(
  tx: Reader,
  policies: readonly { readonly text: string; readonly at: string }[],
): Promise<void> {
  for (const { text, at } of policies) {
    await sql`
      insert into log_policy (number, text, at)
      select coalesce(max(number), 0) + 1, ${text}, ${at} from log_policy`.execute(tx.db);
  }
}

export async function latestPolicy(tx: Reader): Promise<PolicyRow | undefined> {
  const { rows } = await sql<PolicyRow>`
    select number, text, at from log_policy order by number desc limit 1`.execute(tx.db);
  return rows[0];
}

export async function policies(tx: Reader): Promise<readonly PolicyRow[]> {
  const { rows } = await sql<PolicyRow>`select number, text, at from log_policy order by number`.execute(
    tx.db,
  );
  return rows;
}

export interface CosignatureRow {
  /** Of the head that it is under. */
  readonly size: bigint;
  readonly keyName: string;
  readonly keyId: number;
  /** C2SP signature line, with its newline. */
  readonly line: string;
  /** POSIX time that the witness signed. */
  readonly seconds: bigint;
  /** When we received it. */
  readonly at: string;
}

const cosignatureColumns = sql`size, key_name as "keyName", key_id::float8 as "keyId", line, seconds, at`;

/** Keeping one twice is keeping the first. */
export async function insertCosignatures(tx: Reader, rows: readonly CosignatureRow[]): Promise<void> {
  for (const row of rows) {
    await sql`
      insert into cosignature (size, key_name, key_id, line, seconds, at)
      values (${row.size}, ${row.keyName}, ${row.keyId}, ${row.line}, ${row.seconds}, ${row.at})
      on conflict (size, key_name, key_id) do nothing`.execute(tx.db);
  }
}

/** Under the head of this size, in the order of their keys' names. */
export async function cosignaturesOf(tx: Reader, size: bigint): Promise<readonly CosignatureRow[]> {
  const { rows } = await sql<CosignatureRow>`
    select ${cosignatureColumns} from cosignature where size = ${size} order by key_name, key_id`.execute(
    tx.db,
  );
  return rows;
}

/** Those after this one, in the order of sizes and keys. */
export async function cosignaturesFrom(
  tx: Reader,
  after: Pick<CosignatureRow, "size" | "keyName" | "keyId">,
  limit: number,
): Promise<readonly CosignatureRow[]> {
  const { rows } = await sql<CosignatureRow>`
    select ${cosignatureColumns} from cosignature
    where (size, key_name, key_id) > (${after.size}, ${after.keyName}, ${after.keyId})
    order by size, key_name, key_id limit ${limit}`.execute(tx.db);
  return rows;
}

type Key = { readonly name: string; readonly keyId: number };

/** Heads below `below` (null: all) that at least `fewest` of these keys have cosigned, and which ones; largest first. */
export async function cosignedSizes(
  tx: Reader,
  keys: readonly Key[],
  fewest: number,
  below: bigint | null,
  limit: number,
): Promise<readonly { readonly size: bigint; readonly by: readonly Key[] }[]> {
  const { rows } = await sql<{ size: bigint; names: string[]; ids: string[] }>`
    select size, array_agg(key_name) as names, array_agg(key_id::text) as ids from cosignature
    where (key_name, key_id) in (select * from unnest(${keys.map((key) => key.name)}::text[], ${keys.map((key) => String(key.keyId))}::bigint[]))
      and (${below}::bigint is null or size < ${below})
    group by size having count(*) >= ${fewest} order by size desc limit ${limit}`.execute(tx.db);
  return rows.map(({ size, names, ids }) => ({
    size,
    by: names.map((name, i) => ({ name, keyId: Number(ids[i]) })),
  }));
}

/** The largest head that each of these keys has cosigned, and when it says so. */
export async function newestCosignatures(
  tx: Reader,
  keys: readonly Key[],
): Promise<readonly CosignatureRow[]> {
  const { rows } = await sql<CosignatureRow>`
    select ${cosignatureColumns} from unnest(${keys.map((key) => key.name)}::text[], ${keys.map((key) => String(key.keyId))}::bigint[]) as k (name, id)
    cross join lateral (
      select * from cosignature where key_name = k.name and key_id = k.id order by size desc limit 1
    ) newest`.execute(tx.db);
  return rows;
}

export async function findCheckpoint(
  tx: Reader,
  size: bigint,
): Promise<{ size: bigint; note: string; at: string } | undefined> {
  const { rows } = await sql<{ size: bigint; note: string; at: string }>`
    select size, note, at from checkpoint where size = ${size}`.execute(tx.db);
  return rows[0];
}

/** For each size, when the first head above it was signed; none where there is none. */
export async function firstHeadsAbove(
  tx: Reader,
  sizes: readonly bigint[],
): Promise<readonly { readonly above: bigint; readonly at: string }[]> {
  const { rows } = await sql<{ above: bigint; at: string }>`
    select s.size as above, head.at from unnest(${sizes.map(String)}::bigint[]) as s (size)
    cross join lateral (select at from checkpoint where size > s.size order by size limit 1) head`.execute(
    tx.db,
  );
  return rows;
}

/** Why the log does not go on; one row a reason. */
export interface TroubleRow {
  readonly code: string;
  /** A sentence for whoever looks after the installation. */
  readonly detail: string;
  readonly since: string;
}

export async function troubles(tx: Reader): Promise<readonly TroubleRow[]> {
  const { rows } =
    await sql<TroubleRow>`select code, detail, since from log_trouble order by since, code`.execute(tx.db);
  return rows;
}

export async function saveTrouble(tx: Reader, { code, detail, since }: TroubleRow): Promise<void> {
  await sql`
    insert into log_trouble (code, detail, since) values (${code}, ${detail}, ${since})
    on conflict (code) do update set detail = excluded.detail`.execute(tx.db);
}

export async function clearTroubles(tx: Reader): Promise<void> {
  await sql`delete from log_trouble`.execute(tx.db);
}

export interface ContactRow {
  readonly keyName: string;
  readonly keyId: number;
  readonly answeredAt: string | null;
  /** What was wrong the last time that something was. */
  readonly failure: string | null;
  readonly failedAt: string | null;
}

export async function contacts(tx: Reader): Promise<readonly ContactRow[]> {
  const { rows } = await sql<ContactRow>`
    select key_name as "keyName", key_id::float8 as "keyId", answered_at as "answeredAt", failure, failed_at as "failedAt"
    from witness_contact order by key_name, key_id`.execute(tx.db);
  return rows;
}

export async function saveContact(
  tx: Reader,
  key: Key,
  contact: { readonly at: string; readonly failure: string | null },
): Promise<void> {
  const answered = contact.failure === null ? contact.at : null;
  const failed = contact.failure === null ? null : contact.at;
  await sql`
    insert into witness_contact (key_name, key_id, answered_at, failure, failed_at)
    values (${key.name}, ${key.keyId}, ${answered}, ${contact.failure}, ${failed})
    on conflict (key_name, key_id) do update set
      answered_at = coalesce(excluded.answered_at, witness_contact.answered_at),
      failure = coalesce(excluded.failure, witness_contact.failure),
      failed_at = coalesce(excluded.failed_at, witness_contact.failed_at)`.execute(tx.db);
}

/** The signed public parts of the acts from this position on. */
export async function leavesFrom(tx: Reader, position: bigint, limit: number): Promise<readonly Buffer[]> {
  const { rows } = await sql<{ leaf: Buffer }>`
    select a.leaf from log_entry e join act a on a.serial = e.act
    where e.position >= ${position} order by e.position limit ${limit}`.execute(tx.db);
  return rows.map(({ leaf }) => leaf);
}
