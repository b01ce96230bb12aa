// What the machine doors refuse, how they say it, and to whom.
import { describe, expect, test } from "vitest";
import { certificatesModule } from "#modules/certificates/index.ts";
import { mayEnter } from "#platform/http/access.ts";
import { goods, office, people, useMachineDoors } from "../../../test/support/machine-doors.ts";

const doors = useMachineDoors();
const { call, issued } = doors;

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
    const before = doors.bugs.length;
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
    expect(doors.bugs.length).toBe(before);
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
