// Carats of an incoming parcel that leave on no certificate: lost in sorting, boiling or cutting, or sold here. Recorded
// with the reason, under the lock of the source, and never beyond what is left of it.
import { refusalOf, withOrigin } from "#core/certificate/origin/balance.ts";
import { caratsToString } from "#core/kp/amounts.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { inTransaction } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { hundredthsOf } from "../content.ts";
import { recordLossOf } from "../origin/cover.ts";
import type { LossInput } from "../origin/inputs.ts";
import { balanceOf, findSource, lockNameOf, takingsOf, withTakings } from "../origin/sources.ts";
import { lockSources } from "../origin/store.ts";
import { mayKeepParcels } from "../policy.ts";
import { rulesAround } from "../rules-around.ts";

/** `source` is a public id in hexadecimal, or the id of an incoming paper. */
export async function recordLoss(
  ctx: Ctx,
  input: { readonly source: string; readonly loss: LossInput },
): Promise<{ left: string }> {
  refuseUnless(mayKeepParcels(ctx.actor), "not-allowed");
  const around = await rulesAround(ctx, ctx.actor.organisation ?? "");
  return inTransaction(ctx, async (tx) => {
    const bare = await findSource(tx, around, input.source);
    refuseUnless(bare !== undefined, "not-found");
    await lockSources(tx, [lockNameOf(bare)]);
    const [source] = await withTakings(tx, [bare]);
    refuseUnless(source !== undefined, "not-found");
    const { code, carats, origin, kind, reason } = input.loss;
    const loss = withOrigin(source.received, {
      code,
      origin: origin ?? null,
      carats: hundredthsOf(carats),
      kind,
      reason,
    });
    const before = takingsOf(source);
    const refusal = refusalOf(source.received, before, loss);
    if (refusal !== undefined) {
      const values = {
        code,
        ...(loss.origin === null ? {} : { country: loss.origin }),
        ...(refusal.code === "MORE_THAN_LEFT" ? { left: caratsToString(refusal.left) } : {}),
      };
      throw new Problem(
        "bad-input",
        {},
        { fields: [{ field: "carats", code: `DRAW_${refusal.code}`, values }] },
      );
    }
    if (reason === "")
      throw new Problem("bad-input", {}, { fields: [{ field: "reason", code: "LOSS_REASON_MISSING" }] });
    await recordLossOf(tx, source.id, loss);
    return { left: caratsToString(balanceOf(source).left - loss.carats) };
  });
}
