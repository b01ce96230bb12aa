// Ends a desk key before its time. Certificates signed before stay what they are, unless somebody else may have had the
// key: then nothing it signed counts. Either is known everywhere once the next trust list is out.
import { z } from "@hono/zod-openapi";
import { fromHex } from "#core/encoding/bytes.ts";
import { record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { deskSignerRevoked } from "../acts.ts";
import { changeScheme } from "../change.ts";
import { KeyId } from "../inputs.ts";
import { mayKeepAuthority, mayKeepScheme } from "../policy.ts";
import * as store from "../store.ts";

export const RevocationInput = z
  .strictObject({
    keyId: KeyId,
    reason: z.enum(["lost", "replaced", "office-closed"]),
    compromised: z.boolean().default(false).openapi({
      description:
        "Somebody else may have the key: nothing it signed counts any more, whatever date it bears.",
    }),
  })
  .openapi("RevocationInput");
export type RevocationInput = z.input<typeof RevocationInput>;

export async function revokeDeskSigner(
  ctx: Ctx,
  input: RevocationInput,
): Promise<{ keyId: string; at: string }> {
  return changeScheme(ctx, async (tx) => {
    const keyId = fromHex(input.keyId);
    const signer = await store.findDeskSignerByKey(tx, keyId);
    refuseUnless(
      mayKeepScheme(tx.actor) || (signer !== undefined && mayKeepAuthority(tx.actor, signer.authority)),
      "not-allowed",
    );
    refuseUnless(signer !== undefined, "not-found");
    refuseUnless(signer.revoked === null, "already-done");
    const { at } = await record(tx, deskSignerRevoked, {
      subject: `desk-signer:${input.keyId}`,
      public: { keyId, reason: input.reason, compromised: input.compromised ?? false },
      private: {},
    });
    return { keyId: input.keyId, at };
  });
}
