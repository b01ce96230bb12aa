// Other trustees instead of those who cannot or do not make the key, before the first call: the key is made anew by all.
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { trusteesNamed } from "../acts.ts";
import { electionSubject, getElection } from "../elections.ts";
import type { TrusteesFacts } from "../facts.ts";
import type { TrusteesInput } from "../inputs.ts";
import { mayKeepProcedures } from "../policy.ts";
import { holdProcedure } from "../store.ts";
import { trusteesFrom } from "./call-election.ts";

export async function nameTrustees(
  ctx: Ctx,
  id: string,
  input: TrusteesInput,
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(mayKeepProcedures(tx.actor), "not-allowed");
    await holdProcedure(tx, electionSubject(id));
    const { state } = await getElection(tx, id);
    refuseUnless(state.ended === null && state.calls.length === 0, "wrong-state");
    const trustees = await trusteesFrom(tx, input.trustees, input.threshold);
    await record(tx, trusteesNamed, {
      subject: electionSubject(id),
      public: { trustees, threshold: input.threshold, reason: input.reason } as TrusteesFacts,
      private: {},
    });
    return { id };
  });
}
