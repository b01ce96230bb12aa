// What the record tells anybody: that it lives, its signed head, and one act with the proof of its place.
import { createRoute, z } from "@hono/zod-openapi";
import { coseReceiptMediaType } from "#core/log/cose-receipt.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { version } from "#platform/config/version.ts";
import { Problem } from "#platform/http/problem.ts";
import { recordActKinds } from "./acts.ts";
import { latestCosignedCheckpoint, logTroubles, witnessStates } from "./log/heads.ts";
import { currentPolicy } from "./log/policy.ts";
import { logFilePaths } from "./log/serve.ts";
import type { Module } from "./module.ts";
import { findCoseReceipt, findReceipt } from "./receipts.ts";
import { findAct, latestCheckpoint, logSize } from "./store.ts";
import type { Reader } from "./store.ts";

const Health = z
  .object({
    status: z.enum(["ok", "log-stopped"]),
    version: z.string(),
    record: z.object({ size: z.string() }),
    log: z.object({
      /** Entries under the newest signed head. */
      signed: z.string(),
      /** Entries under the newest head that enough witnesses have seen. */
      cosigned: z.string(),
      /** "none": no policy asks for any. */
      witnesses: z.enum(["none", "enough", "pending"]),
      /** Witnesses of the policy that have not cosigned the newest signed head. */
      missing: z.array(z.string()),
      /** Why the log has stopped; null while it goes on. */
      trouble: z.object({ code: z.string(), detail: z.string(), since: z.string() }).nullable(),
    }),
  })
  .openapi("Health");

const healthy = {
  status: "ok" as const,
  version: "0.1.0",
  record: { size: "1024" },
  log: {
    signed: "1024",
    cosigned: "1024",
    witnesses: "enough" as const,
    missing: ["civil-society"],
    trouble: null,
  },
};

const healthRoute = createRoute({
  method: "get",
  path: "/healthz",
  summary:
    "Whether the program, its database and its log work, how many acts the log holds, and who has seen them",
  responses: {
    200: {
      description: "All is well; witnesses may be missing",
      content: { "application/json": { schema: Health, example: healthy } },
    },
    503: {
      description: "The log has stopped, because what it holds does not fit what it has signed",
      content: {
        "application/json": {
          schema: Health,
          example: {
            ...healthy,
            status: "log-stopped" as const,
            log: {
              ...healthy.log,
              trouble: {
                code: "head-ahead",
                detail: "A head of 1030 entries was signed, but the record holds 1024: entries are missing.",
                since: "2026-06-01T10:00:00.000Z",
              },
            },
          },
        },
      },
    },
  },
});

const checkpointRoute = createRoute({
  method: "get",
  path: "/api/checkpoint",
  summary: "The newest head of the log that enough witnesses have seen (C2SP tlog-checkpoint)",
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
    /** c2sp.org/tlog-proof@v1; null until enough witnesses have seen a head over the act. */
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

const coseRoute = createRoute({
  method: "get",
  path: "/api/acts/{id}/cose-receipt",
  summary: "The proof that one act is in the log, as COSE receipt (RFC 9942)",
  description:
    "RFC9162_SHA256, signed by the log's Ed25519 key; the entry is the `leaf` of the act. It holds no cosignatures: the tlog-proof does.",
  request: {
    params: z.object({ id: z.uuid().openapi({ example: "01930000-0000-7000-8000-000000000000" }) }),
  },
  responses: {
    200: {
      description: "COSE_Sign1 with a detached payload",
      content: { [coseReceiptMediaType]: { schema: z.string().openapi({ format: "binary" }) } },
    },
  },
});

export const recordModule: Module = {
  name: "record",
  actKinds: recordActKinds,
  doors: [
    { method: "GET", path: "/healthz", allow: "everyone" },
    { method: "GET", path: "/api/checkpoint", allow: "everyone" },
    { method: "GET", path: "/api/acts/:id", allow: "everyone" },
    { method: "GET", path: "/api/acts/:id/cose-receipt", allow: "everyone" },
    ...logFilePaths.map((path) => ({ method: "GET", path, allow: "everyone" }) as const),
  ],
  routes(app) {
    app.openapi(healthRoute, async (c) => {
      const health = await healthOf({ db: c.get("ctx").database.kysely });
      return c.json(health, health.status === "ok" ? 200 : 503);
    });
    app.openapi(checkpointRoute, async (c) => {
      const head = await latestCosignedCheckpoint({ db: c.get("ctx").database.kysely });
      if (head === undefined) throw new Problem("not-found");
      return c.text(head.note, 200, { "Cache-Control": "max-age=1" });
    });
    app.openapi(coseRoute, async (c) => {
      const { id } = c.req.valid("param");
      const receipt = await findCoseReceipt(c.get("ctx"), id);
      if (receipt === undefined) throw new Problem("not-found");
      return new Response(new Uint8Array(receipt), {
        headers: { "Content-Type": coseReceiptMediaType, "Cache-Control": "no-store" },
      });
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

async function healthOf(reader: Reader): Promise<z.infer<typeof Health>> {
  const [size, signed, cosigned, policy, states, [trouble]] = await Promise.all([
    logSize(reader),
    latestCheckpoint(reader),
    latestCosignedCheckpoint(reader),
    currentPolicy(reader),
    witnessStates(reader),
    logTroubles(reader),
  ]);
  const isEnough = (cosigned?.size ?? 0n) === (signed?.size ?? 0n);
  return {
    status: trouble === undefined ? "ok" : "log-stopped",
    version,
    record: { size: size.toString() },
    log: {
      signed: (signed?.size ?? 0n).toString(),
      cosigned: (cosigned?.size ?? 0n).toString(),
      witnesses: (policy?.policy.quorum ?? null) === null ? "none" : isEnough ? "enough" : "pending",
      missing: states.filter(({ behind }) => behind > 0n).map(({ name }) => name),
      trouble: trouble ?? null,
    },
  };
}
