// The panel rules on a challenge, with each member's vote and reason: published, so that every member can contradict it.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asPanel } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { RecusalRulingInput } from "../inputs.ts";

export async function ruleOnRecusal(ctx: Ctx, item: string, input: RecusalRulingInput): Promise<Done> {
  const ruling = readInput(RecusalRulingInput, input);
  return actOnItem(ctx, item, async (opened, tx) => {
    const challenge = opened.state.challenges.find(({ id }) => id === ruling.challenge);
    return {
      by: await asPanel(tx, opened, challenge?.panel ?? []),
      payloads: [{ type: "ruleOnRecusal", ...ruling }],
    };
  });
}
