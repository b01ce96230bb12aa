// Who is it: reads a request's cookie or API key and says which actor it is. Asked at every request, so what was found is
// remembered for at most five seconds, and for no moment longer than until this process ends a session or changes a role.
import { Problem } from "#platform/http/problem.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { apiKeyId, sameDigest, tokenHash } from "./secrets.ts";
import { endOf, findLiveSession, sessionGeneration, sessionToken } from "./sessions.ts";
import { findApiKey } from "./store.ts";
import { noteApiKeyUse } from "./working/store.ts";

type Base = Omit<Ctx, "actor">;

interface Known {
  readonly actor: Actor;
  readonly generation: number;
  readonly from: number;
  readonly until: number;
}

const rememberMillis = 5_000;
const mostKnown = 10_000;
/** By database, because a process may hold several (tests, a restore beside the live one). */
const known = new WeakMap<object, Map<string, Known>>();

/** Undefined secrets, ended keys, and sessions that ran out are nobody: null. */
export async function authenticate(base: Base, headers: Headers): Promise<Actor | null> {
  const authorization = headers.get("authorization");
  const secret = authorization === null ? sessionToken(headers) : bearer(authorization);
  if (secret === undefined) return null;
  const digest = Buffer.from(tokenHash(secret)).toString("base64");
  const now = base.clock();
  const memory = memoryOf(base);
  const before = memory.get(digest);
  if (
    before !== undefined &&
    before.generation === sessionGeneration() &&
    now >= before.from &&
    now < before.until
  )
    return before.actor;
  // Read before the question is asked: an ending that happens meanwhile makes the answer void.
  const generation = sessionGeneration();
  const found = authorization === null ? await person(base, headers) : await program(base, secret);
  memory.delete(digest);
  if (found === undefined) return null;
  if (memory.size >= mostKnown) memory.clear();
  memory.set(digest, {
    actor: found.actor,
    generation,
    from: now,
    until: Math.min(now + rememberMillis, found.until),
  });
  return found.actor;
}

/** For acts that must not be done by whoever finds an open screen: the person signed in at most `minutes` ago. */
export async function requireRecent(ctx: Omit<Ctx, "actor">, headers: Headers, minutes = 15): Promise<void> {
  // A program proves itself at every request.
  if (headers.get("authorization") !== null) return;
  if (!(await signedInRecently(ctx, headers, minutes))) throw new Problem("sign-in-again", { minutes });
}

export async function signedInRecently(
  ctx: Omit<Ctx, "actor">,
  headers: Headers,
  minutes = 15,
): Promise<boolean> {
  const session = await findLiveSession(ctx, headers);
  return session !== undefined && ctx.clock() - Date.parse(session.createdAt) <= minutes * 60_000;
}

async function person(base: Base, headers: Headers): Promise<{ actor: Actor; until: number } | undefined> {
  const session = await findLiveSession(base, headers);
  // Who holds no role any more is nobody, whatever cookie is shown.
  if (session === undefined || session.roles.length === 0) return undefined;
  const { person: id, name, organisation, company, roles } = session;
  const actor: Actor = {
    kind: "person",
    id,
    name,
    organisation,
    roles,
    ...(company === null ? {} : { company }),
  };
  return { actor, until: Math.max(endOf(session), base.clock()) };
}

async function program(base: Base, secret: string): Promise<{ actor: Actor; until: number } | undefined> {
  const id = apiKeyId(secret);
  if (id === undefined) return undefined;
  const reader = { db: base.database.kysely };
  const key = await findApiKey(reader, id);
  if (key === undefined || key.endedAt !== null || !sameDigest(key.hash, tokenHash(secret))) return undefined;
  await noteApiKeyUse(reader, id, new Date(base.clock()).toISOString());
  return {
    actor: {
      kind: "api-key",
      id,
      name: key.name,
      organisation: key.organisation,
      roles: key.roles,
      ...(key.maker === null ? {} : { maker: key.maker }),
    },
    until: Infinity,
  };
}

function bearer(authorization: string): string | undefined {
  const secret = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  return secret !== undefined && apiKeyId(secret) !== undefined ? secret : undefined;
}

function memoryOf(base: Base): Map<string, Known> {
  let memory = known.get(base.database);
  if (memory === undefined) known.set(base.database, (memory = new Map()));
  return memory;
}
