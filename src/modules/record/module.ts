// What a module gives to the program: its doors, its acts, its routes.
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Door } from "#platform/http/access.ts";
import type { Web } from "#platform/http/web.ts";
import type { Ctx } from "#platform/work/context.ts";
import type { AnyActKind } from "./record.ts";

export type App = OpenAPIHono<Web>;

export interface Background {
  stop(): Promise<void>;
}

export interface Module {
  readonly name: string;
  readonly doors: readonly Door[];
  readonly actKinds: readonly AnyActKind[];
  routes(app: App): void;
  /** Work beside the requests, for as long as a server runs. */
  background?(base: Omit<Ctx, "actor" | "idempotency">, onError: (error: unknown) => void): Background;
  /** Asked of every request whose sender is known, before its door: throws a refusal. */
  guard?(ctx: Ctx): void;
  /** Doors for everyone that answer visitors before the chain, because they are asked very often; they set their own headers. */
  early?(app: App, base: Omit<Ctx, "actor" | "idempotency">): void;
}
