// Somebody of a seat says that a delegate does not speak for a seat. It takes nothing from anybody: it stands on the
// record beside what the delegate does, until the seat's own organisation revokes the delegate, or does not.
import { z } from "@hono/zod-openapi";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { SeatCode, Uuid } from "../../inputs.ts";
import { maySpeakOfSeats } from "../../policy.ts";
import { refuseFields, writtenText } from "#platform/http/inputs.ts";
import { representationContested } from "../acts.ts";
import { delegationOf, seatOfOrganisation, seatsNow } from "../queries.ts";
import * as store from "../store.ts";

export const ContestInput = z
  .strictObject({ seat: SeatCode, delegate: Uuid.optional(), reason: writtenText(2_000) })
  .openapi("ContestInput");
export type ContestInput = z.infer<typeof ContestInput>;

export async function contestRepresentation(ctx: Ctx, input: ContestInput): Promise<{ act: string }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(maySpeakOfSeats(tx.actor), "not-allowed");
    const own = await seatOfOrganisation(tx, tx.actor.organisation);
    refuseUnless(own !== undefined, "not-allowed");
    if (!tx.actor.roles.includes("authority-administrator"))
      refuseUnless((await delegationOf(tx, tx.actor, []))?.credential === "VALID", "not-allowed");
    refuseUnless(
      (await seatsNow(tx)).some(({ code }) => code === input.seat),
      "not-found",
    );
    const delegate = input.delegate === undefined ? undefined : await store.findDelegate(tx, input.delegate);
    refuseFields(
      input.delegate !== undefined &&
        delegate?.seat !== input.seat && { field: "delegate", code: "delegate-of-another-seat" },
    );
    const { id } = await record(tx, representationContested, {
      subject: `seat:${input.seat}`,
      public: { seat: input.seat, delegate: input.delegate ?? null, by: own.code, reason: input.reason },
      private: {},
    });
    return { act: id };
  });
}
