// A demand is answered: by the chair or the Secretariat for the scheme, or by another seat for itself. Never by the seat
// that raised it; every answer stays.
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { demandAnswered } from "../acts.ts";
import type { DemandAnswerInput } from "../inputs.ts";
import { officeOf } from "../policy.ts";
import * as store from "../store.ts";
import { speakingSeat } from "./speak.ts";

export async function answerDemand(
  ctx: Ctx,
  id: string,
  input: DemandAnswerInput,
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    const office = officeOf(tx.actor) ?? null;
    const by = office === null ? await speakingSeat(tx) : null;
    const subject = `demand:${id}`;
    await store.hold(tx, subject);
    const [raised] = await store.actsOf(tx, subject);
    refuseUnless(raised !== undefined, "not-found");
    refuseUnless(by === null || raised.facts["by"] !== by, "not-allowed");
    await record(tx, demandAnswered, { subject, public: { ...input, by, office }, private: {} });
    return { id };
  });
}
