// Releases on a real database: what is published stays as it is, a later one restates in the one table, nothing withheld gets out,
// and the record gives the same rows again.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "#platform/keys/random.ts";
import { toHex } from "#core/encoding/bytes.ts";
import { readSdmxCsv } from "#core/statistics/sdmx/read-csv.ts";
import { readDelimited } from "#platform/files/sheet-csv.ts";
import { openZip } from "#platform/files/zip.ts";
import { audit, inTransaction, rebuild, record, recordActKinds } from "#modules/record/index.ts";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { schemeActKinds, seedParticipants } from "#modules/scheme/index.ts";
import { siteOf } from "../../../../test/support/site.ts";
import type { Site } from "../../../../test/support/site.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { returnFiled } from "../acts.ts";
import type { RowFacts } from "../facts.ts";
import { findObservations } from "../figures/store.ts";
import { statisticsModule } from "../index.ts";
import { publishRelease } from "./commands/publish.ts";
import { getRelease } from "./queries.ts";

const baseUrl = "https://kp.example";
const day = 86_400_000;
let scheme: TestScheme;
let site: Site;
let actor: Actor | null = null;

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  site = siteOf(scheme, statisticsModule, async () => actor);
});
afterAll(() => scheme.close());

const row = (given: Partial<RowFacts>): RowFacts => ({
  flow: "PRODUCTION",
  counterpart: "_Z",
  product: "_T",
  mining: "LSM",
  origin: "_Z",
  carats: null,
  usd: null,
  count: null,
  status: "NORMAL",
  valuation: null,
  note: null,
  ...given,
});

let filed = 0;
async function file(
  participant: string,
  type: string,
  period: string,
  rows: readonly RowFacts[],
  version = 1,
) {
  filed += 1;
  const ctx: Ctx = scheme.ctx();
  await inTransaction(ctx, (tx) =>
    record(tx, returnFiled, {
      subject: `return:${participant}:${type}:${period}`,
      public: { participant, type: type as "TRADE", period, version, kind: "FIGURE", status: "NORMAL" },
      private: { rows, why: "", findings: [], file: null },
    }),
  );
}

const publish = (period: string) =>
  publishRelease(
    scheme.ctx(),
    {
      period,
      types: ["PRODUCTION", "TRADE", "CERTIFICATES"],
      partners: "SUMMED",
      cutOff: new Date(scheme.now).toISOString(),
      note: "",
    },
    baseUrl,
  );

const get = async (path: string, headers: Record<string, string> = {}) => site.browser().get(path, headers);

describe("a release", () => {
  test("has what was filed by its cut-off, its files bear the checksums of its act, and they read back", async () => {
    await file("SL", "PRODUCTION", "2025-S1", [row({ carats: 12_345, usd: 99_999 })]);
    await file("BW", "PRODUCTION", "2025-S1", [row({ carats: 700, usd: 800, status: "WITHHELD" })]);
    await file("SL", "TRADE", "2025-Q1", [
      row({ flow: "EXPORT", counterpart: "AE", product: "7102.31", mining: "_T", carats: 500, usd: 7_000 }),
    ]);
    scheme.now += day;
    const { id } = await publish("2025");
    expect(id).toBe("2025-1");
    const { row: release } = await getRelease(scheme.ctx(), id);
    expect(release.not_filed).toContain("SL PRODUCTION 2025-S2");
    expect(release.not_filed).not.toContain("SL PRODUCTION 2025-S1");
    for (const { name, digest, bytes } of release.files) {
      const answer = await get(`/statistics/releases/${id}/files/${name}`);
      const content = new Uint8Array(await answer.arrayBuffer());
      expect([name, toHex(sha256(content)), content.length]).toEqual([name, digest, bytes]);
      expect(answer.headers.get("cache-control")).toContain("immutable");
      const again = await get(`/statistics/releases/${id}/files/${name}`, { "if-none-match": `"${digest}"` });
      expect(again.status).toBe(304);
    }
    const csv = await (await get(`/statistics/releases/${id}/files/sdmx-2.csv`)).arrayBuffer();
    const sheet = readDelimited(new Uint8Array(csv));
    const reading = sheet.ok ? readSdmxCsv(sheet.rows, true) : undefined;
    expect(reading).toMatchObject({ ok: true });
    expect(reading?.ok === true && reading.observations).toEqual(
      await findObservations({ db: scheme.database.kysely }, { sources: ["RELEASE"], openOnly: true }),
    );
  });

  test("gives no withheld amount, in no file and on no page", async () => {
    const { row: release } = await getRelease(scheme.ctx(), "2025-1");
    const paths = [
      ...release.files.map(({ name }) => `/statistics/releases/2025-1/files/${name}`),
      "/statistics/releases/2025-1",
      "/statistics/annual/2025",
    ];
    for (const path of paths) {
      const text = await (await get(path)).text();
      if (!path.endsWith(".xlsx")) expect([path, /\b7\.00\b|\b8\.00\b/.test(text)]).toEqual([path, false]);
    }
  });

  test("a later one restates what was corrected, and the earlier stays as it was", async () => {
    const page = await (await get("/statistics/releases/2025-1")).text();
    scheme.now += day;
    await file("SL", "PRODUCTION", "2025-S1", [row({ carats: 22_222, usd: 99_999 })], 2);
    scheme.now += day;
    const { id } = await publish("2025");
    const second = await getRelease(scheme.ctx(), id);
    expect([id, second.row.restated, second.restated.length]).toEqual(["2025-2", 1, 1]);
    expect(second.restated[0]).toMatchObject({ before: { carats: 12_345n }, after: { carats: 22_222n } });
    const first = await getRelease(scheme.ctx(), "2025-1");
    expect(
      first.figures.find(({ reporter, flow }) => reporter === "SL" && flow === "PRODUCTION")?.carats,
    ).toBe(12_345n);
    expect(first.next?.id).toBe("2025-2");
    const now = await (await get("/statistics/releases/2025-1")).text();
    expect(now.length).toBeGreaterThan(page.length);
  });

  test("the ladder of revisions is in the one table", async () => {
    const asked = {
      sources: ["RELEASE"],
      reporters: ["SL"],
      flows: ["PRODUCTION"],
      openOnly: true,
      everyVintage: true,
    } as const;
    const vintages = await findObservations({ db: scheme.database.kysely }, asked);
    expect(vintages.map(({ carats, knownUntil }) => [carats, knownUntil === null])).toEqual([
      [12_345n, false],
      [22_222n, true],
    ]);
  });

  test("of a period for which nobody filed is refused", async () => {
    await expect(publish("2019")).rejects.toMatchObject({
      fields: [{ field: "period", code: "release-empty" }],
    });
  });

  test("is published by the Secretariat alone, which looks first", async () => {
    actor = null;
    expect((await get("/statistics/releases/new")).status).toBe(401);
    actor = { ...scheme.ctx().actor, roles: ["analyst"] };
    expect((await get("/statistics/releases/new")).status).toBe(403);
    actor = scheme.ctx().actor;
    const fields = { period: "2025-S1", types: ["PRODUCTION"], cutOff: "", note: "" };
    const look = await site.browser().postForm("/statistics/releases/new", { ...fields, step: "look" });
    expect([look.status, (await look.text()).includes("What would be published")]).toEqual([200, true]);
    const bad = await site.browser().postForm("/statistics/releases/new", { ...fields, period: "June" });
    expect(bad.status).toBe(422);
    const done = await site.browser().postForm("/statistics/releases/new", { ...fields, step: "publish" });
    expect([done.status, done.headers.get("location")]).toEqual([303, "/statistics/releases/2025-S1-1"]);
    actor = null;
  });

  test("has a page, a list, a feed, the annual summary and its PDF for everybody", async () => {
    for (const path of ["/statistics/releases", "/statistics/releases.atom", "/statistics/annual/2025"])
      expect([path, (await get(path)).status]).toEqual([path, 200]);
    const pdf = await get("/statistics/annual/2025/pdf?lang=fr");
    expect(new TextDecoder().decode((await pdf.arrayBuffer()).slice(0, 5))).toBe("%PDF-");
    for (const path of [
      "/statistics/annual/2019",
      "/statistics/releases/2025-9",
      "/statistics/releases/2025-1/files/x",
    ])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });

  test("is made again from the record alone", async () => {
    await scheme.sequence();
    const kinds = [...recordActKinds, ...schemeActKinds, ...statisticsModule.actKinds];
    expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
    const before = await findObservations(
      { db: scheme.database.kysely },
      { openOnly: false, everyVintage: true },
    );
    await rebuild(scheme.owner.kysely, kinds);
    const after = await findObservations(
      { db: scheme.database.kysely },
      { openOnly: false, everyVintage: true },
    );
    expect(after).toEqual(before);
    expect(filed).toBe(4);
  });
});

describe("the doors of data", () => {
  const rows = async (path: string, headers: Record<string, string> = {}): Promise<readonly string[]> => {
    const answer = await get(path, headers);
    expect([path, answer.status]).toEqual([path, 200]);
    return (await answer.text()).trim().split("\r\n").slice(1);
  };
  const csv = { accept: "application/vnd.sdmx.data+csv; version=2.1.0" };
  const production = "/sdmx/3/data/dataflow/KP/PRODUCTION/1.0.0";

  test("give what stands now, what stood on a day, and every vintage", async () => {
    const key = `${production}/S.SL.*.*.*.*.*.*.*`;
    const amountsOf = async (path: string) => (await rows(path, csv)).map((line) => line.split(",")[13]);
    expect(await amountsOf(key)).toEqual(["222.22"]);
    expect(await amountsOf(`${key}?asOf=2026-06-02`)).toEqual(["123.45"]);
    expect(await amountsOf(`${key}?includeHistory=true`)).toEqual(["123.45", "222.22"]);
    expect(await amountsOf(`${key}?updatedAfter=2026-06-03T00:00:00Z`)).toEqual(["222.22"]);
    expect(await amountsOf(`${production}?c[REPORTER]=SL&c[TIME_PERIOD]=ge:2025-S1+le:2025-S2`)).toEqual([
      "222.22",
    ]);
  });

  test("choose the form by format and by Accept, and say so", async () => {
    const typeOf = async (path: string, accept?: string) =>
      (await get(path, accept === undefined ? {} : { accept })).headers.get("content-type");
    expect(await typeOf(production)).toMatch(/data\+json; version=2\.1\.0/);
    expect(await typeOf(production, "application/xml, text/csv;q=0.5")).toMatch(/data\+csv; version=2\.1\.0/);
    expect(await typeOf(production, "application/vnd.sdmx.data+csv;version=1.0.0")).toMatch(
      /version=1\.0\.0/,
    );
    expect(await typeOf(`${production}?format=sdmx-csv-2.0`)).toMatch(/version=2\.0\.0/);
    expect((await get(production)).headers.get("vary")).toContain("Accept");
  });

  test("give SDMX 2.1 readers CSV 1.0 by their own path", async () => {
    const lines = await rows("/sdmx/rest/data/PRODUCTION/S.SL........?startPeriod=2025&endPeriod=2025");
    expect(lines.map((line) => line.slice(0, 30))).toEqual([
      "KP:PRODUCTION_21(1.0.0),S,SL,_",
      "KP:PRODUCTION_21(1.0.0),S,SL,_",
    ]);
  });

  test("answer with nothing new where nothing changed", async () => {
    const etag = (await get(production)).headers.get("etag") ?? "";
    expect((await get(production, { "if-none-match": etag })).status).toBe(304);
  });

  test("never give returns that no release says, even to who may see them elsewhere", async () => {
    actor = scheme.ctx().actor;
    for (const path of [
      production,
      "/statistics/data?source=RETURN",
      "/statistics/data?history=true&format=json",
    ])
      expect([path, (await (await get(path)).text()).includes("RETURN,")]).toEqual([path, false]);
    actor = null;
  });

  test("give structures, plain files, the catalogue and all in one zip", async () => {
    for (const path of [
      "/sdmx/3/structure/dataflow/KP/TRADE/1.0.0?references=descendants",
      "/sdmx/3/structure/*/KP/*",
      "/statistics/data?format=csv&flow=PRODUCTION&reporter=Sierra%20Leone&from=2025&until=2025&decimal=comma",
      "/statistics/data?format=xlsx",
      "/statistics/catalogue",
      "/statistics/catalogue.jsonld",
      "/statistics/catalogue/schema.jsonld",
    ])
      expect([path, (await get(path)).status]).toEqual([path, 200]);
    const zip = openZip(
      new Uint8Array(await (await get("/statistics/catalogue/all.zip")).arrayBuffer()),
      10_000_000,
    );
    const text = (name: string) =>
      new TextDecoder().decode(zip.ok ? (zip.read(name) as Uint8Array) : undefined);
    const { resources } = JSON.parse(text("datapackage.json")) as {
      resources: { path: string; hash: string }[];
    };
    for (const { path, hash } of resources)
      expect(hash).toBe(`sha256:${toHex(sha256(new TextEncoder().encode(text(path))))}`);
  });

  test.each([
    [`${production}/S.SL`, 422],
    [`${production}?c[NAME]=x`, 422],
    [`${production}?asOf=yesterday`, 422],
    [`${production}?format=xml`, 422],
    [`${production}?c[REPORTER]=%E0%A4%A`, 400],
    [`${production}/*.XX.*.*.*.*.*.*.*`, 404],
    [`${production}/*.S%00L.*.*.*.*.*.*.*`, 404],
    [`${production}?c[TIME_PERIOD]=le:2020-01-01/P9999Y`, 422],
    ["/statistics/data?format=sdmx-json&source=%00", 404],
    ["/sdmx/3/data/dataflow/ECB/EXR/1.0.0/*", 404],
    ["/sdmx/3/structure/codelist/KP/CL_NONE/1.0.0", 404],
    ["/sdmx/3/structure/codelist/KP/CL_FREQ/1.0.0?references=everything", 422],
    ["/statistics/data?reporter=Atlantis", 422],
    ["/statistics/data?flow=SMUGGLING", 422],
    ["/statistics/data?from=2025-S3", 422],
  ])("refuse %s with %i", async (path, status) => {
    expect((await get(path)).status).toBe(status);
  });
});
