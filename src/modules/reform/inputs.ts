// What the forms and the API of reform send, with their bounds. An act must fit into one entry of the public log.
import { z } from "@hono/zod-openapi";
import { writtenText } from "#platform/http/inputs.ts";
import { isDate } from "#core/kp/dates.ts";
import { demandIds } from "#core/reform/history.ts";
import { demandOutcomes, progressKinds } from "#core/reform/record.ts";

export const longestText = 4_000;
export const mostTopics = 20;

const Day = z
  .string()
  .refine(isDate, { params: { code: "not-a-date" } })
  .openapi({ type: "string", format: "date", example: "2026-12-31" });
const Language = z.enum(["en", "fr", "pt", "ru", "ar", "zh"]).openapi({ example: "en" });

export const DemandInput = z
  .strictObject({
    title: writtenText(200, 5),
    text: writtenText(longestText, 10),
    history: z.enum(demandIds).nullable().openapi({
      description: "The demand of the sourced history that this one takes up",
      example: "decision-rule",
    }),
    language: Language,
  })
  .openapi("DemandInput");
export type DemandInput = z.infer<typeof DemandInput>;

export const RepetitionInput = z
  .strictObject({ occasion: writtenText(1_000, 5), language: Language })
  .openapi("DemandRepetitionInput");
export type RepetitionInput = z.infer<typeof RepetitionInput>;

export const DemandAnswerInput = z
  .strictObject({ outcome: z.enum(demandOutcomes), text: writtenText(longestText, 5), language: Language })
  .openapi("DemandAnswerInput");
export type DemandAnswerInput = z.infer<typeof DemandAnswerInput>;

export const CommitmentInput = z
  .strictObject({ text: writtenText(1_000, 10), due: Day.nullable(), language: Language })
  .openapi("CommitmentInput");
export type CommitmentInput = z.infer<typeof CommitmentInput>;

export const ProgressInput = z
  .strictObject({ progress: z.enum(progressKinds), text: writtenText(2_000, 5), language: Language })
  .openapi("CommitmentProgressInput");
export type ProgressInput = z.infer<typeof ProgressInput>;

export const CycleInput = z
  .strictObject({
    title: writtenText(200, 5),
    body: z.string().regex(/^[A-Z][A-Z0-9-]{1,23}$/),
    from: Day,
    until: Day,
    topics: z
      .array(z.strictObject({ title: writtenText(200, 3), owner: writtenText(200, 2) }))
      .min(1)
      .max(mostTopics),
    language: Language,
  })
  .openapi("ReformCycleInput", {
    example: {
      title: "Review and reform 2027 to 2029",
      body: "AHCRR",
      from: "2027-01-01",
      until: "2029-11-30",
      topics: [{ title: "How decisions are made", owner: "Committee on rules and procedures" }],
      language: "en",
    },
  });
export type CycleInput = z.infer<typeof CycleInput>;
