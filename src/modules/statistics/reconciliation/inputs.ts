// What the form and the API send to explain a gap, with bounds.
import { z } from "@hono/zod-openapi";
import { writtenText } from "#platform/http/inputs.ts";
import { Language } from "../questionnaires/inputs.ts";
import { causes } from "./facts.ts";

export const longestExplanation = 2_000;
export const products = ["_T", "7102.10", "7102.21", "7102.31"] as const;

export const ExplanationInput = z
  .strictObject({
    product: z.enum(products).default("_T"),
    cause: z.enum(causes),
    text: writtenText(longestExplanation, 5),
    language: Language,
  })
  .openapi("GapExplanationInput", {
    example: {
      product: "_T",
      cause: "TIMING",
      text: "Three parcels left on 29 June and arrived on 2 July.",
      language: "en",
    },
  });
export type ExplanationInput = z.infer<typeof ExplanationInput>;
