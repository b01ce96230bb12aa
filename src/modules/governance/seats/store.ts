// The tables about seats: pillar, seat, seat_entrusted, delegate, representation_contest, body_rules (projections).
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { Facts } from "#core/act/act.ts";
import type { ProjectedAct, Projection } from "#modules/record/index.ts";
import type {
  BodyRulesFacts,
  ContestFacts,
  DelegateFacts,
  DelegatePrivate,
  DelegateRevokedFacts,
  EntrustedFacts,
  PillarFacts,
  SeatFacts,
} from "./facts.ts";

export type Reader = { readonly db: Kysely<unknown> };
type Acts<Public extends Facts, Private extends Facts = Facts> = readonly ProjectedAct<Public, Private>[];

/* ---- written by projections only ---- */

export async function projectPillars(tx: Projection, acts: Acts<PillarFacts>): Promise<void> {
  for (const { id, at, public: facts } of acts)
    await sql`
      insert into pillar (code, names, act, at) values (${facts.pillar}, ${JSON.stringify(facts.names)}, ${id}, ${at})
      on conflict (code) do update set names = excluded.names, act = excluded.act, at = excluded.at`.execute(
      tx.db,
    );
}

export async function projectSeats(tx: Projection, acts: Acts<SeatFacts>): Promise<void> {
  for (const { id, at, public: facts } of acts)
    await sql`
      insert into seat (code, pillar, organisation, names, from_date, until_date, basis, act, at)
      values (${facts.seat}, ${facts.pillar}, ${facts.organisation}, ${JSON.stringify(facts.names)}, ${facts.from}, ${facts.until}, ${facts.basis}, ${id}, ${at})
      on conflict (code) do update set organisation = excluded.organisation, names = excluded.names, from_date = excluded.from_date,
        until_date = excluded.until_date, basis = excluded.basis, act = excluded.act, at = excluded.at`.execute(
      tx.db,
    );
}

export async function projectEntrusted(tx: Projection, acts: Acts<EntrustedFacts>): Promise<void> {
  for (const { id, at, public: facts } of acts)
    await sql`
      insert into seat_entrusted (participant, from_date, organisation, act, at)
      values (${facts.participant}, ${facts.from}, ${facts.organisation}, ${id}, ${at})
      on conflict (participant, from_date) do update set organisation = excluded.organisation, act = excluded.act, at = excluded.at`.execute(
      tx.db,
    );
}

export async function projectDelegates(
  tx: Projection,
  acts: Acts<DelegateFacts, DelegatePrivate>,
): Promise<void> {
  const rows = acts.map(({ id, at, subject, organisation, public: facts, private: own }) => ({
    id: subject.slice("delegate:".length),
    seat: facts.seat,
    organisation,
    person: facts.person,
    name: own.name,
    scope: facts.scope,
    from_at: facts.from,
    until_at: facts.until,
    key_id: hex(facts.keyId),
    public_key: hex(facts.publicKey),
    duress: hex(own.duress),
    act: id,
    at,
  }));
  await sql`
    insert into delegate (id, seat, organisation, person, name, scope, from_at, until_at, key_id, public_key, duress, act, at)
    select id, seat, organisation, person, name, coalesce(scope, 'null'::jsonb), from_at, until_at, decode(key_id, 'hex'), decode(public_key, 'hex'),
      decode(duress, 'hex'), act, at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t (id uuid, seat text, organisation text, person uuid, name text, scope jsonb,
      from_at timestamptz, until_at timestamptz, key_id text, public_key text, duress text, act uuid, at timestamptz)`.execute(
    tx.db,
  );
}

function hex(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : Buffer.from(bytes).toString("hex");
}

export async function projectRevocations(tx: Projection, acts: Acts<DelegateRevokedFacts>): Promise<void> {
  for (const { at, subject, public: facts } of acts)
    await sql`
      update delegate set revoked_at = ${at}, revoked_for = ${facts.reason} where id = ${subject.slice("delegate:".length)}`.execute(
      tx.db,
    );
}

export async function projectContests(tx: Projection, acts: Acts<ContestFacts>): Promise<void> {
  for (const { id, at, public: facts } of acts)
    await sql`
      insert into representation_contest (act, seat, delegate, by_seat, reason, at)
      values (${id}, ${facts.seat}, ${facts.delegate}, ${facts.by}, ${facts.reason}, ${at})`.execute(tx.db);
}

export async function projectBodyRules(tx: Projection, acts: Acts<BodyRulesFacts>): Promise<void> {
  for (const { id, at, public: facts } of acts)
    await sql`
      insert into body_rules (body, from_date, rule_set, time_zone, names, basis, act, at)
      values (${facts.body}, ${facts.from}, ${facts.ruleSet}, ${facts.timeZone}, ${JSON.stringify(facts.names)}, ${facts.basis}, ${id}, ${at})
      on conflict (body, from_date) do update set rule_set = excluded.rule_set, time_zone = excluded.time_zone, names = excluded.names,
        basis = excluded.basis, act = excluded.act, at = excluded.at`.execute(tx.db);
}

/* ---- reading ---- */

type Names = Readonly<Record<string, string>>;

export async function pillars(reader: Reader): Promise<readonly { code: string; names: Names }[]> {
  const { rows } = await sql<{
    code: string;
    names: Names;
  }>`select code, names from pillar order by code`.execute(reader.db);
  return rows;
}

export interface SeatRow {
  readonly code: string;
  readonly pillar: string;
  readonly organisation: string;
  readonly names: Names;
  readonly from: string;
  readonly until: string | null;
  readonly basis: string;
}

export async function seats(reader: Reader): Promise<readonly SeatRow[]> {
  const { rows } = await sql<SeatRow>`
    select code, pillar, organisation, names, from_date as "from", until_date as "until", basis from seat order by code`.execute(
    reader.db,
  );
  return rows;
}

/** Keeps everybody else from changing seats until the transaction ends. */
export async function holdSeats(reader: Reader): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('governance-seats'))`.execute(reader.db);
}

export async function entrusted(
  reader: Reader,
): Promise<readonly { participant: string; from: string; organisation: string }[]> {
  const { rows } = await sql<{ participant: string; from: string; organisation: string }>`
    select participant, from_date as "from", organisation from seat_entrusted order by participant, from_date`.execute(
    reader.db,
  );
  return rows;
}

export interface DelegateRow {
  readonly id: string;
  readonly seat: string;
  readonly organisation: string;
  readonly person: string;
  readonly name: string;
  readonly scope: readonly string[] | null;
  readonly from: string;
  readonly until: string | null;
  readonly keyId: Buffer | null;
  readonly publicKey: Buffer | null;
  readonly duress: Buffer | null;
  readonly revokedAt: string | null;
  readonly revokedFor: string | null;
}

const delegateColumns = sql`
  id, seat, organisation, person, name, scope, from_at as "from", until_at as "until", key_id as "keyId", public_key as "publicKey", duress,
  revoked_at as "revokedAt", revoked_for as "revokedFor"`;

export async function delegatesOf(reader: Reader, seat: string): Promise<readonly DelegateRow[]> {
  const { rows } = await sql<DelegateRow>`
    select ${delegateColumns} from delegate where seat = ${seat} order by at, id`.execute(reader.db);
  return rows;
}

export async function accreditationsOf(reader: Reader, person: string): Promise<readonly DelegateRow[]> {
  const { rows } = await sql<DelegateRow>`
    select ${delegateColumns} from delegate where person = ${person} order by at, id`.execute(reader.db);
  return rows;
}

/** Not revoked; of each seat the last one last. */
export async function validDelegates(reader: Reader): Promise<readonly DelegateRow[]> {
  const { rows } = await sql<DelegateRow>`
    select ${delegateColumns} from delegate where revoked_at is null order by seat, at, id`.execute(
    reader.db,
  );
  return rows;
}

export async function findDelegate(reader: Reader, id: string): Promise<DelegateRow | undefined> {
  const { rows } =
    await sql<DelegateRow>`select ${delegateColumns} from delegate where id = ${id} for update`.execute(
      reader.db,
    );
  return rows[0];
}

export async function delegatesWithKey(reader: Reader, keyId: Uint8Array): Promise<readonly DelegateRow[]> {
  const { rows } = await sql<DelegateRow>`
    select ${delegateColumns} from delegate where key_id = ${keyId} order by at, id`.execute(reader.db);
  return rows;
}

export interface ContestRow {
  readonly act: string;
  readonly seat: string;
  readonly delegate: string | null;
  readonly by: string;
  readonly reason: string;
  readonly at: string;
}

export async function contestsOf(reader: Reader, seat: string): Promise<readonly ContestRow[]> {
  const { rows } = await sql<ContestRow>`
    select act, seat, delegate, by_seat as "by", reason, at from representation_contest where seat = ${seat} order by at, act`.execute(
    reader.db,
  );
  return rows;
}

export interface BodyRulesRow {
  readonly body: string;
  readonly from: string;
  readonly ruleSet: string;
  readonly timeZone: string;
  readonly names: Names;
  readonly basis: string;
}

export async function bodyRules(reader: Reader): Promise<readonly BodyRulesRow[]> {
  const { rows } = await sql<BodyRulesRow>`
    select body, from_date as "from", rule_set as "ruleSet", time_zone as "timeZone", names, basis from body_rules order by body, from_date`.execute(
    reader.db,
  );
  return rows;
}
