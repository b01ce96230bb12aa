// What forms and the API send to questionnaires, with bounds.
import { z } from "@hono/zod-openapi";
import { outcomes } from "#core/statistics/reconcile/questionnaire.ts";
import { parsePeriod } from "#core/statistics/periods.ts";
import { IsoDay } from "#platform/http/described.ts";
import { writtenText } from "#platform/http/inputs.ts";

export const mostQuestions = 40;
export const longestQuestion = 1_000;
export const longestAnswer = 4_000;

export const Language = z.enum(["en", "fr", "pt", "ru", "ar", "zh"]).openapi({ example: "en" });
export const ParticipantCode = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .openapi({ example: "SL" });
export const PeriodText = z
  .string()
  .max(10)
  .refine((text) => parsePeriod(text) !== undefined, { params: { code: "not-a-period" } })
  .openapi({ example: "2026-Q2" });

export const QuestionnaireInput = z
  .strictObject({
    participant: ParticipantCode,
    period: PeriodText,
    deadline: IsoDay,
    questions: z.array(writtenText(longestQuestion, 5)).min(1).max(mostQuestions),
    language: Language,
  })
  .openapi("QuestionnaireInput", {
    example: {
      participant: "SL",
      period: "2026-Q2",
      deadline: "2026-10-31",
      questions: ["Exports of April to June 2026 are twice those of the year before. What explains it?"],
      language: "en",
    },
  });
export type QuestionnaireInput = z.infer<typeof QuestionnaireInput>;

export const AnswersInput = z
  .strictObject({
    answers: z
      .array(
        z.strictObject({
          place: z
            .int()
            .min(0)
            .max(mostQuestions - 1),
          text: writtenText(longestAnswer, 2),
        }),
      )
      .min(1)
      .max(mostQuestions),
    language: Language,
  })
  .openapi("QuestionnaireAnswersInput", {
    example: { answers: [{ place: 0, text: "A second mine opened in March." }], language: "en" },
  });
export type AnswersInput = z.infer<typeof AnswersInput>;

export const CloseInput = z
  .strictObject({
    outcome: z.enum(outcomes),
    text: z.union([writtenText(longestAnswer), z.literal("")]).default(""),
  })
  .openapi("QuestionnaireCloseInput", { example: { outcome: "ACCEPTED", text: "" } });
export type CloseInput = z.infer<typeof CloseInput>;
