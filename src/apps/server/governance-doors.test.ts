// The machine door of governance, asked as programs ask it: by address, with the examples of its own description.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { assembly, trialBody } from "../../../test/support/governance.ts";
import type { Assembly } from "../../../test/support/governance.ts";
import { mayEnter } from "#platform/http/access.ts";
import { certificatesModule } from "#modules/certificates/index.ts";
import { identityModule } from "#modules/identity/index.ts";
import { schemeModule } from "#modules/scheme/index.ts";
import { recordModule } from "#modules/record/index.ts";
import type { App, Ctx } from "#modules/record/index.ts";
import { createApp } from "./app.ts";
import { governanceModule, passDueDeadlines } from "#modules/governance/index.ts";

let house: Assembly;
let app: App;
const bugs: unknown[] = [];
type Json = { readonly [key: string]: Json } & { readonly $ref?: string; readonly example?: unknown };

const visitor = "visitor";
const who: Readonly<Record<string, () => Ctx>> = {
  secretariat: () => house.secretariat(),
  chair: () => house.chair(),
  "administrator of SL": () => house.administrator("SL"),
};

beforeAll(async () => {
  house = await assembly();
  const { database, keyring } = house.scheme.ctx();
  app = createApp({
    modules: [recordModule, schemeModule, identityModule, certificatesModule, governanceModule],
    assets: { find: () => undefined } as unknown as Parameters<typeof createApp>[0]["assets"],
    base: { database, keyring, clock: () => house.scheme.now, committed: () => undefined },
    authenticate: async (_, headers) => {
      const name = headers.get("authorization")?.slice(7) ?? visitor;
      return name === visitor ? null : (who[name] ?? (() => house.as(name)))().actor;
    },
    founding: async () => undefined,
    report: (error) => bugs.push(error),
    baseUrl: "http://localhost",
  });
}, 60_000);
afterAll(() => house.scheme.close());

async function call(
  name: string,
  method: "GET" | "POST",
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  // oxlint-disable-next-line typescript/no-explicit-any -- the shape is what the tests look at
): Promise<{ status: number; body: any }> {
  const text = JSON.stringify(body ?? {});
  const response = await app.request(path, {
    method,
    headers: {
      ...(name === visitor ? {} : { authorization: `Bearer ${name}` }),
      ...(method === "POST"
        ? { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) }
        : {}),
      ...headers,
    },
    ...(method === "POST" ? { body: text } : {}),
  });
  return { status: response.status, body: await response.json() };
}

const example = {
  body: trialBody,
  class: "K1",
  title: { en: "Dates of a session" },
  clauses: [{ id: "1", text: "The session takes place in March." }],
};

describe("items by the machine door", () => {
  test("a seat tables, another seconds, it is listed, called and decided, and anybody reads every act of it", async () => {
    const made = await call("SL", "POST", "/api/items", example);
    expect(made).toMatchObject({ status: 200, body: { stage: "DRAFT", reference: "2026/001" } });
    const at = `/api/items/${made.body.item}`;
    expect((await call("WDC", "POST", `${at}/second`, {})).body).toMatchObject({ stage: "SUBMITTED" });
    expect((await call("secretariat", "POST", `${at}/check-form`, { defects: [] })).body.stage).toBe(
      "LISTED",
    );
    house.pass(15);
    const { actor: _actor, ...base } = house.scheme.ctx();
    await passDueDeadlines(base);
    for (const seat of house.of("G").slice(0, 35))
      expect(
        (await call(seat, "POST", `${at}/positions`, { positions: [{ code: "S" }], call: 1 })).status,
      ).toBe(200);
    const { body } = await call(visitor, "GET", at);
    expect(body.summary).toMatchObject({ stage: "CALL", ruleSet: "genuine-consensus@1" });
    expect(body.explain[0].code).toMatch(/would-adopt/);
    house.pass(8);
    await passDueDeadlines(base);
    const closed = (await call(visitor, "GET", at)).body;
    expect(closed.summary.outcome).toMatchObject({ code: "ADOPTED_CONSENSUS", adopted: ["1"] });
    expect(closed.summary.shadows.map(({ ruleSet }: { ruleSet: string }) => ruleSet)).toContain(
      "kp-strict@2003",
    );
    const { acts, ruleSet } = (await call(visitor, "GET", `${at}/acts`)).body;
    expect([acts[0].type, acts[1].type, ruleSet]).toEqual(["roster", "submit", "genuine-consensus@1"]);
    expect((await call(visitor, "GET", "/api/items?open=false")).body.items).toHaveLength(1);
    const silent = (await call(visitor, "GET", `/api/silence?seat=${house.of("G")[50]}`)).body.seats;
    expect(silent).toMatchObject([{ asked: 1, silent: 1 }]);
  });

  test("the same Idempotency-Key tables one item", async () => {
    const key = { "idempotency-key": "the-same-key-twice" };
    const first = await call("GH", "POST", "/api/items", example, key);
    const second = await call("GH", "POST", "/api/items", example, key);
    expect(second.body.item).toBe(first.body.item);
  });

  test("a refusal is a sentence that names what is wrong, in the reader's language", async () => {
    const { body } = await call("GH", "POST", "/api/items", example);
    const at = `/api/items/${body.item}/positions`;
    const refused = await call("GH", "POST", at, { positions: [{ code: "S" }] }, { "accept-language": "fr" });
    expect(refused.status).toBe(409);
    expect(refused.body.errors[0].detail).toMatch(/^Aucun appel/);
    expect((await call("GH", "POST", at, { positions: [{ code: "Z" }] })).status).toBeGreaterThanOrEqual(400);
    expect((await call("GH", "POST", "/api/items/nothing/second", {})).status).toBe(404);
    expect((await call(visitor, "POST", at, { positions: [{ code: "S" }] })).status).toBe(401);
    expect((await call("secretariat", "POST", at, { positions: [{ code: "S" }] })).status).toBe(403);
  });
});

describe("the description of these doors", () => {
  let document: Json;
  beforeAll(async () => {
    document = (await call(visitor, "GET", "/api/openapi.json")).body as Json;
  });

  test("has every one of them, and says which are open to everybody", () => {
    const doors = governanceModule.doors.filter(({ path }) => path.startsWith("/api/"));
    for (const { method, path, allow } of doors) {
      const operation = document["paths"]?.[path.replaceAll(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
      expect(operation?.["summary"], path).toBeTruthy();
      const open = (operation?.["security"] as unknown as unknown[] | undefined)?.length === 0;
      expect([path, open]).toEqual([path, mayEnter({ method, path, allow }, [])]);
    }
    expect(doors.length).toBeGreaterThan(30);
  });

  test("has examples that are what their schemas say", () => {
    const schemas = document["components"]?.["schemas"] as unknown as Record<string, Json>;
    const whole = (schema: unknown): Json => {
      if (Array.isArray(schema)) return schema.map(whole) as unknown as Json;
      if (schema === null || typeof schema !== "object") return schema as Json;
      const { $ref, ...rest } = schema as Json;
      if (typeof $ref === "string") return whole(schemas[$ref.split("/").at(-1)!]);
      return Object.fromEntries(
        Object.entries(rest).map(([key, value]) => [key, key === "example" ? value : whole(value)]),
      ) as Json;
    };
    let seen = 0;
    for (const [name, schema] of Object.entries(schemas)) {
      if (schema.example === undefined) continue;
      seen++;
      const result = z.fromJSONSchema(whole(schema)).safeParse(schema.example);
      expect(result.success ? [] : result.error.issues, name).toEqual([]);
    }
    expect(seen).toBeGreaterThan(8);
  });
});

test("no request made the program report a fault of its own", () => {
  expect(bugs).toEqual([]);
});
