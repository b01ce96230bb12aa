// What goes through the machine door of returns, each part with its example: the description is made of it, and input is checked by it.
import { z } from "@hono/zod-openapi";
import { valuations } from "#core/statistics/observation.ts";
import { mostRows } from "#core/statistics/return-rules.ts";
import { miningTypes, returnStatuses } from "#core/statistics/returns.ts";
import { Decimal } from "#platform/http/described.ts";
import { returnTypes } from "../facts.ts";
import { longestWhy } from "./commands/file-return.ts";

const act = "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44";

const hash = "5f".repeat(32);

const instant = "2026-08-10T10:00:00.000Z";

const exampleRow = {
  flow: "EXPORT",
  counterpart: "AE",
  product: "7102.31",
  carats: "1523.45",
  usd: "301234.56",
} as const;

const RowInput = z.strictObject({
  flow: z.enum(["PRODUCTION", "EXPORT", "IMPORT", "KPC_ISSUED", "KPC_RECEIVED"]),
  counterpart: z
    .string()
    .max(100)
    .default("")
    .openapi({ description: "A Participant by code or name; trade only" }),
  product: z.string().max(40).default("").openapi({ description: "7102.10, 7102.21 or 7102.31; trade only" }),
  mining: z.enum(miningTypes).optional().openapi({ description: "Production only" }),
  carats: Decimal.nullable().default(null),
  usd: Decimal.nullable().default(null),
  count: z.int().min(0).max(10_000_000).nullable().default(null).openapi({ description: "Certificates" }),
  status: z.enum(returnStatuses).optional(),
  valuation: z.enum(valuations).optional(),
  note: z.string().max(500).optional(),
});

export const ReturnInput = z
  .strictObject({
    kind: z.enum(["FIGURE", "NIL"]).default("FIGURE"),
    status: z.enum(returnStatuses).default("NORMAL"),
    rows: z.array(RowInput).max(mostRows).default([]),
    why: z.string().max(longestWhy).default("").openapi({
      description: "The filer's own words; needed where the check says so, and for every correction",
    }),
    standing: z.enum(["correct", "add"]).optional().openapi({
      description: "What happens to a version that stands: replaced, or added to",
    }),
    after: z
      .int()
      .min(0)
      .optional()
      .openapi({ description: "The version that was seen; refused where another stands" }),
  })
  .openapi("ReturnInput", { example: { kind: "FIGURE", status: "NORMAL", rows: [exampleRow], why: "" } });

export type ReturnInput = z.infer<typeof ReturnInput>;

export const Row = z.object({
  flow: z.string(),
  counterpart: z.string(),
  product: z.string(),
  mining: z.string(),
  origin: z.string().openapi({ description: '"_Z": not asked for' }),
  carats: z.string().nullable(),
  usd: z.string().nullable(),
  count: z.int().nullable(),
  status: z.string(),
  valuation: z.string().nullable(),
  note: z.string().nullable(),
});

const answeredRow = {
  ...exampleRow,
  mining: "_T",
  origin: "_Z",
  count: null,
  status: "NORMAL",
  valuation: null,
  note: null,
};

export const Finding = z
  .object({
    rule: z.string(),
    rows: z.array(z.int()).openapi({ description: "Places in the rows of the return, from 0" }),
    asks: z.boolean().openapi({ description: "Whether the filer's own words are needed" }),
    said: z.string().openapi({ description: "In the language asked for" }),
    perhaps: z.object({ carats: z.string(), usd: z.string() }).nullable(),
  })
  .openapi("ReturnFinding", {
    example: {
      rule: "trade-unit-value",
      rows: [0],
      asks: true,
      said: "Exports to United Arab Emirates, 7102.31: US$1,977.28 a carat, where US$197.73 is usual.",
      perhaps: { carats: "1523.45", usd: "301234.56" },
    },
  });

const finding = {
  rule: "filed-before-the-end",
  rows: [0],
  asks: false,
  said: "The quarter ends in 12 days.",
  perhaps: null,
};

export const Filed = z
  .object({
    act: z.string(),
    participant: z.string(),
    type: z.string(),
    period: z.string(),
    version: z.int(),
    at: z.string(),
    hash: z.string().openapi({ description: "Of the act in the public log, hexadecimal" }),
  })
  .openapi("FiledReturn", {
    example: { act, participant: "SL", type: "TRADE", period: "2026-Q2", version: 1, at: instant, hash },
  });

export const Version = Filed.extend({
  kind: z.string(),
  status: z.string(),
  by: z.string(),
  why: z.string(),
  findings: z.array(Finding),
  rows: z.array(Row),
}).openapi("ReturnVersion", {
  example: {
    act,
    participant: "SL",
    type: "TRADE",
    period: "2026-Q2",
    version: 1,
    at: instant,
    hash,
    kind: "FIGURE",
    status: "NORMAL",
    by: "Demo Statistics Focal Point",
    why: "",
    findings: [finding],
    rows: [answeredRow],
  },
});

export const Due = z
  .object({
    type: z.string(),
    period: z.string(),
    due: z.string(),
    state: z.enum(["RUNNING", "DUE", "LATE", "FILED", "ADVANCE_NIL", "NIL_TO_CONFIRM"]),
    needed: z.boolean().openapi({ description: "Waits for the focal point now" }),
    days: z.int().openapi({
      description: "Left until it is due or its period ends; of what is late or was filed late, by how many",
    }),
    version: z.int().nullable(),
  })
  .openapi("DueReturn", {
    example: {
      type: "TRADE",
      period: "2026-Q3",
      due: "2026-11-30",
      state: "DUE",
      needed: true,
      days: 2,
      version: null,
    },
  });

export const Certified = z
  .object({
    issued: z.int(),
    received: z.int(),
    flows: z.array(
      z.object({
        flow: z.string(),
        partner: z.string(),
        code: z.string(),
        carats: z.string(),
        usd: z.string(),
        certificates: z.int(),
      }),
    ),
  })
  .openapi("CertifiedQuarter", {
    example: {
      issued: 3,
      received: 0,
      flows: [
        {
          flow: "EXPORT",
          partner: "AE",
          code: "7102.31",
          carats: "1523.45",
          usd: "301234.56",
          certificates: 3,
        },
      ],
    },
  });

export const keyParams = z.object({
  type: z
    .string()
    .max(20)
    .openapi({
      param: { name: "type", in: "path" },
      description: "production, trade, certificates",
      example: "trade",
    }),
  period: z
    .string()
    .max(10)
    .openapi({
      param: { name: "period", in: "path" },
      description: "2026-S1 or 2026-Q2",
      example: "2026-Q2",
    }),
});

export const ofParticipant = z.object({
  participant: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional()
    .openapi({ description: "For analysts; a focal point's own when absent", example: "SL" }),
});

export const listQuery = ofParticipant.extend({
  type: z.enum(returnTypes).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});
