// The doors of the pages about files. Every step works by a plain form; recording takes some seconds at a time.
import type { Context } from "hono";
import type { Door } from "#platform/http/access.ts";
import { readForm } from "#platform/http/forms.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { organisationOf, uuidOf } from "#modules/certificates/index.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { csvAnswer, dryRunRows, plainName, readerOf, reportRow } from "../api/batches.ts";
import { kindOfMessages } from "../api/schemas.ts";
import { reportCsv } from "../batch-report.ts";
import type { ReportRow } from "../batch-report.ts";
import { ownBatch, runBatch } from "../commands/run-batch.ts";
import { sendBatch, validateBatch } from "../commands/send-batch.ts";
import { reasonOf } from "../messages/problems.ts";
import { senders } from "../policy.ts";
import * as store from "../store.ts";
import { BatchesPage, BatchPage } from "./batches.tsx";
import type { FormError } from "./batches.tsx";
import { mostShown } from "./parts.tsx";

export const batchPageDoors: readonly Door[] = [
  { method: "GET", path: "/batches", allow: senders },
  { method: "POST", path: "/batches", allow: senders },
  { method: "GET", path: "/batches/:id", allow: senders },
  { method: "GET", path: "/batches/:id/report.csv", allow: senders },
  { method: "POST", path: "/batches/:id/dry-run", allow: senders },
  { method: "POST", path: "/batches/:id/run", allow: senders },
  { method: "POST", path: "/batches/:id/validate", allow: ["validating-officer"] },
];

/** A browser waits less patiently than a program. */
const runSeconds = 5;

export function batchPageRoutes(app: App): void {
  app.get("/batches", (c) => listPage(c, "", []));

  app.post("/batches", async (c) => {
    const form = await readForm(c);
    const t = c.get("t");
    const kind = kindOfMessages.safeParse(form.text("kind"));
    const file = form.file("file");
    const errors: FormError[] = [
      ...(kind.success ? [] : [{ field: "kind", text: t("exchange.batches.choose-kind") }]),
      ...(file === undefined ? [{ field: "file", text: t("exchange.batches.choose-file") }] : []),
    ];
    if (!kind.success || file === undefined) return listPage(c, form.text("kind"), errors);
    try {
      const content = new Uint8Array(await file.arrayBuffer());
      const { id } = await sendBatch(c.get("ctx"), { kind: kind.data, name: plainName(file.name), content });
      return c.redirect(`/batches/${id}`, 303);
    } catch (error) {
      if (!(error instanceof Problem) || error.fields.length === 0) throw error;
      const told = error.fields.map((problem) => ({ field: "file", text: reasonOf(t, problem) }));
      return listPage(c, kind.data, told);
    }
  });

  app.get("/batches/:id", async (c) => {
    const ctx = c.get("ctx");
    const batch = await ownBatch(ctx, uuidOf(c.req.param("id")));
    // What needs a person first.
    const refused = await store.rowsOf(readerOf(ctx), batch.id, {
      after: 0,
      limit: mostShown,
      states: ["refused"],
    });
    const rows =
      refused.length > 0
        ? refused
        : await store.rowsOf(readerOf(ctx), batch.id, { after: 0, limit: mostShown });
    return batchPage(c, batch, rows.map(reportRow), false);
  });

  app.get("/batches/:id/report.csv", async (c) => {
    const ctx = c.get("ctx");
    const batch = await ownBatch(ctx, uuidOf(c.req.param("id")));
    const rows = await store.rowsOf(readerOf(ctx), batch.id, { after: 0, limit: 100_000 });
    return csvAnswer(c, reportCsv(c.get("t"), rows.map(reportRow)));
  });

  app.post("/batches/:id/dry-run", async (c) => {
    const ctx = c.get("ctx");
    const batch = await ownBatch(ctx, uuidOf(c.req.param("id")));
    const rows = await dryRunRows(ctx, batch.id);
    const first = (row: ReportRow): number => (row.state === "refused" ? 0 : 1);
    return batchPage(
      c,
      batch,
      rows.toSorted((a, b) => first(a) - first(b) || a.place - b.place),
      true,
    );
  });

  app.post("/batches/:id/run", async (c) => {
    const id = uuidOf(c.req.param("id"));
    await runBatch(c.get("ctx"), id, runSeconds);
    return c.redirect(`/batches/${id}`, 303);
  });

  app.post("/batches/:id/validate", async (c) => {
    const { id } = await validateBatch(c.get("ctx"), uuidOf(c.req.param("id")));
    return c.redirect(`/batches/${id}`, 303);
  });
}

async function listPage(c: Context<Web>, kind: string, errors: readonly FormError[]): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const batches = await store.listBatches(readerOf(ctx), organisationOf(ctx), 50);
  return page(
    c,
    { title: t("exchange.batches.title"), error: errors.length > 0, islands: ["forms"] },
    <BatchesPage t={t} batches={batches} kind={kind} errors={errors} />,
    errors.length > 0 ? 422 : 200,
  );
}

async function batchPage(
  c: Context<Web>,
  batch: store.BatchRow,
  rows: readonly ReportRow[],
  dryRun: boolean,
): Promise<Response> {
  const [ctx, t] = [c.get("ctx"), c.get("t")];
  const counts = await store.countRows(readerOf(ctx), batch.id);
  const mayValidate = ctx.actor.roles.includes("validating-officer");
  return page(
    c,
    { title: batch.name, breadcrumbs: [{ text: t("exchange.batches.title"), href: "/batches" }] },
    <BatchPage t={t} batch={batch} counts={counts} rows={rows} dryRun={dryRun} mayValidate={mayValidate} />,
  );
}
