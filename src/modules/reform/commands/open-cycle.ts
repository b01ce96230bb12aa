// The chair or the Secretariat opens a cycle of review and reform: its body, its topics with who looks after each, its end.
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { cycleOpened } from "../acts.ts";
import type { CycleInput } from "../inputs.ts";
import { officeOf } from "../policy.ts";

export async function openCycle(ctx: Ctx, input: CycleInput): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(officeOf(tx.actor) !== undefined, "not-allowed");
    if (input.until <= input.from)
      throw new Problem("bad-input", {}, { fields: [{ field: "until", code: "cycle-ends-before" }] });
    const id = tx.newId();
    await record(tx, cycleOpened, {
      subject: `reform-cycle:${id}`,
      previous: null,
      public: input,
      private: {},
    });
    return { id };
  });
}
