// Keys to try the API with, for engineers of other countries: in a demonstration only, for an invented authority, some days
// long, slowed down. Two of them, because nobody validates what they issued, and a program neither (Annex I A 14).
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { endApiKey, makeApiKey } from "#modules/identity/index.ts";
import { findFounding, inTransaction, within } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import * as store from "./store.ts";

export const sandboxDays = 7;
const mostKeys = 1_000;
/** By its name a sandbox key is known again, in the lists of the authority and where requests are counted. */
export const sandboxName = "Sandbox";

export interface SandboxKeys {
  readonly organisation: string;
  readonly first: string;
  readonly second: string;
  readonly endsAt: string;
}

export async function makeSandboxKeys(ctx: Ctx, organisation: string): Promise<SandboxKeys> {
  const founding = await findFounding({ db: ctx.database.kysely });
  refuseUnless(founding?.demonstration === true && founding.founder !== organisation, "not-found");
  const keeper: Ctx = { ...ctx, actor: keeperOf(organisation) };
  return inTransaction(keeper, async (tx) => {
    if ((await store.countKeys(tx)) + 2 > mostKeys) throw new Problem("too-many-requests");
    const endsAt = new Date(Date.parse(tx.now) + sandboxDays * 86_400_000).toISOString();
    const make = async (letter: string, roles: readonly string[]): Promise<string> => {
      // A program counts as whoever made its key: each of these two has a maker of its own.
      const maker = { ...within(tx), actor: keeperOf(organisation, letter) };
      const made = await makeApiKey(maker, {
        organisation,
        name: `${sandboxName} ${letter} ${tx.now}`,
        roles,
      });
      await store.insertKey(tx, { id: made.id, organisation, endsAt });
      return made.key;
    };
    const first = await make("A", ["issuing-officer", "importing-officer"]);
    const second = await make("B", ["validating-officer"]);
    return { organisation, first, second, endsAt };
  });
}

/** Ends those whose days are over. */
export async function endSandboxKeys(base: Omit<Ctx, "actor">): Promise<void> {
  const now = new Date(base.clock()).toISOString();
  for (const { id, organisation } of await store.endedKeys({ db: base.database.kysely }, now)) {
    const keeper: Ctx = { ...base, actor: keeperOf(organisation) };
    await inTransaction(keeper, async (tx) => {
      await endApiKey(within(tx), { id }).catch((error: unknown) => {
        // Its authority ended it before.
        if (!(error instanceof Problem) || error.code !== "already-done") throw error;
      });
      await store.forgetKey(tx, id);
    });
  }
}

function keeperOf(organisation: string, letter = ""): Actor {
  return {
    kind: "system",
    id: `sandbox${letter}`,
    name: sandboxName,
    organisation,
    roles: ["authority-administrator"],
  };
}
