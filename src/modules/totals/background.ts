// Work beside the requests: for every authority whose key is in this installation, what is due is counted, committed to
// and published. For the others somebody runs `kimberlite counts publish` where the key is.
import { Problem } from "#platform/http/problem.ts";
import { repeatedly } from "#modules/record/index.ts";
import type { Background, Ctx } from "#modules/record/index.ts";
import { authoritiesOf } from "#modules/scheme/index.ts";
import { countDueDays } from "./commands/count.ts";
import { publishDueQuarters } from "./commands/publish.ts";
import { seedDemonstrationQuarter } from "./seed.ts";
import { authoritiesAtWork } from "./store.ts";

type Base = Omit<Ctx, "actor" | "idempotency">;

const firstLookMillis = 3_000;
const lookMillis = 10 * 60_000;

export function startCounting(base: Base, onError: (error: unknown) => void): Background {
  let seeded = false;
  const look = async (isStopped: () => boolean): Promise<void> => {
    if (!seeded) await seedDemonstrationQuarter(base).catch(onError);
    seeded = true;
    await publishDue(base, isStopped);
  };
  // The first requests after a start go before it.
  return repeatedly(look, { firstMillis: firstLookMillis, restMillis: lookMillis }, onError);
}

export interface Due {
  readonly authority: string;
  /** Acts of counting that were signed. */
  readonly counts: number;
  readonly quarters: readonly string[];
}

/** Counts first, of all, because a quarter needs the commitments of those that others issued. */
export async function publishDue(
  base: Base,
  isStopped: () => boolean = () => false,
  only?: string,
): Promise<readonly Due[]> {
  const codes = (await authoritiesOf({ ...base, actor: actorFor("") })).map(({ code }) => code);
  const asked = only === undefined ? codes : codes.filter((code) => code === only);
  const counted = new Map<string, number>();
  for (const code of await authoritiesAtWork({ db: base.database.kysely }, asked)) {
    if (isStopped()) return [];
    if ((await base.keyring.findSigner(code)) === undefined) continue;
    const count = await unlessTaken(countDueDays({ ...base, actor: actorFor(code) }));
    counted.set(code, count ?? 0);
  }
  const done: Due[] = [];
  for (const [authority, counts] of counted) {
    if (isStopped()) break;
    const quarters = await unlessTaken(publishDueQuarters({ ...base, actor: actorFor(authority) }));
    done.push({ authority, counts, quarters: quarters ?? [] });
  }
  return done;
}

/** Another program, or a person, was there at the same time: what is still due is done at the next look. */
async function unlessTaken<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Problem && error.code === "changed-meanwhile") return undefined;
    throw error;
  }
}

export function actorFor(authority: string): Ctx["actor"] {
  return {
    kind: "system",
    id: "counts-and-totals",
    name: "Counts and totals",
    organisation: authority,
    roles: [],
  };
}
