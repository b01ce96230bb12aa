// Work beside the requests: what is due in elections is recorded, however long the program was stopped.
import { findFounding, repeatedly } from "#modules/record/index.ts";
import type { Background, Ctx } from "#modules/record/index.ts";
import { moveElection } from "./commands/move-election.ts";
import { seedDemonstrationElections } from "./seed.ts";
import { openElections } from "./store.ts";

type Base = Omit<Ctx, "actor" | "idempotency">;

export function startElections(base: Base, onError: (error: unknown) => void): Background {
  let seeded = false;
  return repeatedly(
    async (isStopped) => {
      if (!seeded) await seedDemonstrationElections(base).catch(onError);
      seeded = true;
      for (const id of await openElections({ db: base.database.kysely })) {
        if (isStopped()) return;
        // One that cannot be moved does not hold up the others.
        await moveElection(await asSecretariat(base), id).catch(onError);
      }
    },
    { firstMillis: 4_000, restMillis: 2_000 },
    onError,
  );
}

/** Ticks are the Secretariat's acts: its program says what time has done. */
export async function asSecretariat(base: Base): Promise<Ctx> {
  const founding = await findFounding({ db: base.database.kysely });
  return {
    ...base,
    actor: {
      kind: "system",
      id: "elections",
      name: "Elections",
      organisation: founding?.founder ?? null,
      roles: ["secretariat"],
    },
  };
}
