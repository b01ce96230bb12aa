// The desk examines an application: takes it in hand, sends it back with a reason, rejects or approves it.
import { decideReview } from "#core/certificate/application.ts";
import { checkContent } from "#core/certificate/rules.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, personBehind, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { applicationApproved, applicationRejected, applicationReturned } from "../acts.ts";
import { applicationOfRow, submitFieldProblems } from "../application-of-row.ts";
import { contentFromJson } from "../content.ts";
import { mayReview } from "../policy.ts";
import { rulesAround } from "../rules-around.ts";
import { checkSourcing } from "../origin/sources.ts";
import { findApplicationSourcing } from "../origin/store.ts";
import * as store from "../store.ts";

export type ReviewDecision = "approve" | "return" | "reject";

const kindOf = {
  approve: applicationApproved,
  return: applicationReturned,
  reject: applicationRejected,
} as const;

export async function review(
  ctx: Ctx,
  input: { application: string; decision: ReviewDecision; reason?: string },
): Promise<{ state: string }> {
  const around = await rulesAround(ctx, ctx.actor.organisation ?? "");
  return inTransaction(ctx, async (tx) => {
    const row = await store.lockApplication(tx, input.application);
    refuseUnless(row !== undefined && mayReview(tx.actor, row), "not-found");
    const hold = await store.findHold(tx, row.id);
    refuseUnless(hold === undefined || hold.person === tx.actor.id, "held-by-another", {
      holder: hold?.name ?? "",
      since: hold?.since ?? "",
    });
    const reason = input.reason ?? "";
    const outcome =
      input.decision === "approve" ? { kind: input.decision } : { kind: input.decision, reason };
    const content = contentFromJson(row.content, new Uint8Array(16));
    const today = around.today(tx.now);
    const sourcing = await findApplicationSourcing(tx, row.id);
    const contentProblems = [
      ...checkContent(content, around.contentContext(today, "application", undefined, sourcing?.zone)),
      ...(sourcing === undefined
        ? []
        : (
            await checkSourcing(tx, around, today, content, sourcing, {
              evidence: row.evidence.map(({ kind }) => kind),
            })
          ).problems),
    ];
    const decision = decideReview(applicationOfRow(row), outcome, {
      reviewer: personBehind(tx.actor),
      applicants: row.applicants,
      contentProblems: contentProblems.length,
    });
    if (!decision.ok) {
      if (decision.reason === "INCOMPLETE")
        throw new Problem(
          "bad-input",
          {},
          { fields: [...contentProblems, ...submitFieldProblems(decision.problems)] },
        );
      if (decision.reason === "NOT_SUBMITTED") throw new Problem("wrong-state", { state: row.state });
      if (decision.reason === "OWN_APPLICATION") throw new Problem("same-person");
      throw new Problem("bad-input", {}, { fields: [{ field: "reason", code: decision.reason }] });
    }
    await record(tx, kindOf[input.decision], {
      subject: `application:${row.id}`,
      previous: row.head,
      public: {},
      private: { reason },
    });
    await store.releaseHold(tx, row.id);
    return { state: decision.state };
  });
}

/** Opening an application takes it in hand, so that two officers do not work on one. Answers who has it. */
export async function takeInHand(ctx: Ctx, id: string): Promise<store.Hold> {
  return inTransaction(ctx, async (tx) => {
    const application = await store.findApplication(tx, id);
    refuseUnless(application !== undefined && mayReview(tx.actor, application), "not-found");
    return store.takeHold(tx, id, { person: tx.actor.id, name: tx.actor.name, since: tx.now });
  });
}

/** Gives it back to the queue; a colleague may take it from somebody who went home, and is then seen to have it. */
export async function putBack(ctx: Ctx, id: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const application = await store.findApplication(tx, id);
    refuseUnless(application !== undefined && mayReview(tx.actor, application), "not-found");
    await store.releaseHold(tx, id);
  });
}
