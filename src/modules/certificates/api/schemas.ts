// What the machine doors of certificates take and give, as schemas: they validate requests, describe them in
// /api/openapi.json, and carry the examples. Amounts are decimal text with a point; ids are hexadecimal or UUIDs.
import { z } from "@hono/zod-openapi";
import { arrivalItems, mismatchesOf } from "#core/certificate/arrival.ts";
import { applicationStates, certificateStates } from "../store.ts";
import { CertificateJson, ContainerInput, GoodsInput, LineInput } from "../content.ts";
import { evidenceKinds } from "../evidence-kinds.ts";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const instant = z.string();
const code = z.string().min(2).max(24);
const office = z.string().min(3).max(40).openapi({ example: "SL-KPA/FNA" });
const hexId = z.string().regex(/^[0-9a-f]{32}$/);

export const exampleIds = {
  application: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44",
  certificate: "8f3b5a0c7d2e4916a4c1d07b3e58f962",
} as const;

export const exampleGoods = {
  origin: { kind: "SINGLE", country: "SL" },
  exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
  importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
  parcels: 1,
  lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
  containers: [],
} satisfies z.infer<typeof GoodsInput>;

/* ---- applications ---- */

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

/* ---- certificates ---- */

export const IssueInput = z
  .strictObject({
    office,
    application: z.uuid().optional().openapi({ description: "The approved application that this answers." }),
    goods: GoodsInput.optional().openapi({
      description: "The goods themselves, when a national system has examined them.",
    }),
    expiresOn: day
      .optional()
      .openapi({ description: "Last valid day, when shorter than the longest the national rule allows." }),
  })
  .superRefine(({ application, goods }, ctx) => {
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
    state: z.enum(certificateStates as [string, ...string[]]),
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
    kind: z.enum(["issued", "validated", "printed", "exported", "presented", "confirmed"]),
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
  standing: z.enum(["not-released", "open", "used", "expired"]),
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
  .object({ state: z.enum(certificateStates as [string, ...string[]]) })
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

/* ---- arrivals ---- */

export const PresentInput = z
  .strictObject({ arrivedOn: day.optional() })
  .openapi("PresentInput", { example: { arrivedOn: "2026-06-01" } });

const CheckMark = z
  .discriminatedUnion("mark", [
    z.strictObject({ mark: z.enum(["match", "not-checked"]) }),
    z.strictObject({
      mark: z.literal("mismatch"),
      codes: z.array(z.enum(Object.values(mismatchesOf).flat() as [string, ...string[]])).min(1),
      note: z.string().max(1_000).optional(),
    }),
  ])
  .openapi("CheckMark");

export const ConfirmInput = z
  .strictObject({
    checklist: z.strictObject(
      Object.fromEntries(arrivalItems.map((item) => [item, CheckMark])) as Record<
        (typeof arrivalItems)[number],
        typeof CheckMark
      >,
    ),
    actuals: z.strictObject({
      seals: z.array(z.strictObject({ seal: z.string().min(1).max(40), intact: z.boolean() })).max(80),
      parcels: z.int().min(0).max(9_999).optional(),
      lines: z
        .array(LineInput.omit({ origin: true }))
        .max(80)
        .optional(),
    }),
    note: z.string().max(2_000).optional(),
  })
  .openapi("ConfirmInput", {
    example: {
      checklist: {
        SEALS: { mark: "match" },
        PARCELS: { mark: "match" },
        CARATS: { mark: "match" },
        VALUE: { mark: "match" },
        CODES: { mark: "match" },
        DATES: { mark: "match" },
        STATUS: { mark: "match" },
        CONSIGNMENT: { mark: "match" },
      },
      actuals: {
        seals: [{ seal: "SL-A-0012345", intact: true }],
        parcels: 1,
        lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
      },
    },
  });

export const Confirmed = z
  .object({ outcome: z.enum(["full", "discrepancy"]), mismatches: z.array(z.string()) })
  .openapi("Confirmed", { example: { outcome: "full", mismatches: [] } });

/* ---- checks ---- */

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
    /** What the code says: only for a code, and only while nothing failed. */
    content: z.record(z.string(), z.unknown()).optional(),
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
    },
  });

export const CodeText = z
  .strictObject({ text: z.string().min(1).max(4_000) })
  .openapi("CodeText", { example: { text: "KPC1:NOT-A-CODE" } });

export const PublicStatus = z
  .object({
    participant: z.string(),
    authority: z.string(),
    state: z.enum([
      "not-released",
      "open",
      "used",
      "expired",
      "withdrawn",
      "replaced",
      "returned",
      "lost",
      "stolen",
    ]),
    since: day,
    expiresOn: day,
    by: z.string().nullable(),
    asOf: instant,
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
