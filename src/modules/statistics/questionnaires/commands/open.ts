// An analyst asks a Participant about one period. The questions, as edited, are sent once; the deadline is a day ahead.
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { getParticipant } from "#modules/scheme/index.ts";
import { mayAnalyse } from "../../policy.ts";
import { questionnaireOpened } from "../acts.ts";
import type { QuestionnaireInput } from "../inputs.ts";

export async function openQuestionnaire(
  ctx: Ctx,
  input: QuestionnaireInput,
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(mayAnalyse(tx.actor), "not-allowed");
    const { participant, period, deadline, questions, language } = input;
    await getParticipant(tx, participant);
    if (deadline <= tx.now.slice(0, 10))
      throw new Problem("bad-input", {}, { fields: [{ field: "deadline", code: "not-ahead" }] });
    const id = tx.newId();
    await record(tx, questionnaireOpened, {
      subject: `questionnaire:${id}`,
      previous: null,
      public: { participant, period, deadline, questions: questions.length },
      private: { questions, language },
    });
    return { id };
  });
}
