// A seat moves that an objection has nothing to do with the purposes of the scheme; it needs a seat of another pillar.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asDelegate } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { MeritsMotionInput } from "../inputs.ts";

export async function moveMerits(ctx: Ctx, item: string, input: MeritsMotionInput): Promise<Done> {
  const motion = readInput(MeritsMotionInput, input);
  return actOnItem(ctx, item, async (opened, tx) => ({
    by: await asDelegate(tx, opened),
    payloads: [{ type: "moveMerits", ...motion }],
  }));
}
