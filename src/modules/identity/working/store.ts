// The only file that names the working tables of this module: session, challenge, invitation, passkey_use, api_key_use
// (a session is read together with its person and roles). None of them is proof of anything, and whoever reads the
// database finds no token here, only digests.
import { sql } from "kysely";
import type { Reader } from "../store.ts";

export type SignInMethod = "passkey" | "recovery-code" | "external-login" | "demonstration";

export interface SessionRow {
  readonly id: string;
  readonly person: string;
  readonly organisation: string;
  readonly company: string | null;
  readonly method: SignInMethod;
  readonly userAgent: string;
  readonly createdAt: string;
  readonly seenAt: string;
  readonly endsAt: string;
}

/** A session and who it is of, with the roles held at this moment. */
export interface LiveSession extends SessionRow {
  readonly name: string;
  readonly roles: readonly string[];
}

const sessionColumns = sql`s.id, s.person, s.organisation, s.company, s.method, s.user_agent as "userAgent",
  s.created_at as "createdAt", s.seen_at as "seenAt", s.ends_at as "endsAt"`;

export async function insertSession(
  tx: Reader,
  session: SessionRow & { readonly tokenHash: Uint8Array },
): Promise<void> {
  await sql`
    insert into session (id, token_hash, person, organisation, company, method, user_agent, created_at, seen_at, ends_at)
    values (${session.id}, ${session.tokenHash}, ${session.person}, ${session.organisation}, ${session.company}, ${session.method},
      ${session.userAgent}, ${session.createdAt}, ${session.seenAt}, ${session.endsAt})`.execute(tx.db);
}

export async function findSession(tx: Reader, tokenHash: Uint8Array): Promise<LiveSession | undefined> {
  const { rows } = await sql<LiveSession>`
    select ${sessionColumns}, p.name, array(
      select g.role from role_grant g
      where g.person = s.person and g.organisation = s.organisation and g.company is not distinct from s.company and g.withdrawn_at is null
      order by g.granted_at, g.id
    ) as roles
    from session s join person p on p.id = s.person where s.token_hash = ${tokenHash}`.execute(tx.db);
  return rows[0];
}

export async function sessionsOf(tx: Reader, person: string, now: string): Promise<readonly SessionRow[]> {
  const { rows } = await sql<SessionRow>`
    select ${sessionColumns} from session s where s.person = ${person} and s.ends_at > ${now} order by s.seen_at desc, s.id`.execute(
    tx.db,
  );
  return rows;
}

export async function touchSession(tx: Reader, id: string, now: string): Promise<void> {
  await sql`update session set seen_at = ${now} where id = ${id} and seen_at < ${now}`.execute(tx.db);
}

export async function turnSession(
  tx: Reader,
  id: string,
  to: { organisation: string; company: string | null },
): Promise<void> {
  await sql`update session set organisation = ${to.organisation}, company = ${to.company} where id = ${id}`.execute(
    tx.db,
  );
}

export async function deleteSessionByToken(tx: Reader, tokenHash: Uint8Array): Promise<void> {
  await sql`delete from session where token_hash = ${tokenHash}`.execute(tx.db);
}

/** One session of a person, or with `except` all the others. */
export async function deleteSessions(
  tx: Reader,
  person: string,
  which: { id: string } | { except: string | null },
): Promise<void> {
  await (
    "id" in which
      ? sql`delete from session where person = ${person} and id = ${which.id}`
      : sql`delete from session where person = ${person} and id is distinct from ${which.except}::uuid`
  ).execute(tx.db);
}

/** What ran out is of no use to anybody. */
export async function sweep(tx: Reader, now: string): Promise<void> {
  await sql`delete from session where ends_at <= ${now}`.execute(tx.db);
  await sql`delete from challenge where ends_at <= ${now}`.execute(tx.db);
}

export interface ChallengeRow {
  readonly data: unknown;
}

export async function insertChallenge(
  tx: Reader,
  challenge: { id: Uint8Array; purpose: string; data: unknown; endsAt: string },
): Promise<void> {
  await sql`
    insert into challenge (id, purpose, data, ends_at)
    values (${challenge.id}, ${challenge.purpose}, ${JSON.stringify(challenge.data)}, ${challenge.endsAt})`.execute(
    tx.db,
  );
}

/** Gives a challenge to the first who asks, and to nobody after. */
export async function takeChallenge(
  tx: Reader,
  id: Uint8Array,
  purpose: string,
  now: string,
): Promise<ChallengeRow | undefined> {
  const { rows } = await sql<ChallengeRow & { endsAt: string }>`
    delete from challenge where id = ${id} and purpose = ${purpose} returning data, ends_at as "endsAt"`.execute(
    tx.db,
  );
  const [row] = rows;
  return row === undefined || row.endsAt <= now ? undefined : row;
}

export interface InvitationRow {
  readonly person: string;
  readonly organisation: string;
  readonly endsAt: string;
}

/** A new link makes the older ones of the same person void. */
export async function insertInvitation(
  tx: Reader,
  invitation: InvitationRow & { readonly tokenHash: Uint8Array; readonly madeAt: string },
): Promise<void> {
  await sql`delete from invitation where person = ${invitation.person} and used_at is null`.execute(tx.db);
  await sql`
    insert into invitation (token_hash, person, organisation, made_at, ends_at)
    values (${invitation.tokenHash}, ${invitation.person}, ${invitation.organisation}, ${invitation.madeAt}, ${invitation.endsAt})`.execute(
    tx.db,
  );
}

export async function findInvitation(
  tx: Reader,
  tokenHash: Uint8Array,
  now: string,
): Promise<InvitationRow | undefined> {
  const { rows } = await sql<InvitationRow>`
    select person, organisation, ends_at as "endsAt" from invitation
    where token_hash = ${tokenHash} and used_at is null and ends_at > ${now}`.execute(tx.db);
  return rows[0];
}

/** False when somebody was faster, or it ran out. */
export async function useInvitation(tx: Reader, tokenHash: Uint8Array, now: string): Promise<boolean> {
  const { rows } = await sql`
    update invitation set used_at = ${now} where token_hash = ${tokenHash} and used_at is null and ends_at > ${now} returning person`.execute(
    tx.db,
  );
  return rows.length === 1;
}

export async function openInvitations(
  tx: Reader,
  people: readonly string[],
  now: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ person: string }>`
    select person from invitation where person = any(${[...people]}::uuid[]) and used_at is null and ends_at > ${now}`.execute(
    tx.db,
  );
  return new Set(rows.map((row) => row.person));
}

/**
 * Moves a passkey's counter forward; false when it did not go forward, which means that two devices hold the key.
 * Authenticators that do not count always say 0 (WebAuthn section 6.1.1).
 */
export async function advanceCounter(
  tx: Reader,
  credential: Uint8Array,
  from: bigint,
  to: number,
  now: string,
): Promise<boolean> {
  const { rows } = await sql`
    insert into passkey_use as u (credential, counter, used_at)
    select ${credential}, ${to}::bigint, ${now}::timestamptz where ${to}::bigint > ${from}::bigint or (${to}::bigint = 0 and ${from}::bigint = 0)
      or exists (select from passkey_use where credential = ${credential})
    on conflict (credential) do update set counter = excluded.counter, used_at = excluded.used_at
      where excluded.counter > greatest(u.counter, ${from}::bigint) or (excluded.counter = 0 and u.counter = 0 and ${from}::bigint = 0)
    returning credential`.execute(tx.db);
  return rows.length === 1;
}

export async function lastUses(
  tx: Reader,
  credentials: readonly Uint8Array[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ credential: Buffer; usedAt: string }>`
    select credential, used_at as "usedAt" from passkey_use where credential = any(${[...credentials]}::bytea[])`.execute(
    tx.db,
  );
  return new Map(rows.map((row) => [row.credential.toString("base64url"), row.usedAt]));
}

/** Written at most once a minute for each key. */
export async function noteApiKeyUse(tx: Reader, id: string, now: string): Promise<void> {
  await sql`
    insert into api_key_use (id, used_at) values (${id}, ${now})
    on conflict (id) do update set used_at = excluded.used_at where api_key_use.used_at < excluded.used_at - interval '1 minute'`.execute(
    tx.db,
  );
}

export async function apiKeyUses(tx: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; usedAt: string }>`
    select id, used_at as "usedAt" from api_key_use where id = any(${[...ids]}::uuid[])`.execute(tx.db);
  return new Map(rows.map((row) => [row.id, row.usedAt]));
}
