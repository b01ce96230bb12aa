// Recovery codes: ten codes on paper for the day the passkey is lost. Each opens the door once.
import { refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { recoveryCodesMade, recoveryCodeUsed } from "../acts.ts";
import { asPerson } from "../person-context.ts";
import { makeRecoverySet, readRecoveryCode, sameDigest, stretch } from "../secrets.ts";
import { findPerson, grantsOf, lockPerson, recoveryCodes } from "../store.ts";
import type { GrantRow } from "../store.ts";

/** A new set for the actor; the old one is void. The codes are returned once and kept nowhere. */
export async function makeRecoveryCodes(ctx: Ctx): Promise<readonly string[]> {
  const { codes, reference, salt, hashes } = await makeRecoverySet();
  await inTransaction(ctx, async (tx) => {
    refuseUnless(tx.actor.kind === "person", "not-allowed");
    await lockPerson(tx, tx.actor.id);
    // 30 bits: another person's set may have this reference once in a very long while; the next attempt has another.
    refuseUnless((await recoveryCodes(tx, reference)).length === 0, "changed-meanwhile");
    await record(tx, recoveryCodesMade, {
      subject: `person:${tx.actor.id}`,
      public: {},
      private: { reference, salt, hashes },
    });
  });
  return codes;
}

export type RecoveryResult =
  | { readonly ok: true; readonly grant: GrantRow }
  | { readonly ok: false; readonly reason: "code-wrong" | "no-role" };

const noSalt = new Uint8Array(16);

/** Takes as long for a code of nobody as for a wrong one of somebody, and compares without saying how far it fits. */
export async function useRecoveryCode(ctx: Ctx, typed: string): Promise<RecoveryResult> {
  const code = readRecoveryCode(typed);
  const known = code === undefined ? [] : await recoveryCodes({ db: ctx.database.kysely }, code.reference);
  const digest = await stretch(code?.secret ?? "", known[0]?.salt ?? noSalt);
  // Every code of the set is compared, so that the time does not tell which one fits.
  const fits = known.map((row) => sameDigest(row.hash, digest));
  const match = known[fits.indexOf(true)];
  if (code === undefined || match === undefined || match.used) return { ok: false, reason: "code-wrong" };
  const reader = { db: ctx.database.kysely };
  const person = await findPerson(reader, match.person);
  const [grant] = await grantsOf(reader, match.person);
  if (person === undefined || grant === undefined) return { ok: false, reason: "no-role" };
  return inTransaction(asPerson(ctx, person, grant), async (tx): Promise<RecoveryResult> => {
    await lockPerson(tx, person.id);
    const now = (await recoveryCodes(tx, code.reference)).find((row) => row.place === match.place);
    if (now === undefined || now.used) return { ok: false, reason: "code-wrong" };
    await record(tx, recoveryCodeUsed, {
      subject: `person:${person.id}`,
      public: {},
      private: { reference: code.reference, place: match.place },
    });
    return { ok: true, grant };
  });
}
