// The Participant's focal point answers some or all of the questions; a later answer to a question stands in place of the
// earlier one, which stays on the record. Answers are taken after the deadline too.
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { ownParticipant } from "../../returns/queries.ts";
import { mayFile } from "../../policy.ts";
import { questionnaireAnswered } from "../acts.ts";
import type { AnswersInput } from "../inputs.ts";
import * as store from "../store.ts";

export async function answerQuestionnaire(
  ctx: Ctx,
  id: string,
  { answers, language }: AnswersInput,
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    const row = await store.lockQuestionnaire(tx, id);
    refuseUnless(
      row !== undefined && mayFile(tx.actor, row.participant, await ownParticipant(tx)),
      "not-found",
    );
    refuseUnless(row.outcome === null, "wrong-state");
    const places = answers.map(({ place }) => place);
    const unknown = places.find((place, i) => place >= row.questions.length || places.indexOf(place) < i);
    if (unknown !== undefined)
      throw new Problem(
        "bad-input",
        {},
        { fields: [{ field: `answer-${unknown}`, code: "no-such-question" }] },
      );
    await record(tx, questionnaireAnswered, {
      subject: `questionnaire:${id}`,
      public: { places },
      private: { answers, language },
    });
    return { id };
  });
}
