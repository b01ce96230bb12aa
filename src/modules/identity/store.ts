// The only file that names the projections of this module: person, role_grant, passkey, recovery_code, external_login,
// api_key. What only serves the moment is in working/store.ts.
import { sql } from "kysely";
import type { Kysely } from "kysely";
import type { Facts } from "#core/act/act.ts";
import { personBehind } from "#modules/record/index.ts";
import type { ProjectedAct, Projection } from "#modules/record/index.ts";
import type {
  ApiKeyFacts,
  ExternalLoginFacts,
  ForOrganisation,
  GrantedFacts,
  InvitedFacts,
  PasskeyFacts,
  PasskeyRemovedFacts,
  RecoveryCodesFacts,
  RecoveryCodeUsedFacts,
  WithdrawnFacts,
} from "./facts.ts";

export type Reader = { readonly db: Kysely<unknown> };

type Acts<Private extends Facts, Public extends Facts = Facts> = readonly ProjectedAct<Public, Private>[];

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly locale: string;
  readonly organisation: string;
  readonly demonstration: boolean;
}

export interface GrantRow {
  readonly id: string;
  readonly person: string;
  readonly organisation: string;
  readonly role: string;
  readonly company: string | null;
  readonly companyName: string | null;
}

export interface PasskeyRow {
  readonly credential: Buffer;
  readonly person: string;
  readonly name: string;
  readonly publicKey: Buffer;
  readonly counter: bigint;
  readonly transports: readonly string[];
  readonly synced: boolean;
  readonly registeredAt: string;
}

export interface RecoveryCodeRow {
  readonly place: number;
  readonly person: string;
  readonly salt: Buffer;
  readonly hash: Buffer;
  readonly used: boolean;
}

export interface ApiKeyRow {
  readonly id: string;
  readonly organisation: string;
  readonly name: string;
  readonly hash: Buffer;
  readonly roles: readonly string[];
  readonly madeBy: string;
  /** Id of the person who made it; null of a key older than this column, until the projections are made again. */
  readonly maker: string | null;
  readonly madeAt: string;
  readonly endedAt: string | null;
}

// --- written by the acts' projections only ---

export async function savePeople(tx: Projection, acts: Acts<InvitedFacts, ForOrganisation>): Promise<void> {
  await sql`
    insert into person (id, name, email, locale, organisation, demonstration, invited_at)
    select * from unnest(${acts.map(idOf)}::uuid[], ${acts.map((act) => act.private.name)}::text[], ${acts.map((act) => act.private.email)}::text[],
      ${acts.map((act) => act.private.locale)}::text[], ${acts.map((act) => act.public.organisation)}::text[],
      ${acts.map((act) => act.private.demonstration)}::boolean[], ${acts.map((act) => act.at)}::timestamptz[])`.execute(
    tx.db,
  );
}

export async function saveGrants(tx: Projection, acts: Acts<GrantedFacts, ForOrganisation>): Promise<void> {
  await sql`
    insert into role_grant (id, person, organisation, role, company, company_name, granted_at)
    select * from unnest(${acts.map((act) => act.id)}::uuid[], ${acts.map(idOf)}::uuid[], ${acts.map((act) => act.public.organisation)}::text[],
      ${acts.map((act) => act.private.role)}::text[], ${acts.map((act) => act.private.company)}::text[],
      ${acts.map((act) => act.private.companyName)}::text[], ${acts.map((act) => act.at)}::timestamptz[])`.execute(
    tx.db,
  );
}

export async function withdrawGrants(
  tx: Projection,
  acts: Acts<WithdrawnFacts, ForOrganisation>,
): Promise<void> {
  await sql`
    update role_grant set withdrawn_at = given.at
    from unnest(${acts.map((act) => act.private.grant)}::uuid[], ${acts.map((act) => act.at)}::timestamptz[]) as given (id, at)
    where role_grant.id = given.id`.execute(tx.db);
}

export async function savePasskeys(tx: Projection, acts: Acts<PasskeyFacts>): Promise<void> {
  for (const { private: facts, ...act } of acts) {
    await sql`
      insert into passkey (credential, person, name, public_key, counter, transports, synced, registered_at)
      values (${facts.credential}, ${idOf(act)}, ${facts.name}, ${facts.publicKey}, ${facts.counter}, ${[...facts.transports]}::text[],
        ${facts.synced}, ${act.at})
      on conflict (credential) do update set person = excluded.person, name = excluded.name, public_key = excluded.public_key, counter = excluded.counter,
        transports = excluded.transports, synced = excluded.synced, registered_at = excluded.registered_at, removed_at = null`.execute(
      tx.db,
    );
  }
}

export async function removePasskeys(tx: Projection, acts: Acts<PasskeyRemovedFacts>): Promise<void> {
  for (const act of acts)
    await sql`update passkey set removed_at = ${act.at} where credential = ${act.private.credential}`.execute(
      tx.db,
    );
}

export async function saveRecoveryCodes(tx: Projection, acts: Acts<RecoveryCodesFacts>): Promise<void> {
  for (const { private: facts, ...act } of acts) {
    await sql`delete from recovery_code where person = ${idOf(act)}`.execute(tx.db);
    await sql`
      insert into recovery_code (reference, place, person, salt, hash, made_at)
      select ${facts.reference}, place, ${idOf(act)}::uuid, ${facts.salt}::bytea, hash, ${act.at}::timestamptz
      from unnest(${[...facts.hashes]}::bytea[]) with ordinality as t (hash, place)`.execute(tx.db);
  }
}

export async function useRecoveryCodes(tx: Projection, acts: Acts<RecoveryCodeUsedFacts>): Promise<void> {
  for (const act of acts) {
    await sql`update recovery_code set used_at = ${act.at} where reference = ${act.private.reference} and place = ${act.private.place}`.execute(
      tx.db,
    );
  }
}

export async function saveExternalLogins(
  tx: Projection,
  acts: Acts<ExternalLoginFacts, ForOrganisation>,
): Promise<void> {
  for (const act of acts) {
    await sql`
      insert into external_login (issuer, login, person, organisation, linked_at)
      values (${act.private.issuer}, ${act.private.login}, ${idOf(act)}, ${act.public.organisation}, ${act.at})`.execute(
      tx.db,
    );
  }
}

export async function saveApiKeys(tx: Projection, acts: Acts<ApiKeyFacts, ForOrganisation>): Promise<void> {
  for (const { private: facts, ...act } of acts) {
    await sql`
      insert into api_key (id, organisation, name, hash, roles, made_by, maker, made_at)
      values (${idOf(act)}, ${act.public.organisation}, ${facts.name}, ${facts.hash}, ${[...facts.roles]}::text[], ${facts.actor.name}, ${personBehind(facts.actor)}, ${act.at})`.execute(
      tx.db,
    );
  }
}

export async function endApiKeys(tx: Projection, acts: Acts<Facts, ForOrganisation>): Promise<void> {
  for (const act of acts)
    await sql`update api_key set ended_at = ${act.at} where id = ${idOf(act)}`.execute(tx.db);
}

/** "person:<id>", "api-key:<id>" */
function idOf({ subject }: { readonly subject: string }): string {
  return subject.slice(subject.indexOf(":") + 1);
}

// --- read ---

const grantColumns = sql`id, person, organisation, role, company, company_name as "companyName"`;
const personColumns = sql`id, name, email, locale, organisation, demonstration`;
const passkeyColumns = sql`credential, person, name, public_key as "publicKey", counter, transports, synced, registered_at as "registeredAt"`;
const apiKeyColumns = sql`id, organisation, name, hash, roles, made_by as "madeBy", maker, made_at as "madeAt", ended_at as "endedAt"`;

export async function findPerson(tx: Reader, id: string): Promise<PersonRow | undefined> {
  const { rows } = await sql<PersonRow>`select ${personColumns} from person where id = ${id}`.execute(tx.db);
  return rows[0];
}

/** Locked until the transaction ends, so that two changes of one person follow each other. */
export async function lockPerson(tx: Reader, id: string): Promise<PersonRow | undefined> {
  const { rows } =
    await sql<PersonRow>`select ${personColumns} from person where id = ${id} for update`.execute(tx.db);
  return rows[0];
}

export async function countPeople(tx: Reader): Promise<bigint> {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from person`.execute(tx.db);
  return rows[0]?.count ?? 0n;
}

export async function grantsOf(tx: Reader, person: string): Promise<readonly GrantRow[]> {
  const { rows } = await sql<GrantRow>`
    select ${grantColumns} from role_grant where person = ${person} and withdrawn_at is null order by granted_at, id`.execute(
    tx.db,
  );
  return rows;
}

export async function findGrant(tx: Reader, id: string): Promise<GrantRow | undefined> {
  const { rows } =
    await sql<GrantRow>`select ${grantColumns} from role_grant where id = ${id} and withdrawn_at is null`.execute(
      tx.db,
    );
  return rows[0];
}

/** Id of a company that an authority already hosts, by its name as people write it. */
export async function findCompany(
  tx: Reader,
  organisation: string,
  name: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ company: string }>`
    select company from role_grant where organisation = ${organisation} and company is not null and lower(company_name) = lower(${name})
    order by granted_at limit 1`.execute(tx.db);
  return rows[0]?.company;
}

export interface PersonWithGrants extends PersonRow {
  readonly grants: readonly GrantRow[];
  readonly passkeys: bigint;
}

/** People who hold a role for an organisation, and those it invited who hold none now. */
export async function peopleOf(tx: Reader, organisation: string): Promise<readonly PersonWithGrants[]> {
  const { rows } = await sql<PersonRow & { passkeys: bigint }>`
    select ${personColumns}, (select count(*) from passkey k where k.person = person.id and removed_at is null) as passkeys
    from person where organisation = ${organisation}
      or exists (select from role_grant g where g.person = person.id and g.organisation = ${organisation} and withdrawn_at is null)
    order by name, id limit 2000`.execute(tx.db);
  const { rows: grants } = await sql<GrantRow>`
    select ${grantColumns} from role_grant where organisation = ${organisation} and withdrawn_at is null order by granted_at, id`.execute(
    tx.db,
  );
  return rows.map((person) => ({ ...person, grants: grants.filter((grant) => grant.person === person.id) }));
}

export async function peopleInRole(
  tx: Reader,
  role: string,
): Promise<readonly { readonly person: string; readonly organisation: string; readonly name: string }[]> {
  const { rows } = await sql<{ person: string; organisation: string; name: string }>`
    select g.person, g.organisation, p.name from role_grant g join person p on p.id = g.person
    where g.role = ${role} and g.withdrawn_at is null order by g.organisation, g.granted_at, g.id`.execute(
    tx.db,
  );
  return rows;
}

export interface DemonstrationPerson extends GrantRow {
  readonly name: string;
}

export async function demonstrationPeople(tx: Reader): Promise<readonly DemonstrationPerson[]> {
  const { rows } = await sql<DemonstrationPerson>`
    select g.id, g.person, g.organisation, g.role, g.company, g.company_name as "companyName", p.name
    from role_grant g join person p on p.id = g.person
    where p.demonstration and g.withdrawn_at is null order by g.organisation, g.granted_at, g.id`.execute(
    tx.db,
  );
  return rows;
}

export async function findDemonstrationPerson(
  tx: Reader,
  wanted: { organisation: string; role: string; company: string | null },
): Promise<DemonstrationPerson | undefined> {
  const { rows } = await sql<DemonstrationPerson>`
    select g.id, g.person, g.organisation, g.role, g.company, g.company_name as "companyName", p.name
    from role_grant g join person p on p.id = g.person
    where p.demonstration and g.withdrawn_at is null and g.organisation = ${wanted.organisation} and g.role = ${wanted.role}
      and (${wanted.company}::text is null or g.company = ${wanted.company})
    order by g.granted_at, g.id limit 1`.execute(tx.db);
  return rows[0];
}

export async function findPasskey(tx: Reader, credential: Uint8Array): Promise<PasskeyRow | undefined> {
  const { rows } =
    await sql<PasskeyRow>`select ${passkeyColumns} from passkey where credential = ${credential} and removed_at is null`.execute(
      tx.db,
    );
  return rows[0];
}

export async function passkeysOf(tx: Reader, person: string): Promise<readonly PasskeyRow[]> {
  const { rows } = await sql<PasskeyRow>`
    select ${passkeyColumns} from passkey where person = ${person} and removed_at is null order by registered_at, credential`.execute(
    tx.db,
  );
  return rows;
}

export async function recoveryCodes(tx: Reader, reference: string): Promise<readonly RecoveryCodeRow[]> {
  const { rows } = await sql<RecoveryCodeRow>`
    select place, person, salt, hash, used_at is not null as used from recovery_code where reference = ${reference} order by place`.execute(
    tx.db,
  );
  return rows;
}

export async function unusedRecoveryCodes(tx: Reader, person: string): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from recovery_code where person = ${person} and used_at is null`.execute(tx.db);
  return Number(rows[0]?.count ?? 0n);
}

export async function findExternalLogin(
  tx: Reader,
  issuer: string,
  login: string,
): Promise<{ person: string } | undefined> {
  const { rows } = await sql<{
    person: string;
  }>`select person from external_login where issuer = ${issuer} and login = ${login}`.execute(tx.db);
  return rows[0];
}

export async function externalLoginsOf(
  tx: Reader,
  person: string,
): Promise<readonly { issuer: string; organisation: string; linkedAt: string }[]> {
  const { rows } = await sql<{ issuer: string; organisation: string; linkedAt: string }>`
    select issuer, organisation, linked_at as "linkedAt" from external_login where person = ${person} order by linked_at, issuer`.execute(
    tx.db,
  );
  return rows;
}

export async function findApiKey(tx: Reader, id: string): Promise<ApiKeyRow | undefined> {
  const { rows } = await sql<ApiKeyRow>`select ${apiKeyColumns} from api_key where id = ${id}`.execute(tx.db);
  return rows[0];
}

export async function lockApiKey(tx: Reader, id: string): Promise<ApiKeyRow | undefined> {
  const { rows } =
    await sql<ApiKeyRow>`select ${apiKeyColumns} from api_key where id = ${id} for update`.execute(tx.db);
  return rows[0];
}

/** Keys in use first, then the ended ones, newest first. */
export async function apiKeysOf(tx: Reader, organisation: string): Promise<readonly ApiKeyRow[]> {
  const { rows } = await sql<ApiKeyRow>`
    select ${apiKeyColumns} from api_key where organisation = ${organisation}
    order by ended_at is not null, made_at desc, id limit 500`.execute(tx.db);
  return rows;
}
