// Keys for programs: made by an administrator, shown once, ended at any time.
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { randomToken } from "#platform/keys/random.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { apiKeyEnded, apiKeyMade } from "../acts.ts";
import { nameProblem, refuseProblems } from "../fields.ts";
import { mayEndApiKey, mayMakeApiKey } from "../policy.ts";
import { formatApiKey, tokenHash } from "../secrets.ts";
import { sessionsChanged } from "../sessions.ts";
import { lockApiKey } from "../store.ts";
import { refuseUnknownOrganisation } from "./invite-person.ts";

export interface ApiKeyInput {
  readonly organisation: string;
  readonly name: string;
  readonly roles: readonly string[];
}

export interface MadeApiKey {
  readonly id: string;
  readonly name: string;
  readonly organisation: string;
  readonly roles: readonly string[];
  /** The only time the key is seen. */
  readonly key: string;
}

export async function makeApiKey(ctx: Ctx, input: ApiKeyInput): Promise<MadeApiKey> {
  const secret = randomToken();
  // The answer kept for a repeated request is what the transaction returns: it never has the key in it.
  const made = await inTransaction(ctx, async (tx) => {
    const name = input.name.trim();
    const roles = [...new Set(input.roles)].sort();
    const { organisation } = input;
    refuseProblems([
      nameProblem("name", name, 60),
      roles.length === 0 ? { field: "roles", code: "roles-missing" } : undefined,
    ]);
    refuseUnless(mayMakeApiKey(tx.actor, organisation, roles), "not-allowed");
    await refuseUnknownOrganisation(tx, organisation);
    const id = tx.newId();
    const hash = tokenHash(formatApiKey(id, secret));
    await record(tx, apiKeyMade, {
      subject: `api-key:${id}`,
      previous: null,
      public: { organisation },
      private: { name, hash, roles },
    });
    return { id, name, organisation, roles };
  });
  return { ...made, key: formatApiKey(made.id, secret) };
}

export async function endApiKey(ctx: Ctx, input: { id: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const key = await lockApiKey(tx, input.id);
    // Another authority's key looks like no key.
    if (key === undefined || !mayEndApiKey(tx.actor, key.organisation)) throw new Problem("not-found");
    refuseUnless(key.endedAt === null, "already-done");
    await record(tx, apiKeyEnded, {
      subject: `api-key:${key.id}`,
      public: { organisation: key.organisation },
      private: {},
    });
  });
  sessionsChanged();
}
