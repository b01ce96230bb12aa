// What forms and API requests of this part send, with their bounds. An act must fit into one entry of the public log.
import { z } from "@hono/zod-openapi";
import { requestKinds, requestParameters } from "#core/decisions/requests.ts";
import { plainText, writtenText } from "#platform/http/inputs.ts";
import { SeatCode } from "../inputs.ts";

export const longestQuestion = 2_000;
export const longestAnswer = 3_000;
export const longestReport = 12_000;

const Language = z.enum(["en", "fr", "pt", "ru", "ar", "zh"]).openapi({ example: "en" });

export const OpenInput = z
  .strictObject({
    kind: z.enum(requestKinds),
    about: SeatCode.nullable().openapi({
      description: "A Participant; null for a stock-take",
      example: "SL",
    }),
    questions: z
      .array(writtenText(longestQuestion, 10))
      .min(1)
      .max(requestParameters.mostQuestions)
      .openapi({ example: ["How were the parcels of May 2026 checked?"] }),
    language: Language,
  })
  .openapi("RequestInput");
export type OpenInput = z.infer<typeof OpenInput>;

export const AnswerInput = z
  .strictObject({
    answers: z.array(writtenText(longestAnswer)).min(1).max(requestParameters.mostQuestions),
    language: Language,
  })
  .openapi("RequestAnswerInput");
export type AnswerInput = z.infer<typeof AnswerInput>;

export const NameInput = z.strictObject({ expert: z.uuid() }).openapi("RequestExpertInput");
export type NameInput = z.infer<typeof NameInput>;

export const ReportInput = z
  .strictObject({ report: writtenText(longestReport, 10), language: Language })
  .openapi("RequestReportInput");
export type ReportInput = z.infer<typeof ReportInput>;

export const ExpertInput = z
  .strictObject({
    name: plainText(120),
    country: z.string().regex(/^[A-Z]{2}$/),
    fields: plainText(300),
  })
  .openapi("ExpertInput");
export type ExpertInput = z.infer<typeof ExpertInput>;

export const WithdrawInput = z.strictObject({ reason: plainText(500) });
export type WithdrawInput = z.infer<typeof WithdrawInput>;
