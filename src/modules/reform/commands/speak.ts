// For which seat somebody speaks about reform, or the refusal.
import { refuseUnless } from "#platform/http/problem.ts";
import type { Tx } from "#modules/record/index.ts";
import { delegationOf } from "#modules/governance/index.ts";

export async function speakingSeat(tx: Tx): Promise<string> {
  const delegation = await delegationOf(tx, tx.actor, ["body:PLENARY"]);
  refuseUnless(delegation?.credential === "VALID", "not-allowed");
  return delegation.seat.code;
}
