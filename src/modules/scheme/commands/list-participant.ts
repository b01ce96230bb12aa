// Puts a Participant (or the trading entity) on the list. What it may do from which day is a status of its own.
import { z } from "@hono/zod-openapi";
import { record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { participantListed } from "../acts.ts";
import { changeScheme } from "../change.ts";
import { inEveryLanguage, Names, ParticipantCode } from "../inputs.ts";
import { mayKeepScheme } from "../policy.ts";
import * as store from "../store.ts";

export const ParticipantInput = z
  .strictObject({ code: ParticipantCode, kind: z.enum(["STATE", "REIO", "TRADING_ENTITY"]), names: Names })
  .openapi("ParticipantInput");
export type ParticipantInput = z.infer<typeof ParticipantInput>;

export async function listParticipant(ctx: Ctx, input: ParticipantInput): Promise<{ code: string }> {
  return changeScheme(ctx, async (tx) => {
    refuseUnless(mayKeepScheme(tx.actor), "not-allowed");
    refuseUnless((await store.lockParticipant(tx, input.code)) === undefined, "already-done");
    await record(tx, participantListed, {
      subject: `participant:${input.code}`,
      public: { code: input.code, kind: input.kind, names: inEveryLanguage(input.names) },
      private: {},
    });
    return { code: input.code };
  });
}
