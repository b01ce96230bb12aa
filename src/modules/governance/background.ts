// Work beside the requests: the deadlines of items that have passed are recorded by the Secretariat's clock. A program that
// stood still for a month catches up in order, and every window it opens begins now, so that nobody is robbed of one.
import { findFounding, repeatedly } from "#modules/record/index.ts";
import type { Actor, Background, Ctx } from "#modules/record/index.ts";
import { Problem } from "#platform/http/problem.ts";
import { passItemDeadlines } from "./items/commands/pass-deadlines.ts";
import { seedDemonstrationItems } from "./items/seed.ts";
import { itemsDue } from "./items/store.ts";

type Base = Omit<Ctx, "actor" | "idempotency">;

const firstLookMillis = 1_500;
const lookMillis = 15_000;
const mostAtOnce = 100;

export function startClock(base: Base, onError: (error: unknown) => void): Background {
  let seeded = false;
  const look = async (isStopped: () => boolean): Promise<void> => {
    if (!seeded) await seedDemonstrationItems(base).catch(onError);
    seeded = true;
    await passDueDeadlines(base, isStopped, onError);
  };
  // The first requests after a start go before it.
  return repeatedly(look, { firstMillis: firstLookMillis, restMillis: lookMillis }, onError);
}

/** Returns how many deadlines were recorded. One item that fails does not keep the others waiting. */
export async function passDueDeadlines(
  base: Base,
  isStopped: () => boolean = () => false,
  onError: (error: unknown) => void = (error) => {
    throw error;
  },
): Promise<number> {
  const reader = { db: base.database.kysely };
  const founding = await findFounding(reader);
  if (founding === undefined || (await base.keyring.findSigner(founding.founder)) === undefined) return 0;
  const ctx: Ctx = { ...base, actor: clock(founding.founder) };
  let passed = 0;
  for (const id of await itemsDue(reader, new Date(base.clock()).toISOString(), mostAtOnce)) {
    if (isStopped()) break;
    try {
      passed += await passItemDeadlines(ctx, id);
    } catch (error) {
      // Another program recorded it at the same moment.
      if (!(error instanceof Problem && error.code === "changed-meanwhile")) onError(error);
    }
  }
  return passed;
}

function clock(organisation: string): Actor {
  return {
    kind: "system",
    id: "clock",
    name: "Clock of the scheme",
    organisation,
    roles: ["secretariat"],
  };
}
