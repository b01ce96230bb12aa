// The doors where engineers of other countries try things out: validator, schemas, sandbox. Over a real socket, because the
// first steps of the sandbox are run in a shell as the page gives them.
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { promisify } from "node:util";
import { getRequestListener } from "@hono/node-server";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { goodsProblems, issue, validate } from "#modules/certificates/index.ts";
import { authenticate } from "#modules/identity/index.ts";
import { endSandboxKeys, firstRow, sampleMessages } from "#modules/exchange/index.ts";
import { findFounding } from "#modules/record/index.ts";
import type { App, Founding } from "#modules/record/index.ts";
import {
  authoritiesOf,
  officesOf,
  publishTrustList,
  seedDemonstrationAuthorities,
  seedParticipants,
} from "#modules/scheme/index.ts";
import { loadAssets } from "#ui/assets.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { createApp } from "./app.ts";
import { modules } from "./compose.ts";

const minute = 60_000;
let scheme: TestScheme;
let app: App;
let server: Server;
let base: string;
let founding: Founding | undefined;

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  await publishTrustList(scheme.ctx());
  const { database, keyring } = scheme;
  founding = await findFounding({ db: database.kysely });
  const listener = getRequestListener((request) => app.fetch(request));
  server = createServer((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  app = createApp({
    modules,
    assets: await loadAssets(),
    base: { database, keyring, clock: () => scheme.now, committed: () => undefined },
    authenticate,
    founding: async () => founding,
    report: (error) => {
      throw error;
    },
    baseUrl: base,
  });
});
// Everybody's tries come back.
beforeEach(() => {
  scheme.now += 10 * minute;
});
afterAll(async () => {
  server.close();
  await scheme.close();
});

const post = (
  path: string,
  body: string | FormData | URLSearchParams,
  headers: Record<string, string> = {},
) => fetch(`${base}${path}`, { method: "POST", body, headers });

// oxlint-disable-next-line typescript/no-explicit-any -- the shape is what the tests look at
const reportOn = async (text: string, language = "en"): Promise<any> =>
  (await post("/api/validate", text, { "content-type": "text/plain", "accept-language": language })).json();

describe("the validator", () => {
  test("finds nothing wrong in the good samples, and what is meant to be wrong in the bad ones", async () => {
    for (const { name, good, text } of sampleMessages)
      expect([name, (await reportOn(text)).valid]).toEqual([name, good]);
    const codes = async (name: string): Promise<string[]> => {
      const { problems } = await reportOn(sampleMessages.find((one) => one.name === name)?.text ?? "");
      return problems.map(
        ({ place, field, code }: { place: number; field: string; code: string }) =>
          `${place} ${field} ${code}`,
      );
    };
    expect(await codes("certificates-bad.json")).toEqual([
      "1 goods.lines.0.code CODE_REFUSED",
      "1 goods.lines.0.carats CARATS_NOT_POSITIVE",
      "2  FIELD_UNKNOWN",
      "3 goods.importer.country NOT_AN_EXPORT",
    ]);
    expect(await codes("events-bad.json")).toEqual([
      "1 event NOT_IN_LIST",
      "2 number CERTIFICATE_OR_NUMBER",
      "3 arrivedOn invalid",
    ]);
  });

  test("says it in the reader's language, knows a code, and refuses what is too large or too often", async () => {
    const french = await reportOn('[{"row":"a1","office":"SL-KPA/FNA"}]', "fr");
    expect(french.problems[0].reason).toBe("Répondez à cette question");
    expect((await reportOn("KPC1:NONSENSE")).kind).toBe("code");
    expect((await reportOn("KPC1:NONSENSE")).valid).toBe(false);
    expect((await reportOn("%PDF-1.7 not ours")).kind).toBe("unreadable");
    expect((await post("/api/validate", "x".repeat(1_100_000))).status).toBe(413);
    const statuses = [];
    for (let tries = 0; tries < 40; tries++) statuses.push((await post("/api/validate", "[]")).status);
    expect(statuses.slice(0, 20)).toEqual(statuses.slice(0, 20).map(() => 200));
    expect(statuses.at(-1)).toBe(429);
  });

  test("accepts the code of a certificate that was validated", async () => {
    const goods = sampleMessages[0]!.text;
    const [row] = JSON.parse(goods) as [Parameters<typeof issue>[1] & { row: string }];
    const officer = (role: string, id: string) =>
      scheme.ctx({ id, name: role, organisation: "SL-KPA", roles: [role] });
    const issued = await issue(officer("issuing-officer", "00000000-0000-7000-8000-000000000021"), {
      office: row.office,
      ...(row.goods === undefined ? {} : { goods: row.goods }),
    });
    const { qrText } = await validate(officer("validating-officer", "00000000-0000-7000-8000-000000000022"), {
      certificate: issued.id,
    });
    expect(await reportOn(qrText)).toMatchObject({ kind: "code", valid: true });
    expect(await reportOn(`${qrText.slice(0, -4)}AAAA`)).toMatchObject({ kind: "code", valid: false });
  });

  test("works as a page without script, by text and by file, and its samples fill the form", async () => {
    const filled = await (await fetch(`${base}/developers/validator?sample=certificates-bad.json`)).text();
    expect(filled).toContain("2026-000119");
    const byText = await (
      await post("/developers/validator", new URLSearchParams({ text: sampleMessages[1]!.text }))
    ).text();
    expect(byText).toContain("CARATS_NOT_POSITIVE");
    const form = new FormData();
    form.set("file", new Blob([sampleMessages[3]!.text]), "bad.csv");
    expect(await (await post("/developers/validator", form)).text()).toContain("ROW_REPEATED");
    expect((await post("/developers/validator", new URLSearchParams({ text: "" }))).status).toBe(422);
  });

  test("stores nothing", async () => {
    const count = async () => (await scheme.owner.pool.query("select count(*) from batch")).rows[0];
    const before = await count();
    await reportOn(sampleMessages[0]!.text);
    expect(await count()).toEqual(before);
  });
});

describe("the published schemas", () => {
  test("say the same of the samples as the validator says of their form", async () => {
    for (const name of ["certificate-row", "event-row"]) {
      const schema = (await (await fetch(`${base}/schemas/${name}.json`)).json()) as { $id: string };
      expect(schema.$id).toBe(`${base}/schemas/${name}.json`);
      const ajv = new Ajv2020({ strict: false });
      addFormats.default(ajv);
      const check = ajv.compile(schema);
      const sample = sampleMessages.find(
        (one) => one.name === (name === "event-row" ? "events-bad.json" : "certificates-good.json"),
      );
      const rows = JSON.parse(sample?.text ?? "[]") as unknown[];
      expect([name, rows.map((row) => check(row))]).toEqual([
        name,
        name === "event-row" ? [false, true, false] : [true, true],
      ]);
    }
    expect((await fetch(`${base}/schemas/webhook-message.json`)).status).toBe(200);
    expect((await fetch(`${base}/schemas/people.json`)).status).toBe(404);
  });

  test("and every example of the description of our doors is as its schema says", async () => {
    const document = (await (await fetch(`${base}/api/openapi.json`)).json()) as {
      components: { schemas: Record<string, { example?: unknown }> };
      paths: Record<string, unknown>;
    };
    const ajv = new Ajv2020({ strict: false });
    addFormats.default(ajv);
    ajv.addSchema({ $id: "openapi", components: document.components });
    const ours = [
      "CertificateRow",
      "EventRow",
      "Batch",
      "BatchDetail",
      "BatchRow",
      "BatchMade",
      "RowProblem",
      "Webhook",
      "NewWebhook",
      "MadeWebhook",
      "ValidationReport",
    ];
    for (const name of ours) {
      const example = document.components.schemas[name]?.example;
      expect([name, example === undefined]).toEqual([name, false]);
      const check = ajv.compile({ $ref: `openapi#/components/schemas/${name}` });
      expect([name, check(example), check.errors]).toEqual([name, true, null]);
    }
    for (const path of [
      "/api/batches",
      "/api/batches/{id}/dry-run",
      "/api/batches/{id}/run",
      "/api/webhooks",
      "/api/validate",
    ])
      expect(Object.keys(document.paths)).toContain(path);
  });
});

describe("the sandbox", () => {
  const getKeys = (authority: string) => post("/developers/sandbox", new URLSearchParams({ authority }));
  const keyIn = (html: string): string => /kpk_[0-9a-f]{32}_[A-Za-z0-9_-]{43}/.exec(html)?.[0] ?? "";

  test("gives two keys by one press, and its first steps run in a shell as they stand on the page", async () => {
    const html = await (await getKeys("SL-KPA")).text();
    const steps = [...html.matchAll(/<pre class="code" dir="ltr">([\s\S]*?)<\/pre>/g)].map(([, text = ""]) =>
      text
        .replaceAll("&quot;", '"')
        .replaceAll("&#39;", "'")
        .replaceAll("&gt;", ">")
        .replaceAll("&lt;", "<")
        .replaceAll("&amp;", "&"),
    );
    expect(steps).toHaveLength(7);
    const { stdout } = await promisify(execFile)("bash", ["-euc", steps.join("\necho\n")]);
    expect(stdout).toContain('"organisation":"SL-KPA"');
    expect(stdout).toContain('"ready":1');
    expect(stdout.match(/"done":1/g)).toHaveLength(2);
    expect(stdout).toMatch(/done,[0-9a-f]{32},SL \d{6}/);
  });

  test("is offered for every authority that may trade, with a first certificate that the rules allow", async () => {
    const page = await (await fetch(`${base}/developers/sandbox`)).text();
    const ctx = scheme.ctx();
    for (const authority of (await authoritiesOf(ctx)).filter(({ roles }) => roles.includes("EXPORT"))) {
      const [office] = await officesOf(ctx, authority.code);
      const { goods } = firstRow(authority, office?.code ?? "", "first");
      const problems = office === undefined ? undefined : await goodsProblems(ctx, office.code, goods);
      expect([authority.code, page.includes(`value="${authority.code}"`)]).toEqual([
        authority.code,
        problems?.length === 0,
      ]);
    }
    // Venezuela suspended its own trade.
    expect(page).not.toContain("VE-KPA");
    expect(page).toContain("EU-BE");
  });

  test("ends its keys after seven days, slows them down, and gives few to one address", async () => {
    const key = keyIn(await (await getKeys("SL-KPA")).text());
    const me = () => fetch(`${base}/api/me`, { headers: { authorization: `Bearer ${key}` } });
    expect((await me()).status).toBe(200);
    const statuses = [];
    for (let tries = 0; tries < 140; tries++) statuses.push((await me()).status);
    expect(statuses.at(-1)).toBe(429);
    for (let tries = 0; tries < 5; tries++) await getKeys("SL-KPA");
    expect((await getKeys("SL-KPA")).status).toBe(429);
    const { database, keyring, committed } = scheme.ctx();
    const sweep = () => endSandboxKeys({ database, keyring, committed, clock: () => scheme.now });
    scheme.now += 6 * 24 * 60 * minute;
    await sweep();
    expect((await me()).status).toBe(200);
    scheme.now += 2 * 24 * 60 * minute;
    await sweep();
    expect((await me()).status).toBe(401);
  });

  test("is not there for an unknown authority, the founder, or in a real scheme", async () => {
    expect((await getKeys("KPCS")).status).toBe(404);
    expect((await getKeys("XX-KPA")).status).toBe(404);
    const demonstration = founding;
    if (demonstration !== undefined) founding = { ...demonstration, demonstration: false };
    expect((await getKeys("SL-KPA")).status).toBe(404);
    expect(await (await fetch(`${base}/developers/sandbox`)).text()).not.toContain("<select");
    founding = demonstration;
  });
});
