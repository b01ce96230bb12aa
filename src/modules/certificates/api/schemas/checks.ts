// What the public machine door takes and gives.
import { z } from "@hono/zod-openapi";
import { longestSdJwt } from "#core/certificate/file/read.ts";
import { longestReceiptText } from "#core/certificate/receipt/format.ts";
import { gravity } from "#core/certificate/register.ts";
import { endorsableFields } from "#core/certificate/endorsements.ts";
import { day, instant } from "./parts.ts";

const facts = z.record(z.string(), z.union([z.string(), z.number()]));

export const CheckedPaper = z
  .object({
    state: z.enum([
      "valid",
      "used",
      "expired",
      "withdrawn",
      "signature-wrong",
      "unknown-number",
      "not-our-code",
      "not-a-participant",
      "paper-only-issuer",
      "offline",
      "clock",
      "service-down",
      "key-not-valid",
      "not-released",
      "not-on-record",
    ]),
    word: z.string(),
    sentence: z.string(),
    check: z.string().nullable(),
    reason: z.string().nullable(),
    facts,
    asked: z.object({ participant: z.string().optional(), number: z.string() }).nullable(),
    asOf: instant,
    trustList: z.object({ version: z.int(), issuedAt: instant }),
    checks: z.array(
      z.object({ code: z.string(), outcome: z.enum(["pass", "fail", "not-checked"]), detail: facts }),
    ),
    /** What the desk must know although nothing failed: forgeries that are about, and what the issuer put right. */
    warnings: z.array(
      z.object({
        code: z.enum(["fake-reported", "endorsed"]),
        since: day,
        by: z.string(),
        field: z.string().optional(),
        sentence: z.string(),
      }),
    ),
    /** What the code says, or the file shows: only while nothing failed. */
    content: z.record(z.string(), z.unknown()).optional(),
    /** Where it stands in the public log: only where a receipt was sent and nothing failed. */
    record: z
      .object({
        origin: z.string(),
        index: z.int(),
        size: z.int(),
        at: instant,
        witnessed: z.boolean(),
        witnesses: z.array(z.object({ name: z.string(), at: instant })),
        sentence: z.string(),
      })
      .optional(),
  })
  .openapi("CheckedPaper", {
    description: "Word and sentence come in the language of Accept-Language.",
    example: {
      state: "used",
      word: "Already used",
      sentence:
        "This certificate was used: Demonstration authority, Belgium confirmed receipt on 12 June 2026. A second shipment on it is not valid.",
      check: "REGISTER",
      reason: "used",
      facts: { since: "2026-06-12", by: "EU-BE", asOf: "2026-06-14T08:00:00.000Z" },
      asked: { participant: "SL", number: "SL 004401" },
      asOf: "2026-06-14T08:00:00.000Z",
      trustList: { version: 1, issuedAt: "2026-06-13T06:00:00.000Z" },
      checks: [
        { code: "FORM", outcome: "pass", detail: {} },
        {
          code: "REGISTER",
          outcome: "fail",
          detail: { reason: "used", since: "2026-06-12", by: "EU-BE", asOf: "2026-06-14T08:00:00.000Z" },
        },
      ],
      warnings: [],
    },
  });

export const CodeText = z
  .strictObject({
    text: z.string().min(1).max(longestSdJwt),
    receipt: z.string().max(longestReceiptText).optional().openapi({
      description:
        "The text of the receipt's code (KPR1:…): then the code is judged together with its place in the public log.",
    }),
  })
  .openapi("CodeText", {
    description: "The text of a code, or a certificate's file.",
    example: { text: "KPC1:NOT-A-CODE" },
  });

const said = z.object({ since: day, by: z.string() });

export const PublicStatus = z
  .object({
    participant: z.string(),
    authority: z.string(),
    state: z.enum([...gravity, "expired"]),
    since: day,
    expiresOn: day,
    by: z.string().nullable(),
    asOf: instant,
    fakeReported: said.optional().openapi({ description: "Forgeries of it are about." }),
    endorsed: z
      .array(said.extend({ field: z.enum(endorsableFields) }))
      .optional()
      .openapi({ description: "What its issuer put right after it was sealed." }),
  })
  .openapi("PublicStatus", {
    description:
      "No number and no goods: the id is in the public log, and what it stands for is on the paper only.",
    example: {
      participant: "SL",
      authority: "SL-KPA",
      state: "open",
      since: "2026-06-01",
      expiresOn: "2026-07-31",
      by: null,
      asOf: "2026-06-01T10:00:00.000Z",
    },
  });
