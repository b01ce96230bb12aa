// The doors of the status list: its signed bytes for everybody, and publishing one at once for the Secretariat.
import { createRoute } from "@hono/zod-openapi";
import { statusListContentType } from "#core/certificate/status-list.ts";
import type { Door } from "#platform/http/access.ts";
import { Problem } from "#platform/http/problem.ts";
import type { App } from "#modules/record/index.ts";
import { answer, idempotencyKey, once, refused, signedIn } from "../api/operation.ts";
import { publishStatusList, StatusListPublication } from "./publish.ts";
import * as store from "./store.ts";

export const statusListDoors: readonly Door[] = [
  { method: "GET", path: "/lists/status.cose", allow: "everyone" },
  { method: "POST", path: "/api/status-list", allow: ["secretariat"] },
];

const publishOne = createRoute({
  method: "post",
  path: "/api/status-list",
  tags: ["Lists"],
  summary: "Sign and publish the next status list; the signed bytes are at /lists/status.cose",
  security: signedIn,
  request: { headers: idempotencyKey },
  responses: { 200: answer(StatusListPublication, "What was published"), ...refused },
});

export function statusListRoutes(app: App): void {
  app.get("/lists/status.cose", async (c) => {
    const current = await store.findCurrent({ db: c.get("ctx").database.kysely });
    if (current?.content === null || current === undefined) throw new Problem("not-found");
    // A desk asks at every visit, mostly for what it has.
    const etag = `"${current.digest.toString("hex").slice(0, 32)}"`;
    const headers = {
      ...openToAll,
      "Content-Type": statusListContentType,
      "Cache-Control": "public, max-age=0, must-revalidate",
      ETag: etag,
    };
    if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
    return c.body(new Uint8Array(current.content), 200, headers);
  });

  app.openapi(publishOne, async (c) => {
    const { value, headers } = await once(() => publishStatusList(c.get("ctx")));
    return c.json(value, 200, headers);
  });
}

/** Verifiers of any origin read it: it is signed, and secret to nobody. */
const openToAll = { "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin" };
