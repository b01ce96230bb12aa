// Publishes an alert: from the commit on, everybody who checks a paper with such a number hears of it.
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { alertPublished } from "../acts.ts";
import type { AlertInput } from "../inputs.ts";
import { forgetAlerts } from "../queries.ts";
import { deleteDraft } from "../store.ts";
import { keepPicture, prepareAlert } from "./prepare.ts";

/** `draft` is thrown away with it. */
export async function publishAlert(
  ctx: Ctx,
  input: AlertInput,
  draft?: string,
): Promise<{ readonly id: string }> {
  const { facts, picture } = await prepareAlert(ctx, input);
  const published = await inTransaction(ctx, async (tx) => {
    const id = tx.newId();
    await record(tx, alertPublished, {
      subject: `alert:${id}`,
      previous: null,
      public: { ...facts, picture: picture === undefined ? null : await keepPicture(tx, picture) },
      private: {},
    });
    if (draft !== undefined) await deleteDraft(tx, draft);
    return { id };
  });
  forgetAlerts(ctx);
  return published;
}
