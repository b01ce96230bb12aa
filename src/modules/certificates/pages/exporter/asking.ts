// What the applicants' handlers read from a request, and a stored file as the answer to one.
import type { Context } from "hono";
import { Problem } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { Reader } from "../../store.ts";

/** A parameter that is an id; anything else is an address that does not exist. */
export function uuidOf(c: Context<Web>, name = "id"): string {
  const value = c.req.param(name) ?? "";
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)) throw new Problem("not-found");
  return value;
}

export function readerOf(c: Context<Web>): Reader {
  return { db: c.get("ctx").database.kysely };
}

/** Hostile: somebody else's file. It is saved, never shown in a page of ours, and may do nothing if it is opened. */
export function download(name: string, mediaType: string, content: Uint8Array): Response {
  const plain = name.replaceAll(/[^\w.\- ]/g, "_");
  return new Response(new Uint8Array(content), {
    headers: {
      "Content-Type": mediaType,
      "Content-Disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "Cache-Control": "private, no-store",
    },
  });
}
