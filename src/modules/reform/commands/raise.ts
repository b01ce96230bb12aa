// A seat raises a demand. From the commit on an answer is owed, and the days are counted.
import { mostRaisedInADay } from "#core/reform/record.ts";
import { Problem } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { demandRaised } from "../acts.ts";
import type { DemandInput } from "../inputs.ts";
import * as store from "../store.ts";
import { speakingSeat } from "./speak.ts";

export async function raiseDemand(ctx: Ctx, input: DemandInput): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    const by = await speakingSeat(tx);
    await store.hold(tx, `demands of ${by}`);
    const today = await store.countOnDay(tx, by, demandRaised.type, tx.now.slice(0, 10));
    if (today >= mostRaisedInADay)
      throw new Problem("wrong-state", {}, { fields: [{ field: "act", code: "demand-too-many" }] });
    const id = tx.newId();
    await record(tx, demandRaised, {
      subject: `demand:${id}`,
      previous: null,
      public: { ...input, by },
      private: {},
    });
    return { id };
  });
}
