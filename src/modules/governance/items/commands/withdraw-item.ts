// A sponsor withdraws; the item ends when every sponsor has. Nobody else ends it.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asDelegate } from "../act.ts";
import type { Done } from "../act.ts";

export async function withdrawItem(ctx: Ctx, item: string): Promise<Done> {
  return actOnItem(ctx, item, async (opened, tx) => ({
    by: await asDelegate(tx, opened),
    payloads: [{ type: "withdraw" }],
  }));
}
