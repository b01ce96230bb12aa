// What a module gives to the program: its doors, its acts, its routes.
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Door } from "#platform/http/access.ts";
import type { Web } from "#platform/http/web.ts";
import type { AnyActKind } from "./record.ts";

export type App = OpenAPIHono<Web>;

export interface Module {
  readonly name: string;
  readonly doors: readonly Door[];
  readonly actKinds: readonly AnyActKind[];
  routes(app: App): void;
}
