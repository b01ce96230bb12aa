// The machine door of applications: submit, list, read, review.
import { createRoute, z } from "@hono/zod-openapi";
import { caratsToString } from "#core/kp/amounts.ts";
import { isRoughCode, parseRoughCode } from "#core/kp/goods.ts";
import { checkEvidence } from "#platform/files/evidence.ts";
import type { Door } from "#platform/http/access.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { App, Ctx } from "#modules/record/index.ts";
import { officesOf } from "#modules/scheme/index.ts";
import { apply } from "../commands/apply.ts";
import type { EvidenceInput as Evidence } from "../commands/apply.ts";
import { review } from "../commands/review.ts";
import { hundredthsOf } from "../content.ts";
import { maySeeApplication } from "../policy.ts";
import * as store from "../store.ts";
import {
  answer,
  applicationId,
  body,
  idempotencyKey,
  once,
  organisationOf,
  readsJson,
  refused,
  signedIn,
  uuidOf,
} from "./operation.ts";
import {
  ApplicationDetail,
  ApplicationInput,
  ApplicationSummary,
  Reviewed,
  ReviewInput,
  Submitted,
} from "./schemas/applications.ts";

const applicants = ["exporter", "issuing-officer"] as const;
const readers = [
  "exporter",
  "issuing-officer",
  "validating-officer",
  "importing-officer",
  "authority-administrator",
] as const;

export const applicationDoors: readonly Door[] = [
  { method: "POST", path: "/api/applications", allow: applicants },
  { method: "GET", path: "/api/applications", allow: readers },
  { method: "GET", path: "/api/applications/:id", allow: readers },
  { method: "POST", path: "/api/applications/:id/review", allow: ["issuing-officer"] },
];

const tags = ["Applications"];

const submit = createRoute({
  method: "post",
  path: "/api/applications",
  tags,
  summary: "Apply for a certificate, with the evidence",
  security: signedIn,
  middleware: readsJson,
  request: { headers: idempotencyKey, body: body(ApplicationInput) },
  responses: { 201: answer(Submitted, "It is with the desk"), ...refused },
});

const list = createRoute({
  method: "get",
  path: "/api/applications",
  tags,
  summary: "Applications of your company, or to your authority, oldest first",
  security: signedIn,
  request: {
    query: z.object({
      state: z.enum(store.applicationStates).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
  },
  responses: { 200: answer(z.object({ applications: z.array(ApplicationSummary) }), "The list"), ...refused },
});

const show = createRoute({
  method: "get",
  path: "/api/applications/{id}",
  tags,
  summary: "One application: goods, evidence, state, reasons",
  security: signedIn,
  request: { params: applicationId },
  responses: { 200: answer(ApplicationDetail, "The application"), ...refused },
});

const decide = createRoute({
  method: "post",
  path: "/api/applications/{id}/review",
  tags,
  summary: "Approve an application, send it back, or reject it",
  security: signedIn,
  middleware: readsJson,
  request: { params: applicationId, headers: idempotencyKey, body: body(ReviewInput) },
  responses: { 200: answer(Reviewed, "Its state now"), ...refused },
});

export function applicationRoutes(app: App): void {
  app.openapi(submit, async (c) => {
    const ctx = c.get("ctx");
    const { office, goods, evidence, declaration, company, mends, sourcing } = c.req.valid("json");
    const authority = organisationOf(ctx);
    const problems: FieldProblem[] = [];
    if (!(await officesOf(ctx, authority)).some((row) => row.code === office))
      problems.push({ field: "office", code: "office-unknown" });
    const files = await openEvidence(evidence, problems);
    if (problems.length > 0) throw new Problem("bad-input", {}, { fields: problems });
    const { value, headers } = await once(() =>
      apply(ctx, {
        authority,
        office,
        goods,
        evidence: files,
        declaration,
        ...(company === undefined ? {} : { company }),
        ...(mends === undefined ? {} : { mends }),
        ...(sourcing === undefined ? {} : { sourcing }),
      }),
    );
    return c.json({ ...value }, 201, { ...headers, Location: `/api/applications/${value.id}` });
  });

  app.openapi(list, async (c) => {
    const ctx = c.get("ctx");
    const { state, limit } = c.req.valid("query");
    const { actor } = ctx;
    const filter = {
      authority: organisationOf(ctx),
      ...(actor.roles.includes("exporter") ? { company: actor.company ?? "" } : {}),
      ...(state === undefined ? {} : { states: [state] }),
    };
    const rows = await store.listApplications(reader(ctx), filter, limit);
    return c.json({ applications: rows.map((row) => summaryOf(row, row.holder)) }, 200);
  });

  app.openapi(show, async (c) => {
    const ctx = c.get("ctx");
    const row = await store.findApplication(reader(ctx), uuidOf(c.req.valid("param").id));
    refuseUnless(row !== undefined && maySeeApplication(ctx.actor, row), "not-found");
    const hold = await store.findHold(reader(ctx), row.id);
    return c.json(detailOf(row, hold?.name ?? null), 200);
  });

  app.openapi(decide, async (c) => {
    const { decision, reason } = c.req.valid("json");
    const application = uuidOf(c.req.valid("param").id);
    const { value, headers } = await once(() =>
      review(c.get("ctx"), { application, decision, ...(reason === undefined ? {} : { reason }) }),
    );
    return c.json({ state: value.state as store.ApplicationState }, 200, headers);
  });
}

const reader = (ctx: Ctx): store.Reader => ({ db: ctx.database.kysely });

/** Hostile: files from outside; each is opened by the strict check before anything of it is kept. */
async function openEvidence(
  inputs: readonly (typeof ApplicationInput)["_output"]["evidence"][number][],
  problems: FieldProblem[],
): Promise<readonly Evidence[]> {
  const files: Evidence[] = [];
  for (const [place, { name, kind, mediaType, content, carats, code }] of inputs.entries()) {
    const bytes = new Uint8Array(Buffer.from(content, "base64"));
    const checked = await checkEvidence(bytes, mediaType);
    if (!checked.ok) problems.push({ field: `evidence.${place}.content`, code: `file.${checked.reason}` });
    const rough = code === undefined ? undefined : parseRoughCode(code);
    if (rough?.ok === false)
      problems.push({
        field: `evidence.${place}.code`,
        code: "CODE_REFUSED",
        values: { reason: rough.reason, code: code ?? "" },
      });
    files.push({
      name,
      kind,
      mediaType,
      content: bytes,
      carats: hundredthsOf(carats),
      ...(rough?.ok === true && isRoughCode(rough.code) ? { code: rough.code } : {}),
    });
  }
  return files;
}

function summaryOf(row: store.ApplicationRow, holder: string | null) {
  return {
    id: row.id,
    reference: row.reference,
    authority: row.authority,
    office: row.office,
    company: row.company,
    state: row.state,
    submittedAt: row.submitted_at,
    decidedAt: row.decided_at,
    reason: row.reason,
    certificate: row.certificate?.toString("hex") ?? null,
    holder,
  };
}

function detailOf(row: store.ApplicationRow, holder: string | null) {
  const { origin, exporter, importer, parcels, lines, containers } = row.content;
  return {
    ...summaryOf(row, holder),
    goods: { origin, exporter, importer, parcels, lines, containers },
    evidence: row.evidence.map(({ name, kind, mediaType, digest, carats, code }) => ({
      name,
      kind,
      mediaType,
      sha256: digest,
      carats: caratsToString(BigInt(carats)),
      ...(code === undefined ? {} : { code }),
    })),
  };
}
