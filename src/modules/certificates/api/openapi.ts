// /api/openapi.json: every machine door of the program, from the schemas that validate its requests (OpenAPI 3.1).
// Who may use a door that does not say so itself is read from the modules' tables of doors.
import { version } from "#platform/config/version.ts";
import type { Door } from "#platform/http/access.ts";
import { recordModule } from "#modules/record/index.ts";
import type { App } from "#modules/record/index.ts";
import { schemeModule } from "#modules/scheme/index.ts";
import { identityModule } from "#modules/identity/index.ts";
import { alertsModule } from "#modules/alerts/index.ts";
import { ProblemDetails, refused, signedIn } from "./operation.ts";

export const openApiDoors: readonly Door[] = [
  { method: "GET", path: "/api/openapi.json", allow: "everyone" },
];

export function openApiRoutes(app: App): void {
  app.openAPIRegistry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    description: "An API key of an authority, made by its administrator: `Authorization: Bearer kpk_…`",
  });
  app.openAPIRegistry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "__Host-kimberlite",
    description:
      "The session of a person who signed in with a browser; the name is `kimberlite` over plain http",
  });
  app.openAPIRegistry.register("Problem", ProblemDetails);

  let text: string | undefined;
  app.get("/api/openapi.json", (c) => {
    // Every route is known by the time somebody asks.
    text ??= JSON.stringify(describe(app));
    return c.body(text, 200, {
      "Content-Type": "application/json; charset=utf-8",
      "Cache-Control": "public, max-age=300",
      "Access-Control-Allow-Origin": "*",
    });
  });
}

type Document = ReturnType<App["getOpenAPI31Document"]>;

function describe(app: App): Document {
  const document = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Kimberlite",
      version,
      description:
        "Kimberley Process certificates: apply, issue, validate, print, export, confirm, check. Amounts are decimal text with a point " +
        "(carats and US dollars), dates YYYY-MM-DD, instants UTC. Every POST takes an Idempotency-Key. Refusals are problem details (RFC 9457).",
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [{ url: "/" }],
    security: signedIn,
  });
  const doors = [recordModule, schemeModule, identityModule, alertsModule].flatMap((module) => module.doors);
  for (const [path, item] of Object.entries(document.paths ?? {})) {
    for (const method of ["get", "post", "put", "delete"] as const) {
      const operation = item[method];
      if (operation === undefined) continue;
      operation.operationId ??= operationId(method, path);
      const door = doors.find(
        (one) => one.method === method.toUpperCase() && one.path === path.replaceAll(/\{(\w+)\}/g, ":$1"),
      );
      if (operation.security === undefined && door?.allow === "everyone") operation.security = [];
      operation.responses = { ...problemAnswer, ...operation.responses };
    }
  }
  return document;
}

const problemAnswer = {
  default: {
    description: refused.default.description,
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  },
};

/** "post-api-certificates-id-validate" */
function operationId(method: string, path: string): string {
  return `${method}${path.replaceAll(/[^A-Za-z0-9]+/g, "-").replace(/-$/, "")}`;
}
