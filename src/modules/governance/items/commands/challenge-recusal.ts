// A seat says that another should be recused, or should not. Three seats drawn by lot decide.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asDelegate } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { ChallengeInput } from "../inputs.ts";

export async function challengeRecusal(ctx: Ctx, item: string, input: ChallengeInput): Promise<Done> {
  const challenge = readInput(ChallengeInput, input);
  return actOnItem(ctx, item, async (opened, tx) => ({
    by: await asDelegate(tx, opened),
    payloads: [{ type: "challengeRecusal", ...challenge }],
  }));
}
