// A seat asks that ministers take up what is blocked.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asDelegate } from "../act.ts";
import type { Done } from "../act.ts";

export async function requestMinisters(ctx: Ctx, item: string): Promise<Done> {
  return actOnItem(ctx, item, async (opened, tx) => ({
    by: await asDelegate(tx, opened),
    payloads: [{ type: "requestMinisters" }],
  }));
}
