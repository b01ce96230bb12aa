// A seat joins an item as sponsor, or seconds it. A discussion needs a seat of another pillar behind it, and no more.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asDelegate } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { SecondInput } from "../inputs.ts";
import { refuseFlood } from "./submit-item.ts";

export async function secondItem(ctx: Ctx, item: string, input: SecondInput): Promise<Done> {
  const { as } = readInput(SecondInput, input);
  return actOnItem(ctx, item, async (opened, tx) => {
    const by = await asDelegate(tx, opened);
    if (opened.item.class === "K0" && "seat" in by) await refuseFlood(tx, by.seat);
    return { by, payloads: [{ type: "second", as }] };
  });
}
