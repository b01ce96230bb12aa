// Sign-in through a ministry's provider, against a small real one: discovery, code with PKCE, a signed token, its keys.
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type { KeyObject } from "node:crypto";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { addOrganisationKey, inTransaction } from "#modules/record/index.ts";
import type { Actor } from "#modules/record/index.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { siteOf } from "../../../test/support/site.ts";
import type { Browser, Site } from "../../../test/support/site.ts";
import { authenticate } from "./authenticate.ts";
import { invitePerson } from "./commands/invite-person.ts";
import { grantRole, withdrawRole } from "./commands/roles.ts";
import { identityModule } from "./module.ts";
import { forgetTries } from "./rate-limit.ts";
import { beginSession } from "./sessions.ts";
import { configureIdentity } from "./settings.ts";
import { grantsOf } from "./store.ts";

const administrator: Partial<Actor> = {
  id: "00000000-0000-7000-8000-0000000000aa",
  name: "Administrator",
  organisation: "BW-KPA",
  roles: ["authority-administrator"],
};

/** What the provider says wrong, when a test tells it to. */
interface Wrong {
  nonce?: string;
  aud?: string;
  iss?: string;
  expired?: boolean;
  key?: "another";
  sub?: string;
  alg?: "none";
}

interface Provider {
  readonly issuer: string;
  readonly server: Server;
  wrong: Wrong;
  /** Who is signed in at the ministry. */
  sub: string;
  /** What it saw of the last visit. */
  seen: { codeChallenge: string | null; method: string | null; verifierFits: boolean | null };
}

async function startProvider(alg: "RS256" | "ES256"): Promise<Provider> {
  const make = (): { privateKey: KeyObject; publicKey: KeyObject } =>
    alg === "RS256"
      ? generateKeyPairSync("rsa", { modulusLength: 2048 })
      : generateKeyPairSync("ec", { namedCurve: "P-256" });
  const keys = make();
  const another = make();
  const codes = new Map<string, { nonce: string; challenge: string; redirect: string }>();
  const provider: Provider = {
    issuer: "",
    server: createServer(),
    wrong: {},
    sub: "officer-7",
    seen: { codeChallenge: null, method: null, verifierFits: null },
  };

  const configuration = () => ({
    issuer: provider.issuer,
    authorization_endpoint: `${provider.issuer}/authorize`,
    token_endpoint: `${provider.issuer}/token`,
    jwks_uri: `${provider.issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: [alg],
    code_challenge_methods_supported: ["S256"],
  });
  const jwks = () => ({ keys: [{ ...keys.publicKey.export({ format: "jwk" }), kid: "1", use: "sig", alg }] });

  /** The person is signed in there already, and goes back at once with a code. */
  const authorize = (query: URLSearchParams): string => {
    const of = (name: string) => query.get(name) ?? "";
    const code = randomBytes(16).toString("hex");
    provider.seen = {
      codeChallenge: of("code_challenge"),
      method: of("code_challenge_method"),
      verifierFits: null,
    };
    codes.set(code, { nonce: of("nonce"), challenge: of("code_challenge"), redirect: of("redirect_uri") });
    const back = new URL(of("redirect_uri"));
    back.searchParams.set("code", code);
    back.searchParams.set("state", of("state"));
    return back.href;
  };

  const idToken = (nonce: string): string => {
    const { wrong } = provider;
    const now = Math.floor((performance.timeOrigin + performance.now()) / 1000);
    const claims = {
      iss: wrong.iss ?? provider.issuer,
      sub: wrong.sub ?? provider.sub,
      aud: wrong.aud ?? "kimberlite",
      nonce: wrong.nonce ?? nonce,
      iat: wrong.expired === true ? now - 7_200 : now,
      exp: wrong.expired === true ? now - 3_600 : now + 300,
    };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const body = `${part({ alg: wrong.alg ?? alg, kid: "1" })}.${part(claims)}`;
    if (wrong.alg === "none") return `${body}.`;
    const signer = wrong.key === "another" ? another.privateKey : keys.privateKey;
    const key = alg === "ES256" ? ({ key: signer, dsaEncoding: "ieee-p1363" } as const) : signer;
    return `${body}.${sign("sha256", Buffer.from(body), key).toString("base64url")}`;
  };

  /** Gives a token for a code, once, to the client that knows its secret and the code's verifier. */
  const token = (form: URLSearchParams, authorization: string): [body: object, status: number] => {
    const code = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const digest = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    provider.seen.verifierFits = digest === code?.challenge;
    const basic = Buffer.from(authorization.replace("Basic ", ""), "base64").toString().split(":")[1];
    const isClient = (form.get("client_secret") ?? basic) === "s3cret";
    if (
      code === undefined ||
      !provider.seen.verifierFits ||
      form.get("redirect_uri") !== code.redirect ||
      !isClient
    ) {
      return [{ error: "invalid_grant" }, 400];
    }
    return [{ access_token: "unused", token_type: "Bearer", id_token: idToken(code.nonce) }, 200];
  };

  provider.server.on("request", (request, response) => {
    const url = new URL(request.url ?? "/", provider.issuer);
    const json = (body: object, status = 200) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    if (url.pathname === "/.well-known/openid-configuration") json(configuration());
    else if (url.pathname === "/jwks") json(jwks());
    else if (url.pathname === "/authorize")
      response.writeHead(302, { location: authorize(url.searchParams) }).end();
    else {
      let text = "";
      request.on("data", (chunk: Buffer) => (text += chunk.toString()));
      request.on("end", () => json(...token(new URLSearchParams(text), request.headers.authorization ?? "")));
    }
  });
  await new Promise<void>((resolve) => provider.server.listen(0, "127.0.0.1", resolve));
  const { port } = provider.server.address() as AddressInfo;
  return Object.assign(provider, { issuer: `http://127.0.0.1:${port}` });
}

let scheme: TestScheme;
let site: Site;
let botswana: Provider;
let belgium: Provider;

beforeAll(async () => {
  scheme = await testScheme({ demonstration: false });
  for (const code of ["BW-KPA", "EU-BE"]) {
    const signer = await scheme.keyring.makeSigner(code);
    await inTransaction(scheme.ctx(), (tx) => addOrganisationKey(tx, code, signer));
  }
  [botswana, belgium] = await Promise.all([startProvider("RS256"), startProvider("ES256")]);
  const provider = (issuer: string, secretVariable = "MINISTRY_SECRET") => ({
    issuer,
    clientId: "kimberlite",
    secretVariable,
  });
  configureIdentity({
    baseUrl: "http://localhost:8080",
    environment: { MINISTRY_SECRET: "s3cret" },
    oidcProviders: {
      "BW-KPA": provider(botswana.issuer),
      "EU-BE": provider(belgium.issuer),
      "ZA-KPA": provider(botswana.issuer, "NOT_SET"),
      "IN-KPA": provider("http://127.0.0.1:1"),
    },
  });
  site = siteOf(scheme, identityModule, authenticate);
});
beforeEach(() => {
  forgetTries();
  botswana.wrong = {};
  botswana.sub = "officer-7";
});
afterAll(async () => {
  botswana.server.close();
  belgium.server.close();
  await scheme.close();
});

async function invite(name: string, organisation = "BW-KPA") {
  return invitePerson(scheme.ctx({ ...administrator, organisation }), {
    name,
    email: null,
    locale: "en",
    organisation,
    roles: ["importing-officer"],
    companyName: null,
  });
}

/** From our answer to the provider and back to our door, as the browser goes. */
async function travel(browser: Browser, departure: Response): Promise<Response> {
  expect(departure.status).toBe(303);
  const there = await fetch(departure.headers.get("location") ?? "", { redirect: "manual" });
  return browser.get(new URL(there.headers.get("location") ?? "").href);
}

const set = (browser: Browser, organisation = "BW-KPA") =>
  browser.get(`/sign-in/oidc/${organisation}?back=/participants`);
const me = async (browser: Browser) =>
  ((await (await browser.get("/api/me")).json()) as { name?: string; code?: string }).name ?? "nobody";

/** Somebody who linked the login `sub` by their invitation. */
async function linked(name: string, sub: string): Promise<{ person: string; browser: Browser }> {
  botswana.sub = sub;
  const { person, link } = await invite(name);
  const browser = site.browser();
  const arrived = await travel(browser, await browser.postForm(`${link}/external-login`, {}));
  expect(arrived.headers.get("location")).toBe("/account?news=linked");
  return { person, browser };
}

describe("a ministry's sign-in", () => {
  test("is linked by an invitation, and from then on opens the door", async () => {
    const { browser } = await linked("Kagiso Officer", "kagiso");
    expect(await me(browser)).toBe("Kagiso Officer");
    const later = site.browser();
    const arrived = await travel(later, await set(later));
    expect([arrived.status, arrived.headers.get("location")]).toEqual([303, "/participants"]);
    expect(await me(later)).toBe("Kagiso Officer");
    expect(botswana.seen.method).toBe("S256");
    expect(botswana.seen.verifierFits).toBe(true);
  });

  test("is linked from the account, after a fresh sign-in, and works with an ES256 provider", async () => {
    const { person } = await invite("Liesbeth Officer", "EU-BE");
    const browser = site.browser();
    const token = await beginSession(
      scheme.ctx(),
      { person, organisation: "EU-BE", company: null, method: "passkey" },
      new Headers(),
    );
    browser.cookies.set("kimberlite", token);
    const arrived = await travel(
      browser,
      await browser.postForm("/account/external-login", { organisation: "EU-BE" }),
    );
    expect(arrived.headers.get("location")).toBe("/account?news=linked");
    const later = site.browser();
    await travel(later, await set(later, "EU-BE"));
    expect(await me(later)).toBe("Liesbeth Officer");
  });

  test("uses up the invitation that linked it", async () => {
    botswana.sub = "once";
    const { link } = await invite("Once Only");
    const browser = site.browser();
    await travel(browser, await browser.postForm(`${link}/external-login`, {}));
    expect((await site.browser().get(link)).status).toBe(404);
  });
});

describe("a ministry's sign-in is refused", () => {
  const refused = async (prepare: () => void, sentence: string) => {
    await linked("Somebody Known", randomBytes(6).toString("hex"));
    prepare();
    const browser = site.browser();
    const arrived = await travel(browser, await set(browser));
    expect(await arrived.text()).toContain(sentence);
    expect(arrived.status).toBe(403);
    expect(browser.cookies.has("kimberlite")).toBe(false);
  };
  const unproven = "could not be confirmed";

  test("when nobody linked that login", () =>
    refused(() => (botswana.sub = "stranger"), "is not linked to a person here"));
  test("with another nonce: the token of another visit", () =>
    refused(() => (botswana.wrong = { nonce: "other" }), unproven));
  test("meant for another client", () => refused(() => (botswana.wrong = { aud: "other" }), unproven));
  test("in another issuer's name", () =>
    refused(() => (botswana.wrong = { iss: "https://other.example" }), unproven));
  test("when it has expired", () => refused(() => (botswana.wrong = { expired: true }), unproven));
  test("signed by a key that is not the provider's", () =>
    refused(() => (botswana.wrong = { key: "another" }), unproven));
  test("without a signature", () => refused(() => (botswana.wrong = { alg: "none" }), unproven));

  test("when the person no longer works for that ministry, though for another", async () => {
    const { person } = await linked("Left The Ministry", "left");
    const [grant] = await grantsOf({ db: scheme.database.kysely }, person);
    await grantRole(scheme.ctx(), {
      person,
      organisation: "EU-BE",
      role: "importing-officer",
      companyName: null,
    });
    await withdrawRole(scheme.ctx(), { grant: grant!.id });
    const browser = site.browser();
    expect(await (await travel(browser, await set(browser))).text()).toContain("hold no role at present");
  });

  test("in a browser other than the one that set out, and twice with one answer", async () => {
    await linked("Set Out Here", "set-out");
    const browser = site.browser();
    const departure = await set(browser);
    const there = await fetch(departure.headers.get("location") ?? "", { redirect: "manual" });
    const address = there.headers.get("location") ?? "";
    // It has set out too, so it has a cookie, but not that of this journey.
    const other = site.browser();
    await set(other);
    expect((await other.get(address)).status).toBe(403);
    expect((await browser.get(address)).status).toBe(403);
    const again = site.browser();
    const next = await fetch((await set(again)).headers.get("location") ?? "", { redirect: "manual" });
    expect((await again.get(next.headers.get("location") ?? "")).status).toBe(303);
    again.cookies.delete("kimberlite");
    expect((await again.get(next.headers.get("location") ?? "")).status).toBe(403);
  });

  test("when the answer of one ministry comes to another's door", async () => {
    const browser = site.browser();
    const there = await fetch((await set(browser)).headers.get("location") ?? "", { redirect: "manual" });
    const address = (there.headers.get("location") ?? "").replace("BW-KPA", "EU-BE");
    expect((await browser.get(address)).status).toBe(403);
  });

  test("when the person says no at the ministry", async () => {
    const browser = site.browser();
    const state = new URL((await set(browser)).headers.get("location") ?? "").searchParams.get("state") ?? "";
    const arrived = await browser.get(`/sign-in/oidc/BW-KPA/callback?error=access_denied&state=${state}`);
    expect(await arrived.text()).toContain("refused or stopped there");
  });

  test("when it is linked to somebody else already", async () => {
    await linked("First Owner", "shared");
    const { link } = await invite("Second Owner");
    const browser = site.browser();
    const arrived = await travel(browser, await browser.postForm(`${link}/external-login`, {}));
    expect(await arrived.text()).toContain("linked to another person");
    expect(await me(browser)).toBe("nobody");
  });

  test("where there is no provider, no secret, or no answer", async () => {
    const statuses = await Promise.all(
      ["GB-KPA", "constructor", "ZA-KPA", "IN-KPA"].map(
        async (code) => (await set(site.browser(), code)).status,
      ),
    );
    expect(statuses).toEqual([404, 404, 503, 503]);
  });
});
