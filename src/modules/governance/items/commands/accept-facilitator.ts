// A seat accepts the facilitator, or refuses.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asDelegate } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { AcceptanceInput } from "../inputs.ts";

export async function acceptFacilitator(ctx: Ctx, item: string, input: AcceptanceInput): Promise<Done> {
  const { accept } = readInput(AcceptanceInput, input);
  return actOnItem(ctx, item, async (opened, tx) => ({
    by: await asDelegate(tx, opened),
    payloads: [{ type: "acceptFacilitator", accept }],
  }));
}
