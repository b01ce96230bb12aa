// A PDF as the answer: never kept by the browser, with its own name.
import type { Context } from "hono";
import type { Web } from "#platform/http/web.ts";

export function pdf(
  c: Context<Web>,
  bytes: Uint8Array,
  name: string,
  disposition: "inline" | "attachment",
): Response {
  return c.body(new Uint8Array(bytes), 200, {
    "Content-Type": "application/pdf",
    "Content-Disposition": `${disposition}; filename*=UTF-8''${encodeURIComponent(name)}`,
    "Cache-Control": "private, no-store",
  });
}
