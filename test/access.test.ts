// The table of roles × routes, walked: whoever no row allows does not get in, whatever stands behind the door.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { roles } from "#core/kp/roles.ts";
import { mayEnter } from "#platform/http/access.ts";
import type { Door } from "#platform/http/access.ts";
import { findFounding } from "#modules/record/index.ts";
import type { Actor, App } from "#modules/record/index.ts";
import { loadAssets } from "#ui/assets.ts";
import { createApp } from "../src/apps/server/app.ts";
import { modules } from "../src/apps/server/compose.ts";
import { testScheme } from "./support/scheme.ts";
import type { TestScheme } from "./support/scheme.ts";

const doors: readonly Door[] = modules.flatMap((module) => module.doors);
const visitors = ["anonymous", ...roles] as const;

let scheme: TestScheme;
let app: App;

beforeAll(async () => {
  scheme = await testScheme();
  const { database, keyring, clock, committed } = scheme.ctx();
  app = createApp({
    modules,
    assets: await loadAssets(),
    base: { database, keyring, clock, committed },
    authenticate: async (_base, headers): Promise<Actor | null> => {
      const role = headers.get("authorization");
      return role === null
        ? null
        : {
            kind: "person",
            id: "0193f000-0000-7000-8000-000000000000",
            name: role,
            organisation: "SL-KPA",
            roles: [role],
            ...(role === "exporter" ? { company: "x" } : {}),
          };
    },
    founding: () => findFounding({ db: database.kysely }),
    report: () => undefined,
    baseUrl: "http://localhost",
  });
});
afterAll(() => scheme.close());

function knock(door: Door, role: string): Promise<Response> {
  const path = door.path
    .replaceAll(/:[a-zA-Z]+(\{[^}]*\})?/g, "0193f000-0000-7000-8000-000000000000")
    .replace(/\*$/, "x");
  const headers: Record<string, string> = {
    origin: "http://localhost",
    host: "localhost",
    "sec-fetch-site": "same-origin",
  };
  if (role !== "anonymous") headers["authorization"] = role;
  return Promise.resolve(
    app.request(`http://localhost${path}`, { method: door.method, headers, redirect: "manual" }),
  );
}

function isTurnedAway(response: Response, role: string, door: Door): boolean {
  if (response.status === 403 || response.status === 401) return true;
  return (
    role === "anonymous" &&
    door.method === "GET" &&
    response.status === 303 &&
    response.headers.get("location")?.startsWith("/sign-in") === true
  );
}

describe("the table of roles × routes", () => {
  const rows = doors.flatMap((door) =>
    visitors.map((role) => ({ door, role, allowed: mayEnter(door, role === "anonymous" ? [] : [role]) })),
  );

  test("turns away everyone whom no row allows", async () => {
    const entered: string[] = [];
    for (const { door, role } of rows.filter((row) => !row.allowed)) {
      if (!isTurnedAway(await knock(door, role), role, door))
        entered.push(`${role} at ${door.method} ${door.path}`);
    }
    expect(entered).toEqual([]);
  }, 120_000);

  test("has one row for each route, and one route for each row", () => {
    const names = (list: readonly { method: string; path: string }[]): string[] =>
      [...new Set(list.map(({ method, path }) => `${method} ${path}`))].sort();
    const routes = app.routes.filter(
      ({ method, path }) => method !== "ALL" && path !== "/*" && !path.startsWith("/assets/"),
    );
    expect(
      names(routes.map(({ method, path }) => ({ method, path: path.replaceAll(/\{[^}]*\}/g, "") }))),
    ).toEqual(names(doors));
  });

  test("names no door twice", () => {
    const names = doors.map(({ method, path }) => `${method} ${path}`);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});

describe("at the door", () => {
  test("an address that is in no row does not exist", async () => {
    expect((await app.request("/certificates/secret/backdoor")).status).toBe(404);
    expect((await app.request("/api/nothing")).headers.get("content-type")).toContain(
      "application/problem+json",
    );
  });

  test("another site cannot act through a person's browser", async () => {
    const door = { method: "POST", path: "/sign-out", allow: "everyone" } as const;
    const foreign = (headers: Record<string, string>) =>
      app.request(`http://localhost${door.path}`, {
        method: "POST",
        headers: { host: "localhost", authorization: "issuing-officer", ...headers },
      });
    expect((await foreign({ origin: "https://evil.example" })).status).toBe(403);
    expect((await foreign({ "sec-fetch-site": "cross-site" })).status).toBe(403);
  });

  test("a body that is too large is refused before it is read", async () => {
    const response = await app.request("http://localhost/verify", {
      method: "POST",
      headers: { "content-length": "52428800", origin: "http://localhost", host: "localhost" },
    });
    expect(response.status).toBe(413);
  });

  test("a file of figures of 200 MB is refused with the way in that it has", async () => {
    const response = await app.request("http://localhost/statistics/datasets/new", {
      method: "POST",
      headers: {
        authorization: "secretariat",
        "content-length": "209715200",
        origin: "http://localhost",
        host: "localhost",
      },
    });
    expect(response.status).toBe(413);
    expect(await response.text()).toContain("kimberlite statistics import FILE");
  });

  test("pages forbid inline script, framing and other hosts", async () => {
    const csp = (await app.request("http://localhost/verify")).headers.get("content-security-policy") ?? "";
    expect(csp).toContain("script-src 'self'");
    expect(csp).toContain("frame-ancestors 'none'");
    expect(csp).not.toContain("unsafe");
  });
});
