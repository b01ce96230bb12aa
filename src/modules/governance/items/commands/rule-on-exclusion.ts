// The panel rules on a claim of exclusion.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asPanel } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { ExclusionRulingInput } from "../inputs.ts";

export async function ruleOnExclusion(ctx: Ctx, item: string, input: ExclusionRulingInput): Promise<Done> {
  const ruling = readInput(ExclusionRulingInput, input);
  return actOnItem(ctx, item, async (opened, tx) => {
    const claim = opened.state.claims.find(({ id }) => id === ruling.claim);
    return {
      by: await asPanel(tx, opened, claim?.panel ?? []),
      payloads: [{ type: "ruleOnExclusion", ...ruling }],
    };
  });
}
