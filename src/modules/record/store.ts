// The only file of this module that names tables: act, act_private, document, log_entry, log_tile, checkpoint,
// organisation_key.
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { Act } from "#core/act/act.ts";
import { byteaArray, textArray } from "#platform/db/arrays.ts";
import type { Tx } from "#platform/work/context.ts";

export type Reader = { readonly db: Kysely<unknown> };

export interface NewAct {
  readonly act: Act;
  /** Of the key that signed it. */
  readonly keyId: Uint8Array;
  readonly leaf: Uint8Array;
  readonly leafHash: Uint8Array;
  readonly claims: Uint8Array;
}

export interface StoredAct {
  readonly serial: bigint;
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly organisation: string;
  readonly at: string;
  readonly previous: Buffer | null;
  readonly leaf: Buffer;
  readonly leaf_hash: Buffer;
  readonly claims: Buffer | null;
  readonly position: bigint | null;
}

/**
 * One statement for any number of acts; the serials in the order given. An act whose key its organisation does not trust
 * now is not written, and undefined stands in its place; `founding` is for the act that introduces the first key.
 */
export async function insertActs(
  tx: Tx,
  acts: readonly NewAct[],
  founding: boolean,
): Promise<readonly (bigint | undefined)[]> {
  const texts = (value: (the: NewAct) => string): Buffer => textArray(acts.map(value));
  const bytes = (value: (the: NewAct) => Uint8Array | null): Buffer => byteaArray(acts.map(value));
  const { rows } = await sql<{ id: string; serial: bigint }>`
    with given as (
      select * from unnest(
        ${acts.map(({ act }) => act.id)}::uuid[], ${texts(({ act }) => act.type)}::text[], ${texts(({ act }) => act.subject)}::text[],
        ${texts(({ act }) => act.organisation)}::text[], ${acts.map(({ act }) => act.at)}::timestamptz[], ${bytes(({ act }) => act.previous)}::bytea[],
        ${bytes((the) => the.leaf)}::bytea[], ${bytes((the) => the.leafHash)}::bytea[], ${bytes((the) => the.claims)}::bytea[],
        ${bytes((the) => the.keyId)}::bytea[]
      ) with ordinality as t (id, type, subject, organisation, at, previous, leaf, leaf_hash, claims, key_id, place)
      where ${founding} or exists (
        select from organisation_key k where k.organisation = t.organisation and k.key_id = t.key_id and k.revoked_at is null
      )
    ), added as (
      insert into act (id, type, subject, organisation, at, previous, leaf, leaf_hash)
      select id, type, subject, organisation, at, previous, leaf, leaf_hash from given order by place
      returning id, serial
    ), kept as (
      insert into act_private (act, claims) select serial, claims from added join given using (id)
    )
    select id, serial from added`.execute(tx.db);
  const serials = new Map(rows.map((row) => [row.id, row.serial]));
  return acts.map(({ act }) => serials.get(act.id));
}

/** Leaf hash of the newest act on a subject. */
export async function findHead(tx: Reader, subject: string): Promise<Uint8Array | null> {
  const { rows } = await sql<{ leaf_hash: Buffer }>`
    select leaf_hash from act where subject = ${subject} order by serial desc limit 1`.execute(tx.db);
  return rows[0]?.leaf_hash ?? null;
}

export interface OrganisationKeyRow {
  readonly organisation: string;
  readonly keyId: Buffer;
  readonly publicKey: Buffer;
  readonly addedAt: string;
  readonly revokedAt: string | null;
}

/** Every key an organisation has or had, for whoever compiles a trust list. */
export async function organisationKeys(tx: Reader): Promise<readonly OrganisationKeyRow[]> {
  const { rows } = await sql<OrganisationKeyRow>`
    select organisation, key_id as "keyId", public_key as "publicKey", added_at as "addedAt", revoked_at as "revokedAt"
    from organisation_key order by organisation, key_id`.execute(tx.db);
  return rows;
}

export async function insertOrganisationKey(
  tx: Reader,
  key: { organisation: string; keyId: Uint8Array; publicKey: Uint8Array; addedAt: string },
): Promise<void> {
  await sql`
    insert into organisation_key (organisation, key_id, public_key, added_at)
    values (${key.organisation}, ${key.keyId}, ${key.publicKey}, ${key.addedAt})`.execute(tx.db);
}

export async function revokeOrganisationKey(
  tx: Reader,
  organisation: string,
  keyId: Uint8Array,
  at: string,
): Promise<void> {
  await sql`
    update organisation_key set revoked_at = ${at} where organisation = ${organisation} and key_id = ${keyId}`.execute(
    tx.db,
  );
}

/** Keeps a file under its SHA-256; keeping it twice is keeping it once. */
export async function insertDocument(
  tx: Tx,
  document: { digest: Uint8Array; mediaType: string; content: Uint8Array },
): Promise<void> {
  await sql`
    insert into document (digest, media_type, content) values (${document.digest}, ${document.mediaType}, ${document.content})
    on conflict (digest) do nothing`.execute(tx.db);
}

export async function findDocument(
  tx: Reader,
  digest: Uint8Array,
): Promise<{ mediaType: string; content: Buffer } | undefined> {
  const { rows } = await sql<{ mediaType: string; content: Buffer }>`
    select media_type as "mediaType", content from document where digest = ${digest}`.execute(tx.db);
  return rows[0];
}

const actColumns = sql`
  a.serial, a.id, a.type, a.subject, a.organisation, a.at, a.previous, a.leaf, a.leaf_hash, p.claims, e.position`;

/** Acts in the order they happened, from after `serial`. */
export async function actsAfter(tx: Reader, serial: bigint, limit: number): Promise<readonly StoredAct[]> {
  const { rows } = await sql<StoredAct>`
    select ${actColumns} from act a left join act_private p on p.act = a.serial left join log_entry e on e.act = a.serial
    where a.serial > ${serial} order by a.serial limit ${limit}`.execute(tx.db);
  return rows;
}

/** Acts that have a position, from `position` on. */
export async function actsFrom(
  tx: Reader,
  position: bigint,
  limit: number,
): Promise<readonly (StoredAct & { readonly position: bigint })[]> {
  const { rows } = await sql<StoredAct & { position: bigint }>`
    select ${actColumns} from log_entry e join act a on a.serial = e.act left join act_private p on p.act = a.serial
    where e.position >= ${position} order by e.position limit ${limit}`.execute(tx.db);
  return rows;
}

/** The subjects of acts of these types at the positions from `from` to before `until`, each once. */
export async function subjectsActedOn(
  tx: Reader,
  types: readonly string[],
  from: bigint,
  until: bigint,
): Promise<readonly string[]> {
  const { rows } = await sql<{ subject: string }>`
    select distinct a.subject from log_entry e join act a on a.serial = e.act
    where e.position >= ${from} and e.position < ${until} and a.type = any(${types}::text[])`.execute(tx.db);
  return rows.map(({ subject }) => subject);
}

export async function findAct(tx: Reader, id: string): Promise<StoredAct | undefined> {
  const { rows } = await sql<StoredAct>`
    select ${actColumns} from act a left join act_private p on p.act = a.serial left join log_entry e on e.act = a.serial
    where a.id = ${id}`.execute(tx.db);
  return rows[0];
}

export async function actsOn(tx: Reader, subject: string): Promise<readonly StoredAct[]> {
  const { rows } = await sql<StoredAct>`
    select ${actColumns} from act a left join act_private p on p.act = a.serial left join log_entry e on e.act = a.serial
    where a.subject = ${subject} order by a.serial`.execute(tx.db);
  return rows;
}

export interface Unsequenced {
  readonly serial: bigint;
  readonly leaf_hash: Buffer;
}

/**
 * Committed acts without a position, above `watermark`; and, for the next watermark, what this look could see:
 * `seenTo` the highest serial, `running` the oldest transaction still open, `next` the first not yet begun.
 */
export async function unsequencedActs(
  tx: Reader,
  watermark: bigint,
  limit: number,
): Promise<{ acts: readonly Unsequenced[]; seenTo: bigint; running: bigint; next: bigint }> {
  const { rows: acts } = await sql<Unsequenced>`
    select a.serial, a.leaf_hash from act a
    where a.serial > ${watermark} and (select true from log_entry e where e.act = a.serial) is null
    order by a.serial limit ${limit}`.execute(tx.db);
  const { rows } = await sql<{ seenTo: bigint; running: string; next: string }>`
    select (select coalesce(max(serial), 0) from act) as "seenTo",
           pg_snapshot_xmin(pg_current_snapshot())::text as running, pg_snapshot_xmax(pg_current_snapshot())::text as next`.execute(
    tx.db,
  );
  const [row] = rows;
  return {
    acts,
    seenTo: row?.seenTo ?? 0n,
    running: BigInt(row?.running ?? 0),
    next: BigInt(row?.next ?? 0),
  };
}

export async function insertEntries(tx: Reader, first: bigint, serials: readonly bigint[]): Promise<void> {
  await sql`
    insert into log_entry (position, act)
    select ${first}::bigint + place - 1, serial from unnest(${serials.map(String)}::bigint[]) with ordinality as t (serial, place)`.execute(
    tx.db,
  );
}

export async function logSize(tx: Reader): Promise<bigint> {
  const { rows } = await sql<{
    size: bigint;
  }>`select coalesce(max(position) + 1, 0) as size from log_entry`.execute(tx.db);
  return rows[0]?.size ?? 0n;
}

export interface TileRow {
  readonly level: number;
  readonly index: number;
  readonly hashes: Uint8Array;
}

export async function findTiles(
  tx: Reader,
  wanted: readonly { level: number; index: number }[],
): Promise<readonly TileRow[]> {
  const { rows } = await sql<{ level: number; index: bigint; hashes: Buffer }>`
    select t.level, t.index, t.hashes from log_tile t
    join unnest(${wanted.map((tile) => tile.level)}::smallint[], ${wanted.map((tile) => String(tile.index))}::bigint[]) as w (level, index)
      on w.level = t.level and w.index = t.index`.execute(tx.db);
  return rows.map((row) => ({ level: row.level, index: Number(row.index), hashes: row.hashes }));
}

export async function saveTiles(tx: Reader, tiles: readonly TileRow[]): Promise<void> {
  await sql`
    insert into log_tile (level, index, hashes)
    select * from unnest(${tiles.map((tile) => tile.level)}::smallint[], ${tiles.map((tile) => String(tile.index))}::bigint[], ${tiles.map((tile) => tile.hashes)}::bytea[])
    on conflict (level, index) do update set hashes = excluded.hashes`.execute(tx.db);
}

export async function insertCheckpoint(
  tx: Reader,
  checkpoint: { size: bigint; note: string; at: string },
): Promise<void> {
  await sql`insert into checkpoint (size, note, at) values (${checkpoint.size}, ${checkpoint.note}, ${checkpoint.at})`.execute(
    tx.db,
  );
}

export async function latestCheckpoint(
  tx: Reader,
): Promise<{ size: bigint; note: string; at: string } | undefined> {
  const { rows } = await sql<{ size: bigint; note: string; at: string }>`
    select size, note, at from checkpoint order by size desc limit 1`.execute(tx.db);
  return rows[0];
}

export async function checkpoints(tx: Reader): Promise<readonly { size: bigint; note: string }[]> {
  const { rows } = await sql<{
    size: bigint;
    note: string;
  }>`select size, note from checkpoint order by size`.execute(tx.db);
  return rows;
}

export async function firstAct(tx: Reader): Promise<StoredAct | undefined> {
  return (await actsAfter(tx, 0n, 1))[0];
}

/** Names of the tables of one class, as the migrations' comments say. */
export async function tablesOfClass(
  tx: Reader,
  kind: "record" | "projection" | "working",
): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and obj_description(c.oid, 'pg_class') like ${`${kind}:%`}
    order by c.relname`.execute(tx.db);
  return rows.map((row) => row.name);
}
