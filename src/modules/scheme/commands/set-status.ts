// Sets what a Participant is under the scheme from a day on: admitted, suspended, under a conditional regime, removed.
// A second status for the same day corrects the first; the record keeps both.
import { z } from "@hono/zod-openapi";
import type { StatusRow } from "#core/kp/statuses.ts";
import { record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { statusSet } from "../acts.ts";
import type { StatusFacts } from "../acts.ts";
import { changeScheme, refuseFields } from "../change.ts";
import { IsoDay } from "#platform/http/described.ts";
import { ParticipantCode, plainText, Source } from "../inputs.ts";
import { mayKeepScheme } from "../policy.ts";
import * as store from "../store.ts";

const Precision = z.enum(["day", "month", "year"]).default("day");

const Zone = z.strictObject({
  zone: plainText(80),
  from: IsoDay,
  until: IsoDay.optional(),
  precision: Precision,
  source: Source,
  note: plainText(300).optional(),
});

export const StatusInput = z
  .strictObject({
    participant: ParticipantCode,
    status: z.enum([
      "PARTICIPANT",
      "NOT_PARTICIPANT",
      "SUSPENDED",
      "SELF_SUSPENDED",
      "EMBARGOED",
      "CONDITIONAL",
      "TRADING_ENTITY",
    ]),
    from: IsoDay,
    until: IsoDay.optional(),
    precision: Precision,
    zonesOnly: z.array(Zone).max(50).optional(),
    zonesBarred: z.array(Zone).max(50).optional(),
    /** Pictures of the goods go with every application. */
    pictures: z.boolean().optional(),
    source: Source,
    note: plainText(500).optional(),
  })
  .openapi("StatusInput");
export type StatusInput = z.infer<typeof StatusInput>;

export async function setStatus(ctx: Ctx, input: StatusInput): Promise<StatusRow> {
  return changeScheme(ctx, async (tx) => {
    refuseUnless(mayKeepScheme(tx.actor), "not-allowed");
    const participant = await store.lockParticipant(tx, input.participant);
    refuseUnless(participant !== undefined, "not-found");
    const conditional = input.status === "CONDITIONAL";
    const zones = [...(input.zonesOnly ?? []), ...(input.zonesBarred ?? [])];
    refuseFields(
      input.from < "2003-01-01" && { field: "from", code: "before-scheme" },
      input.until !== undefined && input.until <= input.from && { field: "until", code: "not-after-from" },
      !conditional && zones.length > 0 && { field: "zonesOnly", code: "zones-without-condition" },
      conditional && zones.length === 0 && { field: "zonesOnly", code: "condition-without-zones" },
      (participant.kind === "TRADING_ENTITY") !== (input.status === "TRADING_ENTITY") &&
        ["PARTICIPANT", "TRADING_ENTITY"].includes(input.status) && { field: "status", code: "wrong-kind" },
    );
    await record(tx, statusSet, {
      subject: `participant:${input.participant}`,
      public: input as unknown as StatusFacts,
      private: {},
    });
    return input as StatusRow;
  });
}
