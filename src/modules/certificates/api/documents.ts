// The machine door of technical certificates and letters of comfort: issue, list, show, say that one was used or is closed.
import { createRoute, z } from "@hono/zod-openapi";
import { documentKinds, documentPurposes, documentStates } from "#core/certificate/short-document.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { caratsToString } from "#core/kp/amounts.ts";
import type { Door } from "#platform/http/access.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import type { App } from "#modules/record/index.ts";
import { issueDocument, stepDocument } from "../commands/short-document.ts";
import { hundredthsOf, LineInput } from "../content.ts";
import { findDocument, listDocuments } from "../documents/store.ts";
import type { DocumentRow } from "../documents/store.ts";
import { maySeeDocument } from "../policy.ts";
import {
  answer,
  body,
  idempotencyKey,
  once,
  organisationOf,
  readsJson,
  refused,
  signedIn,
  uuidOf,
} from "./operation.ts";
import { exampleIds } from "./schemas/parts.ts";

const keepers = ["issuing-officer", "importing-officer"] as const;

export const documentApiDoors: readonly Door[] = [
  { method: "GET", path: "/api/documents", allow: keepers },
  { method: "POST", path: "/api/documents", allow: keepers },
  { method: "GET", path: "/api/documents/:document", allow: keepers },
  { method: "POST", path: "/api/documents/:document/use", allow: keepers },
  { method: "POST", path: "/api/documents/:document/close", allow: keepers },
];

const common = {
  goods: z.string().trim().min(1).max(300).openapi({ description: "What moves, how it is packed, how much" }),
  receiver: z.string().max(24).openapi({ description: "Code of the authority that receives the goods" }),
  recipient: z.string().trim().min(1).max(200).openapi({ description: "Laboratory, court or customs post" }),
  certificate: z
    .string()
    .max(40)
    .optional()
    .openapi({ description: "Number of the certificate whose goods are held" }),
};

const DocumentInput = z
  .discriminatedUnion("kind", [
    z.strictObject({
      kind: z.literal("TECHNICAL"),
      purpose: z.enum(documentPurposes.TECHNICAL),
      carats: LineInput.shape.carats.optional(),
      ...common,
    }),
    z.strictObject({ kind: z.literal("COMFORT"), purpose: z.enum(documentPurposes.COMFORT), ...common }),
  ])
  .openapi("ShortDocumentInput", {
    example: {
      kind: "TECHNICAL",
      purpose: "SCIENTIFIC_RESEARCH",
      goods: "Twelve rough stones in one sealed box, for isotope analysis; to come back",
      carats: "11.80",
      receiver: "BW-KPA",
      recipient: "Sample University, Laboratory of Mineralogy, Gaborone",
    },
  });

const DocumentIssued = z.object({ id: z.string(), number: z.string() }).openapi("ShortDocumentIssued", {
  example: { id: exampleIds.application, number: "TC SL-KPA 2026/001" },
});

const ShortDocument = z
  .object({
    id: z.string(),
    kind: z.enum(documentKinds),
    number: z.string(),
    state: z.enum(documentStates),
    authority: z.string(),
    receiver: z.string(),
    issuedOn: z.string(),
    purpose: z.enum([...documentPurposes.TECHNICAL, ...documentPurposes.COMFORT]),
    goods: z.string(),
    recipient: z.string(),
    carats: z.string().nullable(),
    /** Public id of the certificate whose goods are held. */
    certificate: z.string().nullable(),
    history: z.array(z.object({ step: z.string(), at: z.string(), authority: z.string() })),
  })
  .openapi("ShortDocument", {
    example: {
      id: exampleIds.application,
      kind: "TECHNICAL",
      number: "TC SL-KPA 2026/001",
      state: "ISSUED",
      authority: "SL-KPA",
      receiver: "BW-KPA",
      issuedOn: "2026-06-01",
      purpose: "SCIENTIFIC_RESEARCH",
      goods: "Twelve rough stones in one sealed box, for isotope analysis; to come back",
      recipient: "Sample University, Laboratory of Mineralogy, Gaborone",
      carats: "11.80",
      certificate: null,
      history: [{ step: "issued", at: "2026-06-01T09:00:00.000Z", authority: "SL-KPA" }],
    },
  });

const DocumentState = z
  .object({ state: z.enum(documentStates) })
  .openapi("ShortDocumentState", { example: { state: "USED" } });

const documentId = z.object({
  document: z
    .string()
    .max(64)
    .openapi({ param: { name: "document", in: "path" }, example: exampleIds.application }),
});
const tags = ["Technical certificates and letters of comfort"];

const list = createRoute({
  method: "get",
  path: "/api/documents",
  tags,
  summary: "Those that your authority issued or receives, newest first",
  security: signedIn,
  responses: { 200: answer(z.object({ documents: z.array(ShortDocument) }), "The list"), ...refused },
});
const issue = createRoute({
  method: "post",
  path: "/api/documents",
  tags,
  summary: "Issue one; it is no Kimberley Process Certificate, and no shipment may be traded on it",
  security: signedIn,
  middleware: readsJson,
  request: { headers: idempotencyKey, body: body(DocumentInput) },
  responses: { 201: answer(DocumentIssued, "Its id and number"), ...refused },
});
const show = createRoute({
  method: "get",
  path: "/api/documents/{document}",
  tags,
  summary: "One, with its history",
  security: signedIn,
  request: { params: documentId },
  responses: { 200: answer(ShortDocument, "The paper"), ...refused },
});
const stepRoutes = (
  [
    ["use", "used", "Say that it was used; its issuer or its receiver does"],
    ["close", "closed", "Close it, used or not; its issuer does"],
  ] as const
).map(([verb, step, summary]) => ({
  step,
  route: createRoute({
    method: "post",
    path: `/api/documents/{document}/${verb}`,
    tags,
    summary,
    security: signedIn,
    request: { params: documentId, headers: idempotencyKey },
    responses: { 200: answer(DocumentState, "Its state now"), ...refused },
  }),
}));

export function documentApiRoutes(app: App): void {
  app.openapi(list, async (c) => {
    const ctx = c.get("ctx");
    const rows = await listDocuments({ db: ctx.database.kysely }, organisationOf(ctx));
    return c.json({ documents: rows.map(documentOf) }, 200);
  });
  app.openapi(issue, async (c) => {
    const { goods, receiver, recipient, certificate, ...said } = c.req.valid("json");
    const carats = "carats" in said && said.carats !== undefined ? hundredthsOf(said.carats) : undefined;
    const { value, headers } = await once(() =>
      issueDocument(c.get("ctx"), {
        kind: said.kind,
        purpose: said.purpose,
        goods,
        receiver,
        recipient,
        ...(carats === undefined ? {} : { carats }),
        ...(certificate === undefined ? {} : { certificate }),
      }),
    );
    return c.json(value, 201, headers);
  });
  app.openapi(show, async (c) => {
    const ctx = c.get("ctx");
    const row = await findDocument({ db: ctx.database.kysely }, uuidOf(c.req.valid("param").document));
    refuseUnless(row !== undefined && maySeeDocument(ctx.actor, row), "not-found");
    return c.json(documentOf(row), 200);
  });
  for (const { step, route } of stepRoutes) {
    app.openapi(route, async (c) => {
      const id = uuidOf(c.req.valid("param").document);
      const { value, headers } = await once(() => stepDocument(c.get("ctx"), id, step));
      return c.json(value, 200, headers);
    });
  }
}

function documentOf(row: DocumentRow): z.infer<typeof ShortDocument> {
  const { id, kind, number, state, authority, receiver, issued_on, content, certificate, history } = row;
  const { purpose, goods, recipient, carats } = content;
  return {
    id,
    kind,
    number,
    state,
    authority,
    receiver,
    issuedOn: issued_on,
    purpose,
    goods,
    recipient,
    carats: carats === undefined ? null : caratsToString(BigInt(carats)),
    certificate: certificate === null ? null : toHex(certificate),
    history: history.map(({ step, at, authority: by }) => ({ step, at, authority: by })),
  };
}
