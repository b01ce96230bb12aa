// The description of the machine doors is true: every door, every example, every answer.
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { certificatesModule } from "#modules/certificates/index.ts";
import { mayEnter } from "#platform/http/access.ts";
import { goods, modules, office, useMachineDoors } from "../../../test/support/machine-doors.ts";
import type { Answer } from "../../../test/support/machine-doors.ts";

const doors = useMachineDoors();
const { call, validated, nextSeal } = doors;

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
    containers: [{ seal: nextSeal() }],
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

  const starts: Readonly<Record<string, string>> = {
    "application/pdf": "%PDF-",
    "application/kp-receipt+cbor": "\x84\x01",
    'application/cose; cose-type="cose-sign1"': "\xd2\x84",
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
        const start = starts[answer.headers.get("content-type") ?? ""] ?? "eyJ";
        expect(
          Buffer.from(answer.body as Uint8Array)
            .toString("latin1")
            .slice(0, start.length),
        ).toBe(start);
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
    expect(cose.headers.get("content-type")).toContain("application/cose");
    expect([...(cose.body as Uint8Array)].slice(0, 2)).toEqual([0xd2, 0x84]);
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
