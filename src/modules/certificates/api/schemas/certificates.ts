// What the machine door of certificates takes and gives on the issuing side.
import { z } from "@hono/zod-openapi";
import { certificateStates, lifeEventKinds } from "#core/certificate/life.ts";
import { gravity } from "#core/certificate/register.ts";
import { CertificateJson, ContainerInput, GoodsInput } from "../../content.ts";
import { SourcingInput } from "../../origin/inputs.ts";
import { day, exampleGoods, exampleIds, hexId, instant, office } from "./parts.ts";

export const IssueInput = z
  .strictObject({
    office,
    application: z.uuid().optional().openapi({ description: "The approved application that this answers." }),
    goods: GoodsInput.optional().openapi({
      description: "The goods themselves, when a national system has examined them.",
    }),
    number: z.string().min(1).max(30).optional().openapi({
      description: "A number from the office's block, as printed, when a national system gives its own.",
    }),
    sourcing: SourcingInput.optional().openapi({
      description:
        "With `goods`: where they come from. Carats drawn from incoming certificates are checked and counted. An application brings its own.",
    }),
    expiresOn: day
      .optional()
      .openapi({ description: "Last valid day, when shorter than the longest the national rule allows." }),
  })
  .superRefine(({ application, goods, sourcing }, ctx) => {
    if (application !== undefined && sourcing !== undefined)
      ctx.addIssue({
        code: "custom",
        params: { code: "SOURCING_OF_APPLICATION" },
        path: ["sourcing"],
        message: "an application brings its own `sourcing`",
      });
    if ((application === undefined) !== (goods === undefined)) return;
    ctx.addIssue({
      code: "custom",
      params: { code: "ONE_OF_TWO" },
      path: ["goods"],
      message: "give either `application` or `goods`",
    });
  })
  .openapi("IssueInput", { example: { office: "SL-KPA/FNA", goods: exampleGoods } });

export const Issued = z
  .object({ id: hexId, participant: z.string(), number: z.string(), issuedOn: day, expiresOn: day })
  .openapi("Issued", {
    example: {
      id: exampleIds.certificate,
      participant: "SL",
      number: "SL 004401",
      issuedOn: "2026-06-01",
      expiresOn: "2026-07-31",
    },
  });

export const largestBatch = 1_000;

export const IssueBatch = z
  .strictObject({ items: z.array(IssueInput).min(1).max(largestBatch) })
  .openapi("IssueBatch", {
    example: {
      items: [
        { office: "SL-KPA/FNA", goods: exampleGoods },
        { office: "SL-KPA/FNA", goods: { ...exampleGoods, parcels: 2 } },
      ],
    },
  });

export const IssuedBatch = z.object({ certificates: z.array(Issued) }).openapi("IssuedBatch");

const containers = z
  .array(ContainerInput)
  .min(1)
  .max(40)
  .optional()
  .openapi({ description: "Seals, when not named at issue. At least one seal is needed (Section IV c)." });

export const ValidateInput = z
  .strictObject({ containers })
  .openapi("ValidateInput", { example: { containers: [{ seal: "SL-A-0012345" }] } });

export const Validated = z
  .object({ id: hexId, qrText: z.string() })
  .openapi("Validated", { example: { id: exampleIds.certificate, qrText: "KPC1:6BFOXN…" } });

export const ValidateBatch = z
  .strictObject({
    items: z
      .array(z.strictObject({ certificate: hexId, containers }))
      .min(1)
      .max(largestBatch),
  })
  .openapi("ValidateBatch", {
    example: { items: [{ certificate: exampleIds.certificate, containers: [{ seal: "SL-A-0012346" }] }] },
  });

export const ValidatedBatch = z.object({ certificates: z.array(Validated) }).openapi("ValidatedBatch");

export const CertificateSummary = z
  .object({
    id: hexId,
    participant: z.string(),
    number: z.string(),
    authority: z.string(),
    office: z.string(),
    /** The Participant that receives it: "EU" for Belgium. */
    destination: z.string(),
    state: z.enum(certificateStates),
    issuedOn: day,
    expiresOn: day,
    parcels: z.int(),
    carats: z.string(),
    usd: z.string(),
    confirmationDue: day.nullable(),
    importingAuthority: z.string().nullable(),
    application: z.string().nullable(),
  })
  .openapi("CertificateSummary", {
    example: {
      id: exampleIds.certificate,
      participant: "SL",
      number: "SL 004401",
      authority: "SL-KPA",
      office: "SL-KPA/FNA",
      destination: "EU",
      state: "EXPORTED",
      issuedOn: "2026-06-01",
      expiresOn: "2026-07-31",
      parcels: 1,
      carats: "1234.50",
      usd: "456789.00",
      confirmationDue: "2026-08-10",
      importingAuthority: null,
      application: null,
    },
  });

export const CertificateList = z
  .object({ total: z.int(), certificates: z.array(CertificateSummary) })
  .openapi("CertificateList");

export const TimelineEvent = z
  .object({
    kind: z.enum(lifeEventKinds),
    at: instant,
    authority: z.string(),
  })
  .openapi("TimelineEvent", {
    example: { kind: "issued", at: "2026-06-01T10:00:00.000Z", authority: "SL-KPA" },
  });

export const Confirmation = z
  .object({
    outcome: z.enum(["full", "discrepancy"]),
    receivedOn: day,
    mismatches: z.array(z.string()),
    checklist: z.record(z.string(), z.unknown()),
    actuals: z.record(z.string(), z.unknown()),
    note: z.string().optional(),
  })
  .openapi("Confirmation");

export const CertificateDetail = CertificateSummary.extend({
  standing: z.enum([...gravity, "expired"]),
  content: CertificateJson,
  timeline: z.array(TimelineEvent),
  confirmation: Confirmation.nullable(),
  /** The text of the code, for the issuing authority's own systems; null before validation and for everybody else. */
  qrText: z.string().nullable(),
}).openapi("CertificateDetail", {
  example: {
    id: exampleIds.certificate,
    participant: "SL",
    number: "SL 004401",
    authority: "SL-KPA",
    office: "SL-KPA/FNA",
    destination: "EU",
    state: "ISSUED",
    issuedOn: "2026-06-01",
    expiresOn: "2026-07-31",
    parcels: 1,
    carats: "1234.50",
    usd: "456789.00",
    confirmationDue: null,
    importingAuthority: null,
    application: null,
    standing: "not-released",
    content: {
      ...exampleGoods,
      participant: "SL",
      number: "SL 004401",
      authority: "SL-KPA",
      issuedOn: "2026-06-01",
      expiresOn: "2026-07-31",
      validatedOn: null,
    },
    timeline: [{ kind: "issued", at: "2026-06-01T10:00:00.000Z", authority: "SL-KPA" }],
    confirmation: null,
    qrText: null,
  },
});

export const StateNow = z
  .object({ state: z.enum(certificateStates) })
  .openapi("StateNow", { example: { state: "EXPORTED" } });

export const Receipt = z
  .object({
    act: z.uuid(),
    type: z.string(),
    at: instant,
    organisation: z.string(),
    position: z.string(),
    size: z.string(),
    /** The signed public part: a COSE_Sign1 message in base64. */
    leaf: z.base64(),
    /** c2sp.org/tlog-proof@v1: index, inclusion hashes and the signed checkpoint. */
    proof: z.string(),
  })
  .openapi("Receipt", {
    description: "That an act on this certificate stands in the public log, provable without this server.",
  });
