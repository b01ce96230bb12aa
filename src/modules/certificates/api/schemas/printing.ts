// What the machine door of paper takes and gives: how a print came out, and the stock of security paper.
import { z } from "@hono/zod-openapi";
import { printOutcomes } from "../../sheets/facts.ts";
import { day, office } from "./parts.ts";

export const PrintAnswerInput = z
  .strictObject({
    outcome: z.enum(printOutcomes).openapi({
      description:
        "`right` closes the print; `spoiled` uses the sheet up; after `nothing` the sheet goes back to the stock. After the last two the original may be printed again.",
    }),
    reason: z.string().max(500).optional().openapi({ description: "What happened to a spoiled sheet." }),
  })
  .openapi("PrintAnswerInput", { example: { outcome: "right" } });

export const PrintAnswered = z
  .object({ outcome: z.enum(printOutcomes) })
  .openapi("PrintAnswered", { example: { outcome: "right" } });

const sheet = z.string().max(30);

export const SheetsInput = z
  .strictObject({
    office,
    first: sheet.openapi({ description: "As it stands on the paper." }),
    last: sheet,
    receivedOn: day,
    note: z.string().max(200).optional(),
  })
  .openapi("SheetsInput", {
    example: { office: "SL-KPA/FNA", first: "A 000001", last: "A 000500", receivedOn: "2026-06-01" },
  });

export const SheetsEntered = z
  .object({ sheets: z.int() })
  .openapi("SheetsEntered", { example: { sheets: 500 } });

export const SheetStock = z
  .object({
    lots: z.array(
      z.object({
        office: z.string(),
        first: z.string(),
        last: z.string(),
        receivedOn: day,
        note: z.string().nullable(),
        sheets: z.int(),
        used: z.int(),
        spoiled: z.int(),
        unanswered: z.int(),
        left: z.int(),
      }),
    ),
  })
  .openapi("SheetStock", {
    example: {
      lots: [
        {
          office: "SL-KPA/FNA",
          first: "A 000001",
          last: "A 000500",
          receivedOn: "2026-06-01",
          note: null,
          sheets: 500,
          used: 12,
          spoiled: 1,
          unanswered: 0,
          left: 487,
        },
      ],
    },
  });
