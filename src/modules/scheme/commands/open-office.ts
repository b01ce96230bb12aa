// Opens an office of an authority: a place with a desk that issues under its own numbers and its own key.
import { z } from "@hono/zod-openapi";
import { isCountryCode } from "#core/kp/countries.ts";
import { participantFor } from "#core/kp/participants.ts";
import { record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { officeOpened } from "../acts.ts";
import { changeScheme, refuseFields, today } from "../change.ts";
import { AuthorityCode, ParticipantCode, plainText } from "../inputs.ts";
import { mayKeepAuthority } from "../policy.ts";
import * as store from "../store.ts";

export const OfficeInput = z
  .strictObject({
    authority: AuthorityCode,
    /** After the slash: "FNA" in "SL-KPA/FNA". */
    desk: z
      .string()
      .regex(/^[A-Z0-9]{2,8}$/)
      .openapi({ example: "FNA" }),
    name: plainText(160).openapi({ example: "Freetown office" }),
    place: plainText(80).openapi({ example: "Freetown" }),
    country: ParticipantCode,
  })
  .openapi("OfficeInput");
export type OfficeInput = z.infer<typeof OfficeInput>;

export async function openOffice(ctx: Ctx, input: OfficeInput): Promise<{ code: string }> {
  return changeScheme(ctx, async (tx) => {
    refuseUnless(mayKeepAuthority(tx.actor, input.authority), "not-allowed");
    const authority = await store.findAuthority(tx, input.authority);
    refuseUnless(authority !== undefined, "not-found");
    const code = `${input.authority}/${input.desk}`;
    refuseUnless((await store.findOffice(tx, code)) === undefined, "already-done");
    refuseFields(
      !isCountryCode(input.country) && { field: "country", code: "unknown-country" },
      isCountryCode(input.country) &&
        participantFor(input.country, today(tx)) !== authority.participant && {
          field: "country",
          code: "not-of-participant",
        },
    );
    await record(tx, officeOpened, {
      subject: `office:${code}`,
      previous: null,
      public: {
        code,
        authority: input.authority,
        name: input.name,
        place: input.place,
        country: input.country,
        from: today(tx),
      },
      private: {},
    });
    return { code };
  });
}
