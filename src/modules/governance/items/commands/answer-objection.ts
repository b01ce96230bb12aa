// The facilitator answers an objection in writing.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asFacilitator } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { AnswerInput } from "../inputs.ts";

export async function answerObjection(ctx: Ctx, item: string, input: AnswerInput): Promise<Done> {
  const answer = readInput(AnswerInput, input);
  return actOnItem(ctx, item, async (opened, tx) => ({
    by: await asFacilitator(tx, opened),
    payloads: [{ type: "answer", ...answer }],
  }));
}
