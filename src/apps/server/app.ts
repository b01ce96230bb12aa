// The web application: one chain that every request passes, then the modules' routes.
// Order: size, language, who is it, may they enter, is an unsafe request ours, the handler, the headers.
import { createHash } from "node:crypto";
import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { isConnectionLoss } from "#platform/db/database.ts";
import { findDoor, mayEnter } from "#platform/http/access.ts";
import type { Door } from "#platform/http/access.ts";
import { Problem } from "#platform/http/problem.ts";
import type { Frame, Web } from "#platform/http/web.ts";
import { localeFrom } from "#platform/i18n/locales.ts";
import { translator } from "#platform/i18n/translator.ts";
import { randomBytes } from "#platform/keys/random.ts";
import { AnsweredBefore } from "#platform/work/context.ts";
import type { Actor, Ctx } from "#platform/work/context.ts";
import { answerLogFile, logFilePaths, logHealthWatch } from "#modules/record/index.ts";
import type { App, Founding, LogFolder, Module } from "#modules/record/index.ts";
import { setAccessTable } from "#modules/public/index.ts";
import type { Assets } from "#ui/assets.ts";
import { answerProblem, problemFromZod } from "./errors.tsx";

export interface AppOptions {
  readonly modules: readonly Module[];
  readonly assets: Assets;
  /** Everything of `Ctx` but who acts. */
  readonly base: Omit<Ctx, "actor" | "idempotency">;
  readonly authenticate: (base: Omit<Ctx, "actor">, headers: Headers) => Promise<Actor | null>;
  readonly founding: () => Promise<Founding | undefined>;
  readonly report: (error: unknown, requestId: string) => void;
  readonly baseUrl: string;
  /** Where the log is published; without it, its files are not found. */
  readonly log?: LogFolder;
}

const visitor: Actor = { kind: "system", id: "visitor", name: "visitor", organisation: null, roles: [] };
const largestBody = 25 * 1024 * 1024;
const safeMethods = new Set(["GET", "HEAD", "OPTIONS"]);

export function createApp(options: AppOptions): App {
  const doors = options.modules.flatMap((module) => module.doors);
  setAccessTable(doors);
  const app: App = new OpenAPIHono<Web>({
    strict: false,
    defaultHook: (result) => {
      if (!result.success) throw problemFromZod(result.error);
    },
  });

  app.onError((error, c) => answer(error, c, options));
  app.notFound((c) => answerProblem(c, new Problem("not-found")));

  app.use("/assets/*", async (c, next) => {
    const asset = options.assets.find(c.req.path);
    if (asset === undefined) return next();
    return asset.answer(c.req.header("accept-encoding"));
  });

  for (const path of logFilePaths) app.get(path, (c) => answerLogFile(options.log, c.req.path));

  const witnesses = logHealthWatch({ db: options.base.database.kysely }, options.base.clock);
  app.use(async (c, next) => {
    const requestId = Buffer.from(randomBytes(6)).toString("hex");
    c.set("requestId", requestId);
    c.set("t", translator(languageOf(c)));
    const founding = await options.founding();
    const actor = hasCredentials(c)
      ? ((await options.authenticate(options.base, c.req.raw.headers)) ?? visitor)
      : visitor;
    c.set("frame", { ...frameOf(c, founding, actor, options.baseUrl), witnesses });
    c.set("ctx", { ...options.base, actor });

    const door = findDoor(doors, c.req.method, c.req.path);
    refuseLargeBody(c, door);
    refuseAtDoor(door, actor, c);
    for (const module of options.modules) module.guard?.(c.get("ctx"));
    if (!safeMethods.has(c.req.method)) {
      refuseForeignOrigin(c, options.baseUrl);
      c.set("ctx", { ...options.base, actor, ...(await idempotencyOf(c, actor)) });
    }
    await next();
    secure(c);
  });

  for (const module of options.modules) module.routes(app);
  return app;
}

function answer(error: Error, c: Context<Web>, options: AppOptions): Response | Promise<Response> {
  if (error instanceof AnsweredBefore) {
    return c.json(error.answer as object, 200, { "Idempotent-Replayed": "true" });
  }
  const problem = asProblem(error);
  if (problem === undefined || problem.status >= 500) options.report(error, c.get("requestId"));
  const response = answerProblem(c, problem);
  return response;
}

/** Undefined is a bug. A read that met a database that is away is not one. */
function asProblem(error: Error): Problem | undefined {
  if (error instanceof Problem) return error;
  return isConnectionLoss(error) ? new Problem("database-unavailable", {}, { cause: error }) : undefined;
}

function languageOf(c: Context<Web>): ReturnType<typeof localeFrom> {
  return localeFrom({
    query: c.req.query("lang"),
    cookie: cookieOf(c, "lang"),
    acceptLanguage: c.req.header("accept-language"),
  });
}

function cookieOf(c: Context<Web>, name: string): string | undefined {
  const header = c.req.header("cookie");
  if (header === undefined) return undefined;
  return new RegExp(`(?:^|; )${name}=([^;]*)`).exec(header)?.[1];
}

function hasCredentials(c: Context<Web>): boolean {
  return c.req.header("cookie") !== undefined || c.req.header("authorization") !== undefined;
}

function frameOf(c: Context<Web>, founding: Founding | undefined, actor: Actor, baseUrl: string): Frame {
  return {
    path: c.req.path,
    baseUrl,
    demonstration: founding?.demonstration ?? false,
    scheme: founding?.scheme ?? "Kimberlite",
    signedInAs: actor === visitor ? null : actor.name,
    person: actor === visitor ? null : actor.id,
    organisation: actor.organisation,
    roles: actor.roles,
  };
}

function refuseLargeBody(c: Context<Web>, door: Door | undefined): void {
  const length = c.req.header("content-length");
  if (length !== undefined && Number(length) > largestBody)
    throw new Problem(
      "too-large",
      { megabytes: largestBody / 1024 / 1024 },
      { fields: door?.whenTooLarge === undefined ? [] : [door.whenTooLarge] },
    );
  if (
    length === undefined &&
    c.req.header("transfer-encoding") !== undefined &&
    !safeMethods.has(c.req.method)
  )
    throw new Problem("malformed-request");
}

function refuseAtDoor(door: Door | undefined, actor: Actor, c: Context<Web>): void {
  if (door === undefined) throw new Problem("not-found");
  if (mayEnter(door, actor.roles)) return;
  throw new Problem(actor === visitor ? "not-signed-in" : "not-allowed", { path: c.req.path });
}

/** Another site must not act through a signed-in person's browser. Programs send neither header, and no cookie. */
function refuseForeignOrigin(c: Context<Web>, baseUrl: string): void {
  const site = c.req.header("sec-fetch-site");
  const origin = c.req.header("origin");
  if (site !== undefined && site !== "same-origin" && site !== "none")
    throw new Problem("not-allowed", { path: c.req.path });
  if (origin === undefined || origin === baseUrl) return;
  const host = c.req.header("host");
  if (origin !== `http://${host}` && origin !== `https://${host}`)
    throw new Problem("not-allowed", { path: c.req.path });
}

async function idempotencyOf(c: Context<Web>, actor: Actor): Promise<Pick<Ctx, "idempotency">> {
  const key = c.req.header("idempotency-key");
  if (key === undefined || !c.req.path.startsWith("/api/")) return {};
  if (!/^[\x21-\x7e]{8,200}$/.test(key)) throw new Problem("malformed-request");
  const requestHash = createHash("sha256")
    .update(`${c.req.method} ${c.req.path}\n`)
    .update(await c.req.text())
    .digest();
  return { idempotency: { key, organisation: `${actor.organisation ?? ""}/${actor.id}`, requestHash } };
}

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

function secure(c: Context<Web>): void {
  const { headers } = c.res;
  headers.set("X-Content-Type-Options", "nosniff");
  if (headers.get("Content-Type")?.startsWith("text/html") === true) {
    // The page of the desk's program has one of its own.
    if (!headers.has("Content-Security-Policy")) headers.set("Content-Security-Policy", policy);
    headers.set("Referrer-Policy", "same-origin");
    headers.set("Permissions-Policy", "camera=(self), geolocation=(), microphone=()");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Content-Language", c.get("t").locale);
    headers.set("Vary", "Accept-Language, Cookie");
    if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
    const asked = c.req.query("lang");
    if (asked === c.get("t").locale)
      headers.append("Set-Cookie", `lang=${asked}; Path=/; Max-Age=31536000; SameSite=Lax`);
  }
}
