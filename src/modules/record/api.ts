// What the record tells anybody: that it lives, its signed head, and one act with the proof of its place.
import { createRoute, z } from "@hono/zod-openapi";
import { toHex } from "#core/encoding/bytes.ts";
import { version } from "#platform/config/version.ts";
import { Problem } from "#platform/http/problem.ts";
import { recordActKinds } from "./acts.ts";
import type { Module } from "./module.ts";
import { findReceipt } from "./receipts.ts";
import { findAct, latestCheckpoint, logSize } from "./store.ts";

const Health = z
  .object({ status: z.literal("ok"), version: z.string(), record: z.object({ size: z.string() }) })
  .openapi("Health");

const healthRoute = createRoute({
  method: "get",
  path: "/healthz",
  summary: "Whether the program and its database answer, and how many acts the log holds",
  responses: {
    200: {
      description: "All is well",
      content: {
        "application/json": {
          schema: Health,
          example: { status: "ok", version: "0.1.0", record: { size: "1024" } },
        },
      },
    },
  },
});

const checkpointRoute = createRoute({
  method: "get",
  path: "/api/checkpoint",
  summary: "The newest signed head of the log (C2SP tlog-checkpoint)",
  responses: { 200: { description: "A signed note", content: { "text/plain": { schema: z.string() } } } },
});

const ActReceipt = z
  .object({
    id: z.string(),
    type: z.string(),
    organisation: z.string(),
    at: z.string(),
    /** The signed public part: a COSE_Sign1 message, hexadecimal. */
    leaf: z.string(),
    position: z.string().nullable(),
    /** c2sp.org/tlog-proof@v1; null until the act has its position. */
    proof: z.string().nullable(),
  })
  .openapi("ActReceipt");

const actRoute = createRoute({
  method: "get",
  path: "/api/acts/{id}",
  summary: "The public part of one act, and the proof that it is in the log",
  request: {
    params: z.object({ id: z.uuid().openapi({ example: "01930000-0000-7000-8000-000000000000" }) }),
  },
  responses: { 200: { description: "The act", content: { "application/json": { schema: ActReceipt } } } },
});

export const recordModule: Module = {
  name: "record",
  actKinds: recordActKinds,
  doors: [
    { method: "GET", path: "/healthz", allow: "everyone" },
    { method: "GET", path: "/api/checkpoint", allow: "everyone" },
    { method: "GET", path: "/api/acts/:id", allow: "everyone" },
  ],
  routes(app) {
    app.openapi(healthRoute, async (c) => {
      const size = await logSize({ db: c.get("ctx").database.kysely });
      return c.json({ status: "ok" as const, version, record: { size: size.toString() } }, 200);
    });
    app.openapi(checkpointRoute, async (c) => {
      const head = await latestCheckpoint({ db: c.get("ctx").database.kysely });
      if (head === undefined) throw new Problem("not-found");
      return c.text(head.note, 200, { "Cache-Control": "max-age=1" });
    });
    app.openapi(actRoute, async (c) => {
      const reader = { db: c.get("ctx").database.kysely };
      const { id } = c.req.valid("param");
      const act = await findAct(reader, id);
      if (act === undefined) throw new Problem("not-found");
      const receipt = await findReceipt(reader, id);
      return c.json(
        {
          id,
          type: act.type,
          organisation: act.organisation,
          at: act.at,
          leaf: toHex(act.leaf),
          position: receipt?.position.toString() ?? null,
          proof: receipt?.proof ?? null,
        },
        200,
      );
    });
  },
};
