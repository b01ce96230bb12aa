// A seat says whether an objection is unrelated to the purposes, on a motion that two pillars made.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asDelegate } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { MeritsBallotInput } from "../inputs.ts";

export async function ballotMerits(ctx: Ctx, item: string, input: MeritsBallotInput): Promise<Done> {
  const ballot = readInput(MeritsBallotInput, input);
  return actOnItem(ctx, item, async (opened, tx) => ({
    by: await asDelegate(tx, opened),
    payloads: [{ type: "merits", ...ballot }],
  }));
}
