// The chair, or the Secretariat, opens a call for positions until a set hour, where the rule leaves that to them.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asChairOrSecretariat } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { CallInput } from "../inputs.ts";

export async function openCall(ctx: Ctx, item: string, input: CallInput): Promise<Done> {
  const { closesAt } = readInput(CallInput, input);
  return actOnItem(ctx, item, (_opened, tx) => ({
    by: asChairOrSecretariat(tx),
    payloads: [{ type: "openCall", closesAt }],
  }));
}
