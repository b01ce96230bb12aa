// What a module gives to the program: its doors, its acts, its routes.
import type { IncomingMessage } from "node:http";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Door } from "#platform/http/access.ts";
import type { Web } from "#platform/http/web.ts";
import type { Background } from "#platform/work/background.ts";
import type { Ctx } from "#platform/work/context.ts";
import type { AnyActKind } from "./record.ts";

export type App = OpenAPIHono<Web>;

export interface Module {
  readonly name: string;
  readonly doors: readonly Door[];
  readonly actKinds: readonly AnyActKind[];
  routes(app: App): void;
  /** Work beside the requests, for as long as a server runs. */
  background?(base: Omit<Ctx, "actor" | "idempotency">, onError: (error: unknown) => void): Background;
  /** Asked of every request whose sender is known, before its door: throws a refusal. */
  guard?(ctx: Ctx): void;
  /** Answers visitors before the chain, because it is asked very often. */
  quick?(base: Omit<Ctx, "actor" | "idempotency">): QuickDoor;
}

/** Undefined: not for this door, or it cannot tell; the chain answers. */
export type QuickDoor = (
  request: Pick<IncomingMessage, "method" | "url" | "headers">,
) => QuickAnswer | Promise<QuickAnswer | undefined> | undefined;

/** A 200; the headers are all there are. */
export interface QuickAnswer {
  readonly headers: Readonly<Record<string, string | number>>;
  readonly text: string;
}
