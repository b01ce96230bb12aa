// Serves the desk's program under /verifier/: files only, the same for everybody. Its page may compile WebAssembly, which
// no other page of ours may: the thorough reader of codes is made of it.
import type { Context } from "hono";
import type { Door } from "#platform/http/access.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import type { Module } from "#modules/record/index.ts";
import { loadProgram } from "../verifier/bundle.ts";

const doors: readonly Door[] = [
  { method: "GET", path: "/verifier", allow: "everyone" },
  { method: "GET", path: "/verifier/*", allow: "everyone" },
];

const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export const verifierModule: Module = {
  name: "verifier",
  actKinds: [],
  doors,
  routes(app) {
    const answer = async (c: Context<Web>): Promise<Response> => {
      // The router drops a last slash; the service worker answers below it only.
      const { pathname } = new URL(c.req.url);
      if (pathname === "/verifier") return c.redirect("/verifier/", 301);
      const file = (await loadProgram()).get(pathname);
      if (file === undefined) throw new Problem("not-found");
      const packed = file.type !== "image/png" && /\bgzip\b/.test(c.req.header("accept-encoding") ?? "");
      return c.body(new Uint8Array(packed ? file.gzip : file.bytes), 200, {
        "Content-Type": file.type,
        "Content-Security-Policy": policy,
        "Cache-Control": file.immutable ? "public, max-age=31536000, immutable" : "no-cache",
        Vary: "Accept-Encoding",
        ...(packed ? { "Content-Encoding": "gzip" } : {}),
      });
    };
    app.get("/verifier", answer);
    app.get("/verifier/*", answer);
  },
};
