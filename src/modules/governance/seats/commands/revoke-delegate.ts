// A seat's own organisation revokes a delegate: from the act on, whatever they send is refused; what they did stands.
import { z } from "@hono/zod-openapi";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { plainText } from "#platform/http/inputs.ts";
import { Uuid } from "../../inputs.ts";
import { mayAccredit } from "../../policy.ts";
import { delegateRevoked } from "../acts.ts";
import * as store from "../store.ts";

export const RevokeDelegateInput = z
  .strictObject({ delegate: Uuid, reason: plainText(500) })
  .openapi("RevokeDelegateInput");
export type RevokeDelegateInput = z.infer<typeof RevokeDelegateInput>;

export async function revokeDelegate(ctx: Ctx, input: RevokeDelegateInput): Promise<{ delegate: string }> {
  return inTransaction(ctx, async (tx) => {
    const delegate = await store.findDelegate(tx, input.delegate);
    refuseUnless(delegate !== undefined, "not-found");
    refuseUnless(mayAccredit(tx.actor, delegate.organisation), "not-allowed");
    refuseUnless(delegate.revokedAt === null, "already-done");
    await record(tx, delegateRevoked, {
      subject: `delegate:${delegate.id}`,
      public: { seat: delegate.seat, reason: input.reason },
      private: {},
    });
    return { delegate: delegate.id };
  });
}
