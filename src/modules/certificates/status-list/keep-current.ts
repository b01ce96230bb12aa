// Keeps the status list up with the log: after each head that the quorum has seen, at most once a minute, it is compared
// with the register and published anew where it says something else.
import type { Background, Ctx } from "#modules/record/index.ts";
import { latestCosignedCheckpoint, repeatedly } from "#modules/record/index.ts";
import { renewStatusList } from "./publish.ts";

type Base = Omit<Ctx, "actor" | "idempotency">;

/** Between two comparisons: a desk is a minute behind at most, and a busy day adds no more acts than it has minutes. */
const restMillis = 60_000;

export function keepStatusListCurrent(base: Base, onError: (error: unknown) => void): Background {
  let seen: bigint | undefined;
  const look = async (): Promise<void> => {
    seen = await renewAfter(base, seen);
  };
  return repeatedly(look, { restMillis }, onError);
}

/** Compares and publishes when the log has a newer head than `seen`; answers the head that it looked at. */
export async function renewAfter(base: Base, seen: bigint | undefined): Promise<bigint | undefined> {
  const head = await latestCosignedCheckpoint({ db: base.database.kysely });
  if (head === undefined || head.size === seen) return seen;
  await renewStatusList({ ...base, actor });
  return head.size;
}

const actor: Ctx["actor"] = {
  kind: "system",
  id: "status-list",
  name: "Status list",
  organisation: null,
  roles: [],
};
