// Corrects an alert: it reads differently from now on, and says why. A picture stays unless another one is given.
import { fromHex } from "#core/encoding/bytes.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { alertCorrected } from "../acts.ts";
import type { PictureFacts } from "../facts.ts";
import type { CorrectionInput } from "../inputs.ts";
import { mayChange } from "../policy.ts";
import { forgetAlerts } from "../queries.ts";
import { deleteDraft, lockAlert } from "../store.ts";
import type { StoredPicture } from "../store.ts";
import { keepPicture, prepareAlert } from "./prepare.ts";

export async function correctAlert(
  ctx: Ctx,
  id: string,
  { reason, ...input }: CorrectionInput,
  draft?: string,
): Promise<{ readonly id: string }> {
  const { facts, picture } = await prepareAlert(ctx, input);
  await inTransaction(ctx, async (tx) => {
    const alert = await lockAlert(tx, id);
    refuseUnless(alert !== undefined, "not-found");
    refuseUnless(alert.closed_at === null, "already-done");
    refuseUnless(mayChange(tx.actor, alert), "not-allowed");
    await record(tx, alertCorrected, {
      subject: `alert:${id}`,
      previous: alert.head,
      public: {
        ...facts,
        picture:
          picture === undefined ? keptPicture(alert.picture, input.kind) : await keepPicture(tx, picture),
        reason,
      },
      private: {},
    });
    if (draft !== undefined) await deleteDraft(tx, draft);
  });
  forgetAlerts(ctx);
  return { id };
}

function keptPicture(picture: StoredPicture | null, kind: string): PictureFacts | null {
  return picture === null || kind !== "FAKE" ? null : { ...picture, digest: fromHex(picture.digest) };
}
