// Accredits the seat of an organisation in a pillar from a day on, and lets its key sign; for a seat that is known
// already, changes its names or its end. By the Secretariat, which names the decision. Governments' seats need no act.
import { z } from "@hono/zod-openapi";
import { fromHex } from "#core/encoding/bytes.ts";
import { governments } from "#core/decisions/item.ts";
import { addOrganisationKey, inTransaction, organisationKeys, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { keyIdOf, publicKeyOf } from "#platform/keys/signer.ts";
import type { Signer } from "#platform/keys/signer.ts";
import { IsoDay } from "#platform/http/described.ts";
import { Names, namesGiven, OrganisationCode, PillarCode, PublicKey, SeatCode } from "../../inputs.ts";
import { mayKeepSeats } from "../../policy.ts";
import { refuseFields, plainText } from "#platform/http/inputs.ts";
import { seatAccredited } from "../acts.ts";
import { pillarsKnown } from "../queries.ts";
import * as store from "../store.ts";

export const SeatInput = z
  .strictObject({
    seat: SeatCode,
    pillar: PillarCode,
    /** Whose key signs for it; the seat's own code when left out. */
    organisation: OrganisationCode.optional(),
    names: Names,
    from: IsoDay,
    until: IsoDay.optional(),
    basis: plainText(300).openapi({ example: "Washington Plenary communiqué 2012-11-30, paragraph 3" }),
    /** Where the organisation keeps its key itself; else one is made in this installation's keyring. */
    publicKey: PublicKey.optional(),
  })
  .openapi("SeatInput");
export type SeatInput = z.infer<typeof SeatInput>;

export async function accreditSeat(ctx: Ctx, input: SeatInput): Promise<{ seat: string; keyId?: string }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(mayKeepSeats(tx.actor), "not-allowed");
    await store.holdSeats(tx);
    const organisation = input.organisation ?? input.seat;
    const rows = await store.seats(tx);
    const before = rows.find(({ code }) => code === input.seat);
    refuseFields(
      /^[A-Z]{2}$/.test(input.seat) && { field: "seat", code: "seat-of-participant" },
      input.pillar === governments && { field: "pillar", code: "pillar-of-participants" },
      !(await pillarsKnown(tx)).some(({ code }) => code === input.pillar) && {
        field: "pillar",
        code: "pillar-unknown",
      },
      before !== undefined && before.pillar !== input.pillar && { field: "pillar", code: "pillar-changed" },
      before !== undefined &&
        before.organisation !== organisation && { field: "organisation", code: "seat-organisation-changed" },
      before === undefined &&
        rows.some((row) => row.organisation === organisation) && {
          field: "organisation",
          code: "organisation-has-seat",
        },
      // An authority speaks for its Participant, and for nobody else.
      /^[A-Z]{2}-/.test(organisation) && { field: "organisation", code: "organisation-has-seat" },
      input.until !== undefined && input.until <= input.from && { field: "until", code: "not-after-from" },
      input.publicKey !== undefined &&
        !isOnCurve(input.publicKey) && { field: "publicKey", code: "not-a-key" },
    );
    await record(tx, seatAccredited, {
      subject: `seat:${input.seat}`,
      public: {
        seat: input.seat,
        pillar: input.pillar,
        organisation,
        names: namesGiven(input.names),
        from: input.from,
        until: input.until ?? null,
        basis: input.basis,
      },
      private: {},
    });
    const known = (await organisationKeys(tx)).some((row) => row.organisation === organisation);
    if (known) return { seat: input.seat };
    const key =
      input.publicKey === undefined ? await ownKey(tx.ctx, organisation) : givenKey(input.publicKey);
    await addOrganisationKey(tx, organisation, key);
    return { seat: input.seat, keyId: Buffer.from(key.keyId).toString("hex") };
  });
}

/** A key left by an attempt that failed after making it is used, not left lying. */
export async function ownKey({ keyring }: Pick<Ctx, "keyring">, name: string): Promise<Signer> {
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
