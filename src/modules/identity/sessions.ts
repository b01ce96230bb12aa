// Sessions: an opaque token of 256 bits in a cookie, its digest in a table, a hard end and an idle end.
// Nothing about a person is in the cookie, and a session that is ended is ended at the next request.
import type { Ctx } from "#modules/record/index.ts";
import { randomToken, uuidv7 } from "#platform/keys/random.ts";
import { tokenHash } from "./secrets.ts";
import { identitySettings, isHttps } from "./settings.ts";
import type { GrantRow } from "./store.ts";
import {
  deleteSessionByToken,
  deleteSessions,
  findSession,
  insertSession,
  sweep,
  touchSession,
  turnSession,
} from "./working/store.ts";
import type { LiveSession, SessionRow, SignInMethod } from "./working/store.ts";

export interface NewSession {
  readonly person: string;
  readonly organisation: string;
  readonly company: string | null;
  readonly method: SignInMethod;
}

type Base = Pick<Ctx, "database" | "clock">;

const reader = (base: Base) => ({ db: base.database.kysely });

/** Begins a session and returns its token, which is kept nowhere else. The session of `headers`, if any, ends. */
export async function beginSession(base: Base, session: NewSession, headers: Headers): Promise<string> {
  const now = base.clock();
  const at = new Date(now).toISOString();
  await endSession(base, headers);
  await sweep(reader(base), at);
  const token = randomToken();
  await insertSession(reader(base), {
    ...session,
    id: uuidv7(now),
    tokenHash: tokenHash(token),
    userAgent: shortUserAgent(headers.get("user-agent") ?? ""),
    createdAt: at,
    seenAt: at,
    endsAt: new Date(now + identitySettings().sessionHours * 3_600_000).toISOString(),
  });
  return token;
}

/** The session of a request, unless it ran out; noted as seen, at most once a minute. */
export async function findLiveSession(base: Base, headers: Headers): Promise<LiveSession | undefined> {
  const token = sessionToken(headers);
  if (token === undefined) return undefined;
  const session = await findSession(reader(base), tokenHash(token));
  const now = base.clock();
  if (session === undefined || now >= endOf(session)) return undefined;
  if (now - Date.parse(session.seenAt) >= 60_000)
    await touchSession(reader(base), session.id, new Date(now).toISOString());
  return session;
}

/** Milliseconds since 1970 at which a session ends if nothing more happens. */
export function endOf(session: SessionRow): number {
  return Math.min(
    Date.parse(session.endsAt),
    Date.parse(session.seenAt) + identitySettings().idleMinutes * 60_000,
  );
}

export async function endSession(base: Base, headers: Headers): Promise<void> {
  const token = sessionToken(headers);
  if (token === undefined) return;
  await deleteSessionByToken(reader(base), tokenHash(token));
  sessionsChanged();
}

/** Ends one session of a person, or all but one, or all. */
export async function endSessions(
  base: Base,
  person: string,
  which: { id: string } | { except: string | null },
): Promise<void> {
  await deleteSessions(reader(base), person, which);
  sessionsChanged();
}

/** The person goes on for another organisation or company, of which a grant is the proof. */
export async function actFor(
  base: Base,
  session: SessionRow,
  grant: Pick<GrantRow, "person" | "organisation" | "company">,
): Promise<void> {
  if (grant.person !== session.person) throw new Error("a grant of somebody else");
  await turnSession(reader(base), session.id, grant);
  sessionsChanged();
}

let generation = 0;

/** Changes whenever a session, grant or key was changed in this process: what was remembered before is void. */
export function sessionGeneration(): number {
  return generation;
}

export function sessionsChanged(): void {
  generation++;
}

export function cookieName(): string {
  // The prefix makes browsers insist on Secure, Path=/ and no Domain; it cannot be had over http.
  return isHttps() ? "__Host-kimberlite" : "kimberlite";
}

export function sessionCookie(token: string): string {
  return `${cookieName()}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${identitySettings().sessionHours * 3600}${isHttps() ? "; Secure" : ""}`;
}

export function endedCookie(): string {
  return `${cookieName()}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${isHttps() ? "; Secure" : ""}`;
}

/** Hostile: from the browser; only a text of a token's form is looked up. */
export function sessionToken(headers: Headers): string | undefined {
  const token = readCookie(headers, cookieName());
  return token !== undefined && /^[A-Za-z0-9_-]{43}$/.test(token) ? token : undefined;
}

export function readCookie(headers: Headers, name: string): string | undefined {
  const header = headers.get("cookie");
  if (header === null || header.length > 8_192) return undefined;
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** "Firefox, Windows": enough to recognise one's own device, too little to follow anybody. */
export function shortUserAgent(text: string): string {
  const first = (pairs: readonly (readonly [RegExp, string])[]): string =>
    pairs.find(([form]) => form.test(text))?.[1] ?? "?";
  const browser = first([
    [/Edg\//, "Edge"],
    [/OPR\//, "Opera"],
    [/SamsungBrowser/, "Samsung Internet"],
    [/Firefox\//, "Firefox"],
    [/Chrom(e|ium)\//, "Chrome"],
    [/Safari\//, "Safari"],
  ]);
  const system = first([
    [/iPhone|iPad/, "iOS"],
    [/Android/, "Android"],
    [/Windows/, "Windows"],
    [/Mac OS X/, "macOS"],
    [/Linux|X11/, "Linux"],
  ]);
  return `${browser}, ${system}`;
}
