// Sets how a Participant prints its certificate numbers, and which older prefixes are still read.
import { z } from "@hono/zod-openapi";
import type { NumberFormat } from "#core/kp/numbers.ts";
import { record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { numberFormatSet } from "../acts.ts";
import type { NumberFormatFacts } from "../acts.ts";
import { changeScheme, refuseFields } from "../change.ts";
import { IsoDay } from "#platform/http/described.ts";
import { ParticipantCode, Source } from "../inputs.ts";
import { mayKeepScheme } from "../policy.ts";
import * as store from "../store.ts";

const Prefix = z.string().regex(/^[A-Z]{2,4}$/);

export const NumberFormatInput = z
  .strictObject({
    participant: ParticipantCode,
    prefix: Prefix,
    separator: z.enum(["", " "]),
    digits: z.strictObject({ min: z.int().min(1).max(12), max: z.int().min(1).max(12) }),
    pad: z.int().min(0).max(12),
    olderPrefixes: z
      .array(z.strictObject({ prefix: Prefix, until: IsoDay.optional(), source: Source }))
      .max(10)
      .optional(),
    yearRanges: z.boolean().optional(),
    parcelSuffix: z.boolean().optional(),
    example: z.string().max(20),
    source: Source,
  })
  .openapi("NumberFormatInput");
export type NumberFormatInput = z.infer<typeof NumberFormatInput>;

export async function setNumberFormat(ctx: Ctx, input: NumberFormatInput): Promise<NumberFormat> {
  return changeScheme(ctx, async (tx) => {
    refuseUnless(mayKeepScheme(tx.actor), "not-allowed");
    refuseUnless((await store.lockParticipant(tx, input.participant)) !== undefined, "not-found");
    const taken = (await store.formats(tx)).find(
      (other) => other.participant !== input.participant && other.prefix === input.prefix,
    );
    refuseFields(
      input.digits.max < input.digits.min && { field: "digits", code: "digits-reversed" },
      input.pad > input.digits.max && {
        field: "pad",
        code: "too-many-digits",
        values: { most: input.digits.max },
      },
      taken !== undefined && {
        field: "prefix",
        code: "prefix-taken",
        values: { participant: taken.participant },
      },
    );
    await record(tx, numberFormatSet, {
      subject: `number-format:${input.participant}`,
      public: input as unknown as NumberFormatFacts,
      private: {},
    });
    return input as NumberFormat;
  });
}
