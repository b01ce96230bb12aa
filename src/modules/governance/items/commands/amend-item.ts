// A seat proposes other words for a clause, or to strike it out. Recused seats may too; each has two open ones in a round.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asDelegate } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { AmendmentInput } from "../inputs.ts";

export async function amendItem(ctx: Ctx, item: string, input: AmendmentInput): Promise<Done> {
  const { clause, text } = readInput(AmendmentInput, input);
  return actOnItem(ctx, item, async (opened, tx) => ({
    by: await asDelegate(tx, opened),
    payloads: [{ type: "amend", clause, text: text ?? null }],
  }));
}
