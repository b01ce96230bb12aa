// The Participant that is asked answers; each government answers a stock-take; the subject of a report replies to it. A
// late answer is taken and says that it is late.
import { inTransaction } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseFields } from "#platform/http/inputs.ts";
import { seatsNow } from "../../seats/queries.ts";
import { requestAnswered } from "../acts.ts";
import type { AnswerInput } from "../inputs.ts";
import { getRequest, refusalOf, speakingSeat, takeAct } from "./take.ts";

export async function answerRequest(
  ctx: Ctx,
  id: string,
  { answers, language }: AnswerInput,
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    const by = await speakingSeat(tx, id);
    const state = await getRequest(tx, id);
    if (state.kind === "STOCK_TAKE") {
      const seat = (await seatsNow(tx)).find(({ code }) => code === by);
      if (seat?.pillar !== "G") throw refusalOf("not-asked");
    } else refuseFields(answers.length > 1 && { field: "answers", code: "request-one-answer" });
    await takeAct(tx, id, state, requestAnswered, { by, answers, language });
    return { id };
  });
}
