// The machine doors of webhooks: list, register, end, and the log of what was sent, to be read and replayed.
import { createRoute, z } from "@hono/zod-openapi";
import type { Door } from "#platform/http/access.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { requireRecent } from "#modules/identity/index.ts";
import {
  answer,
  body,
  certificateEvents,
  idempotencyKey,
  once,
  organisationOf,
  readsJson,
  refused,
  signedIn,
  uuidOf,
} from "#modules/certificates/index.ts";
import type { App } from "#modules/record/index.ts";
import { ownWebhook, registerWebhook, removeWebhook, sendAgain } from "../commands/webhooks.ts";
import { keepers, senders } from "../policy.ts";
import * as store from "../webhooks/store.ts";

const watchers = [...senders, ...keepers];

export const webhookDoors: readonly Door[] = [
  { method: "GET", path: "/api/webhooks", allow: watchers },
  { method: "POST", path: "/api/webhooks", allow: keepers },
  { method: "DELETE", path: "/api/webhooks/:id", allow: keepers },
  { method: "GET", path: "/api/webhooks/:id/deliveries", allow: watchers },
  { method: "POST", path: "/api/webhooks/:id/deliveries/:position/send", allow: watchers },
];

const exampleWebhook = "019e825e-4c00-7a31-b5ce-2f0a6d1c9e66";
const webhookId = z
  .string()
  .max(64)
  .openapi({ param: { name: "id", in: "path" }, example: exampleWebhook });

const Webhook = z
  .object({
    id: z.uuid(),
    url: z.string(),
    events: z.array(z.string()),
    registeredBy: z.string(),
    registeredAt: z.string(),
    disabledAt: z.string().nullable(),
    disabledWhy: z.string().nullable(),
    deliveries: z.object({ waiting: z.int(), delivered: z.int(), "given-up": z.int() }),
  })
  .openapi("Webhook", {
    example: {
      id: exampleWebhook,
      url: "https://customs.example.org/kimberlite",
      events: ["certificate.exported", "certificate.confirmed"],
      registeredBy: "Demo Administrator, Sierra Leone",
      registeredAt: "2026-06-01T10:00:00.000Z",
      disabledAt: null,
      disabledWhy: null,
      deliveries: { waiting: 0, delivered: 12, "given-up": 0 },
    },
  });

const NewWebhook = z
  .strictObject({
    url: z.string().max(500),
    events: z
      .array(z.string().max(60))
      .max(60)
      .default([])
      .openapi({ description: `Types of acts; none is every one. Known: ${certificateEvents.join(", ")}` }),
  })
  .openapi("NewWebhook", {
    example: { url: "https://customs.example.org/kimberlite", events: ["certificate.exported"] },
  });

const MadeWebhook = z.object({ id: z.uuid(), secret: z.string() }).openapi("MadeWebhook", {
  description: "The secret is in this answer and in no later one (Standard Webhooks: whsec_ and base64).",
  example: { id: exampleWebhook, secret: "whsec_RVhBTVBMRUVYQU1QTEVFWEFNUExFRVhBTVBMRUVYQU1QTA==" },
});

const Delivery = z
  .object({
    position: z.string(),
    id: z.string(),
    type: z.string(),
    state: z.enum(["waiting", "delivered", "given-up"]),
    tries: z.int(),
    lastTry: z.string().nullable(),
    nextTry: z.string().nullable(),
    status: z.int().nullable(),
    failure: z.string().nullable(),
    body: z.unknown(),
  })
  .openapi("Delivery");

const tags = ["Webhooks"];

const list = createRoute({
  method: "get",
  path: "/api/webhooks",
  tags,
  summary: "Webhooks of your authority",
  security: signedIn,
  responses: { 200: answer(z.object({ webhooks: z.array(Webhook) }), "Oldest first"), ...refused },
});

const register = createRoute({
  method: "post",
  path: "/api/webhooks",
  tags,
  summary: "Register an address that is told what happens to the certificates of your authority",
  description:
    "https only, no private network. Each message is signed (Standard Webhooks), sent in the order of the record, and repeated under the " +
    "same `webhook-id` until it is answered with 2xx, for five days.",
  security: signedIn,
  middleware: readsJson,
  request: { headers: idempotencyKey, body: body(NewWebhook) },
  responses: { 201: answer(MadeWebhook, "Its secret, shown this once"), ...refused },
});

const remove = createRoute({
  method: "delete",
  path: "/api/webhooks/{id}",
  tags,
  summary: "Stop telling an address",
  security: signedIn,
  request: { params: z.object({ id: webhookId }) },
  responses: { 204: { description: "It hears nothing more" }, ...refused },
});

const log = createRoute({
  method: "get",
  path: "/api/webhooks/{id}/deliveries",
  tags,
  summary: "What was sent, newest first, with what the receiver answered",
  security: signedIn,
  request: {
    params: z.object({ id: webhookId }),
    query: z.object({
      before: z
        .string()
        .regex(/^\d{1,18}$/)
        .optional()
        .openapi({ description: "Positions before this one." }),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
  },
  responses: { 200: answer(z.object({ deliveries: z.array(Delivery) }), "One page"), ...refused },
});

const again = createRoute({
  method: "post",
  path: "/api/webhooks/{id}/deliveries/{position}/send",
  tags,
  summary: "Send one of them again, under its old id",
  security: signedIn,
  request: {
    params: z.object({
      id: webhookId,
      position: z
        .string()
        .max(20)
        .openapi({ param: { name: "position", in: "path" }, example: "1234" }),
    }),
  },
  responses: { 204: { description: "It is sent in a moment" }, ...refused },
});

export function webhookRoutes(app: App): void {
  app.openapi(list, async (c) => {
    const ctx = c.get("ctx");
    const reader = { db: ctx.database.kysely };
    const webhooks = [];
    for (const row of await store.webhooksOf(reader, organisationOf(ctx)))
      webhooks.push({
        id: row.id,
        url: row.url,
        events: [...row.events],
        registeredBy: row.registered_by,
        registeredAt: row.registered_at,
        disabledAt: row.disabled_at,
        disabledWhy: row.disabled_why,
        deliveries: await store.countDeliveries(reader, row.id),
      });
    return c.json({ webhooks }, 200);
  });

  app.openapi(register, async (c) => {
    const ctx = c.get("ctx");
    await requireRecent(ctx, c.req.raw.headers);
    const { value, headers } = await once(() => registerWebhook(ctx, c.req.valid("json")));
    return c.json(value, 201, headers);
  });

  app.openapi(remove, async (c) => {
    await removeWebhook(c.get("ctx"), uuidOf(c.req.valid("param").id));
    return c.body(null, 204);
  });

  app.openapi(log, async (c) => {
    const ctx = c.get("ctx");
    const { before, limit } = c.req.valid("query");
    const webhook = await ownWebhook(ctx, uuidOf(c.req.valid("param").id));
    const rows = await store.deliveriesOf({ db: ctx.database.kysely }, webhook.id, {
      before: before === undefined ? null : BigInt(before),
      limit,
    });
    return c.json(
      {
        deliveries: rows.map((row) => ({
          position: String(row.position),
          id: row.id,
          type: row.type,
          state: row.state,
          tries: row.tries,
          lastTry: row.last_try,
          nextTry: row.state === "waiting" ? row.next_try : null,
          status: row.status,
          failure: row.failure,
          body: JSON.parse(row.body) as unknown,
        })),
      },
      200,
    );
  });

  app.openapi(again, async (c) => {
    const { id, position } = c.req.valid("param");
    await sendAgain(c.get("ctx"), uuidOf(id), positionOf(position));
    return c.body(null, 204);
  });
}

/** Hostile: from the address. */
export function positionOf(text: string): bigint {
  refuseUnless(/^\d{1,18}$/.test(text), "not-found");
  return BigInt(text);
}
