// What the machine door of applications takes and gives.
import { z } from "@hono/zod-openapi";
import { applicationStates } from "../../store.ts";
import { GoodsInput, LineInput } from "../../content.ts";
import { evidenceKinds } from "../../evidence-kinds.ts";
import { SourcingInput } from "../../origin/inputs.ts";
import { code, exampleGoods, exampleIds, hexId, instant, office } from "./parts.ts";

// One pass over the text, whatever its length: the usual pattern for base64 backtracks over megabytes.
const base64File = z
  .string()
  .min(1)
  .max(14_000_000)
  .superRefine((text, ctx) => {
    if (text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text)) return;
    ctx.addIssue({ code: "custom", params: { code: "NOT_BASE64" }, message: "not base64" });
  });

export const EvidenceInput = z
  .strictObject({
    name: z.string().min(1).max(100),
    kind: z.enum(evidenceKinds),
    mediaType: z.enum(["application/pdf", "image/png", "image/jpeg"]),
    content: base64File.openapi({
      description: "The file in base64; at most 10 MB before encoding, and 25 MB for the whole request.",
    }),
    carats: LineInput.shape.carats.openapi({ description: "Carats that this file shows." }),
    code: z
      .string()
      .max(20)
      .optional()
      .openapi({ description: "The one code the file covers, where it names one." }),
  })
  .openapi("EvidenceInput");

/** A one-pixel picture: small, and whole. */
export const examplePicture =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

export const ApplicationInput = z
  .strictObject({
    office,
    goods: GoodsInput,
    evidence: z.array(EvidenceInput).max(20),
    declaration: z.boolean().openapi({
      description:
        "The declaration of Annex II 18 and the System of Warranties: these are no conflict diamonds.",
    }),
    company: z.string().min(1).max(80).optional().openapi({
      description:
        "Needed when an office files at the counter; an exporter's clerk files for the own company.",
    }),
    sourcing: SourcingInput.optional().openapi({
      description:
        "Mined here or imported before, and the incoming certificates that the goods are drawn from.",
    }),
    mends: z
      .uuid()
      .optional()
      .openapi({ description: "The application that was sent back, when this one mends it." }),
  })
  .openapi("ApplicationInput", {
    example: {
      office: "SL-KPA/FNA",
      goods: exampleGoods,
      evidence: [
        {
          name: "invoice.png",
          kind: "export-invoice",
          mediaType: "image/png",
          content: examplePicture,
          carats: "1234.50",
        },
      ],
      declaration: true,
      company: "SL-KPA.counter",
    },
  });

export const Submitted = z
  .object({ id: z.uuid(), reference: z.string(), statusSecret: z.string() })
  .openapi("Submitted", {
    description:
      "Whoever has the secret sees the state of the application at /applications/status/{id}/{statusSecret}.",
    example: {
      id: exampleIds.application,
      reference: "7KQM-4VXD",
      statusSecret: "EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEE",
    },
  });

export const ApplicationSummary = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    authority: code,
    office: z.string(),
    company: z.string(),
    state: z.enum(applicationStates),
    submittedAt: instant,
    decidedAt: instant.nullable(),
    reason: z.string().nullable(),
    certificate: hexId.nullable(),
    /** Who has it open at the desk. */
    holder: z.string().nullable(),
  })
  .openapi("ApplicationSummary", {
    example: {
      id: exampleIds.application,
      reference: "7KQM-4VXD",
      authority: "SL-KPA",
      office: "SL-KPA/FNA",
      company: "SL-KPA.counter",
      state: "SUBMITTED",
      submittedAt: "2026-06-01T10:00:00.000Z",
      decidedAt: null,
      reason: null,
      certificate: null,
      holder: null,
    },
  });

export const ApplicationDetail = ApplicationSummary.extend({
  goods: GoodsInput,
  evidence: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      mediaType: z.string(),
      sha256: z.string(),
      carats: z.string(),
      code: z.string().optional(),
    }),
  ),
}).openapi("ApplicationDetail", {
  example: {
    id: exampleIds.application,
    reference: "7KQM-4VXD",
    authority: "SL-KPA",
    office: "SL-KPA/FNA",
    company: "SL-KPA.counter",
    state: "DEFICIENT",
    submittedAt: "2026-06-01T10:00:00.000Z",
    decidedAt: "2026-06-01T11:20:00.000Z",
    reason: "The invoice shows another importer.",
    certificate: null,
    holder: null,
    goods: exampleGoods,
    evidence: [
      {
        name: "invoice.png",
        kind: "export-invoice",
        mediaType: "image/png",
        sha256: "3a4c1f9f2b6f0a8e0f6a6f0a3d2b7c58e1d9c0b4a7f6e5d4c3b2a19081726354",
        carats: "1234.50",
      },
    ],
  },
});

export const ReviewInput = z
  .strictObject({
    decision: z.enum(["approve", "return", "reject"]),
    reason: z
      .string()
      .max(2_000)
      .optional()
      .openapi({ description: "Needed to return or reject; the applicant reads it." }),
  })
  .openapi("ReviewInput", { example: { decision: "approve" } });

export const Reviewed = z
  .object({ state: z.enum(applicationStates) })
  .openapi("Reviewed", { example: { state: "APPROVED" } });
