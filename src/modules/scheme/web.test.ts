import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OpenAPIHono } from "@hono/zod-openapi";
import { toHex } from "#core/encoding/bytes.ts";
import { readTrustList } from "#core/trust/trust-list.ts";
import { verifyEs256 } from "#platform/keys/signer.ts";
import { roles } from "#core/kp/roles.ts";
import { AnsweredBefore } from "#modules/record/index.ts";
import type { Actor, Web } from "#modules/record/index.ts";
import { founder, testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { siteOf } from "../../../test/support/site.ts";
import type { Browser } from "../../../test/support/site.ts";
import { allotBlock } from "./commands/allot-block.ts";
import { schemeModule } from "./module.ts";
import * as queries from "./queries.ts";
import { seedDemonstrationAuthorities, seedParticipants } from "./seed.ts";
import { currentTrustList } from "./trust-lists.ts";

let scheme: TestScheme;
let browser: Browser;
/** Whoever acts in the next request. */
let actor: Actor | null = null;

const secretariat: Actor = founder;
const sierraLeone: Actor = {
  ...founder,
  id: "00000000-0000-7000-8000-000000000002",
  name: "Administrator",
  organisation: "SL-KPA",
  roles: ["authority-administrator"],
};

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  browser = siteOf(scheme, schemeModule, async () => actor).browser();
});
afterAll(() => scheme.close());

async function get(
  path: string,
  as: Actor | null = null,
): Promise<{ status: number; text: string; response: Response }> {
  actor = as;
  const response = await browser.get(path);
  return { status: response.status, text: await response.clone().text(), response };
}

async function post(
  path: string,
  fields: Record<string, string | readonly string[]>,
  as: Actor,
): Promise<{ status: number; text: string; location: string | null }> {
  actor = as;
  const response = await browser.postForm(path, fields);
  return { status: response.status, text: await response.text(), location: response.headers.get("location") };
}

async function call(
  path: string,
  body: unknown,
  as: Actor,
): Promise<{ status: number; body: Record<string, unknown> }> {
  actor = as;
  const response = await browser.postJson(path, body);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe("what everybody may read", () => {
  test("the list is searched without accents and in every language, and says nothing fits when nothing does", async () => {
    const { text, status } = await get("/participants");
    expect(status).toBe(200);
    expect(text).toContain("60 Participants stand for 86 countries");
    for (const search of ["cote divoire", "Кот-д'Ивуар", "ساحل العاج"]) {
      const found = await get(`/participants?q=${encodeURIComponent(search)}`);
      expect([search, found.text.match(/href="\/participants\/[A-Z]{2}"/g)]).toEqual([
        search,
        ['href="/participants/CI"'],
      ]);
    }
    expect((await get("/participants?q=atlantis")).text).toContain("Nothing fits this search");
    expect(
      (await get("/participants?status=SELF_SUSPENDED")).text.match(/href="\/participants\/[A-Z]{2}"/g),
    ).toEqual(['href="/participants/VE"']);
    expect((await get("/participants?view=map")).text).toContain("<svg");
  });

  test("a country page tells what it may trade on a day, and why not, with the source", async () => {
    expect((await get("/participants/CF?on=2014-01-01")).text).toContain(
      "No: suspended by decision of the Participants",
    );
    const conditional = (await get("/participants/CF?on=2017-01-01")).text;
    expect(conditional).toContain("It depends on the zone");
    expect(conditional).toContain("Berbérati");
    expect((await get("/participants/CF?on=2025-06-01")).text).toContain("Dubai Plenary 2024-11-15");
    const canada = (await get("/participants/CA")).text;
    expect(canada).toContain("27 May 2022");
    expect(canada).toContain("60 days");
    const sierra = (await get("/participants/SL")).text;
    for (const words of ["SL-KPA", "Freetown (FNA)", "SL 004911", "The parcel number ends with"])
      expect(sierra).toContain(words);
    expect((await get("/participants/ZZ")).status).toBe(404);
    expect((await get("/participants/SL?on=tomorrow")).status).toBe(200);
  });

  test("national rules stand side by side as of a day, each with its source, and the unknown is called so", async () => {
    const { text } = await get("/rules?on=2026-11-24&of=EU&of=CA");
    const compared = text.slice(text.indexOf('id="compared"'), text.indexOf('id="rules"'));
    for (const words of [
      "2 months from the day of issue",
      "Regulation (EC) 2368/2002 Articles 10 and 15",
      "each month, every certificate",
      "goods held for at most 180 days",
      "before export only",
      "Not known: no source found",
      "Assumed: no source found",
    ])
      expect(compared).toContain(words);
    expect(compared).not.toContain("United States");
    // The listing of origins came in May 2024: the day before is still without it.
    const listed = "or the origins are listed";
    expect((await get("/rules?on=2024-05-01&of=EU")).text.split('id="rules"')[0]).toContain(listed);
    expect((await get("/rules?on=2024-04-30&of=EU")).text.split('id="rules"')[0]).not.toContain(listed);
    expect((await get("/rules?other=BW")).text).toContain('href="/participants/BW"');
    for (const odd of ["on=tomorrow", "on=1999-01-01", "of=ZZ&other=ZZ", "of=<b>"])
      expect([odd, (await get(`/rules?${odd}`)).status]).toEqual([odd, 200]);
  });

  test("the pages read as well in French", async () => {
    for (const path of ["/participants", "/participants/CF", "/rules", "/trust-list"]) {
      const { text, status } = await get(`${path}?lang=fr`);
      expect([path, status]).toEqual([path, 200]);
      expect(text).not.toContain("⟦");
      expect(text).toContain('lang="fr"');
    }
    expect((await get("/rules?lang=fr")).text).toContain("Règles nationales");
  });

  test("the trust list can be downloaded as signed, by version, and read as JSON; what never was is not found", async () => {
    const published = await currentTrustList(scheme.ctx());
    for (const path of ["/trust-list.cose", "/trust-list/1.cose"]) {
      const { response } = await get(path);
      const bytes = new Uint8Array(await response.arrayBuffer());
      expect(response.headers.get("content-type")).toBe("application/kp-trust-list+cbor");
      expect(readTrustList(bytes, published.schemeKey, verifyEs256).ok).toBe(true);
    }
    expect(JSON.parse((await get("/trust-list.json")).text)).toMatchObject({ version: 1 });
    for (const path of [
      "/trust-list/99.cose",
      "/trust-list/1.txt",
      "/trust-list/01.cose",
      "/trust-list/999999999999.cose",
    ])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
    const html = (await get("/trust-list")).text;
    expect(html).toContain("trust-list.cose");
    expect(html).toContain(toHex(published.schemeKey));
  });

  test("the API gives statuses as of a day, and refuses a day that is none", async () => {
    const listed = JSON.parse((await get("/api/participants?on=2004-08-01")).text) as {
      participants: { code: string; mayExport: boolean }[];
    };
    expect(listed.participants.find(({ code }) => code === "CG")).toMatchObject({
      status: "NOT_PARTICIPANT",
      mayExport: false,
      reason: "NOT_A_PARTICIPANT",
    });
    const detail = JSON.parse((await get("/api/participants/CA")).text) as { recognitions: object[] };
    expect(detail.recognitions).toContainEqual(
      expect.objectContaining({ participant: "QA", from: "2022-05-27" }),
    );
    expect((await get("/api/participants?on=2004-02-30")).status).toBe(400);
    expect(JSON.parse((await get("/api/trust-list")).text)).toMatchObject({ version: 1 });
  });
});

describe("who gets in", () => {
  test("a door opens to the roles of its row and to nobody else", async () => {
    for (const { method, path, allow } of schemeModule.doors.filter((door) => door.allow !== "everyone")) {
      const address = path.replaceAll(/:\w+/g, "0000000000000000");
      const ask = async (as: Actor | null): Promise<number> => {
        actor = as;
        return (await browser.send(method, address)).status;
      };
      expect([path, await ask(null)]).toEqual([path, 401]);
      for (const role of roles) {
        const allowed = allow !== "signed-in" && allow !== "everyone" && allow.includes(role);
        const status = await ask({ ...founder, organisation: "SL-KPA", roles: [role] });
        expect([method, path, role, status === 403]).toEqual([method, path, role, !allowed]);
      }
    }
  });
});

describe("the Secretariat's forms", () => {
  const status = { participant: "VE", status: "PARTICIPANT", from: "2026-05-30", source: "Test decision" };

  test("a change is asked for, checked, and only then recorded", async () => {
    expect((await get("/scheme/status", secretariat)).text).toContain("Set a status");
    const check = await post("/scheme/status", status, secretariat);
    expect(check.status).toBe(200);
    expect(check.text).toContain("Check your answers");
    expect(check.text).toContain("30 May 2026");
    expect((await queries.statusRows(scheme.ctx())).some(({ from }) => from === "2026-05-30")).toBe(false);
    const changed = await post("/scheme/status", { ...status, change: "yes" }, secretariat);
    expect(changed.text).toContain('value="2026-05-30"');
    const done = await post("/scheme/status", { ...status, confirmed: "yes" }, secretariat);
    expect([done.status, done.location]).toEqual([303, "/participants/VE"]);
    expect((await get("/participants/VE?on=2026-06-01")).text).toContain("Test decision");
    expect((await get("/scheme", secretariat)).text).toContain(
      "The scheme has changed since this list was published",
    );
  });

  test("a refusal keeps what was entered and says what is wrong at its field", async () => {
    const { status: code, text } = await post(
      "/scheme/status",
      { ...status, from: "2026-02-30", source: "" },
      secretariat,
    );
    expect(code).toBe(422);
    expect(text).toContain('value="2026-02-30"');
    expect(text).toContain('href="#from"');
    expect(text).toContain("This is no day of the calendar");
    expect(text).toContain('href="#source"');
    expect(text).toMatch(/<title>Error/);
    const zones = await post(
      "/scheme/status",
      { ...status, zones: "Marange 2010-07-15", "zones-kind": "barred", confirmed: "yes" },
      secretariat,
    );
    expect(zones.text).toContain('href="#zones"');
  });

  test("zones are given one a line, each with its day", async () => {
    const zones = "Berbérati 2026-05-01\nBoda";
    const done = await post(
      "/scheme/status",
      { ...status, participant: "CF", status: "CONDITIONAL", zones, confirmed: "yes" },
      secretariat,
    );
    expect(done.status).toBe(303);
    const row = (await queries.statusRows(scheme.ctx())).findLast(({ participant }) => participant === "CF");
    expect(row?.zonesOnly?.map(({ zone, from }) => [zone, from])).toEqual([
      ["Berbérati", "2026-05-01"],
      ["Boda", "2026-05-30"],
    ]);
  });

  test("a Participant is listed, an authority designated, a recognition set, and the next list published", async () => {
    const listed = await post(
      "/scheme/participants/new",
      { code: "fj", kind: "STATE", "name-en": "Fiji", confirmed: "yes" },
      secretariat,
    );
    expect(listed.location).toBe("/scheme/status?participant=FJ");
    expect((await get("/scheme/status?participant=FJ", secretariat)).text).toContain(
      '<option value="FJ" selected',
    );
    const authority = {
      participant: "FJ",
      code: "FJ-KPA",
      "name-en": "Fiji authority",
      roles: ["EXPORT", "IMPORT"],
      contact: "kp@example.org",
      register: "published",
      from: "2026-06-01",
    };
    expect(
      (await post("/scheme/authorities/new", { ...authority, code: "SL-FJ", confirmed: "yes" }, secretariat))
        .text,
    ).toContain('href="#code"');
    expect(
      (await post("/scheme/authorities/new", { ...authority, confirmed: "yes" }, secretariat)).status,
    ).toBe(303);
    expect((await get("/participants/FJ")).text).toContain("FJ-KPA");
    expect(
      (
        await post(
          "/scheme/recognition",
          { jurisdiction: "CA", participant: "FJ", from: "2026-09-01", source: "SOR", confirmed: "yes" },
          secretariat,
        )
      ).status,
    ).toBe(303);
    expect((await post("/scheme/trust-list", { days: "0" }, secretariat)).text).toContain('href="#days"');
    expect((await post("/scheme/trust-list", { days: "7", confirmed: "yes" }, secretariat)).location).toBe(
      "/trust-list",
    );
    expect((await currentTrustList(scheme.ctx())).list.authorities.map(({ code }) => code)).toContain(
      "FJ-KPA",
    );
    expect((await get("/scheme", secretariat)).text).toContain(
      "The list says what the scheme’s facts say now",
    );
  });
});

describe("the authority's own desk", () => {
  test("its administrator opens an office, allots numbers, appoints and revokes its key", async () => {
    expect(
      (
        await post(
          "/authority/offices/new",
          { desk: "bo", name: "Bo office", place: "Bo", country: "SL", confirmed: "yes" },
          sierraLeone,
        )
      ).location,
    ).toBe("/authority");
    const blocks = await get("/authority/blocks/new", sierraLeone);
    expect(blocks.text).toContain("SL-KPA/BO");
    expect(blocks.text).not.toContain("BW-KPA");
    const block = { office: "SL-KPA/BO", year: "2026", first: "070 001", last: "070100" };
    expect((await post("/authority/blocks/new", block, sierraLeone)).text).toContain("This cannot be undone");
    expect((await post("/authority/blocks/new", { ...block, confirmed: "yes" }, sierraLeone)).status).toBe(
      303,
    );
    const overlap = await post(
      "/authority/blocks/new",
      { ...block, office: "SL-KPA/FNA", confirmed: "yes" },
      sierraLeone,
    );
    expect([overlap.status, overlap.text.includes("Numbers 70001 to 70100 belong to SL-KPA/BO")]).toEqual([
      422,
      true,
    ]);
    expect(
      (await post("/authority/blocks/new", { ...block, office: "BW-KPA/GBE", confirmed: "yes" }, sierraLeone))
        .status,
    ).toBe(403);
    expect(
      (
        await post(
          "/authority/desk-signers/new",
          { office: "SL-KPA/BO", until: "2026-12-31", confirmed: "yes" },
          sierraLeone,
        )
      ).status,
    ).toBe(303);
    const signer = (await queries.findDeskSigner(scheme.ctx(), "SL-KPA/BO"))!;
    const keyId = toHex(signer.keyId);
    expect(signer.numbers).toEqual([{ from: 70_001n, to: 70_100n }]);
    expect((await get("/authority", sierraLeone)).text).toContain(keyId);
    expect(
      (
        await post(
          `/authority/desk-signers/${keyId}/revoke`,
          { reason: "lost", compromised: "yes", confirmed: "yes" },
          sierraLeone,
        )
      ).status,
    ).toBe(303);
    expect(await queries.findDeskSigner(scheme.ctx(), "SL-KPA/BO")).toBeUndefined();
    const { deskSigners } = await queries.schemeFacts(scheme.ctx());
    expect(deskSigners.find((signer) => signer.office === "SL-KPA/BO")?.revoked).toMatchObject({
      reason: "lost",
      compromised: true,
    });
  });
});

describe("the machine door", () => {
  const block = { office: "SL-KPA/FNA", year: 2027, from: "80001", to: "80010" };

  test("a change answers what was recorded, and a refusal names the field", async () => {
    const first = await call("/api/number-blocks", block, sierraLeone);
    expect(first).toMatchObject({
      status: 200,
      body: { office: "SL-KPA/FNA", from: "80001", to: "80010", year: 2027 },
    });
    expect(await call("/api/number-blocks", block, sierraLeone)).toMatchObject({
      status: 422,
      body: { code: "bad-input", fields: [{ field: "from", code: "block-overlaps" }] },
    });
    expect(await call("/api/number-blocks", { ...block, office: "BW-KPA/GBE" }, sierraLeone)).toMatchObject({
      status: 403,
    });
    expect(await call("/api/number-blocks", { ...block, from: 80_001 }, sierraLeone)).toMatchObject({
      status: 400,
    });
    expect(await call("/api/number-blocks", { ...block, extra: true }, sierraLeone)).toMatchObject({
      status: 400,
    });
  });

  test("the same request with the same idempotency key is done once, and answered alike", async () => {
    const idempotency = { key: "block-90001", organisation: "SL-KPA", requestHash: new Uint8Array(32) };
    const ctx = { ...scheme.ctx(sierraLeone), idempotency };
    const asked = { ...block, from: "90001", to: "90010" };
    await allotBlock(ctx, asked);
    const again: unknown = await allotBlock(ctx, asked).catch((error: unknown) => error);
    expect(again).toBeInstanceOf(AnsweredBefore);
    expect((again as AnsweredBefore).answer).toMatchObject({ from: "90001", to: "90010" });
  });

  test("it is described from the same schemas", () => {
    const app = new OpenAPIHono<Web>();
    schemeModule.routes(app);
    const document = app.getOpenAPI31Document({ openapi: "3.1.0", info: { title: "test", version: "0" } });
    for (const door of schemeModule.doors.filter(({ path }) => path.startsWith("/api/"))) {
      const path = door.path.replaceAll(/:(\w+)/g, "{$1}");
      expect([path, Object.keys(document.paths?.[path] ?? {})]).toEqual([
        path,
        expect.arrayContaining([door.method.toLowerCase()]),
      ]);
    }
  });
});
