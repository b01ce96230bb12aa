// What the routes of alerts ask of every request, and how a picture is sent.
import type { Context } from "hono";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { Ctx } from "#modules/record/index.ts";
import { findAlert } from "../store.ts";
import type { AlertRow } from "../store.ts";

/** Hostile: a picture from outside. It is served as what it was checked to be, and can do nothing as a page of its own. */
export function sendPicture(c: Context<Web>, content: Uint8Array, type: string, etag: string): Response {
  const headers = {
    "Content-Type": type,
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "no-cache",
    ETag: etag,
  };
  if (c.req.header("if-none-match") === etag) return c.body(null, 304, headers);
  return c.body(new Uint8Array(content), 200, headers);
}

export async function getAlert(ctx: Ctx, id: string | undefined): Promise<AlertRow> {
  refuseUnless(isUuid(id), "not-found");
  const alert = await findAlert({ db: ctx.database.kysely }, id);
  if (alert === undefined) throw new Problem("not-found");
  return alert;
}

export function isUuid(text: string | undefined): text is string {
  return text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}
