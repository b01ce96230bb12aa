// What forms and requests say of an alert, with bounds; whether it makes sense is decided by the command.
import { z } from "@hono/zod-openapi";
import { findTextFault } from "#core/certificate/text.ts";
import { alertKinds } from "#core/kp/alerts.ts";

const printed = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .refine((text) => findTextFault(text, 80) === undefined, { params: { code: "hidden-characters" } });

/** Hostile: shown to everybody, so nothing that reorders or hides text may be in it. Lines are kept. */
const paragraphs = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .transform((text) => text.replaceAll(/\r\n?/g, "\n"))
    .refine(
      (text) =>
        text
          .split("\n")
          .every((line) => line === "" || findTextFault(line, 4 * longest) !== "HIDDEN_CHARACTER"),
      { params: { code: "hidden-characters" } },
    );

export const longestText = 4_000;

export const AlertInput = z
  .strictObject({
    kind: z.enum(alertKinds),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .openapi({ description: "On whose papers, or whose trade", example: "SL" }),
    numbers: z
      .array(z.strictObject({ from: printed, to: printed.optional() }))
      .max(200)
      .default([])
      .openapi({ description: "Numbers as printed; `to` makes a run of them" }),
    text: z.strictObject({ en: paragraphs(longestText), fr: paragraphs(longestText).optional() }),
    picture: z.base64().max(7_000_000).optional().openapi({
      description: "A scan of the forgery: PNG or JPEG, at most 5 MB; what is beside the picture is removed",
    }),
  })
  .openapi("AlertInput", {
    example: {
      kind: "LOST",
      country: "SL",
      numbers: [{ from: "SL 004501", to: "SL 004510" }],
      text: { en: "Ten blank sheets were lost between Freetown and Kenema." },
    },
  });
export type AlertInput = z.infer<typeof AlertInput>;

export const Reason = z
  .strictObject({ reason: paragraphs(1_000) })
  .openapi("AlertReason", { example: { reason: "The sheets were found complete." } });

export const CorrectionInput = AlertInput.extend({ reason: paragraphs(1_000) }).openapi("AlertCorrection", {
  example: {
    kind: "LOST",
    country: "SL",
    numbers: [{ from: "SL 004501", to: "SL 004509" }],
    text: { en: "Nine blank sheets were lost between Freetown and Kenema." },
    reason: "The tenth sheet was found.",
  },
});
export type CorrectionInput = z.infer<typeof CorrectionInput>;
