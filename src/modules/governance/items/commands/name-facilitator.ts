// The Secretariat names the seat that facilitates; seats of two pillars must accept it.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asSecretariat } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { FacilitatorInput } from "../inputs.ts";

export async function nameFacilitator(ctx: Ctx, item: string, input: FacilitatorInput): Promise<Done> {
  const { seat } = readInput(FacilitatorInput, input);
  return actOnItem(ctx, item, (_opened, tx) => ({
    by: asSecretariat(tx),
    payloads: [{ type: "nameFacilitator", person: seat, actor: seat }],
  }));
}
