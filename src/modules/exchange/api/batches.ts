// The machine doors of files: send one, see what would come of it, record it, go on where it stands, read what came of it.
import { createRoute, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { csvType } from "#platform/http/csv.ts";
import type { Door } from "#platform/http/access.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import {
  answer,
  idempotencyKey,
  once,
  organisationOf,
  refused,
  signedIn,
  uuidOf,
} from "#modules/certificates/index.ts";
import type { App, Ctx } from "#modules/record/index.ts";
import { reportCsv, toldRow } from "../batch-report.ts";
import type { ReportRow } from "../batch-report.ts";
import { ownBatch, rehearseBatch, runBatch } from "../commands/run-batch.ts";
import { sendBatch, validateBatch } from "../commands/send-batch.ts";
import { CertificateRow, EventRow } from "../messages/rows.ts";
import { senders } from "../policy.ts";
import * as store from "../store.ts";
import {
  BatchDetail,
  BatchList,
  BatchMade,
  BatchSummary,
  DryRun,
  exampleBatch,
  kindOfMessages,
} from "./schemas.ts";

export const batchDoors: readonly Door[] = [
  { method: "POST", path: "/api/batches", allow: senders },
  { method: "GET", path: "/api/batches", allow: senders },
  { method: "GET", path: "/api/batches/:id", allow: senders },
  { method: "GET", path: "/api/batches/:id/report.csv", allow: senders },
  { method: "POST", path: "/api/batches/:id/dry-run", allow: senders },
  { method: "POST", path: "/api/batches/:id/run", allow: senders },
  { method: "POST", path: "/api/batches/:id/validate", allow: ["validating-officer"] },
];

const tags = ["Files"];
const batchId = z.object({
  id: z
    .string()
    .max(64)
    .openapi({ param: { name: "id", in: "path" }, example: exampleBatch }),
});
const csvFile = { "text/csv": { schema: z.string() } };

/** Described here and read by our own reader: what is wrong with one row does not refuse the others. */
const send = createRoute({
  method: "post",
  path: "/api/batches",
  tags,
  summary: "Send a file of certificates or events, up to 10,000 rows; nothing is recorded yet",
  description:
    "JSON (a list, or one message a line) or CSV, UTF-8. Columns of CSV are the paths of the JSON fields: `goods.lines.0.carats`. " +
    "Rows that cannot be read are refused at once; the others wait for `dry-run` and `run`.",
  security: signedIn,
  request: {
    headers: idempotencyKey,
    query: z.object({
      kind: kindOfMessages.openapi({ example: "certificates" }),
      name: z
        .string()
        .max(120)
        .optional()
        .openapi({ description: "What people call the file.", example: "june.json" }),
    }),
    body: {
      required: true,
      content: {
        "application/json": { schema: z.array(z.union([CertificateRow, EventRow])).max(10_000) },
        "application/x-ndjson": { schema: z.string() },
        "text/csv": { schema: z.string() },
      },
    },
  },
  responses: {
    201: answer(BatchDetail, "Its id, how it was read, and the rows refused already"),
    ...refused,
  },
});

const list = createRoute({
  method: "get",
  path: "/api/batches",
  tags,
  summary: "Files that your authority sent, newest first",
  security: signedIn,
  responses: { 200: answer(BatchList, "At most a hundred"), ...refused },
});

const show = createRoute({
  method: "get",
  path: "/api/batches/{id}",
  tags,
  summary: "What came of a file, row by row",
  security: signedIn,
  request: {
    params: batchId,
    query: z.object({
      after: z.coerce.number().int().min(0).default(0).openapi({ description: "Rows after this place." }),
      limit: z.coerce.number().int().min(1).max(2_000).default(1_000),
      state: z.enum(store.rowStates).optional(),
    }),
  },
  responses: { 200: answer(BatchDetail, "Counts, and one page of its rows"), ...refused },
});

const report = createRoute({
  method: "get",
  path: "/api/batches/{id}/report.csv",
  tags,
  summary: "The same as CSV: one line for each row, or for each problem of a row",
  security: signedIn,
  request: { params: batchId },
  responses: { 200: { description: "UTF-8 with byte order mark", content: csvFile }, ...refused },
});

const dryRun = createRoute({
  method: "post",
  path: "/api/batches/{id}/dry-run",
  tags,
  summary: "What would come of every waiting row if it were recorded now; nothing is recorded",
  description:
    "The very work of `run`, turned back at the end. With `Accept: text/csv` the report comes as CSV.",
  security: signedIn,
  request: { params: batchId },
  responses: {
    200: {
      description: "Row, field, reason",
      content: { "application/json": { schema: DryRun }, ...csvFile },
    },
    ...refused,
  },
});

const run = createRoute({
  method: "post",
  path: "/api/batches/{id}/run",
  tags,
  summary: "Record the waiting rows, for some seconds; ask again until `finished`",
  description:
    "After a broken connection or a restart, the same request goes on where the file stands: no row is recorded twice. " +
    "Refused rows can be sent again in another file, corrected, under the same row id.",
  security: signedIn,
  request: { params: batchId },
  responses: { 200: answer(BatchSummary, "How far it is"), ...refused },
});

const validate = createRoute({
  method: "post",
  path: "/api/batches/{id}/validate",
  tags,
  summary:
    "Make a file of events that validates every certificate a file issued, for another officer or program",
  security: signedIn,
  request: { params: batchId, headers: idempotencyKey },
  responses: { 201: answer(BatchMade, "The new file, to be run"), ...refused },
});

/** Long enough that few requests are needed, short enough for any proxy. */
const runSeconds = 10;

export function batchRoutes(app: App): void {
  app.openAPIRegistry.register("EventRow", EventRow);
  app.openAPIRegistry.registerPath(send);
  app.post("/api/batches", async (c) => {
    const ctx = c.get("ctx");
    refuseMediaType(c);
    const kind = kindOfMessages.safeParse(c.req.query("kind"));
    if (!kind.success)
      throw new Problem("malformed-request", {}, { fields: [{ field: "kind", code: "missing" }] });
    const content = new Uint8Array(await c.req.arrayBuffer());
    const name = c.req.query("name") ?? kind.data;
    const { value, headers } = await once(() =>
      sendBatch(ctx, { kind: kind.data, name: plainName(name), content }),
    );
    const batch = await ownBatch(ctx, value.id);
    const rows = await store.rowsOf(readerOf(ctx), value.id, { after: 0, limit: 1_000, states: ["refused"] });
    return c.json(
      { ...(await summaryOf(ctx, batch)), rows: rows.map((row) => toldRow(c.get("t"), reportRow(row))) },
      201,
      {
        ...headers,
        Location: `/api/batches/${value.id}`,
      },
    );
  });

  app.openapi(list, async (c) => {
    const ctx = c.get("ctx");
    const batches = await store.listBatches(readerOf(ctx), organisationOf(ctx), 100);
    return c.json({ batches: batches.map((batch) => summary(batch, batch.counts)) }, 200);
  });

  app.openapi(show, async (c) => {
    const ctx = c.get("ctx");
    const batch = await ownBatch(ctx, uuidOf(c.req.valid("param").id));
    const { after, limit, state } = c.req.valid("query");
    const rows = await store.rowsOf(readerOf(ctx), batch.id, {
      after,
      limit,
      ...(state === undefined ? {} : { states: [state] }),
    });
    const t = c.get("t");
    return c.json(
      { ...(await summaryOf(ctx, batch)), rows: rows.map((row) => toldRow(t, reportRow(row))) },
      200,
    );
  });

  app.openapi(report, async (c) => {
    const ctx = c.get("ctx");
    const batch = await ownBatch(ctx, uuidOf(c.req.valid("param").id));
    const rows = await store.rowsOf(readerOf(ctx), batch.id, { after: 0, limit: 100_000 });
    return csvAnswer(c, reportCsv(c.get("t"), rows.map(reportRow)));
  });

  app.openapi(dryRun, async (c) => {
    const [ctx, t] = [c.get("ctx"), c.get("t")];
    const rows = await dryRunRows(ctx, uuidOf(c.req.valid("param").id));
    if ((c.req.header("accept") ?? "").startsWith("text/csv")) return csvAnswer(c, reportCsv(t, rows));
    const count = (state: ReportRow["state"]): number => rows.filter((row) => row.state === state).length;
    const counts = { ready: count("ready"), repeated: count("repeated"), refused: count("refused") };
    return c.json({ counts, rows: rows.map((row) => toldRow(t, row)) }, 200);
  });

  app.openapi(run, async (c) => {
    const ctx = c.get("ctx");
    const batch = await ownBatch(ctx, uuidOf(c.req.valid("param").id));
    await runBatch(ctx, batch.id, runSeconds);
    return c.json(await summaryOf(ctx, batch), 200);
  });

  app.openapi(validate, async (c) => {
    const { value, headers } = await once(() => validateBatch(c.get("ctx"), uuidOf(c.req.valid("param").id)));
    return c.json(value, 201, { ...headers, Location: `/api/batches/${value.id}` });
  });
}

/** Every row of the file: those refused when it was read, and what would come of the others. */
export async function dryRunRows(ctx: Ctx, id: string): Promise<readonly ReportRow[]> {
  const settled = await store.rowsOf(readerOf(ctx), id, {
    after: 0,
    limit: 100_000,
    states: ["refused", "done", "repeated"],
  });
  const outcomes = await rehearseBatch(ctx, id);
  const rows = outcomes.map((one): ReportRow => ({
    ...one,
    state: one.state === "done" ? "ready" : one.state,
    // The number was given back with the rest.
    result: one.state === "repeated" ? one.result : null,
  }));
  return [...settled.map(reportRow), ...rows].toSorted((a, b) => a.place - b.place);
}

export function reportRow(row: store.StoredRow): ReportRow {
  return { ...row, row: row.row_id };
}

export function summary(batch: store.BatchRow, counts: store.Counts) {
  return {
    id: batch.id,
    kind: batch.kind,
    name: batch.name,
    sentBy: batch.sender_name,
    receivedAt: batch.received_at,
    reading:
      batch.reading.format === "csv"
        ? { ...batch.reading, columns: [...batch.reading.columns] }
        : { ...batch.reading },
    counts,
    finished: counts.waiting === 0,
  };
}

async function summaryOf(ctx: Ctx, batch: store.BatchRow) {
  return summary(batch, await store.countRows(readerOf(ctx), batch.id));
}

/** Hostile: from the address or a form. */
export function plainName(name: string): string {
  return name.replaceAll(/[\p{C}]/gu, " ").trim() || "-";
}

export function csvAnswer(c: Context<Web>, text: string): Response {
  return c.body(text, 200, {
    "Content-Type": csvType,
    "Content-Disposition": 'attachment; filename="report.csv"',
    "Cache-Control": "private, no-store",
    "Content-Language": c.get("t").locale,
  });
}

const mediaTypes = /^(text\/(csv|plain)|application\/(json|jsonl|x-ndjson|octet-stream))\s*(;|$)/i;

function refuseMediaType(c: Context<Web>): void {
  if (!mediaTypes.test(c.req.header("content-type") ?? "")) throw new Problem("wrong-media-type");
}

export function readerOf(ctx: Ctx): store.Reader {
  return { db: ctx.database.kysely };
}
