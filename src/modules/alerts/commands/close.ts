// Closes an alert: papers found, trade resumed. It stays readable, with the reason.
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { alertClosed } from "../acts.ts";
import { mayChange } from "../policy.ts";
import { forgetAlerts } from "../queries.ts";
import { lockAlert } from "../store.ts";

export async function closeAlert(ctx: Ctx, id: string, reason: string): Promise<{ readonly id: string }> {
  await inTransaction(ctx, async (tx) => {
    const alert = await lockAlert(tx, id);
    refuseUnless(alert !== undefined, "not-found");
    refuseUnless(alert.closed_at === null, "already-done");
    refuseUnless(mayChange(tx.actor, alert), "not-allowed");
    await record(tx, alertClosed, {
      subject: `alert:${id}`,
      previous: alert.head,
      public: { reason },
      private: {},
    });
  });
  forgetAlerts(ctx);
  return { id };
}
