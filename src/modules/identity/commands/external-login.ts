// Links a login of a ministry's OpenID provider to the actor, so that the ministry's own sign-in opens this door too.
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { externalLoginLinked } from "../acts.ts";
import { findExternalLogin, grantsOf, lockPerson } from "../store.ts";
import { useInvitation } from "../working/store.ts";

export interface LinkInput {
  readonly organisation: string;
  readonly issuer: string;
  readonly login: string;
}

/** A ministry's provider only ever speaks for people who hold a role for that ministry. */
export async function linkExternalLogin(
  ctx: Ctx,
  input: LinkInput,
  invitation?: { tokenHash: Uint8Array },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { organisation, issuer, login } = input;
    refuseUnless(tx.actor.kind === "person", "not-allowed");
    await lockPerson(tx, tx.actor.id);
    if (invitation !== undefined)
      refuseUnless(await useInvitation(tx, invitation.tokenHash, tx.now), "already-done");
    const grants = await grantsOf(tx, tx.actor.id);
    refuseUnless(
      grants.some((grant) => grant.organisation === organisation),
      "not-allowed",
    );
    refuseUnless((await findExternalLogin(tx, issuer, login)) === undefined, "already-done");
    await record(tx, externalLoginLinked, {
      subject: `person:${tx.actor.id}`,
      public: { organisation },
      private: { issuer, login },
    });
  });
}
