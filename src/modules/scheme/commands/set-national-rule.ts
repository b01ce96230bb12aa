// Sets what one Participant's law changes from a day on: how long certificates live, who confirms and by when, how
// exact amounts must be. "*" is the base that all share. A second row for the same day corrects the first.
import { z } from "@hono/zod-openapi";
import { importConditions, reportKinds, transitRules } from "#core/kp/rules.ts";
import type { NationalRule, TermName } from "#core/kp/rules.ts";
import { record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { nationalRuleSet } from "../acts.ts";
import type { NationalRuleFacts } from "../acts.ts";
import { changeScheme, refuseFields } from "../change.ts";
import { IsoDay } from "#platform/http/described.ts";
import { plainText, Source } from "../inputs.ts";
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

const Terms = z.strictObject({
  validity: Period.optional(),
  endOfDayOffset: z.int().min(-840).max(840).optional(),
  weightTolerance: Tolerance.optional(),
  valueTolerance: Tolerance.optional(),
  mixedOrigin: z.enum(["ASTERISKS", "ASTERISKS_OR_LIST", "BLANK"]).optional(),
  recordYears: z.int().min(3).max(100).optional(),
  unusedReturned: z.boolean().optional(),
  unusedReturnedWithin: Period.optional(),
  confirmation: z
    .strictObject({
      by: z.enum(["IMPORTING_AUTHORITY", "IMPORTER", "ULTIMATE_CONSIGNEE"]),
      to: z.enum(["EXPORTING_AUTHORITY", "IMPORTER", "IMPORTING_AUTHORITY"]),
      within: Period,
    })
    .optional(),
  missingOriginal: Period.optional(),
  importConditions: z
    .array(z.enum(importConditions))
    .min(1)
    .max(importConditions.length)
    .readonly()
    .optional(),
  replacement: z
    .strictObject({ beforeExportOnly: z.boolean(), oldEnclosed: z.boolean(), mayInvalidate: z.boolean() })
    .optional(),
  failure: z
    .strictObject({
      tell: z
        .strictObject({
          whom: z
            .array(z.enum(["EUROPEAN_COMMISSION", "ISSUING_AUTHORITY"]))
            .min(1)
            .max(2)
            .readonly(),
          within: Period,
        })
        .optional(),
      detainedAtMost: Period.optional(),
      releasedWhenCured: z.boolean().optional(),
      sentBackWhenOpened: z.boolean().optional(),
    })
    .optional(),
  transit: z.enum(transitRules).optional(),
  reports: z
    .array(z.strictObject({ kind: z.enum(reportKinds), within: Period.optional() }))
    .min(1)
    .max(reportKinds.length)
    .readonly()
    .optional(),
  dealerRecordYears: z.int().min(1).max(100).optional(),
});
const names = Object.keys(Terms.shape) as [TermName, ...TermName[]];

export const NationalRuleInput = z
  .strictObject({
    participant: z
      .string()
      .regex(/^([A-Z]{2}|\*)$/)
      .openapi({ example: "CA" }),
    from: IsoDay,
    until: IsoDay.optional(),
    precision: z.enum(["day", "month", "year"]).default("day"),
    terms: Terms,
    source: Source,
    sources: z
      .partialRecord(z.enum(names), Source)
      .optional()
      .openapi({ description: "Where the source of one term is known more exactly" }),
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
