import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { certificatesModule, forgetAnswers, quickLookUp } from "#modules/certificates/index.ts";
import { identityModule } from "#modules/identity/index.ts";
import { recordModule } from "#modules/record/index.ts";
import type { Actor, App, Sequencer } from "#modules/record/index.ts";
import { schemeModule, seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { mayEnter } from "#platform/http/access.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { createApp } from "./app.ts";

const officer = (place: number, organisation: string, ...roles: string[]): Actor => ({
  kind: "api-key",
  id: `00000000-0000-7000-8000-0000000000${String(place).padStart(2, "0")}`,
  name: `Program ${place}`,
  organisation,
  roles,
});

const people: Readonly<Record<string, Actor>> = {
  counter: officer(11, "SL-KPA", "issuing-officer"),
  desk: officer(12, "SL-KPA", "issuing-officer"),
  validator: officer(13, "SL-KPA", "validating-officer"),
  antwerp: officer(14, "EU-BE", "importing-officer"),
  dubai: officer(15, "AE-KPA", "importing-officer"),
  elsewhere: officer(16, "BW-KPA", "issuing-officer"),
  secretariat: officer(19, "KPCS", "secretariat"),
  clerk: { ...officer(17, "SL-KPA", "exporter"), kind: "person", company: "SL-KPA.one" },
  otherClerk: { ...officer(18, "SL-KPA", "exporter"), kind: "person", company: "SL-KPA.two" },
};

const modules = [recordModule, schemeModule, identityModule, certificatesModule];

let scheme: TestScheme;
let sequencer: Sequencer;
let app: App;
const bugs: unknown[] = [];

/** What the running program does after each commit. */
function committed(database: TestScheme["database"]): void {
  sequencer.nudge();
  forgetAnswers({ database });
}

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  const { database, keyring } = scheme;
  const clock = () => scheme.now;
  sequencer = await scheme.startSequencer({ onError: (error) => bugs.push(error) });
  app = createApp({
    modules,
    assets: { find: () => undefined } as unknown as Parameters<typeof createApp>[0]["assets"],
    base: { database, keyring, clock, committed: () => committed(database) },
    authenticate: async (_, headers) => people[headers.get("authorization")?.slice(7) ?? ""] ?? null,
    founding: async () => undefined,
    report: (error) => bugs.push(error),
    baseUrl: "http://localhost",
  });
});
afterAll(async () => {
  await sequencer.stop();
  await scheme.close();
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- the shape is what the tests look at
  readonly body: any;
}

async function call(
  who: string | null,
  method: "GET" | "POST",
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const text = body === undefined ? "{}" : typeof body === "string" ? body : JSON.stringify(body);
  const response = await app.request(path, {
    method,
    headers: {
      ...(who === null ? {} : { authorization: `Bearer ${who}` }),
      ...(method === "POST"
        ? { "content-type": "application/json", "content-length": String(Buffer.byteLength(text)) }
        : {}),
      ...headers,
    },
    ...(method === "POST" ? { body: text } : {}),
  });
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? await response.json() : new Uint8Array(await response.arrayBuffer()),
  };
}

const goods = {
  origin: { kind: "SINGLE", country: "SL" },
  exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
  importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
  parcels: 1,
  lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
};
const office = "SL-KPA/FNA";

async function issued(): Promise<{ id: string; number: string }> {
  const { status, body } = await call("desk", "POST", "/api/certificates", { office, goods });
  expect(status).toBe(201);
  return body;
}

let seal = 1;
async function validated(): Promise<{ id: string; number: string; qrText: string; seal: string }> {
  const certificate = await issued();
  const name = `SL-T-${seal++}`;
  const { status, body } = await call("validator", "POST", `/api/certificates/${certificate.id}/validate`, {
    containers: [{ seal: name }],
  });
  expect(status).toBe(200);
  return { ...certificate, qrText: body.qrText, seal: name };
}

/** Issued on the application of the clerk's company, and sealed. */
async function ownedByTheClerk(picture: unknown): Promise<string> {
  const applied = await call("clerk", "POST", "/api/applications", {
    office,
    goods,
    evidence: [picture],
    declaration: true,
  });
  const application = applied.body.id as string;
  await call("desk", "POST", `/api/applications/${application}/review`, { decision: "approve" });
  const { body } = await call("desk", "POST", "/api/certificates", { office, application });
  await call("validator", "POST", `/api/certificates/${body.id}/validate`, {
    containers: [{ seal: `SL-T-${seal++}` }],
  });
  return body.id as string;
}

type Json = { readonly [key: string]: Json } & { readonly $ref?: string; readonly example?: unknown };

describe("the description of the machine doors", () => {
  let document: Json;
  beforeAll(async () => {
    document = (await call(null, "GET", "/api/openapi.json")).body as Json;
  });

  const operations = (): [string, string, Json][] =>
    Object.entries(document["paths"] as unknown as Record<string, Record<string, Json>>).flatMap(
      ([path, item]) =>
        Object.entries(item).map(([method, operation]): [string, string, Json] => [
          method.toUpperCase(),
          path,
          operation,
        ]),
    );

  /** References followed, so that a schema stands alone. */
  function whole(schema: unknown): Json {
    if (Array.isArray(schema)) return schema.map(whole) as unknown as Json;
    if (schema === null || typeof schema !== "object") return schema as Json;
    const { $ref, ...rest } = schema as Json;
    if (typeof $ref === "string") {
      const named = (document["components"]!["schemas"] as Record<string, Json>)[$ref.split("/").at(-1)!];
      expect(named, $ref).toBeDefined();
      return whole(named);
    }
    return Object.fromEntries(
      Object.entries(rest).map(([key, value]) => [key, key === "example" ? value : whole(value)]),
    ) as Json;
  }

  const bodyOf = (operation: Json): Json | undefined =>
    operation["requestBody"] === undefined
      ? undefined
      : whole(operation["requestBody"]["content"]!["application/json"]!["schema"]);
  const answerOf = (operation: Json, status: number): Json | undefined => {
    const content = operation["responses"]?.[String(status)]?.["content"]?.["application/json"];
    return content === undefined ? undefined : whole(content["schema"]);
  };

  function matches(schema: Json, value: unknown, what: string): void {
    const result = z.fromJSONSchema(schema).safeParse(value);
    expect(result.success ? [] : result.error.issues, what).toEqual([]);
    const { properties } = schema as { properties?: object };
    if (properties !== undefined)
      expect(Object.keys(properties), what).toEqual(expect.arrayContaining(Object.keys(value as object)));
  }

  test("is OpenAPI 3.1, and every operation has a summary, an id of its own, and says who may use it and how it refuses", () => {
    expect(document["openapi"]).toBe("3.1.0");
    const ids = operations().map(([, , operation]) => operation["operationId"] as unknown as string);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [method, path, operation] of operations()) {
      expect(operation["summary"], path).toBeTruthy();
      expect(operation["responses"]!["default"]!["content"], path).toHaveProperty([
        "application/problem+json",
      ]);
      const door = modules
        .flatMap(({ doors }) => doors)
        .find((one) => one.method === method && one.path === path.replaceAll(/\{(\w+)\}/g, ":$1"));
      const open = (operation["security"] as unknown as unknown[] | undefined)?.length === 0;
      expect([path, method, open]).toEqual([path, method, mayEnter(door!, [])]);
    }
  });

  test("every door under /api is described", () => {
    const described = new Set(
      operations().map(([method, path]) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`),
    );
    const doors = certificatesModule.doors.filter(
      ({ path }) => path.startsWith("/api/") && path !== "/api/openapi.json",
    );
    expect(doors.filter(({ method, path }) => !described.has(`${method} ${path}`))).toEqual([]);
    expect(doors.length).toBeGreaterThan(18);
  });

  test("every example of a schema is one", () => {
    let seen = 0;
    for (const [name, schema] of Object.entries(document["components"]!["schemas"] as Record<string, Json>)) {
      if (schema.example === undefined) continue;
      seen++;
      matches(whole(schema), schema.example, name);
    }
    expect(seen).toBeGreaterThan(15);
  });

  const starts: Readonly<Record<string, RegExp>> = {
    "application/pdf": /^%PDF-/,
    "application/kp-receipt+cbor": /^\x84\x01/,
    'application/cose; cose-type="cose-sign1"': /^\xd2\x84/,
  };

  test("the example of every request, sent in order, is accepted, and its answer is as described", async () => {
    const made = new Map<string, string>();
    const sent = new Set<string>();
    /** Only what was made a step before is put into the example: ids, which no example can know. */
    const step = async (
      who: string | null,
      method: "GET" | "POST",
      path: string,
      ids: Record<string, unknown> = {},
      query = "",
    ): Promise<Answer> => {
      sent.add(`${method} ${path}`);
      const operation = operations().find(([one, where]) => one === method && where === path)?.[2];
      expect(operation, path).toBeDefined();
      const example = bodyOf(operation!)?.example;
      const address = path.replace(
        /\{(id|source|document)\}/,
        (_, name) =>
          made.get(
            name === "document" ? name : path.includes("applications") ? "application" : "certificate",
          ) ?? "",
      );
      const answer = await call(
        who,
        method,
        address + query,
        example === undefined ? undefined : { ...(example as object), ...ids },
      );
      expect([path, answer.status, answer.status < 300 ? null : answer.body]).toEqual([
        path,
        answer.status,
        null,
      ]);
      const schema = answerOf(operation!, answer.status);
      if (schema !== undefined) matches(schema, answer.body, `${method} ${path}`);
      else {
        const start = starts[answer.headers.get("content-type") ?? ""] ?? /^eyJ[\w-]+\./;
        expect(Buffer.from(answer.body as Uint8Array).toString("latin1")).toMatch(start);
      }
      return answer;
    };

    made.set("application", (await step("counter", "POST", "/api/applications")).body.id);
    await step("desk", "GET", "/api/applications");
    await step("desk", "GET", "/api/applications/{id}");
    await step("desk", "POST", "/api/applications/{id}/review");
    const fromApplication = await call("desk", "POST", "/api/certificates", {
      office,
      application: made.get("application"),
    });
    expect(fromApplication.status).toBe(201);

    made.set("certificate", (await step("desk", "POST", "/api/certificates")).body.id);
    const second = (await step("desk", "POST", "/api/certificates/batch")).body.certificates[0].id;
    await step("desk", "GET", "/api/certificates");
    await step("desk", "GET", "/api/certificates/{id}/preview.pdf");
    await step("validator", "POST", "/api/certificates/{id}/validate");
    await step("validator", "POST", "/api/certificates/validate-batch", {
      items: [{ certificate: second, containers: [{ seal: "SL-A-0012346" }] }],
    });
    await step("desk", "POST", "/api/sheets");
    await step("desk", "POST", "/api/certificates/{id}/print");
    await step("desk", "POST", "/api/certificates/{id}/print-outcome");
    await step("desk", "GET", "/api/sheets");
    await step("desk", "GET", "/api/certificates/{id}/file");
    await step("desk", "GET", "/api/certificates/{id}/untp");
    await step("desk", "GET", "/api/certificates/{id}/kp-receipt");
    const { act } = (await step("desk", "GET", "/api/certificates/{id}/receipt")).body;
    const cose = await call(null, "GET", `/api/acts/${act}/cose-receipt`);
    expect(Buffer.from(cose.body as Uint8Array).toString("latin1")).toMatch(
      starts[cose.headers.get("content-type") ?? ""] ?? /^$/,
    );
    await step("desk", "POST", "/api/certificates/{id}/export");
    await step("antwerp", "GET", "/api/arrivals");
    await step(null, "GET", "/api/certificates/{id}/status");
    await step("antwerp", "POST", "/api/certificates/{id}/present");
    await step("antwerp", "POST", "/api/certificates/{id}/confirm");
    await step("antwerp", "GET", "/api/incoming");
    await step("antwerp", "GET", "/api/incoming/{source}");
    await step("antwerp", "POST", "/api/incoming/{source}/losses");
    await step("desk", "GET", "/api/certificates/{id}/sources");
    made.set("document", (await step("desk", "POST", "/api/documents")).body.id);
    await step("desk", "GET", "/api/documents");
    await step("elsewhere", "GET", "/api/documents/{document}");
    await step("elsewhere", "POST", "/api/documents/{document}/use");
    await step("desk", "POST", "/api/documents/{document}/close");
    await step("desk", "GET", "/api/certificates/{id}");
    // What else can happen, each on a certificate that stands where it may.
    const life = "/api/certificates/{id}/";
    const sealed = async (): Promise<void> => void made.set("certificate", (await validated()).id);
    await sealed();
    const own = `/api/certificates/${made.get("certificate")}`;
    await call("desk", "POST", `${own}/print`);
    await call("desk", "POST", `${own}/print-outcome`, { outcome: "right" });
    await call("desk", "POST", `${own}/export`);
    await step("desk", "POST", `${life}notice`);
    await step("desk", "POST", `${life}endorse`);
    await step("dubai", "POST", `${life}enter-transit`);
    await step("dubai", "POST", `${life}leave-transit`);
    await step("dubai", "POST", `${life}report-forgery`);
    await call("antwerp", "POST", `${own}/present`);
    await step("antwerp", "POST", `${life}detain`);
    await step("antwerp", "POST", `${life}release`);
    await step("antwerp", "POST", `${life}send-back`);
    await sealed();
    await step("desk", "POST", `${life}report-lost`);
    await step("dubai", "POST", `${life}report-found`);
    await step("desk", "POST", `${life}report-stolen`);
    await call("dubai", "POST", `/api/certificates/${made.get("certificate")}/present`);
    await call("dubai", "POST", `/api/certificates/${made.get("certificate")}/detain`, {
      reason: "NO_VALID_CERTIFICATE",
    });
    await step("dubai", "POST", `${life}forfeit`);
    await sealed();
    await step("desk", "POST", `${life}return`);
    await sealed();
    await step("desk", "POST", `${life}replace`);
    await sealed();
    await step("desk", "POST", `${life}invalidate`);
    const example = bodyOf(
      operations()
        .find(([method, path]) => method === "POST" && path === "/api/applications")!
        .at(2) as Json,
    )!.example as {
      evidence: readonly unknown[];
    };
    made.set("certificate", await ownedByTheClerk(example.evidence[0]));
    await step("clerk", "POST", `${life}ask`);
    await step("desk", "POST", `${life}decline`);
    await step(null, "GET", "/api/verify", {}, "?participant=SL&number=004401");
    await step(null, "POST", "/api/verify");
    await step("secretariat", "POST", "/api/status-list");
    await step("antwerp", "POST", "/api/scans");

    const described = certificatesModule.doors
      .filter(({ path }) => path.startsWith("/api/") && path !== "/api/openapi.json")
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, "{$1}")}`);
    expect(described.filter((operation) => !sent.has(operation))).toEqual([]);
  }, 60_000);
});

describe("refusals", () => {
  test("are problem details, with every field that is wrong as a path into the request and a sentence", async () => {
    const wrong = { ...goods, lines: [{ code: "7104.21", carats: "12,5", usd: "1.234" }] };
    const { status, headers, body } = await call("desk", "POST", "/api/certificates", {
      office,
      goods: wrong,
    });
    expect(status).toBe(400);
    expect(headers.get("content-type")).toBe("application/problem+json");
    expect(body).toMatchObject({
      type: "/problems/malformed-request",
      status: 400,
      code: "malformed-request",
    });
    expect(body.errors.map(({ field, code }: { field: string; code: string }) => [field, code])).toEqual([
      ["goods.lines.0.carats", "decimal-comma"],
      ["goods.lines.0.usd", "too-many-decimals"],
    ]);
    for (const { detail } of body.errors) expect(detail.length).toBeGreaterThan(10);
  });

  test("of the rules come all at once", async () => {
    const wrong = {
      ...goods,
      importer: { ...goods.importer, country: "SL" },
      lines: [
        { code: "7104.21", carats: "0", usd: "1" },
        { code: "7102.31", carats: "9999999999999.99", usd: "0.00" },
      ],
    };
    const { status, body } = await call("desk", "POST", "/api/certificates", { office, goods: wrong });
    expect(status).toBe(422);
    expect(body.errors.map(({ code }: { code: string }) => code)).toEqual(
      expect.arrayContaining([
        "CODE_REFUSED",
        "CARATS_NOT_POSITIVE",
        "CARATS_TOO_LARGE",
        "VALUE_NOT_POSITIVE",
        "NOT_AN_EXPORT",
      ]),
    );
  });

  test("come in the language asked for", async () => {
    const { body } = await call(
      "desk",
      "POST",
      "/api/certificates",
      { office, goods: { ...goods, parcels: 0 } },
      { "accept-language": "fr" },
    );
    expect(body.title).toMatch(/envoyées|lues/);
  });

  test("a body that is no JSON, of another type, or with both an application and goods, is no bug", async () => {
    const before = bugs.length;
    expect(await call("desk", "POST", "/api/certificates", "{")).toMatchObject({
      status: 400,
      body: { code: "malformed-request" },
    });
    expect(
      await call("desk", "POST", "/api/certificates", "{}", { "content-type": "text/plain" }),
    ).toMatchObject({ status: 415, body: { code: "wrong-media-type" } });
    const both = { office, goods, application: "019e825e-4c00-7a31-b5ce-2f0a6d1c9e44" };
    expect((await call("desk", "POST", "/api/certificates", both)).body.errors).toMatchObject([
      { field: "goods", code: "ONE_OF_TWO" },
    ]);
    expect((await call("desk", "POST", "/api/certificates", { office })).body.errors).toMatchObject([
      { field: "goods", code: "ONE_OF_TWO" },
    ]);
    expect((await call("desk", "GET", "/api/certificates/nothing")).status).toBe(404);
    expect((await call("desk", "GET", `/api/certificates/${"0".repeat(32)}`)).status).toBe(404);
    expect(bugs.length).toBe(before);
  });

  test("evidence that is not what it claims, not base64, or for an unknown office is named", async () => {
    const evidence = [
      {
        name: "a.pdf",
        kind: "other",
        mediaType: "application/pdf",
        content: Buffer.from("hello").toString("base64"),
        carats: "1",
      },
    ];
    const application = { office: "SL-KPA/XXX", goods, evidence, declaration: true, company: "one" };
    const { status, body } = await call("counter", "POST", "/api/applications", application);
    expect([
      status,
      body.errors.map(({ field, code }: { field: string; code: string }) => [field, code]),
    ]).toEqual([
      422,
      [
        ["office", "office-unknown"],
        ["evidence.0.content", "file.not-what-it-claims"],
      ],
    ]);
    const text = { ...application, evidence: [{ ...evidence[0], content: "no base64!" }] };
    expect((await call("counter", "POST", "/api/applications", text)).body.errors).toMatchObject([
      { field: "evidence.0.content", code: "NOT_BASE64" },
    ]);
  });
});

describe("who may", () => {
  test("nobody enters a door that the table does not open to their role", async () => {
    const doors = certificatesModule.doors.filter(
      ({ path, allow }) => path.startsWith("/api/") && allow !== "everyone",
    );
    expect(doors.length).toBeGreaterThan(12);
    for (const door of doors) {
      const path = door.path.replace(":id", "0".repeat(32));
      const method = door.method as "GET" | "POST";
      expect([path, (await call(null, method, path)).status]).toEqual([path, 401]);
      for (const [name, { roles }] of Object.entries(people)) {
        const { status } = await call(name, method, path);
        if (!mayEnter(door, roles)) expect([path, name, status]).toEqual([path, name, 403]);
        else expect([path, name, status]).not.toEqual([path, name, 403]);
      }
    }
  });

  test("another authority's certificate does not exist, neither to read nor to act on", async () => {
    const { id } = await issued();
    for (const path of ["", "/preview.pdf", "/receipt"])
      expect((await call("elsewhere", "GET", `/api/certificates/${id}${path}`)).status).toBe(404);
    expect((await call("dubai", "GET", `/api/certificates/${id}`)).status).toBe(404);
    expect((await call("elsewhere", "POST", `/api/certificates/${id}/print`)).status).toBe(404);
    expect((await call("elsewhere", "POST", `/api/certificates/${id}/export`)).status).toBe(404);
    expect((await call("antwerp", "GET", `/api/certificates/${id}`)).status).toBe(200);
    expect((await call("antwerp", "GET", `/api/certificates/${id}`)).body.qrText).toBeNull();
  });

  test("an exporter's clerk sees the own company's applications only", async () => {
    const picture =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";
    const evidence = [
      {
        name: "invoice.png",
        kind: "export-invoice",
        mediaType: "image/png",
        content: picture,
        carats: "1234.50",
      },
    ];
    const { status, body } = await call("clerk", "POST", "/api/applications", {
      office,
      goods,
      evidence,
      declaration: true,
      company: "SL-KPA.two",
    });
    expect(status).toBe(201);
    expect((await call("clerk", "GET", `/api/applications/${body.id}`)).body.company).toBe("SL-KPA.one");
    expect((await call("otherClerk", "GET", `/api/applications/${body.id}`)).status).toBe(404);
    expect((await call("otherClerk", "GET", "/api/applications")).body.applications).toEqual([]);
  });
});

describe("done once", () => {
  test("the same key with the same request issues one certificate and gives the same answer", async () => {
    const key = { "idempotency-key": "parcel-0001" };
    const count = async (): Promise<number> =>
      (await call("desk", "GET", "/api/certificates?limit=1")).body.total;
    const before = await count();
    const first = await call("desk", "POST", "/api/certificates", { office, goods }, key);
    const again = await call("desk", "POST", "/api/certificates", { office, goods }, key);
    expect(again.body).toEqual(first.body);
    expect([first.status, again.status, again.headers.get("idempotent-replayed")]).toEqual([
      201,
      201,
      "true",
    ]);
    expect(await count()).toBe(before + 1);
    const other = await call(
      "desk",
      "POST",
      "/api/certificates",
      { office, goods: { ...goods, parcels: 2 } },
      key,
    );
    expect([other.status, other.body.code]).toEqual([409, "idempotency-key-reused"]);
  });

  test("every kind of answer is the same the second time, a printed file byte for byte", async () => {
    const certificate = await issued();
    const twice = async (who: string, path: string, body?: unknown): Promise<Answer> => {
      const key = { "idempotency-key": `twice-${path}-${certificate.id}`.replaceAll("/", "-") };
      const first = await call(who, "POST", path, body, key);
      const again = await call(who, "POST", path, body, key);
      expect([path, first.status]).toEqual([path, path.endsWith("batch") ? first.status : 200]);
      expect(again.body).toEqual(first.body);
      expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([first.status, "true"]);
      return first;
    };
    const at = (act: string): string => `/api/certificates/${certificate.id}/${act}`;
    await twice("validator", at("validate"), { containers: [{ seal: "SL-TWICE-1" }] });
    const printed = await twice("desk", at("print"));
    expect(Buffer.from(printed.body).subarray(0, 5).toString()).toBe("%PDF-");
    await twice("desk", at("print-outcome"), { outcome: "right" });
    await twice("desk", at("export"));
    await twice("antwerp", at("present"), {});
    await twice("desk", "/api/certificates/batch", {
      items: [
        { office, goods },
        { office, goods },
      ],
    });
    expect(
      (await call("desk", "GET", `/api/certificates/${certificate.id}`)).body.timeline.map(
        ({ kind }: { kind: string }) => kind,
      ),
    ).toEqual(["issued", "validated", "printed", "exported", "presented"]);
  });
});

describe("batches", () => {
  const total = async (): Promise<number> =>
    (await call("desk", "GET", "/api/certificates?limit=1")).body.total;

  test("are issued all or none, and every problem names its row", async () => {
    const before = await total();
    const bad = { ...goods, lines: [{ code: "7102.31", carats: "0", usd: "1" }] };
    const { status, body } = await call("desk", "POST", "/api/certificates/batch", {
      items: [
        { office, goods },
        { office, goods: bad },
        { office, goods },
        { office, goods: bad },
      ],
    });
    expect([status, body.errors.map(({ field }: { field: string }) => field)]).toEqual([
      422,
      ["items.1.lines.0.carats", "items.3.lines.0.carats"],
    ]);
    const alone = await call("desk", "POST", "/api/certificates/batch", { items: [{ office, goods: bad }] });
    expect(alone.body.errors.map(({ field }: { field: string }) => field)).toEqual([
      "items.0.lines.0.carats",
    ]);
    expect(await total()).toBe(before);
  });

  test("give numbers one after another, and are validated together or not at all", async () => {
    const { status, body } = await call("desk", "POST", "/api/certificates/batch", {
      items: Array.from({ length: 20 }, () => ({ office, goods })),
    });
    expect(status).toBe(201);
    const serials = body.certificates.map(({ number }: { number: string }) => Number(number.slice(3)));
    expect(serials).toEqual(serials.map((_: number, i: number) => serials[0] + i));
    const items = body.certificates.map(({ id }: { id: string }, i: number) => ({
      certificate: id,
      containers: [{ seal: `SL-B-${i}` }],
    }));
    const withStranger = [...items, { certificate: "0".repeat(32), containers: [{ seal: "X" }] }];
    expect(
      (await call("validator", "POST", "/api/certificates/validate-batch", { items: withStranger })).status,
    ).toBe(404);
    expect(
      (await call("validator", "POST", "/api/certificates/validate-batch", { items: [items[0], items[0]] }))
        .body.errors,
    ).toMatchObject([{ field: "items.1.certificate", code: "REPEATED" }]);
    const sealed = await call("validator", "POST", "/api/certificates/validate-batch", { items });
    expect(sealed.body.certificates).toHaveLength(20);
    expect((await call("desk", "GET", `/api/certificates/${items[0].certificate}`)).body.state).toBe(
      "VALIDATED",
    );
  });

  test("of more than a thousand are refused before anything is read", async () => {
    const { status, body } = await call("desk", "POST", "/api/certificates/batch", {
      items: Array.from({ length: 1_001 }, () => ({ office, goods })),
    });
    expect([status, body.errors[0].code]).toEqual([400, "too_big"]);
  });
});

describe("is this paper good?", () => {
  const byNumber = (number: string): Promise<Answer> =>
    call(null, "GET", `/api/verify?number=${encodeURIComponent(number)}`);
  const byText = (text: string): Promise<Answer> => call(null, "POST", "/api/verify", { text });

  test("the answer follows the register at once, through every step, by number and by code", async () => {
    const certificate = await issued();
    expect((await byNumber(certificate.number)).body.state).toBe("not-released");
    const { body } = await call("validator", "POST", `/api/certificates/${certificate.id}/validate`, {
      containers: [{ seal: "SL-F-1" }],
    });
    const open = await byNumber(certificate.number);
    expect([open.body.state, open.body.sentence]).toEqual([
      "valid",
      expect.stringContaining("Not yet confirmed"),
    ]);
    const scanned = await byText(`${body.qrText}\n`);
    expect(scanned.body).toMatchObject({
      state: "valid",
      content: { number: certificate.number, seals: ["SL-F-1"], lines: [{ carats: "1234.50" }] },
    });
    await call("desk", "POST", `/api/certificates/${certificate.id}/print`);
    await call("antwerp", "POST", `/api/certificates/${certificate.id}/present`, {});
    const match = { mark: "match" };
    const done = await call("antwerp", "POST", `/api/certificates/${certificate.id}/confirm`, {
      checklist: {
        SEALS: match,
        PARCELS: match,
        CARATS: match,
        VALUE: match,
        CODES: match,
        DATES: match,
        STATUS: match,
        CONSIGNMENT: match,
      },
      actuals: { seals: [{ seal: "SL-F-1", intact: true }], parcels: 1, lines: goods.lines },
    });
    expect(done.body).toEqual({ outcome: "full", mismatches: [] });
    const afterwards = (await byNumber(certificate.number)).body;
    expect(afterwards).toMatchObject({ state: "used", facts: { by: "EU-BE", since: "2026-06-01" } });
    const used = await byText(body.qrText);
    expect(used.body.state).toBe("used");
    expect(used.body.content).toBeUndefined();
    expect((await call(null, "GET", `/api/certificates/${certificate.id}/status`)).body).toMatchObject({
      state: "used",
      by: "EU-BE",
      since: "2026-06-01",
    });
  });

  test("a number tells no party, weight, value, destination, id, nor anything that is in the log", async () => {
    const { number, id, seal: name } = await validated();
    const text = JSON.stringify((await byNumber(number)).body);
    for (const secret of [
      "Diamonds Ltd",
      "Rough NV",
      "Antwerp",
      "1234",
      "456789",
      '"BE"',
      '"EU"',
      id,
      name,
      "SL-KPA/FNA",
    ])
      expect([secret, text.includes(secret)]).toEqual([secret, false]);
    const status = JSON.stringify((await call(null, "GET", `/api/certificates/${id}/status`)).body);
    expect(status).not.toContain(number.slice(3));
  });

  test("another process's act is seen within a quarter of a second", async () => {
    const { number, id } = await issued();
    expect((await byNumber(number)).body.state).toBe("not-released");
    // Written past this process's own knowledge, as another process would.
    await scheme.owner.pool.query(
      "update certificate set validated_at = issued_at, state = 'VALIDATED' where public_id = decode($1, 'hex')",
      [id],
    );
    await new Promise((resolve) => setTimeout(resolve, 260));
    expect((await byNumber(number)).body.state).toBe("valid");
  });

  test("the quick look-up says what the door says, follows the register as well, and leaves to the door what is not its own", async () => {
    const { database, keyring } = scheme;
    const quick = quickLookUp({ database, keyring, clock: () => scheme.now, committed: () => undefined });
    const { number, id } = await issued();
    const path = `/api/verify?number=${encodeURIComponent(number)}`;
    const ask = async (headers: Record<string, string> = {}): Promise<{ state: string }> => {
      const given = await quick({ method: "GET", url: path, headers });
      expect(given?.headers["Content-Length"]).toBe(Buffer.byteLength(given?.text ?? ""));
      return JSON.parse(given?.text ?? "null") as { state: string };
    };
    for (let again = 0; again < 3; again++) expect(await ask()).toEqual((await byNumber(number)).body);
    expect(await ask({ "accept-language": "fr" })).toEqual(
      (await call(null, "GET", path, undefined, { "accept-language": "fr" })).body,
    );
    await call("validator", "POST", `/api/certificates/${id}/validate`, { containers: [{ seal: "SL-Q-1" }] });
    expect((await ask()).state).toBe("valid");
    const left = [
      { method: "GET", url: path, headers: { cookie: "a=b" } },
      { method: "HEAD", url: path, headers: {} },
      { method: "GET", url: "/api/verify", headers: {} },
      { method: "GET", url: `${path}&lang=fr`, headers: {} },
      { method: "GET", url: `/api/verify?number=${"1".repeat(81)}`, headers: {} },
    ];
    for (const request of left) expect(await quick(request)).toBeUndefined();
  });

  test("what is no number, no code, or not issued has its own answer", async () => {
    expect((await byNumber("SL 009999")).body).toMatchObject({
      state: "unknown-number",
      asked: { participant: "SL", number: "SL 009999" },
    });
    expect((await byNumber("KE 0001")).body.state).toBe("not-a-participant");
    expect((await byNumber("'; drop table certificate; --")).body.state).toBe("unknown-number");
    expect((await byText("https://example.org")).body.state).toBe("not-our-code");
    const { qrText } = await validated();
    expect((await byText(`${qrText.slice(0, -1)}${qrText.endsWith("0") ? "1" : "0"}`)).body.state).toBe(
      "signature-wrong",
    );
    expect((await call(null, "GET", "/api/verify")).status).toBe(400);
    expect((await call(null, "GET", `/api/certificates/${"0".repeat(32)}/status`)).status).toBe(404);
  });

  test("many numbers asked at once are answered each with its own", async () => {
    const { body } = await call("desk", "POST", "/api/certificates/batch", {
      items: Array.from({ length: 30 }, () => ({ office, goods })),
    });
    const numbers: string[] = body.certificates.map(({ number }: { number: string }) => number);
    const answers = await Promise.all([...numbers, "SL 009998"].map(byNumber));
    expect(answers.map(({ body: { asked, state } }) => [asked.number, state])).toEqual([
      ...numbers.map((number) => [number, "not-released"]),
      ["SL 009998", "unknown-number"],
    ]);
  });
});

test("nothing that was sent here was a bug", () => {
  expect(bugs).toEqual([]);
});
