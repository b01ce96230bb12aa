// The machine door of alerts: read them all, publish one, correct it, close it.
import { createRoute, z } from "@hono/zod-openapi";
import { answer, body, headers, security } from "#platform/http/described.ts";
import { alertKinds } from "#core/kp/alerts.ts";
import type { Door } from "#platform/http/access.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { plain } from "#modules/record/index.ts";
import type { App } from "#modules/record/index.ts";
import { closeAlert } from "./commands/close.ts";
import { correctAlert } from "./commands/correct.ts";
import { publishAlert } from "./commands/publish.ts";
import { AlertInput, CorrectionInput, Reason } from "./inputs.ts";
import { isUuid } from "./pages/asking.ts";
import { alertKeepers } from "./policy.ts";
import * as store from "./store.ts";
import type { AlertRow } from "./store.ts";

const Alert = z
  .object({
    id: z.uuid(),
    kind: z.enum(alertKinds),
    country: z.string(),
    numbers: z.array(z.object({ from: z.string(), to: z.string().optional() })),
    text: z.record(z.string(), z.string()),
    picture: z.string().nullable().openapi({ description: "Address of the scan" }),
    organisation: z.string(),
    publishedOn: z.string(),
    corrections: z.array(z.object({ on: z.string(), reason: z.string() })),
    closed: z.object({ on: z.string(), reason: z.string().nullable() }).nullable(),
  })
  .openapi("Alert", {
    example: {
      id: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44",
      kind: "LOST",
      country: "SL",
      numbers: [{ from: "SL 004501", to: "SL 004510" }],
      text: { en: "Ten blank sheets were lost between Freetown and Kenema." },
      picture: null,
      organisation: "SL-KPA",
      publishedOn: "2026-06-01",
      corrections: [],
      closed: null,
    },
  });

const AlertId = z.object({ id: z.uuid() }).openapi("AlertId", {
  example: { id: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44" },
});
const params = z.object({
  id: z
    .string()
    .max(64)
    .openapi({ param: { name: "id", in: "path" }, example: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44" }),
});
const tags = ["Alerts"];

export const apiDoors: readonly Door[] = [
  { method: "GET", path: "/api/alerts", allow: "everyone" },
  { method: "GET", path: "/api/alerts/:id", allow: "everyone" },
  { method: "POST", path: "/api/alerts", allow: alertKeepers },
  { method: "POST", path: "/api/alerts/:id/correction", allow: alertKeepers },
  { method: "POST", path: "/api/alerts/:id/closing", allow: alertKeepers },
];

const list = createRoute({
  method: "get",
  path: "/api/alerts",
  tags,
  summary:
    "Papers that are lost, stolen or forged, and trade that is stopped by an alert; those changed last come first",
  security: [],
  request: {
    query: z.object({
      kind: z.enum(alertKinds).optional(),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/)
        .optional()
        .openapi({ example: "SL" }),
      closed: z.enum(["true", "false"]).optional().openapi({ description: "Both when left out" }),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
  },
  responses: answer(z.object({ alerts: z.array(Alert) }), "The alerts"),
});

const one = createRoute({
  method: "get",
  path: "/api/alerts/{id}",
  tags,
  summary: "One alert",
  security: [],
  request: { params },
  responses: answer(Alert, "The alert"),
});

const publish = createRoute({
  method: "post",
  path: "/api/alerts",
  tags,
  summary:
    "Publish an alert: lost or stolen papers of your own, a forgery you saw, or, for the Secretariat, stopped trade",
  security,
  request: { headers, body: body(AlertInput) },
  responses: answer(AlertId, "Its id; everybody sees it from now on"),
});

const correct = createRoute({
  method: "post",
  path: "/api/alerts/{id}/correction",
  tags,
  summary:
    "Correct your alert: the whole of it as it reads from now on, and why; its picture stays unless another is given",
  security,
  request: { params, headers, body: body(CorrectionInput) },
  responses: answer(AlertId, "Its id"),
});

const close = createRoute({
  method: "post",
  path: "/api/alerts/{id}/closing",
  tags,
  summary: "Close your alert; it stays readable",
  security,
  request: { params, headers, body: body(Reason) },
  responses: answer(AlertId, "Its id"),
});

export function apiRoutes(app: App): void {
  app.openapi(list, async (c) => {
    const { kind, country, closed, limit } = c.req.valid("query");
    const rows = await store.listAlerts(
      { db: c.get("ctx").database.kysely },
      {
        ...(kind === undefined ? {} : { kind }),
        ...(country === undefined ? {} : { country }),
        ...(closed === undefined ? {} : { open: closed === "false" }),
      },
      limit,
    );
    return c.json({ alerts: rows.map(toJson) }, 200);
  });

  app.openapi(one, async (c) => {
    const alert = await store.findAlert(
      { db: c.get("ctx").database.kysely },
      uuidOf(c.req.valid("param").id),
    );
    if (alert === undefined) throw new Problem("not-found");
    return c.json(toJson(alert), 200);
  });

  app.openapi(publish, async (c) =>
    c.json(plain(await publishAlert(c.get("ctx"), c.req.valid("json"))) as z.infer<typeof AlertId>, 200),
  );
  app.openapi(correct, async (c) =>
    c.json(await correctAlert(c.get("ctx"), uuidOf(c.req.valid("param").id), c.req.valid("json")), 200),
  );
  app.openapi(close, async (c) =>
    c.json(await closeAlert(c.get("ctx"), uuidOf(c.req.valid("param").id), c.req.valid("json").reason), 200),
  );
}

/** By days: what a certificate's own acts made must not be told to the millisecond (see views.ts). */
function toJson(alert: AlertRow): z.infer<typeof Alert> {
  return {
    id: alert.id,
    kind: alert.kind,
    country: alert.country,
    numbers: alert.numbers.map(({ printed, until }) => ({
      from: printed,
      ...(until === undefined ? {} : { to: until }),
    })),
    text: { ...alert.text },
    picture: alert.picture === null ? null : `/alerts/${alert.id}/picture`,
    organisation: alert.organisation,
    publishedOn: alert.published_at.slice(0, 10),
    corrections: alert.corrections.map(({ at, reason }) => ({ on: at.slice(0, 10), reason })),
    closed: alert.closed_at === null ? null : { on: alert.closed_at.slice(0, 10), reason: alert.closed_for },
  };
}

function uuidOf(id: string): string {
  refuseUnless(isUuid(id), "not-found");
  return id;
}
