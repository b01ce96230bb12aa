// Designates an Importing or Exporting Authority (Core Document IV(b)), and lets its key sign from now on.
// For an authority that is known already, changes its names, roles, contact or end; its key stays.
import { z } from "@hono/zod-openapi";
import { unionMemberStates } from "#core/kp/participants.ts";
import { fromHex } from "#core/encoding/bytes.ts";
import { addOrganisationKey, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { keyIdOf, publicKeyOf } from "#platform/keys/signer.ts";
import type { Signer } from "#platform/keys/signer.ts";
import { authorityDesignated } from "../acts.ts";
import { changeScheme, refuseFields } from "../change.ts";
import { IsoDay } from "#platform/http/described.ts";
import { AuthorityCode, Names, namesGiven, ParticipantCode, plainText, PublicKey } from "../inputs.ts";
import { mayKeepScheme } from "../policy.ts";
import * as store from "../store.ts";

export const AuthorityInput = z
  .strictObject({
    code: AuthorityCode,
    participant: ParticipantCode,
    /** For an authority of one state of the European Union. */
    memberState: ParticipantCode.optional(),
    names: Names,
    roles: z
      .array(z.enum(["EXPORT", "IMPORT"]))
      .min(1)
      .max(2),
    contact: plainText(200).openapi({
      description: "Of the office, never of a person",
      example: "kimberley@example.org",
    }),
    register: z.enum(["published", "paper-only"]),
    from: IsoDay,
    until: IsoDay.optional(),
    /** Where the authority keeps its key itself; else one is made in this installation's keyring. */
    publicKey: PublicKey.optional(),
  })
  .openapi("AuthorityInput");
export type AuthorityInput = z.infer<typeof AuthorityInput>;

export async function designateAuthority(
  ctx: Ctx,
  input: AuthorityInput,
): Promise<{ code: string; keyId?: string }> {
  return changeScheme(ctx, async (tx) => {
    refuseUnless(mayKeepScheme(tx.actor), "not-allowed");
    refuseUnless((await store.lockParticipant(tx, input.participant)) !== undefined, "not-found");
    const before = await store.findAuthority(tx, input.code);
    refuseFields(
      !input.code.startsWith(`${input.participant}-`) && { field: "code", code: "not-of-participant" },
      before !== undefined &&
        before.participant !== input.participant && { field: "participant", code: "participant-changed" },
      before !== undefined && input.publicKey !== undefined && { field: "publicKey", code: "key-exists" },
      input.memberState !== undefined &&
        !(input.participant === "EU" && unionMemberStates.includes(input.memberState)) && {
          field: "memberState",
          code: "not-a-member-state",
        },
      new Set(input.roles).size !== input.roles.length && { field: "roles", code: "twice" },
      input.until !== undefined && input.until <= input.from && { field: "until", code: "not-after-from" },
      input.publicKey !== undefined &&
        !isOnCurve(input.publicKey) && { field: "publicKey", code: "not-a-key" },
    );
    await record(tx, authorityDesignated, {
      subject: `authority:${input.code}`,
      public: {
        code: input.code,
        participant: input.participant,
        memberState: input.memberState ?? null,
        names: namesGiven(input.names),
        roles: input.roles.toSorted(),
        contact: input.contact,
        register: input.register,
        from: input.from,
        until: input.until ?? null,
      },
      private: {},
    });
    if (before !== undefined) return { code: input.code };
    const key = input.publicKey === undefined ? await ownKey(tx.ctx, input.code) : givenKey(input.publicKey);
    await addOrganisationKey(tx, input.code, key);
    return { code: input.code, keyId: Buffer.from(key.keyId).toString("hex") };
  });
}

/** A key left by an attempt that failed after making it is used, not left lying. */
async function ownKey({ keyring }: Ctx, name: string): Promise<Signer> {
  return (await keyring.findSigner(name)) ?? keyring.makeSigner(name);
}

export function givenKey(hex: string): Pick<Signer, "keyId" | "publicKey"> {
  const publicKey = fromHex(hex);
  return { publicKey, keyId: keyIdOf(publicKey) };
}

export function isOnCurve(hex: string): boolean {
  try {
    publicKeyOf(fromHex(hex));
    return true;
  } catch {
    return false;
  }
}
