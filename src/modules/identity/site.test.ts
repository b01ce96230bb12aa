// The pages and machine doors of identity: the demonstration's entrance, an authority's people, its keys.
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { addOrganisationKey, inTransaction } from "#modules/record/index.ts";
import { findDoor } from "#platform/http/access.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { siteOf } from "../../../test/support/site.ts";
import type { Browser, Site } from "../../../test/support/site.ts";
import { authenticate } from "./authenticate.ts";
import { identityModule } from "./module.ts";
import { forgetTries } from "./rate-limit.ts";
import { seedDemonstrationPeople } from "./seed.ts";
import { configureIdentity } from "./settings.ts";

let scheme: TestScheme;
let site: Site;

beforeAll(async () => {
  configureIdentity({ baseUrl: "http://localhost:8080", oidcProviders: {}, environment: {} });
  scheme = await testScheme();
  for (const code of ["SL-KPA", "BW-KPA", "CI-KPA"]) {
    const signer = await scheme.keyring.makeSigner(code);
    await inTransaction(scheme.ctx(), (tx) => addOrganisationKey(tx, code, signer));
  }
  await seedDemonstrationPeople(scheme.ctx(), [{ code: "SL-KPA" }, { code: "BW-KPA" }, { code: "CI-KPA" }]);
  site = siteOf(scheme, identityModule, authenticate);
});
beforeEach(forgetTries);
afterAll(() => scheme.close());

async function enter(organisation: string, role: string): Promise<Browser> {
  const browser = site.browser();
  const entered = await browser.postForm("/enter", { organisation, role });
  expect([entered.status, entered.headers.get("location")]).toEqual([303, "/work"]);
  return browser;
}

const json = async (response: Response) => ({
  status: response.status,
  body: (await response.json()) as Record<string, unknown>,
});

describe("the demonstration's entrance", () => {
  test("lists everybody by authority, and finds one without accents", async () => {
    const all = await (await site.browser().get("/enter")).text();
    expect(all.match(/name="role"/g)).toHaveLength(1 + 4 * 3 + 2 * 2);
    const inSierraLeone = all.slice(all.indexOf('value="SL-KPA"')).matchAll(/name="role" value="([^"]+)"/g);
    expect([...inSierraLeone].slice(0, 6).map((match) => match[1])).toEqual([
      "exporter SL-KPA.demo-1",
      "exporter SL-KPA.demo-2",
      "issuing-officer",
      "validating-officer",
      "importing-officer",
      "authority-administrator",
    ]);
    const found = await (await site.browser().get("/enter?search=cote%20d'ivoire")).text();
    expect(found.match(/name="role"/g)).toHaveLength(4);
    expect(found).toContain("CI-KPA");
    expect(await (await site.browser().get("/enter?search=atlantis")).text()).toContain(
      "No authority has this in its name",
    );
  });

  test("lets one in as any of them, one press away", async () => {
    const officer = await enter("SL-KPA", "issuing-officer");
    expect((await json(await officer.get("/api/me"))).body).toMatchObject({
      name: "Demo Issuing Officer, Sierra Leone",
      organisation: "SL-KPA",
      roles: ["issuing-officer"],
    });
    const clerk = await enter("SL-KPA", "exporter SL-KPA.demo-2");
    expect((await json(await clerk.get("/api/me"))).body).toMatchObject({
      roles: ["exporter"],
      company: "SL-KPA.demo-2",
    });
  });

  test("knows nobody else", async () => {
    for (const [organisation, role] of [
      ["SL-KPA", "secretariat"],
      ["XX-KPA", "issuing-officer"],
      ["SL-KPA", "exporter BW-KPA.demo-1"],
      ["", ""],
    ] as const) {
      expect((await site.browser().postForm("/enter", { organisation, role })).status).toBe(404);
    }
  });

  test("does not open for invited people: they are not the demonstration's", async () => {
    const administrator = await enter("CI-KPA", "authority-administrator");
    await administrator.postForm("/authority/people/invite", {
      name: "Real Person",
      email: "",
      locale: "en",
      roles: "exporter",
      companyName: "Real Company",
    });
    expect(
      (await site.browser().postForm("/enter", { organisation: "CI-KPA", role: "exporter" })).status,
    ).toBe(404);
  });

  test("does not exist in a real scheme, whatever the settings", async () => {
    const real = await testScheme({ demonstration: false });
    const realSite = siteOf(real, identityModule, authenticate);
    configureIdentity({ environment: { DEMONSTRATION: "true", KIMBERLITE_DEMONSTRATION: "true" } });
    expect((await realSite.browser().get("/enter")).status).toBe(404);
    expect(
      (await realSite.browser().postForm("/enter", { organisation: "KPCS", role: "secretariat" })).status,
    ).toBe(404);
    expect(await (await realSite.browser().get("/sign-in")).text()).not.toContain("/enter");
    configureIdentity({ environment: {} });
    await real.close();
  });
});

describe("an authority's people", () => {
  test("are listed, invited with a link shown once, and given and denied roles", async () => {
    const administrator = await enter("SL-KPA", "authority-administrator");
    expect(await (await administrator.get("/authority/people")).text()).toContain(
      "Demo Validating Officer, Sierra Leone",
    );
    const refused = await administrator.postForm("/authority/people/invite", {
      name: "",
      email: "x",
      locale: "en",
      roles: [],
      companyName: "",
    });
    const again = await refused.text();
    expect(refused.status).toBe(422);
    for (const sentence of ["Enter a name", "Enter an email address like", "Choose at least one role"])
      expect(again.split(sentence).length, sentence).toBeGreaterThan(2);
    const invited = await (
      await administrator.postForm("/authority/people/invite", {
        name: "Hawa Koroma",
        email: "",
        locale: "fr",
        roles: ["issuing-officer"],
        companyName: "",
      })
    ).text();
    const link = /href="(\/invitation\/[\w-]{43})"/.exec(invited)?.[1] ?? "";
    expect(await (await site.browser().get(link)).text()).toContain("Welcome, Hawa Koroma");
    const list = await (await administrator.get("/authority/people")).text();
    expect(list).toContain("Invited, not yet here");
    const person = /href="(\/authority\/people\/[0-9a-f-]{36})[^"]*">Hawa Koroma/.exec(list)?.[1] ?? "";
    expect(
      (await administrator.postForm(`${person}/roles`, { role: "validating-officer", companyName: "" }))
        .status,
    ).toBe(303);
    expect((await administrator.postForm(`${person}/roles`, { role: "", companyName: "" })).status).toBe(422);
    const page = await (await administrator.get(person)).text();
    const grants = [...page.matchAll(/name="grant" value="([^"]+)"/g)].map((match) => match[1]!);
    expect(grants).toHaveLength(2);
    expect((await administrator.postForm(`${person}/withdraw`, { grant: grants[0]! })).status).toBe(303);
    expect((await (await administrator.get(person)).text()).match(/name="grant"/g)).toHaveLength(1);
    const anew = await (await administrator.postForm(`${person}/invite-again`, {})).text();
    expect(anew).toContain("/invitation/");
    expect((await site.browser().get(link)).status).toBe(404);
  });

  test("are nobody to another authority's administrator, and to officers", async () => {
    const secretariat = await enter("KPCS", "secretariat");
    const list = await (await secretariat.get("/authority/people?organisation=SL-KPA")).text();
    const person = /href="(\/authority\/people\/[0-9a-f-]{36})/.exec(list)?.[1] ?? "";
    expect((await secretariat.get(`${person}?organisation=SL-KPA`)).status).toBe(200);
    const other = await enter("BW-KPA", "authority-administrator");
    expect((await other.get(person)).status).toBe(404);
    expect((await other.get(`${person}?organisation=SL-KPA`)).status).toBe(403);
    expect((await other.postForm(`${person}/invite-again`, {})).status).toBe(404);
    expect((await other.get("/authority/people?organisation=SL-KPA")).status).toBe(403);
    expect((await (await enter("SL-KPA", "issuing-officer")).get("/authority/people")).status).toBe(403);
  });
});

describe("API keys", () => {
  test("are made on the page, shown once, and ended", async () => {
    const administrator = await enter("SL-KPA", "authority-administrator");
    const made = await (
      await administrator.postForm("/authority/api-keys", {
        name: "Customs",
        roles: ["importing-officer", "validating-officer"],
      })
    ).text();
    const key = /kpk_[0-9a-f]{32}_[\w-]{43}/.exec(made)?.[0] ?? "";
    const headers = { authorization: `Bearer ${key}` };
    expect((await json(await site.browser().get("/api/me", headers))).body).toMatchObject({
      kind: "api-key",
      name: "Customs",
      roles: ["importing-officer", "validating-officer"],
    });
    const list = await (await administrator.get("/authority/api-keys")).text();
    expect(list).not.toContain(key);
    expect(list).toContain("Customs");
    const id = /\/authority\/api-keys\/([0-9a-f-]{36})\/end/.exec(list)?.[1] ?? "";
    expect((await administrator.postForm(`/authority/api-keys/${id}/end`, {})).status).toBe(303);
    expect((await site.browser().get("/api/me", headers)).status).toBe(401);
    expect(
      (await administrator.postForm("/authority/api-keys", { name: "Too Much", roles: ["secretariat"] }))
        .status,
    ).toBe(403);
    expect((await administrator.postForm("/authority/api-keys", { name: "", roles: [] })).status).toBe(422);
  });

  test("are made, listed and ended by the API, and cannot make others", async () => {
    const administrator = await enter("BW-KPA", "authority-administrator");
    const made = await json(
      await administrator.postJson("/api/api-keys", { name: "National system", roles: ["issuing-officer"] }),
    );
    expect(made.status).toBe(201);
    const { id, key } = made.body as { id: string; key: string };
    const headers = { authorization: `Bearer ${key}` };
    await site.browser().get("/api/me", headers);
    const list = (await (await administrator.get("/api/api-keys")).json()) as {
      id: string;
      lastUsedAt: string | null;
    }[];
    expect(list.find((one) => one.id === id)?.lastUsedAt).toBe(new Date(scheme.now).toISOString());
    expect(JSON.stringify(list)).not.toContain("hash");
    expect(
      (await site.browser().postJson("/api/api-keys", { name: "Child", roles: ["issuing-officer"] }, headers))
        .status,
    ).toBe(403);
    expect((await site.browser().get("/account", headers)).status).toBe(403);
    expect((await administrator.send("DELETE", `/api/api-keys/${id}`)).status).toBe(204);
    expect((await administrator.send("DELETE", `/api/api-keys/${id}`)).status).toBe(409);
    expect((await administrator.send("DELETE", "/api/api-keys/x")).status).toBe(404);
  });
});

describe("whoever works for two organisations", () => {
  test("acts for one at a time, and chooses", async () => {
    const secretariat = await enter("KPCS", "secretariat");
    const list = await (await secretariat.get("/authority/people?organisation=CI-KPA")).text();
    const person = /href="(\/authority\/people\/[0-9a-f-]{36})[^"]*">Demo Importing/.exec(list)?.[1] ?? "";
    expect(
      (
        await secretariat.postForm(`${person}/roles?organisation=CI-KPA`, {
          role: "exporter",
          companyName: "Abidjan Demo Stones",
        })
      ).status,
    ).toBe(303);
    const browser = await enter("CI-KPA", "importing-officer");
    expect((await json(await browser.get("/api/me"))).body).toMatchObject({ roles: ["importing-officer"] });
    const grant =
      /name="grant" value="([^"]+)"/.exec(await (await browser.get("/account")).text())?.[1] ?? "";
    expect((await browser.postForm("/account/organisation", { grant })).status).toBe(303);
    const me = (await json(await browser.get("/api/me"))).body;
    expect(me).toMatchObject({ roles: ["exporter"], organisation: "CI-KPA" });
    expect(me["company"]).toMatch(/^[0-9a-f-]{36}$/);
    const stranger = await enter("SL-KPA", "importing-officer");
    expect((await stranger.postForm("/account/organisation", { grant })).status).toBe(404);
  });
});

describe("the doors", () => {
  test("are all there: each has a route, and each route a door", async () => {
    const { OpenAPIHono } = await import("@hono/zod-openapi");
    const app = new OpenAPIHono<never>();
    identityModule.routes(app as never);
    const routes = new Set(app.routes.map((route) => `${route.method} ${route.path}`));
    expect([...routes].sort()).toEqual(
      [...new Set(identityModule.doors.map((door) => `${door.method} ${door.path}`))].sort(),
    );
    expect(findDoor(identityModule.doors, "GET", "/authority/people/invite")?.path).toBe(
      "/authority/people/invite",
    );
  });

  test("read in French as well, with no English word left", async () => {
    const page = await (await site.browser().get("/sign-in?lang=fr")).text();
    expect(page).toContain("Se connecter avec une clé d’accès");
    expect(page).not.toContain("Sign in");
  });

  test("write nothing to the program's log, and put no secret into a refusal", async () => {
    const written: string[] = [];
    const spies = [vi.spyOn(process.stdout, "write"), vi.spyOn(process.stderr, "write")].map((spy) =>
      spy.mockImplementation((text) => written.push(String(text)) > 0),
    );
    const browser = site.browser();
    const code = "ABCDEF-0000-1111-2222-3333";
    const texts = [
      await (await browser.postForm("/sign-in/recovery", { code })).text(),
      await (await browser.get(`/invitation/${"x".repeat(43)}`)).text(),
    ];
    const key = `kpk_${"0".repeat(32)}_${"S".repeat(43)}`;
    texts.push(await (await browser.get("/api/me", { authorization: `Bearer ${key}` })).text());
    for (const spy of spies) spy.mockRestore();
    expect(written).toEqual([]);
    expect(texts[0]).not.toContain(code);
    expect(texts[2]).not.toContain("SSSS");
  });
});
