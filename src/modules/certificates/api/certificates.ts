// The machine door of certificates on the issuing side: issue, validate, print, export, read, prove.
// Batches are all or none, and every problem names its row.
import { createRoute, z } from "@hono/zod-openapi";
import { toHex } from "#core/encoding/bytes.ts";
import type { Door } from "#platform/http/access.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { actsOn, waitForReceipt } from "#modules/record/index.ts";
import type { App, Ctx } from "#modules/record/index.ts";
import { dispatch } from "../commands/dispatch.ts";
import { issue, issueAll } from "../commands/issue.ts";
import type { IssueInput as IssueCommand } from "../commands/issue.ts";
import { preview, verifyAddress } from "../commands/print.ts";
import { validate, validateAll } from "../commands/validate.ts";
import type { ValidateInput as ValidateCommand } from "../commands/validate.ts";
import { lifeEventKinds } from "#core/certificate/life.ts";
import { eventsOf } from "../life/store.ts";
import { maySeeCertificate } from "../policy.ts";
import { importingAuthorities } from "../rules-around.ts";
import * as store from "../store.ts";
import {
  answer,
  body,
  certificateId,
  idempotencyKey,
  once,
  organisationOf,
  pdfAnswer,
  pdfFile,
  publicIdOf,
  readsJson,
  refused,
  signedIn,
} from "./operation.ts";
import type { Once } from "./operation.ts";
import {
  CertificateDetail,
  CertificateList,
  IssueBatch,
  Issued,
  IssuedBatch,
  IssueInput,
  Receipt,
  StateNow,
  ValidateBatch,
  Validated,
  ValidatedBatch,
  ValidateInput,
} from "./schemas/certificates.ts";
import { detailOf, summaryOf } from "./views.ts";

const issuers = ["issuing-officer"] as const;
const validators = ["validating-officer"] as const;
const releasing = ["issuing-officer", "validating-officer"] as const;
const holders = [
  "exporter",
  "issuing-officer",
  "validating-officer",
  "importing-officer",
  "authority-administrator",
] as const;

export const certificateDoors: readonly Door[] = [
  { method: "POST", path: "/api/certificates", allow: issuers },
  { method: "POST", path: "/api/certificates/batch", allow: issuers },
  { method: "POST", path: "/api/certificates/validate-batch", allow: validators },
  { method: "GET", path: "/api/certificates", allow: holders },
  { method: "GET", path: "/api/certificates/:id", allow: holders },
  { method: "POST", path: "/api/certificates/:id/validate", allow: validators },
  { method: "GET", path: "/api/certificates/:id/preview.pdf", allow: holders },
  { method: "POST", path: "/api/certificates/:id/export", allow: releasing },
  { method: "GET", path: "/api/certificates/:id/receipt", allow: holders },
];

const tags = ["Certificates"];

const issueOne = createRoute({
  method: "post",
  path: "/api/certificates",
  tags,
  summary: "Issue a certificate, from an approved application or from the goods",
  security: signedIn,
  middleware: readsJson,
  request: { headers: idempotencyKey, body: body(IssueInput) },
  responses: { 201: answer(Issued, "It has its number"), ...refused },
});

const issueMany = createRoute({
  method: "post",
  path: "/api/certificates/batch",
  tags,
  summary: "Issue up to 1,000 certificates, all or none",
  security: signedIn,
  middleware: readsJson,
  request: { headers: idempotencyKey, body: body(IssueBatch) },
  responses: { 201: answer(IssuedBatch, "In the order given"), ...refused },
});

const validateOne = createRoute({
  method: "post",
  path: "/api/certificates/{id}/validate",
  tags,
  summary: "Validate and seal a certificate that another officer or program issued (Annex I A 14)",
  security: signedIn,
  middleware: readsJson,
  request: { params: certificateId, headers: idempotencyKey, body: body(ValidateInput) },
  responses: { 200: answer(Validated, "The text of its code"), ...refused },
});

const validateMany = createRoute({
  method: "post",
  path: "/api/certificates/validate-batch",
  tags,
  summary: "Validate up to 1,000 certificates, all or none",
  security: signedIn,
  middleware: readsJson,
  request: { headers: idempotencyKey, body: body(ValidateBatch) },
  responses: { 200: answer(ValidatedBatch, "In the order given"), ...refused },
});

const list = createRoute({
  method: "get",
  path: "/api/certificates",
  tags,
  summary: "Certificates of your authority, or of your company, newest first",
  security: signedIn,
  request: {
    query: z.object({
      state: z.enum(store.certificateStates).optional(),
      number: z
        .string()
        .max(30)
        .optional()
        .openapi({ description: "Digits in the printed number", example: "004401" }),
      destination: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .optional()
        .openapi({ example: "EU" }),
      limit: z.coerce.number().int().min(1).max(500).default(100),
      offset: z.coerce.number().int().min(0).max(10_000_000).default(0),
    }),
  },
  responses: { 200: answer(CertificateList, "One page of the list, and how many there are"), ...refused },
});

const show = createRoute({
  method: "get",
  path: "/api/certificates/{id}",
  tags,
  summary: "One certificate: content, state, timeline, confirmation",
  security: signedIn,
  request: { params: certificateId },
  responses: { 200: answer(CertificateDetail, "The certificate"), ...refused },
});

const previewPdf = createRoute({
  method: "get",
  path: "/api/certificates/{id}/preview.pdf",
  tags,
  summary: "The sheet as it will look, marked NOT VALID and without a code",
  security: signedIn,
  request: { params: certificateId },
  responses: { 200: pdfAnswer("A4"), ...refused },
});

const exportOne = createRoute({
  method: "post",
  path: "/api/certificates/{id}/export",
  tags,
  summary: "Say that the shipment has left; the importing side sees it coming",
  security: signedIn,
  request: { params: certificateId, headers: idempotencyKey },
  responses: { 200: answer(StateNow, "Its state now"), ...refused },
});

const receipt = createRoute({
  method: "get",
  path: "/api/certificates/{id}/receipt",
  tags,
  summary: "Proof that an act on the certificate stands in the public log",
  security: signedIn,
  request: {
    params: certificateId,
    query: z.object({
      act: z
        .enum(lifeEventKinds)
        .default("validated")
        .openapi({ description: "Of several of one kind, the last." }),
    }),
  },
  responses: { 200: answer(Receipt, "The signed leaf, and c2sp.org/tlog-proof@v1"), ...refused },
});

export function certificateRoutes(app: App): void {
  app.openapi(issueOne, async (c) => {
    const ctx = c.get("ctx");
    const { value: issued, headers } = await once(() => issue(ctx, issueCommand(c.req.valid("json"))));
    return c.json(issued, 201, { ...headers, Location: `/api/certificates/${issued.id}` });
  });

  app.openapi(issueMany, async (c) => {
    const ctx = c.get("ctx");
    const { items } = c.req.valid("json");
    const { value, headers } = await rowsNamed(items.length, () =>
      once(() => issueAll(ctx, items.map(issueCommand))),
    );
    return c.json({ certificates: [...value] }, 201, headers);
  });

  app.openapi(validateOne, async (c) => {
    const ctx = c.get("ctx");
    const certificate = toHex(publicIdOf(c.req.valid("param").id));
    const { value, headers } = await once(() =>
      validate(ctx, validateCommand({ ...c.req.valid("json"), certificate })),
    );
    return c.json(value, 200, headers);
  });

  app.openapi(validateMany, async (c) => {
    const ctx = c.get("ctx");
    const { items } = c.req.valid("json");
    refuseRepeated(items.map(({ certificate }) => certificate));
    const { value, headers } = await once(() => validateAll(ctx, items.map(validateCommand)));
    return c.json({ certificates: [...value] }, 200, headers);
  });

  app.openapi(list, async (c) => {
    const ctx = c.get("ctx");
    const { state, number, destination, limit, offset } = c.req.valid("query");
    const { actor } = ctx;
    const filter: store.QueueFilter = {
      authority: organisationOf(ctx),
      ...(actor.roles.includes("exporter") ? { company: actor.company ?? "" } : {}),
      ...(state === undefined ? {} : { states: [state] }),
      ...(number === undefined ? {} : { number: number.replace(/^[A-Za-z]{2}\s*/, "") }),
      ...(destination === undefined ? {} : { destination: [destination] }),
    };
    const reader = { db: ctx.database.kysely };
    const rows = await store.listCertificates(reader, filter, { limit, offset });
    return c.json(
      { total: await store.countCertificates(reader, filter), certificates: rows.map(summaryOf) },
      200,
    );
  });

  app.openapi(show, async (c) => {
    const ctx = c.get("ctx");
    const row = await visibleCertificate(ctx, c.req.valid("param").id);
    const history = await eventsOf({ db: ctx.database.kysely }, row.public_id);
    return c.json(detailOf(row, history, ctx.actor, new Date(ctx.clock()).toISOString()), 200);
  });

  app.openapi(previewPdf, async (c) => {
    const ctx = c.get("ctx");
    const paper = await preview(
      ctx,
      await visibleCertificate(ctx, c.req.valid("param").id),
      verifyAddress(c.get("frame")),
    );
    return pdfFile(paper.pdf, paper.name, {});
  });

  app.openapi(exportOne, async (c) => {
    const ctx = c.get("ctx");
    const { value, headers } = await once(() => dispatch(ctx, toHex(publicIdOf(c.req.valid("param").id))));
    return c.json(value, 200, headers);
  });

  app.openapi(receipt, async (c) => {
    const ctx = c.get("ctx");
    const row = await visibleCertificate(ctx, c.req.valid("param").id);
    const type = `certificate.${c.req.valid("query").act}`;
    const act = (await actsOn({ db: ctx.database.kysely }, `certificate:${toHex(row.public_id)}`)).findLast(
      (one) => one.type === type,
    );
    if (act === undefined) throw new Problem("wrong-state", { state: row.state });
    const { position, size, proof } = await waitForReceipt(ctx, act.id);
    return c.json(
      {
        act: act.id,
        type: act.type,
        at: act.at,
        organisation: act.organisation,
        position: position.toString(),
        size: size.toString(),
        leaf: Buffer.from(act.leaf).toString("base64"),
        proof,
      },
      200,
    );
  });
}

export async function visibleCertificate(ctx: Ctx, id: string): Promise<store.CertificateRow> {
  const row = await store.findCertificate({ db: ctx.database.kysely }, publicIdOf(id));
  refuseUnless(
    row !== undefined && maySeeCertificate(ctx.actor, row, await importingAuthorities(ctx, row)),
    "not-found",
  );
  return row;
}

/** A batch of one names its row like any other. */
async function rowsNamed<Result>(count: number, work: () => Promise<Once<Result>>): Promise<Once<Result>> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || count > 1 || error.fields.length === 0) throw error;
    throw new Problem(error.code, error.values, {
      fields: error.fields.map((one) => ({ ...one, field: `items.0.${one.field}` })),
      cause: error,
    });
  }
}

function refuseRepeated(ids: readonly string[]): void {
  const fields = ids.flatMap((id, place) =>
    ids.indexOf(id) < place ? [{ field: `items.${place}.certificate`, code: "REPEATED" }] : [],
  );
  if (fields.length > 0) throw new Problem("bad-input", {}, { fields });
}

function issueCommand(input: z.infer<typeof IssueInput>): IssueCommand {
  const { office, application, goods, sourcing, number, expiresOn } = input;
  return {
    office,
    ...(application === undefined ? {} : { application }),
    ...(goods === undefined ? {} : { goods }),
    ...(number === undefined ? {} : { number }),
    ...(sourcing === undefined ? {} : { sourcing }),
    ...(expiresOn === undefined ? {} : { expiresOn }),
  };
}

function validateCommand({
  certificate,
  containers,
}: { certificate: string } & z.infer<typeof ValidateInput>): ValidateCommand {
  if (containers === undefined) return { certificate };
  return {
    certificate,
    containers: containers.map(({ seal, reference }) =>
      reference === undefined ? { seal } : { seal, reference },
    ),
  };
}
