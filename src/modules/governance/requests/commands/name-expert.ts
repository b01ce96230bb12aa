// The subject of fact-finding names one expert of the roster, beside those drawn by lot. More it cannot do to the panel.
import { inTransaction } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { expertNamed } from "../acts.ts";
import type { NameInput } from "../inputs.ts";
import * as store from "../store.ts";
import { getRequest, refusalOf, speakingSeat, takeAct } from "./take.ts";

export async function nameExpert(ctx: Ctx, id: string, input: NameInput): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    const by = await speakingSeat(tx, id);
    const state = await getRequest(tx, id);
    const expert = await store.findExpert(tx, input.expert);
    // Listed after the request began, or by then withdrawn: made for the occasion.
    const fits =
      expert !== undefined &&
      expert.withdrawn_at === null &&
      expert.listed_at < state.openedAt &&
      !state.experts.includes(input.expert);
    if (!fits) throw refusalOf("not-on-roster");
    await takeAct(tx, id, state, expertNamed, { by, expert: input.expert });
    return { id };
  });
}
