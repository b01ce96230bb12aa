// Says from which day one jurisdiction's own law counts a Participant as one: national lists lag the scheme's own.
// The jurisdiction says so itself, through the administrator of its authority, or the Secretariat on its notice.
import { z } from "@hono/zod-openapi";
import type { RecognitionRow } from "#core/kp/statuses.ts";
import { record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { recognitionSet } from "../acts.ts";
import type { RecognitionFacts } from "../acts.ts";
import { changeScheme, refuseFields } from "../change.ts";
import { IsoDay } from "#platform/http/described.ts";
import { ParticipantCode, Source } from "../inputs.ts";
import { mayKeepAuthority, mayKeepScheme } from "../policy.ts";
import * as store from "../store.ts";

export const RecognitionInput = z
  .strictObject({
    jurisdiction: ParticipantCode,
    participant: ParticipantCode,
    from: IsoDay,
    until: IsoDay.optional(),
    source: Source,
  })
  .openapi("RecognitionInput");
export type RecognitionInput = z.infer<typeof RecognitionInput>;

export async function setRecognition(ctx: Ctx, input: RecognitionInput): Promise<RecognitionRow> {
  return changeScheme(ctx, async (tx) => {
    const own =
      tx.actor.organisation === null ? undefined : await store.findAuthority(tx, tx.actor.organisation);
    const ofJurisdiction =
      own !== undefined && own.participant === input.jurisdiction && mayKeepAuthority(tx.actor, own.code);
    refuseUnless(mayKeepScheme(tx.actor) || ofJurisdiction, "not-allowed");
    refuseUnless((await store.lockParticipant(tx, input.participant)) !== undefined, "not-found");
    refuseFields(
      input.jurisdiction === input.participant && { field: "participant", code: "recognises-itself" },
      input.from < "2003-01-01" && { field: "from", code: "before-scheme" },
      input.until !== undefined && input.until <= input.from && { field: "until", code: "not-after-from" },
    );
    await record(tx, recognitionSet, {
      subject: `recognition:${input.jurisdiction}:${input.participant}`,
      public: input as RecognitionFacts,
      private: {},
    });
    return input as RecognitionRow;
  });
}
