// The only file of this module that names tables: participant, participant_status, recognition, observer, applicant,
// authority, office, number_block, desk_signer, national_rule, number_format, authority_paper, trust_list, scheme_change.
// What projections write goes through JSON in one statement, so that a thousand rows cost one round trip.
import { sql } from "kysely";
import type { Kysely, RawBuilder } from "kysely";
import type { NumberFormat } from "#core/kp/numbers.ts";
import type { Applicant, Observer, Participant } from "#core/kp/participants.ts";
import type { NationalRule } from "#core/kp/rules.ts";
import type { RecognitionRow, StatusRow } from "#core/kp/statuses.ts";
import type { Projection } from "#modules/record/index.ts";
import type { AuthorityRow, BlockRow, DeskSignerRow, OfficeRow, TrustListRow } from "./rows.ts";

export type Reader = { readonly db: Kysely<unknown> };

/* ---- written by projections only ---- */

type Columns = Readonly<Record<string, unknown>>;

/** Rows as one JSON parameter: amounts as digits, bytes as hexadecimal text for `decode`. */
function json(rows: readonly Columns[]): string {
  return JSON.stringify(rows, function (this: Columns, key, value: unknown) {
    // As it was before a Buffer turned itself into something else.
    const raw = this[key];
    if (raw instanceof Uint8Array) return Buffer.from(raw).toString("hex");
    return typeof value === "bigint" ? value.toString() : value;
  });
}

async function run(tx: Projection, statement: RawBuilder<unknown>): Promise<void> {
  await statement.execute(tx.db);
}

export async function countActs(tx: Projection, count: number): Promise<void> {
  await run(
    tx,
    sql`
    insert into scheme_change (acts) values (${count})
    on conflict (only_row) do update set acts = scheme_change.acts + excluded.acts`,
  );
}

export async function saveParticipants(tx: Projection, rows: readonly Columns[]): Promise<void> {
  await run(
    tx,
    sql`
    insert into participant (code, kind, names, act, at)
    select code, kind, names, act, at from jsonb_to_recordset(${json(rows)}::jsonb) as t (code text, kind text, names jsonb, act uuid, at timestamptz)
    on conflict (code) do update set kind = excluded.kind, names = excluded.names, act = excluded.act, at = excluded.at`,
  );
}

export async function saveStatuses(tx: Projection, rows: readonly Columns[]): Promise<void> {
  await run(
    tx,
    sql`
    insert into participant_status (participant, from_date, row, act, at)
    select participant, from_date, row, act, at
    from jsonb_to_recordset(${json(rows)}::jsonb) as t (participant text, from_date date, row jsonb, act uuid, at timestamptz)
    on conflict (participant, from_date) do update set row = excluded.row, act = excluded.act, at = excluded.at`,
  );
}

export async function saveRecognitions(tx: Projection, rows: readonly Columns[]): Promise<void> {
  await run(
    tx,
    sql`
    insert into recognition (jurisdiction, participant, from_date, row, act, at)
    select jurisdiction, participant, from_date, row, act, at
    from jsonb_to_recordset(${json(rows)}::jsonb) as t (jurisdiction text, participant text, from_date date, row jsonb, act uuid, at timestamptz)
    on conflict (jurisdiction, participant, from_date) do update set row = excluded.row, act = excluded.act, at = excluded.at`,
  );
}

export async function saveObservers(tx: Projection, rows: readonly Columns[]): Promise<void> {
  await run(
    tx,
    sql`
    insert into observer (code, row, act, at)
    select code, row, act, at from jsonb_to_recordset(${json(rows)}::jsonb) as t (code text, row jsonb, act uuid, at timestamptz)
    on conflict (code) do update set row = excluded.row, act = excluded.act, at = excluded.at`,
  );
}

export async function saveApplicants(tx: Projection, rows: readonly Columns[]): Promise<void> {
  await run(
    tx,
    sql`
    insert into applicant (code, row, act, at)
    select code, row, act, at from jsonb_to_recordset(${json(rows)}::jsonb) as t (code text, row jsonb, act uuid, at timestamptz)
    on conflict (code) do update set row = excluded.row, act = excluded.act, at = excluded.at`,
  );
}

export async function saveAuthorities(tx: Projection, rows: readonly Columns[]): Promise<void> {
  await run(
    tx,
    sql`
    insert into authority (code, participant, member_state, names, roles, contact, register, from_date, until_date, act, at)
    select code, participant, member_state, names, roles, contact, register, from_date, until_date, act, at
    from jsonb_to_recordset(${json(rows)}::jsonb)
      as t (code text, participant text, member_state text, names jsonb, roles text[], contact text, register text,
            from_date date, until_date date, act uuid, at timestamptz)
    on conflict (code) do update set names = excluded.names, roles = excluded.roles, contact = excluded.contact,
      register = excluded.register, from_date = excluded.from_date, until_date = excluded.until_date, act = excluded.act, at = excluded.at`,
  );
}

export async function saveOffices(tx: Projection, rows: readonly Columns[]): Promise<void> {
  await run(
    tx,
    sql`
    insert into office (code, authority, name, place, country, from_date, act, at)
    select code, authority, name, place, country, from_date, act, at
    from jsonb_to_recordset(${json(rows)}::jsonb)
      as t (code text, authority text, name text, place text, country text, from_date date, act uuid, at timestamptz)`,
  );
}

export async function saveBlocks(tx: Projection, rows: readonly Columns[]): Promise<void> {
  await run(
    tx,
    sql`
    insert into number_block (participant, authority, office, year, first, last, act, at)
    select participant, authority, office, year, first, last, act, at
    from jsonb_to_recordset(${json(rows)}::jsonb)
      as t (participant text, authority text, office text, year smallint, first bigint, last bigint, act uuid, at timestamptz)`,
  );
}

export async function saveDeskSigners(tx: Projection, rows: readonly Columns[]): Promise<void> {
  await run(
    tx,
    sql`
    insert into desk_signer (key_id, public_key, authority, office, numbers, from_at, until_at, act, at)
    select decode(key_id, 'hex'), decode(public_key, 'hex'), authority, office, numbers, from_at, until_at, act, at
    from jsonb_to_recordset(${json(rows)}::jsonb)
      as t (key_id text, public_key text, authority text, office text, numbers jsonb, from_at timestamptz, until_at timestamptz, act uuid, at timestamptz)`,
  );
}

export async function saveRevocations(tx: Projection, rows: readonly Columns[]): Promise<void> {
  await run(
    tx,
    sql`
    update desk_signer d set revoked_at = t.at, revoked_for = t.reason, compromised = t.compromised
    from jsonb_to_recordset(${json(rows)}::jsonb) as t (key_id text, reason text, compromised boolean, at timestamptz)
    where d.key_id = decode(t.key_id, 'hex')`,
  );
}

export async function saveRules(tx: Projection, rows: readonly Columns[]): Promise<void> {
  await run(
    tx,
    sql`
    insert into national_rule (participant, from_date, row, act, at)
    select participant, from_date, row, act, at
    from jsonb_to_recordset(${json(rows)}::jsonb) as t (participant text, from_date date, row jsonb, act uuid, at timestamptz)
    on conflict (participant, from_date) do update set row = excluded.row, act = excluded.act, at = excluded.at`,
  );
}

export async function saveFormats(tx: Projection, rows: readonly Columns[]): Promise<void> {
  await run(
    tx,
    sql`
    insert into number_format (participant, row, act, at)
    select participant, row, act, at from jsonb_to_recordset(${json(rows)}::jsonb) as t (participant text, row jsonb, act uuid, at timestamptz)
    on conflict (participant) do update set row = excluded.row, act = excluded.act, at = excluded.at`,
  );
}

export async function savePapers(tx: Projection, rows: readonly Columns[]): Promise<void> {
  await run(
    tx,
    sql`
    insert into authority_paper (authority, receipt_code, act, at)
    select authority, receipt_code, act, at from jsonb_to_recordset(${json(rows)}::jsonb) as t (authority text, receipt_code boolean, act uuid, at timestamptz)
    on conflict (authority) do update set receipt_code = excluded.receipt_code, act = excluded.act, at = excluded.at`,
  );
}

/** False where the authority never said. */
export async function printsReceipts(reader: Reader, authority: string): Promise<boolean> {
  const { rows } = await sql<{ receipt_code: boolean }>`
    select receipt_code from authority_paper where authority = ${authority}`.execute(reader.db);
  return rows[0]?.receipt_code ?? false;
}

export async function saveTrustLists(tx: Projection, rows: readonly Columns[]): Promise<void> {
  await run(
    tx,
    sql`
    insert into trust_list (version, digest, issued_at, not_after, act, at)
    select version, decode(digest, 'hex'), issued_at, not_after, act, at
    from jsonb_to_recordset(${json(rows)}::jsonb)
      as t (version bigint, digest text, issued_at timestamptz, not_after timestamptz, act uuid, at timestamptz)`,
  );
}

/* ---- reading ---- */

export async function actCount(reader: Reader): Promise<bigint> {
  const { rows } = await sql<{ acts: bigint }>`select acts from scheme_change`.execute(reader.db);
  return rows[0]?.acts ?? 0n;
}

/** Keeps every other change of the scheme waiting until the transaction ends. */
export async function lockScheme(reader: Reader): Promise<void> {
  await sql`select from scheme_change for update`.execute(reader.db);
}

export async function participants(reader: Reader): Promise<readonly Participant[]> {
  return (await sql<Participant>`select code, kind, names from participant order by code`.execute(reader.db))
    .rows;
}

/** Keeps everybody else from changing this Participant's statuses and numbers until the transaction ends. */
export async function lockParticipant(reader: Reader, code: string): Promise<Participant | undefined> {
  return (
    await sql<Participant>`select code, kind, names from participant where code = ${code} for update`.execute(
      reader.db,
    )
  ).rows[0];
}

export async function statuses(reader: Reader): Promise<readonly StatusRow[]> {
  const { rows } = await sql<{
    row: StatusRow;
  }>`select row from participant_status order by participant, from_date`.execute(reader.db);
  return rows.map(({ row }) => row);
}

export async function recognitions(reader: Reader): Promise<readonly RecognitionRow[]> {
  const { rows } = await sql<{
    row: RecognitionRow;
  }>`select row from recognition order by jurisdiction, participant, from_date`.execute(reader.db);
  return rows.map(({ row }) => row);
}

export async function observers(reader: Reader): Promise<readonly Observer[]> {
  const { rows } = await sql<{ row: Observer }>`select row from observer order by code`.execute(reader.db);
  return rows.map(({ row }) => row);
}

export async function applicants(reader: Reader): Promise<readonly Applicant[]> {
  const { rows } = await sql<{ row: Applicant }>`select row from applicant order by code`.execute(reader.db);
  return rows.map(({ row }) => row);
}

const authorityColumns = sql`
  code, participant, member_state as "memberState", names, roles, contact, register, from_date as "from", until_date as "until"`;

export async function authorities(reader: Reader): Promise<readonly AuthorityRow[]> {
  return (await sql<AuthorityRow>`select ${authorityColumns} from authority order by code`.execute(reader.db))
    .rows;
}

export async function findAuthority(reader: Reader, code: string): Promise<AuthorityRow | undefined> {
  return (
    await sql<AuthorityRow>`select ${authorityColumns} from authority where code = ${code}`.execute(reader.db)
  ).rows[0];
}

const officeColumns = sql`code, authority, name, place, country, from_date as "from"`;

export async function offices(reader: Reader): Promise<readonly OfficeRow[]> {
  return (await sql<OfficeRow>`select ${officeColumns} from office order by code`.execute(reader.db)).rows;
}

export async function findOffice(reader: Reader, code: string): Promise<OfficeRow | undefined> {
  return (await sql<OfficeRow>`select ${officeColumns} from office where code = ${code}`.execute(reader.db))
    .rows[0];
}

const blockColumns = sql`participant, authority, office, year, first as "from", last as "to"`;

export async function blocks(reader: Reader): Promise<readonly BlockRow[]> {
  const { rows } =
    await sql<StoredBlock>`select ${blockColumns} from number_block order by participant, first`.execute(
      reader.db,
    );
  return rows.map(toBlock);
}

export async function blocksOfParticipant(reader: Reader, participant: string): Promise<readonly BlockRow[]> {
  const { rows } = await sql<StoredBlock>`
    select ${blockColumns} from number_block where participant = ${participant} order by first`.execute(
    reader.db,
  );
  return rows.map(toBlock);
}

export async function deskSigners(reader: Reader): Promise<readonly DeskSignerRow[]> {
  const { rows } =
    await sql<StoredDeskSigner>`select ${deskSignerColumns} from desk_signer order by authority, office, from_at, key_id`.execute(
      reader.db,
    );
  return rows.map(toDeskSigner);
}

export async function deskSignersOf(reader: Reader, office: string): Promise<readonly DeskSignerRow[]> {
  const { rows } =
    await sql<StoredDeskSigner>`select ${deskSignerColumns} from desk_signer where office = ${office} order by from_at, key_id`.execute(
      reader.db,
    );
  return rows.map(toDeskSigner);
}

export async function findDeskSignerByKey(
  reader: Reader,
  keyId: Uint8Array,
): Promise<DeskSignerRow | undefined> {
  const { rows } =
    await sql<StoredDeskSigner>`select ${deskSignerColumns} from desk_signer where key_id = ${keyId} for update`.execute(
      reader.db,
    );
  return rows.map(toDeskSigner)[0];
}

export async function rules(reader: Reader): Promise<readonly NationalRule[]> {
  const { rows } = await sql<{
    row: NationalRule;
  }>`select row from national_rule order by participant, from_date`.execute(reader.db);
  return rows.map(({ row }) => row);
}

export async function formats(reader: Reader): Promise<readonly NumberFormat[]> {
  const { rows } = await sql<{
    row: NumberFormat;
  }>`select row from number_format order by participant`.execute(reader.db);
  return rows.map(({ row }) => row);
}

/** The newest first. */
export async function trustLists(reader: Reader, limit: number): Promise<readonly TrustListRow[]> {
  const { rows } =
    await sql<StoredTrustList>`select ${trustListColumns} from trust_list order by version desc limit ${limit}`.execute(
      reader.db,
    );
  return rows.map((row) => ({ ...row, version: Number(row.version) }));
}

export async function findTrustList(reader: Reader, version: number): Promise<TrustListRow | undefined> {
  const { rows } =
    await sql<StoredTrustList>`select ${trustListColumns} from trust_list where version = ${version}`.execute(
      reader.db,
    );
  return rows.map((row) => ({ ...row, version: Number(row.version) }))[0];
}

type StoredTrustList = Omit<TrustListRow, "version"> & { readonly version: bigint };

const trustListColumns = sql`version, digest, issued_at as "issuedAt", not_after as "notAfter"`;

type StoredBlock = Omit<BlockRow, "year"> & { readonly year: number | null };

function toBlock({ year, ...block }: StoredBlock): BlockRow {
  return year === null ? block : { ...block, year };
}

interface StoredDeskSigner {
  readonly keyId: Buffer;
  readonly publicKey: Buffer;
  readonly authority: string;
  readonly office: string;
  readonly numbers: readonly { readonly from: string | number; readonly to: string | number }[];
  readonly fromAt: string;
  readonly untilAt: string;
  readonly revokedAt: string | null;
  readonly revokedFor: string | null;
  readonly compromised: boolean;
}

const deskSignerColumns = sql`
  key_id as "keyId", public_key as "publicKey", authority, office, numbers, from_at as "fromAt", until_at as "untilAt",
  revoked_at as "revokedAt", revoked_for as "revokedFor", compromised`;

function toDeskSigner({
  fromAt,
  untilAt,
  revokedAt,
  revokedFor,
  compromised,
  numbers,
  ...row
}: StoredDeskSigner): DeskSignerRow {
  return {
    ...row,
    numbers: numbers.map(({ from, to }) => ({ from: BigInt(from), to: BigInt(to) })),
    from: fromAt,
    until: untilAt,
    revoked:
      revokedAt === null
        ? null
        : { at: revokedAt, reason: revokedFor ?? "", ...(compromised ? { compromised } : {}) },
  };
}
