// Sets what one Participant's law changes from a day on: how long certificates live, who confirms and by when, how
// exact amounts must be. "*" is the base that all share. A second row for the same day corrects the first.
import { z } from "@hono/zod-openapi";
import type { NationalRule } from "#core/kp/rules.ts";
import { record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { nationalRuleSet } from "../acts.ts";
import type { NationalRuleFacts } from "../acts.ts";
import { changeScheme, refuseFields } from "../change.ts";
import { IsoDay, plainText, Source } from "../inputs.ts";
import { mayKeepScheme } from "../policy.ts";
import * as store from "../store.ts";

const Period = z.strictObject({
  unit: z.enum(["DAYS", "WORKING_DAYS", "MONTHS"]),
  count: z.int().min(1).max(1_000),
});
const Tolerance = z.strictObject({
  absolute: z.int().min(0).max(1_000_000_000).openapi({ description: "Hundredths of a carat, or cents" }),
  basisPoints: z.int().min(0).max(10_000).openapi({ description: "Ten-thousandths of the declared amount" }),
});

export const NationalRuleInput = z
  .strictObject({
    participant: z
      .string()
      .regex(/^([A-Z]{2}|\*)$/)
      .openapi({ example: "CA" }),
    from: IsoDay,
    until: IsoDay.optional(),
    precision: z.enum(["day", "month", "year"]).default("day"),
    terms: z.strictObject({
      validity: Period.optional(),
      endOfDayOffset: z.int().min(-840).max(840).optional(),
      weightTolerance: Tolerance.optional(),
      valueTolerance: Tolerance.optional(),
      mixedOrigin: z.enum(["ASTERISKS", "ASTERISKS_OR_LIST", "BLANK"]).optional(),
      recordYears: z.int().min(3).max(100).optional(),
      unusedReturned: z.boolean().optional(),
      confirmation: z
        .strictObject({
          by: z.enum(["IMPORTING_AUTHORITY", "IMPORTER", "ULTIMATE_CONSIGNEE"]),
          to: z.enum(["EXPORTING_AUTHORITY", "IMPORTER", "IMPORTING_AUTHORITY"]),
          within: Period,
        })
        .optional(),
      missingOriginal: Period.optional(),
    }),
    source: Source,
    note: plainText(500).optional(),
  })
  .openapi("NationalRuleInput");
export type NationalRuleInput = z.infer<typeof NationalRuleInput>;

export async function setNationalRule(ctx: Ctx, input: NationalRuleInput): Promise<NationalRule> {
  return changeScheme(ctx, async (tx) => {
    refuseUnless(mayKeepScheme(tx.actor), "not-allowed");
    refuseUnless(
      input.participant === "*" || (await store.lockParticipant(tx, input.participant)) !== undefined,
      "not-found",
    );
    refuseFields(
      Object.values(input.terms).every((term) => term === undefined) && {
        field: "terms",
        code: "nothing-set",
      },
      input.from < "2003-01-01" && { field: "from", code: "before-scheme" },
      input.until !== undefined && input.until <= input.from && { field: "until", code: "not-after-from" },
    );
    await record(tx, nationalRuleSet, {
      subject: `national-rule:${input.participant}`,
      public: input as unknown as NationalRuleFacts,
      private: {},
    });
    return input as NationalRule;
  });
}
