// The machine doors for trying out: what is wrong with a message, and the schemas of messages. Nobody needs an account, and
// nothing is stored.
import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import type { Door } from "#platform/http/access.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { anybody, answer, refused } from "#modules/certificates/index.ts";
import { addressOf, mayTry } from "#modules/identity/index.ts";
import type { Limit } from "#modules/identity/index.ts";
import type { App } from "#modules/record/index.ts";
import { CertificateRow, EventRow } from "../messages/rows.ts";
import { publishedSchema, schemaNames } from "../messages/schemas.ts";
import { largestTrial, validateMessage } from "../validator/validate.ts";
import { reportOf } from "../validator/report.ts";

export const validatorDoors: readonly Door[] = [
  { method: "POST", path: "/api/validate", allow: "everyone" },
  { method: "GET", path: "/schemas/:name", allow: "everyone" },
];

/** A burst of thirty, then one every two seconds, for each address. */
const perVisitor: Limit = { tries: 30, refill: 2_000 };

/** Throws when somebody without an account asks too often or too much. */
export function refuseTrial(c: Context<Web>, bytes: number): void {
  if (bytes > largestTrial) throw new Problem("too-large", { megabytes: largestTrial / 1024 / 1024 });
  if (!mayTry(perVisitor, `validator ${addressOf(c)}`, c.get("ctx").clock()))
    throw new Problem("too-many-requests");
}

const Report = z
  .object({
    kind: z.enum(["certificates", "events", "code", "unreadable"]),
    valid: z.boolean(),
    counts: z.object({ rows: z.int(), refused: z.int() }),
    problems: z.array(
      z.object({ place: z.int(), row: z.string(), field: z.string(), code: z.string(), reason: z.string() }),
    ),
  })
  .openapi("ValidationReport", {
    example: {
      kind: "certificates",
      valid: false,
      counts: { rows: 1, refused: 1 },
      problems: [
        {
          place: 1,
          row: "2026-000117",
          field: "goods.lines.0.carats",
          code: "CARATS_NOT_POSITIVE",
          reason: "The weight must be more than zero",
        },
      ],
    },
  });

export function validatorRoutes(app: App): void {
  app.openAPIRegistry.registerPath({
    method: "post",
    path: "/api/validate",
    tags: ["Try out"],
    summary: "What is wrong with a message: certificates or events (JSON, CSV), or the text of a code",
    description:
      "Form and rules of the scheme. Numbers and states are for the dry run. Nothing is stored; at most 1 MB.",
    security: anybody,
    request: {
      body: {
        required: true,
        content: {
          "application/json": { schema: z.array(z.union([CertificateRow, EventRow])) },
          "text/csv": { schema: z.string() },
          "text/plain": { schema: z.string() },
        },
      },
    },
    responses: {
      200: answer(Report, "Row, field, reason; the reason in the language of Accept-Language"),
      ...refused,
    },
  });
  app.post("/api/validate", async (c) => {
    refuseTrial(c, Number(c.req.header("content-length") ?? 0));
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    return c.json(await reportOf(c.get("ctx"), c.get("t"), await validateMessage(c.get("ctx"), bytes)), 200, {
      "Cache-Control": "no-store",
    });
  });

  app.get("/schemas/:name", (c) => {
    const name = schemaNames.find((one) => `${one}.json` === c.req.param("name"));
    refuseUnless(name !== undefined, "not-found");
    return c.body(JSON.stringify(publishedSchema(name, c.get("frame").baseUrl), null, 2), 200, {
      "Content-Type": "application/schema+json; charset=utf-8",
      "Cache-Control": "public, max-age=300",
      "Access-Control-Allow-Origin": "*",
    });
  });
}
