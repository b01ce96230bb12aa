// A seat, the same or another, repeats a demand: a dated act of its own, with the occasion and its source.
import { mayRepeat } from "#core/reform/record.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { demandRepeated } from "../acts.ts";
import type { RepetitionInput } from "../inputs.ts";
import * as store from "../store.ts";
import { speakingSeat } from "./speak.ts";

export async function repeatDemand(
  ctx: Ctx,
  id: string,
  input: RepetitionInput,
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    const by = await speakingSeat(tx);
    const subject = `demand:${id}`;
    await store.hold(tx, subject);
    const acts = await store.actsOf(tx, subject);
    refuseUnless(acts.length > 0, "not-found");
    if (!mayRepeat(acts.map(store.stepOf), by, tx.now))
      throw new Problem("wrong-state", {}, { fields: [{ field: "act", code: "demand-repeated-today" }] });
    await record(tx, demandRepeated, { subject, public: { ...input, by }, private: {} });
    return { id };
  });
}
