// What an applicant or a national system says of where goods come from: mined here or imported, in which zone, and what
// each incoming certificate gives. Carats are decimal text; the tables keep it as it was said.
import { z } from "@hono/zod-openapi";
import { lossKinds } from "#core/certificate/origin/balance.ts";
import { isDate } from "#core/kp/dates.ts";
import { roughGoods } from "#core/kp/goods.ts";
import type { RoughCode } from "#core/kp/goods.ts";
import { LineInput, OriginInput } from "../content.ts";

const roughCode = z.enum(roughGoods.map(({ code }) => code) as [RoughCode, ...RoughCode[]]);
const carats = LineInput.shape.carats;
const country = z.string().regex(/^[A-Z]{2}$/);
const day = z.string().refine(isDate, { params: { code: "not-a-date" } });
const plain = (longest: number) => z.string().trim().min(1).max(longest);

const pool = {
  code: roughCode.openapi({ description: "The code under which it came in." }),
  carats,
  origin: country.optional().openapi({ description: "Needed where the certificate's lines name several." }),
};

export const DrawInput = z
  .strictObject({
    ...pool,
    becomes: roughCode.optional().openapi({
      description: "The code on the new certificate, when sorting changed it: 7102.10 to 7102.21 or 7102.31.",
    }),
  })
  .openapi("Draw", { example: { code: "7102.31", carats: "600.00" } });

export const LossInput = z
  .strictObject({ ...pool, kind: z.enum(lossKinds), reason: z.string().trim().max(300) })
  .openapi("Loss", {
    example: { code: "7102.31", carats: "4.20", kind: "BOILING", reason: "Acid cleaning, report 26/114" },
  });
export type LossInput = z.infer<typeof LossInput>;

/** A certificate that is not on this register: what its paper and the import papers show. */
export const PaperInput = z
  .strictObject({
    participant: country.openapi({ description: "Participant that issued it." }),
    number: plain(24),
    issuedOn: day,
    expiresOn: day.optional(),
    receivedOn: day,
    origin: OriginInput,
    lines: z
      .array(z.strictObject({ code: roughCode, carats, origin: country.optional() }))
      .min(1)
      .max(40),
  })
  .openapi("IncomingPaper", {
    example: {
      participant: "LA",
      number: "LA 000123",
      issuedOn: "2026-03-02",
      receivedOn: "2026-03-20",
      origin: { kind: "MIXED", listed: [] },
      lines: [{ code: "7102.31", carats: "250.00" }],
    },
  });
export type PaperInput = z.infer<typeof PaperInput>;

export const SourceInput = z
  .strictObject({
    certificate: z
      .string()
      .regex(/^[0-9a-f]{32}$/)
      .optional()
      .openapi({ description: "Public id of a certificate on this register." }),
    paper: PaperInput.optional().openapi({ description: "A certificate that is not on this register." }),
    draws: z.array(DrawInput).max(60),
    losses: z.array(LossInput).max(20).default([]),
  })
  .superRefine(({ certificate, paper }, ctx) => {
    if ((certificate === undefined) !== (paper === undefined)) return;
    ctx.addIssue({
      code: "custom",
      params: { code: "ONE_SOURCE" },
      path: ["certificate"],
      message: "give either `certificate` or `paper`",
    });
  })
  .openapi("Source");
export type SourceInput = z.infer<typeof SourceInput>;

export const minedAnswers = ["HERE", "ELSEWHERE", "BOTH"] as const;
export type Mined = (typeof minedAnswers)[number];

export const SourcingInput = z
  .strictObject({
    mined: z.enum(minedAnswers).openapi({
      description:
        "Mined within the issuing Participant, imported before, or partly the one and partly the other.",
    }),
    zone: plain(80)
      .optional()
      .openapi({ description: "Where the stones were mined, for Participants under conditions." }),
    sources: z.array(SourceInput).max(40).default([]),
  })
  .openapi("Sourcing", {
    example: {
      mined: "ELSEWHERE",
      sources: [
        {
          certificate: "8f3b5a0c7d2e4916a4c1d07b3e58f962",
          draws: [{ code: "7102.31", carats: "1234.50" }],
          losses: [],
        },
      ],
    },
  });
export type SourcingInput = z.infer<typeof SourcingInput>;
