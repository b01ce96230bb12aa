// An analyst closes a questionnaire: the answers are accepted, or it is closed without them, and says why.
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { mayAnalyse } from "../../policy.ts";
import { questionnaireClosed } from "../acts.ts";
import type { CloseInput } from "../inputs.ts";
import * as store from "../store.ts";

export async function closeQuestionnaire(
  ctx: Ctx,
  id: string,
  { outcome, text }: CloseInput,
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(mayAnalyse(tx.actor), "not-allowed");
    const row = await store.lockQuestionnaire(tx, id);
    refuseUnless(row !== undefined, "not-found");
    refuseUnless(row.outcome === null, "wrong-state");
    if (outcome === "CLOSED" && text === "")
      throw new Problem("bad-input", {}, { fields: [{ field: "text", code: "missing" }] });
    await record(tx, questionnaireClosed, {
      subject: `questionnaire:${id}`,
      public: { outcome },
      private: { text },
    });
    return { id };
  });
}
