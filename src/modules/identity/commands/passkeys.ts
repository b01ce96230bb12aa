// Registers and removes a person's passkeys; both are on the record, because they decide who can be this person.
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { passkeyRegistered, passkeyRemoved } from "../acts.ts";
import { nameProblem, refuseProblems } from "../fields.ts";
import { externalLoginsOf, findPasskey, lockPerson, passkeysOf } from "../store.ts";
import { useInvitation } from "../working/store.ts";

export interface NewPasskey {
  readonly credential: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly synced: boolean;
  readonly name: string;
}

export const mostPasskeys = 20;

/** For the actor. With an invitation, uses it up in the same transaction: two people cannot both get in by one link. */
export async function registerPasskey(
  ctx: Ctx,
  passkey: NewPasskey,
  invitation?: { tokenHash: Uint8Array },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    refuseUnless(tx.actor.kind === "person", "not-allowed");
    refuseProblems([nameProblem("passkeyName", passkey.name, 60)]);
    await lockPerson(tx, tx.actor.id);
    if (invitation !== undefined)
      refuseUnless(await useInvitation(tx, invitation.tokenHash, tx.now), "already-done");
    refuseUnless((await passkeysOf(tx, tx.actor.id)).length < mostPasskeys, "wrong-state");
    refuseUnless((await findPasskey(tx, passkey.credential)) === undefined, "already-done");
    const { credential, publicKey, counter, transports, synced, name } = passkey;
    await record(tx, passkeyRegistered, {
      subject: `person:${tx.actor.id}`,
      public: {},
      private: { credential, publicKey, counter, transports, synced, name },
    });
  });
}

/** The last means of sign-in is not removed by accident. */
export async function removePasskey(ctx: Ctx, credential: Uint8Array): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const person = await lockPerson(tx, tx.actor.id);
    const passkey = await findPasskey(tx, credential);
    if (person === undefined || passkey?.person !== person.id) throw new Problem("not-found");
    const others =
      (await passkeysOf(tx, person.id)).length - 1 + (await externalLoginsOf(tx, person.id)).length;
    refuseUnless(others > 0, "wrong-state");
    await record(tx, passkeyRemoved, {
      subject: `person:${person.id}`,
      public: {},
      private: { credential: passkey.credential },
    });
  });
}
