// The Secretariat checks an item's form within its days: no defect lists it, defects go back to the sponsors once.
// A discussion is of right: it has a form, and the engine lets no defect keep it away.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asSecretariat } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { FormCheckInput } from "../inputs.ts";

export async function checkForm(ctx: Ctx, item: string, input: FormCheckInput): Promise<Done> {
  const { defects } = readInput(FormCheckInput, input);
  return actOnItem(ctx, item, (_opened, tx) => ({
    by: asSecretariat(tx),
    payloads: [{ type: "checkForm", defects }],
  }));
}
