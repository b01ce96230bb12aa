// Work beside the requests: items that may be discussed are put on the agenda of the next meeting, by the Secretariat's key.
import { findFounding, repeatedly } from "#modules/record/index.ts";
import type { Background, Ctx } from "#modules/record/index.ts";
import { Problem } from "#platform/http/problem.ts";
import { seedDemonstrationMeetings } from "./seed.ts";
import { dueItems, listDueItems } from "./commands/list-items.ts";

type Base = Omit<Ctx, "actor" | "idempotency">;

const firstLookMillis = 2_500;
const lookMillis = 10_000;

export function startListing(base: Base, onError: (error: unknown) => void): Background {
  let seeded = false;
  const look = async (isStopped: () => boolean): Promise<void> => {
    if (!seeded) await seedDemonstrationMeetings(base).catch(onError);
    seeded = true;
    await listWhatIsDue(base, isStopped);
  };
  return repeatedly(look, { firstMillis: firstLookMillis, restMillis: lookMillis }, onError);
}

/** Returns how many items were listed. */
export async function listWhatIsDue(base: Base, isStopped: () => boolean = () => false): Promise<number> {
  const founding = await findFounding({ db: base.database.kysely });
  if (founding === undefined || (await base.keyring.findSigner(founding.founder)) === undefined) return 0;
  const ctx: Ctx = {
    ...base,
    actor: {
      kind: "system",
      id: "agenda",
      name: "Agenda of the scheme",
      organisation: founding.founder,
      roles: ["secretariat"],
    },
  };
  let listed = 0;
  for (const id of (await dueItems(ctx)).keys()) {
    if (isStopped()) break;
    try {
      listed += (await listDueItems(ctx, id)).listed;
    } catch (error) {
      // Another program listed at the same moment, or the meeting was closed in between.
      if (!(error instanceof Problem)) throw error;
    }
  }
  return listed;
}
