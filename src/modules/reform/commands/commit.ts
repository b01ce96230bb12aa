// A seat undertakes something in public, with a day or without, and reports itself what became of it.
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { commitmentMade, commitmentReported } from "../acts.ts";
import type { CommitmentInput, ProgressInput } from "../inputs.ts";
import * as store from "../store.ts";
import { speakingSeat } from "./speak.ts";

export async function makeCommitment(ctx: Ctx, input: CommitmentInput): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    const by = await speakingSeat(tx);
    const id = tx.newId();
    await record(tx, commitmentMade, {
      subject: `commitment:${id}`,
      previous: null,
      public: { ...input, by },
      private: {},
    });
    return { id };
  });
}

export async function reportProgress(
  ctx: Ctx,
  id: string,
  input: ProgressInput,
): Promise<{ readonly id: string }> {
  return inTransaction(ctx, async (tx) => {
    const by = await speakingSeat(tx);
    const subject = `commitment:${id}`;
    await store.hold(tx, subject);
    const [made] = await store.actsOf(tx, subject);
    refuseUnless(made !== undefined, "not-found");
    refuseUnless(made.facts["by"] === by, "not-allowed");
    await record(tx, commitmentReported, { subject, public: { ...input, by }, private: {} });
    return { id };
  });
}
