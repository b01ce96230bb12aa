// The machine doors of this module: who am I, and the organisation's API keys.
import { createRoute, z } from "@hono/zod-openapi";
import { Problem } from "#platform/http/problem.ts";
import type { App } from "#modules/record/index.ts";
import { requireRecent } from "./authenticate.ts";
import { endApiKey, makeApiKey } from "./commands/api-keys.ts";
import { programRoles } from "./policy.ts";
import { apiKeys } from "./queries.ts";
import { keyId } from "./web/api-keys.tsx";

const Me = z
  .object({
    kind: z.enum(["person", "api-key", "system"]),
    id: z.string(),
    name: z.string(),
    organisation: z.string().nullable(),
    roles: z.array(z.string()),
    company: z.string().optional(),
  })
  .openapi("Me", {
    example: {
      kind: "api-key",
      id: "019a1f3e-5b7c-7d20-8a41-3f9be2c6d501",
      name: "Customs single window",
      organisation: "SL-KPA",
      roles: ["importing-officer"],
    },
  });

const ApiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    organisation: z.string(),
    roles: z.array(z.string()),
    madeBy: z.string(),
    madeAt: z.string(),
    endedAt: z.string().nullable(),
    lastUsedAt: z.string().nullable(),
  })
  .openapi("ApiKey", {
    example: {
      id: "019a1f3e-5b7c-7d20-8a41-3f9be2c6d501",
      name: "Customs single window",
      organisation: "SL-KPA",
      roles: ["importing-officer"],
      madeBy: "Demo Administrator, Sierra Leone",
      madeAt: "2026-05-04T09:12:31.000Z",
      endedAt: null,
      lastUsedAt: "2026-06-01T09:58:00.000Z",
    },
  });

const NewApiKey = z
  .object({ name: z.string(), roles: z.array(z.enum(programRoles)) })
  .strict()
  .openapi("NewApiKey", { example: { name: "Customs single window", roles: ["importing-officer"] } });

const MadeApiKey = z
  .object({
    id: z.string(),
    name: z.string(),
    organisation: z.string(),
    roles: z.array(z.string()),
    key: z.string(),
  })
  .openapi("MadeApiKey", {
    description:
      "The key is in this answer and in no later one. A repeated request with the same Idempotency-Key gets the answer without the key.",
    example: {
      id: "019a1f3e-5b7c-7d20-8a41-3f9be2c6d501",
      name: "Customs single window",
      organisation: "SL-KPA",
      roles: ["importing-officer"],
      key: "kpk_019a1f3e5b7c7d208a413f9be2c6d501_EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAMPLEE",
    },
  });

const json = <S extends z.ZodType>(schema: S) => ({ "application/json": { schema } });
const tags = ["Identity"];

const me = createRoute({
  method: "get",
  path: "/api/me",
  tags,
  summary: "Who the server takes you for",
  responses: { 200: { description: "The person or key, and its roles", content: json(Me) } },
});

const listKeys = createRoute({
  method: "get",
  path: "/api/api-keys",
  tags,
  summary: "API keys of your organisation",
  responses: { 200: { description: "Keys in use first", content: json(z.array(ApiKey)) } },
});

const makeKey = createRoute({
  method: "post",
  path: "/api/api-keys",
  tags,
  summary: "Make an API key",
  request: { body: { required: true, content: json(NewApiKey) } },
  responses: { 201: { description: "The key, shown this once", content: json(MadeApiKey) } },
});

const endKey = createRoute({
  method: "delete",
  path: "/api/api-keys/{id}",
  tags,
  summary: "End an API key at once",
  request: { params: z.object({ id: z.string() }) },
  responses: { 204: { description: "It has ended" } },
});

export function apiRoutes(app: App): void {
  app.openapi(me, (c) => {
    const { kind, id, name, organisation, roles, company } = c.get("ctx").actor;
    return c.json(
      { kind, id, name, organisation, roles: [...roles], ...(company === undefined ? {} : { company }) },
      200,
    );
  });

  app.openapi(listKeys, async (c) => {
    const keys = await apiKeys(c.get("ctx"), organisationOf(c.get("ctx").actor));
    return c.json(
      keys.map((key) => ({ ...key, roles: [...key.roles] })),
      200,
    );
  });

  app.openapi(makeKey, async (c) => {
    const ctx = c.get("ctx");
    await requireRecent(ctx, c.req.raw.headers);
    const made = await makeApiKey(ctx, { ...c.req.valid("json"), organisation: organisationOf(ctx.actor) });
    return c.json({ ...made, roles: [...made.roles] }, 201);
  });

  app.openapi(endKey, async (c) => {
    await endApiKey(c.get("ctx"), { id: keyId(c.req.valid("param").id) });
    return c.body(null, 204);
  });
}

function organisationOf(actor: { readonly organisation: string | null }): string {
  if (actor.organisation === null) throw new Problem("not-allowed");
  return actor.organisation;
}
