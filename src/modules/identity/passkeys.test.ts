// Passkeys as a browser and a security key would use them, with a software authenticator that can be made to lie.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { inTransaction, addOrganisationKey } from "#modules/record/index.ts";
import type { Actor } from "#modules/record/index.ts";
import { softwareAuthenticator } from "../../../test/support/authenticator.ts";
import type { Authenticator } from "../../../test/support/authenticator.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { siteOf } from "../../../test/support/site.ts";
import type { Browser, Site } from "../../../test/support/site.ts";
import { authenticate } from "./authenticate.ts";
import { invitePerson } from "./commands/invite-person.ts";
import { identityModule } from "./module.ts";
import { forgetTries } from "./rate-limit.ts";
import { configureIdentity } from "./settings.ts";

const origin = "http://localhost:8080";
const administrator: Partial<Actor> = {
  id: "00000000-0000-7000-8000-0000000000aa",
  name: "Administrator",
  organisation: "SL-KPA",
  roles: ["authority-administrator"],
};

let scheme: TestScheme;
let site: Site;

beforeAll(async () => {
  configureIdentity({ baseUrl: origin, oidcProviders: {}, environment: {} });
  scheme = await testScheme({ demonstration: false });
  const signer = await scheme.keyring.makeSigner("SL-KPA");
  await inTransaction(scheme.ctx(), (tx) => addOrganisationKey(tx, "SL-KPA", signer));
  site = siteOf(scheme, identityModule, authenticate);
});
beforeEach(forgetTries);
afterAll(() => scheme.close());

const key = () => softwareAuthenticator({ origin, rpId: "localhost" });

async function invite(name: string): Promise<string> {
  const { link } = await invitePerson(scheme.ctx(administrator), {
    name,
    email: null,
    locale: "en",
    organisation: "SL-KPA",
    roles: ["issuing-officer"],
    companyName: null,
  });
  return link;
}

const json = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as Record<string, unknown>),
});
const ask = async (browser: Browser, path: string) =>
  (await (await browser.postJson(path, {})).json()) as { challenge: string; user?: { id: string } };

async function register(
  browser: Browser,
  path: string,
  authenticator: Authenticator,
  said = {},
  name?: string,
) {
  const options = await ask(browser, `${path}/options`);
  return json(
    await browser.postJson(`${path}/verify`, { credential: authenticator.register(options, said), name }),
  );
}

async function signIn(browser: Browser, authenticator: Authenticator, said = {}) {
  const options = await ask(browser, "/sign-in/passkey/options");
  return json(
    await browser.postJson("/sign-in/passkey/verify", {
      credential: authenticator.assert(options, said),
      back: "/account",
    }),
  );
}

/** Somebody who has come in by an invitation and registered `authenticator`. */
async function arrive(name: string, authenticator = key()) {
  const browser = site.browser();
  expect(await register(browser, `${await invite(name)}/passkey`, authenticator)).toEqual({
    status: 200,
    to: "/account?news=welcome",
  });
  return { browser, authenticator };
}

describe("an invitation", () => {
  test("lets one person register one passkey, and signs them in with a cookie no script can read", async () => {
    const link = await invite("Mariama Kamara");
    const browser = site.browser();
    const shown = await (await browser.get(link)).text();
    expect(shown).toContain("Welcome, Mariama Kamara");
    expect(shown).toContain('data-passkey="register"');
    const options = await browser.postJson(`${link}/passkey/options`, {});
    const creation = (await options.json()) as {
      authenticatorSelection: unknown;
      attestation: string;
      rp: unknown;
      challenge: string;
    };
    expect(creation.authenticatorSelection).toMatchObject({
      residentKey: "required",
      userVerification: "required",
    });
    expect(creation.attestation).toBe("none");
    expect(creation.rp).toEqual({ id: "localhost", name: "Test scheme" });
    const verified = await browser.postJson(`${link}/passkey/verify`, {
      credential: key().register(creation),
      name: "Office laptop",
    });
    expect(await verified.json()).toEqual({ to: "/account?news=welcome" });
    expect(verified.headers.getSetCookie()[0]).toMatch(
      /^kimberlite=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=43200$/,
    );
    expect(await (await browser.get("/account")).text()).toContain("Office laptop");
    const second = site.browser();
    expect((await second.get(link)).status).toBe(404);
    expect(await json(await second.postJson(`${link}/passkey/options`, {}))).toMatchObject({
      status: 403,
      code: "invitation-unknown",
    });
  });

  test("is not used up by a failed attempt", async () => {
    const link = await invite("Second Try");
    const browser = site.browser();
    expect(
      await register(browser, `${link}/passkey`, key(), { origin: "https://evil.example" }),
    ).toMatchObject({ status: 403, code: "passkey-wrong" });
    expect(await register(browser, `${link}/passkey`, key())).toMatchObject({ status: 200 });
  });

  test("opened twice at once, lets one in", async () => {
    const link = await invite("Twice At Once");
    const browsers = [site.browser(), site.browser()];
    const answers = await Promise.all(browsers.map((browser) => register(browser, `${link}/passkey`, key())));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200, 403]));
  });

  test.each([
    ["another site's answer", { origin: "https://evil.example" }],
    ["another relying party's", { rpId: "evil.example" }],
    ["one without user verification", { flags: 0x01 }],
    ["one without user presence", { flags: 0x04 }],
    ["the answer to a sign-in", { type: "webauthn.get" }],
  ])("refuses %s", async (_name, said) => {
    expect(await register(site.browser(), `${await invite("Liar")}/passkey`, key(), said)).toMatchObject({
      status: 403,
      code: "passkey-wrong",
    });
  });

  test("refuses the challenge of another person, and one given for a sign-in", async () => {
    const [mine, theirs] = [await invite("Mine"), await invite("Theirs")];
    const browser = site.browser();
    const credential = key().register(await ask(browser, `${theirs}/passkey/options`));
    expect(await json(await browser.postJson(`${mine}/passkey/verify`, { credential }))).toMatchObject({
      code: "challenge-unknown",
    });
    const other = key().register(await ask(browser, "/sign-in/passkey/options"));
    expect(await json(await browser.postJson(`${mine}/passkey/verify`, { credential: other }))).toMatchObject(
      { code: "challenge-unknown" },
    );
  });
});

describe("signing in", () => {
  test("needs nothing but the passkey, and goes on to where one wanted to go", async () => {
    const { authenticator } = await arrive("Plain Sign-in");
    const browser = site.browser();
    expect(await signIn(browser, authenticator)).toEqual({ status: 200, to: "/account" });
    expect(await json(await browser.get("/api/me"))).toMatchObject({
      kind: "person",
      name: "Plain Sign-in",
      organisation: "SL-KPA",
      roles: ["issuing-officer"],
    });
  });

  test("never goes on to another site", async () => {
    const { authenticator } = await arrive("Open Redirect");
    const browser = site.browser();
    const options = await ask(browser, "/sign-in/passkey/options");
    const response = await browser.postJson("/sign-in/passkey/verify", {
      credential: authenticator.assert(options),
      back: "//evil.example",
    });
    expect(await response.json()).toEqual({ to: "/work" });
  });

  test("refuses an answer that was used before", async () => {
    const { authenticator } = await arrive("Replayed");
    const browser = site.browser();
    const credential = authenticator.assert(await ask(browser, "/sign-in/passkey/options"));
    expect((await browser.postJson("/sign-in/passkey/verify", { credential })).status).toBe(200);
    expect(
      await json(await site.browser().postJson("/sign-in/passkey/verify", { credential })),
    ).toMatchObject({ status: 403, code: "challenge-unknown" });
  });

  test("refuses a challenge older than five minutes, one never given, and one for a registration", async () => {
    const { authenticator } = await arrive("Too Late");
    const browser = site.browser();
    const verify = async (options: { challenge: string }) =>
      json(await browser.postJson("/sign-in/passkey/verify", { credential: authenticator.assert(options) }));
    const options = await ask(browser, "/sign-in/passkey/options");
    scheme.now += 5 * 60_000;
    expect(await verify(options)).toMatchObject({ code: "challenge-unknown" });
    expect(await verify({ challenge: "A".repeat(43) })).toMatchObject({ code: "challenge-unknown" });
    expect(await verify(await ask(browser, `${await invite("Other")}/passkey/options`))).toMatchObject({
      code: "challenge-unknown",
    });
  });

  test.each([
    ["another site's answer", { origin: "https://evil.example" }],
    ["another relying party's", { rpId: "evil.example" }],
    ["one without user verification", { flags: 0x01 }],
    ["the answer to a registration", { type: "webauthn.create" }],
  ])("refuses %s", async (_name, said) => {
    const { authenticator } = await arrive("Lied To");
    expect(await signIn(site.browser(), authenticator, said)).toMatchObject({
      status: 403,
      code: "passkey-wrong",
    });
  });

  test("refuses a counter that goes back or stands still, for it means a copy; and goes on when it counts again", async () => {
    const { authenticator } = await arrive("Copied Key");
    authenticator.counter = 10;
    expect((await signIn(site.browser(), authenticator)).status).toBe(200);
    authenticator.counter = 10;
    expect(await signIn(site.browser(), authenticator)).toMatchObject({
      status: 403,
      code: "passkey-copied",
    });
    authenticator.counter = 3;
    expect(await signIn(site.browser(), authenticator)).toMatchObject({ code: "passkey-copied" });
    authenticator.counter = 11;
    expect((await signIn(site.browser(), authenticator)).status).toBe(200);
  });

  test("lets in authenticators that never count", async () => {
    const { authenticator } = await arrive("Never Counts");
    for (const _time of [1, 2]) {
      authenticator.counter = -1;
      expect((await signIn(site.browser(), authenticator)).status).toBe(200);
    }
  });

  test("refuses passkeys nobody registered, and another key under a registered id", async () => {
    expect(await signIn(site.browser(), key())).toMatchObject({ code: "passkey-unknown" });
    const { authenticator } = await arrive("Impersonated");
    const browser = site.browser();
    const forged = key().assert(await ask(browser, "/sign-in/passkey/options"));
    const id = authenticator.credentialId.toString("base64url");
    expect(
      await json(
        await browser.postJson("/sign-in/passkey/verify", { credential: { ...forged, id, rawId: id } }),
      ),
    ).toMatchObject({ code: "passkey-wrong" });
  });

  test("answers nonsense with a refusal, never with a fault", async () => {
    const browser = site.browser();
    for (const credential of [
      undefined,
      null,
      1,
      "x",
      [],
      {},
      {
        id: "x",
        rawId: "x",
        type: "public-key",
        response: { clientDataJSON: "", authenticatorData: "", signature: "" },
      },
    ]) {
      expect((await json(await browser.postJson("/sign-in/passkey/verify", { credential }))).status).toBe(
        403,
      );
    }
  });

  test("is slowed down for an address that tries too often", async () => {
    const browser = site.browser();
    const statuses = [];
    for (let i = 0; i < 45; i++)
      statuses.push((await browser.postJson("/sign-in/passkey/verify", {})).status);
    expect(statuses.slice(0, 40).every((status) => status === 403)).toBe(true);
    expect(statuses.slice(40).every((status) => status === 429)).toBe(true);
    scheme.now += 10_000;
    expect((await browser.postJson("/sign-in/passkey/verify", {})).status).toBe(403);
  });
});

describe("the account", () => {
  test("takes further passkeys, removes them, and keeps the last", async () => {
    const { browser, authenticator } = await arrive("Two Keys");
    const second = key();
    expect(await register(browser, "/account/passkeys", second, {}, "Phone")).toEqual({
      status: 200,
      to: "/account?news=passkey",
    });
    const remove = (which: Authenticator) =>
      browser.postForm("/account/passkeys/remove", { credential: which.credentialId.toString("base64url") });
    expect((await remove(authenticator)).headers.get("location")).toBe("/account?news=removed");
    expect(await signIn(site.browser(), authenticator)).toMatchObject({ code: "passkey-unknown" });
    expect((await signIn(site.browser(), second)).status).toBe(200);
    expect((await remove(second)).status).toBe(409);
  });

  test("does not remove another person's passkey", async () => {
    const { authenticator } = await arrive("Owner");
    const { browser } = await arrive("Stranger");
    expect(
      (
        await browser.postForm("/account/passkeys/remove", {
          credential: authenticator.credentialId.toString("base64url"),
        })
      ).status,
    ).toBe(404);
    expect((await signIn(site.browser(), authenticator)).status).toBe(200);
  });

  test("asks for a fresh sign-in before it gives keys away", async () => {
    const { browser } = await arrive("Left The Desk");
    scheme.now += 20 * 60_000;
    expect(await json(await browser.postJson("/account/passkeys/options", {}))).toMatchObject({
      status: 401,
      code: "sign-in-again",
    });
    const codes = await browser.postForm("/account/recovery-codes", {});
    expect([codes.status, codes.headers.get("location")]).toEqual([
      303,
      "/sign-in?again=yes&back=%2Faccount",
    ]);
  });

  test("shows recovery codes once, and each opens the door once", async () => {
    const { browser } = await arrive("Codes On Paper");
    const page = await (await browser.postForm("/account/recovery-codes", {})).text();
    const codes = page.match(/[0-9A-Z]{6}(-[0-9A-Z]{4}){4}/g) ?? [];
    expect(codes).toHaveLength(10);
    expect(await (await browser.get("/account")).text()).not.toContain(codes[0]);
    const other = site.browser();
    const used = await other.postForm("/sign-in/recovery", { code: codes[0]! });
    expect([used.status, used.headers.get("location")]).toEqual([303, "/account?news=recovered"]);
    expect(await json(await other.get("/api/me"))).toMatchObject({ name: "Codes On Paper" });
    const again = await site.browser().postForm("/sign-in/recovery", { code: codes[0]! });
    expect(again.status).toBe(422);
    const text = await again.text();
    expect(text).toContain("not right, or was used already");
    expect(text).not.toContain(codes[0]);
  });

  test("guesses at one set of codes are slowed down long before the address is", async () => {
    const { browser } = await arrive("Guessed At");
    const [code = ""] =
      /[0-9A-Z]{6}(-[0-9A-Z]{4}){4}/.exec(
        await (await browser.postForm("/account/recovery-codes", {})).text(),
      ) ?? [];
    const guess = `${code.slice(0, 6)}-0000-0000-0000-0000`;
    const statuses = [];
    for (let i = 0; i < 7; i++)
      statuses.push((await site.browser().postForm("/sign-in/recovery", { code: guess })).status);
    expect(statuses).toEqual([422, 422, 422, 422, 422, 422, 429]);
    expect((await site.browser().postForm("/sign-in/recovery", { code })).status).toBe(429);
  });

  test("lists sessions, ends one, and ends all others; signing out ends one's own", async () => {
    const { browser, authenticator } = await arrive("Many Places");
    const [library, home] = [site.browser(), site.browser()];
    await signIn(library, authenticator);
    await signIn(home, authenticator);
    const page = await (await browser.get("/account")).text();
    const ids = [...page.matchAll(/name="session" value="([^"]+)"/g)].map((match) => match[1]!);
    expect(ids).toHaveLength(2);
    await browser.postForm("/account/sessions/end", { session: ids[0]! });
    const alive = async () =>
      Promise.all([browser, library, home].map(async (one) => (await one.get("/api/me")).status));
    const after = await alive();
    expect(after[0]).toBe(200);
    expect(after.filter((status) => status === 401)).toHaveLength(1);
    await browser.postForm("/account/sessions/end-others", {});
    expect(await alive()).toEqual([200, 401, 401]);
    const token = browser.cookies.get("kimberlite")!;
    await browser.postForm("/sign-out", {});
    expect(browser.cookies.has("kimberlite")).toBe(false);
    browser.cookies.set("kimberlite", token);
    expect((await browser.get("/api/me")).status).toBe(401);
  });

  test("does not end another person's session", async () => {
    const one = await arrive("First Person");
    const other = await arrive("Second Person");
    await signIn(site.browser(), one.authenticator);
    const id =
      /name="session" value="([^"]+)"/.exec(await (await one.browser.get("/account")).text())?.[1] ?? "";
    await other.browser.postForm("/account/sessions/end", { session: id });
    expect(await (await one.browser.get("/account")).text()).toContain(id);
  });
});
