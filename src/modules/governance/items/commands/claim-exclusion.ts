// A seat says that it, or its pillar, was kept out or intimidated: the call stands still until a panel has ruled, or its days are over.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asDelegate } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { ReasonInput } from "../inputs.ts";

export async function claimExclusion(ctx: Ctx, item: string, input: ReasonInput): Promise<Done> {
  const { reason } = readInput(ReasonInput, input);
  return actOnItem(ctx, item, async (opened, tx) => ({
    by: await asDelegate(tx, opened),
    payloads: [{ type: "claimExclusion", reason }],
  }));
}
