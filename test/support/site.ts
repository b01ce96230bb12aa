// One module as a web site, for its tests: the same doors and the same refusals as the server's, without its frame.
import { OpenAPIHono } from "@hono/zod-openapi";
import { findDoor, mayEnter } from "#platform/http/access.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { translator } from "#platform/i18n/translator.ts";
import type { Actor, Ctx } from "#platform/work/context.ts";
import { findFounding } from "#modules/record/index.ts";
import type { Module } from "#modules/record/index.ts";
import type { TestScheme } from "./scheme.ts";

export interface Site {
  /** For a real server around it. */
  readonly fetch: (request: Request) => Response | Promise<Response>;
  /** Like a browser: keeps cookies, follows no redirect. */
  browser(): Browser;
}

export interface Browser {
  readonly cookies: Map<string, string>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  postForm(path: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<Response>;
  postJson(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  send(method: string, path: string, headers?: Record<string, string>): Promise<Response>;
}

const visitor: Actor = { kind: "system", id: "visitor", name: "visitor", organisation: null, roles: [] };

export function siteOf(
  scheme: Pick<TestScheme, "database" | "ctx">,
  module: Module,
  authenticate: (base: Omit<Ctx, "actor">, headers: Headers) => Promise<Actor | null>,
): Site {
  const app = new OpenAPIHono<Web>({ strict: false });
  app.onError((error, c) => {
    if (!(error instanceof Problem)) throw error;
    return c.json({ code: error.code, fields: error.fields }, error.status as 400);
  });
  app.use(async (c, next) => {
    const { actor: _founder, ...base } = scheme.ctx();
    const actor = (await authenticate(base, c.req.raw.headers)) ?? visitor;
    const founding = await findFounding({ db: scheme.database.kysely });
    c.set("requestId", "test");
    c.set("t", translator(c.req.query("lang") === "fr" ? "fr" : "en"));
    c.set("frame", {
      baseUrl: new URL(c.req.url).origin,
      path: c.req.path,
      demonstration: founding?.demonstration ?? false,
      scheme: founding?.scheme ?? "",
      person: actor.id,
      signedInAs: actor === visitor ? null : actor.name,
      organisation: actor.organisation,
      roles: actor.roles,
    });
    c.set("ctx", { ...base, actor });
    const door = findDoor(module.doors, c.req.method, c.req.path);
    if (door === undefined) throw new Problem("not-found");
    if (!mayEnter(door, actor.roles)) throw new Problem(actor === visitor ? "not-signed-in" : "not-allowed");
    await next();
  });
  module.routes(app);
  return {
    fetch: (request) => app.fetch(request),
    browser: () => browserOf(async (request) => app.request(request)),
  };
}

function browserOf(fetch: (request: Request) => Promise<Response>): Browser {
  const cookies = new Map<string, string>();
  const send = async (
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string | URLSearchParams,
  ): Promise<Response> => {
    const all = new Headers(headers);
    if (cookies.size > 0)
      all.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(
      new Request(new URL(path, "http://localhost:8080"), {
        method,
        headers: all,
        ...(body === undefined ? {} : { body }),
      }),
    );
    for (const set of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = set.split("; ");
      const [name = "", value = ""] = pair.split("=");
      if (attributes.includes("Max-Age=0")) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  return {
    cookies,
    get: (path, headers = {}) => send("GET", path, headers),
    send: (method, path, headers = {}) => send(method, path, headers),
    postForm(path, fields) {
      const body = new URLSearchParams();
      for (const [name, value] of Object.entries(fields))
        for (const one of [value].flat()) body.append(name, one);
      return send("POST", path, { "content-type": "application/x-www-form-urlencoded" }, body.toString());
    },
    postJson: (path, body, headers = {}) =>
      send("POST", path, { "content-type": "application/json", ...headers }, JSON.stringify(body)),
  };
}
