// The experts' report goes on record: by the Secretariat, or by a delegate of any seat behind the request, so that no one
// office can hold it back. Everybody reads it from the commit on.
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { isSecretariat } from "../../policy.ts";
import { requestReported } from "../acts.ts";
import type { ReportInput } from "../inputs.ts";
import { getRequest, speakingSeat, takeAct } from "./take.ts";

export async function reportFacts(
  ctx: Ctx,
  id: string,
  { report, language }: ReportInput,
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    const by = isSecretariat(tx.actor) ? null : await speakingSeat(tx, id);
    const state = await getRequest(tx, id);
    refuseUnless(by === null || by === state.by || state.supporters.includes(by), "not-allowed");
    await takeAct(tx, id, state, requestReported, { by, report, language });
    return { id };
  });
}
