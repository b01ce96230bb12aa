// The roster of experts is filled before anybody needs it: any seat lists experts; the seat that listed one, or the
// Secretariat, withdraws them. Who is withdrawn stays readable.
import { isCountryOrParticipantCode } from "#core/kp/countries.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { isSecretariat } from "../../policy.ts";
import { refuseFields } from "#platform/http/inputs.ts";
import { expertListed, expertWithdrawn } from "../acts.ts";
import type { ExpertInput, WithdrawInput } from "../inputs.ts";
import * as store from "../store.ts";
import { speakingSeat } from "./take.ts";

export async function listExpert(ctx: Ctx, input: ExpertInput): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    const by = await speakingSeat(tx);
    refuseFields(!isCountryOrParticipantCode(input.country) && { field: "country", code: "unknown-country" });
    const id = tx.newId();
    await record(tx, expertListed, {
      subject: `expert:${id}`,
      previous: null,
      public: { ...input, by },
      private: {},
    });
    return { id };
  });
}

export async function withdrawExpert(
  ctx: Ctx,
  id: string,
  { reason }: WithdrawInput,
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    await store.hold(tx, `expert:${id}`);
    const expert = await store.findExpert(tx, id);
    refuseUnless(expert !== undefined, "not-found");
    if (!isSecretariat(tx.actor))
      refuseUnless((await speakingSeat(tx)) === expert.proposed_by, "not-allowed");
    refuseUnless(expert.withdrawn_at === null, "already-done");
    await record(tx, expertWithdrawn, { subject: `expert:${id}`, public: { reason }, private: {} });
    return { id };
  });
}
