// Says which organisation speaks for a Participant from a day on, where it has several authorities, or none.
import { z } from "@hono/zod-openapi";
import { addOrganisationKey, inTransaction, organisationKeys, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { findParticipant } from "#modules/scheme/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { IsoDay } from "#platform/http/described.ts";
import { OrganisationCode } from "../../inputs.ts";
import { mayKeepSeats } from "../../policy.ts";
import { refuseFields } from "#platform/http/inputs.ts";
import { seatEntrusted } from "../acts.ts";
import * as store from "../store.ts";
import { ownKey } from "./accredit-seat.ts";

export const EntrustInput = z
  .strictObject({
    participant: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .openapi({ example: "EU" }),
    organisation: OrganisationCode.openapi({ example: "EU-EC" }),
    from: IsoDay,
  })
  .openapi("EntrustInput");
export type EntrustInput = z.infer<typeof EntrustInput>;

export async function entrustSeat(ctx: Ctx, input: EntrustInput): Promise<{ seat: string }> {
  return inTransaction(ctx, async (tx) => {
    refuseUnless(mayKeepSeats(tx.actor), "not-allowed");
    await store.holdSeats(tx);
    const participant = await findParticipant(tx, input.participant);
    refuseUnless(participant !== undefined && participant.kind !== "TRADING_ENTITY", "not-found");
    refuseFields(
      !input.organisation.startsWith(`${input.participant}-`) && {
        field: "organisation",
        code: "not-of-participant",
      },
    );
    await record(tx, seatEntrusted, {
      subject: `seat:${input.participant}`,
      public: input,
      private: {},
    });
    const known = (await organisationKeys(tx)).some((row) => row.organisation === input.organisation);
    if (!known) await addOrganisationKey(tx, input.organisation, await ownKey(tx.ctx, input.organisation));
    return { seat: input.participant };
  });
}
