// Sign-in through a ministry's own OpenID provider: authorization code with PKCE, state and nonce.
// A provider speaks only for logins that were linked to a person by that person, and only for its own organisation.
import * as oidc from "openid-client";
import { z } from "zod";
import type { Ctx } from "#modules/record/index.ts";
import { randomToken } from "#platform/keys/random.ts";
import { issueChallenge, redeemChallenge } from "./challenges.ts";
import { tokenHash, sameDigest } from "./secrets.ts";
import { identitySettings, isHttps } from "./settings.ts";
import { readCookie } from "./sessions.ts";
import type { SignInRefusal, SignInResult } from "./sign-in.ts";
import { findExternalLogin, grantsOf } from "./store.ts";

type Base = Pick<Ctx, "database" | "clock">;

/** What the journey to the provider is for; kept here, not in the browser. */
const Journey = z.object({
  organisation: z.string(),
  verifier: z.string(),
  nonce: z.string(),
  /** Digest of the cookie of the browser that set out: nobody can be signed in by a link somebody else prepared. */
  browser: z.string(),
  back: z.string(),
  /** Person who links their login, and by which right: a session, or an invitation's digest. */
  link: z.object({ person: z.string(), invitation: z.string().nullable() }).nullable(),
});
type Journey = z.infer<typeof Journey>;

export interface Departure {
  readonly location: string;
  readonly cookie: string;
}

export type Refused = { readonly ok: false; readonly reason: SignInRefusal };

export function organisationsWithProvider(): readonly string[] {
  return Object.keys(identitySettings().oidcProviders).sort();
}

/** Address of the provider to send the browser to, and the cookie that ties the journey to this browser. */
export async function depart(
  base: Base,
  input: { organisation: string; back: string; link: Journey["link"] },
): Promise<{ readonly ok: true; readonly departure: Departure } | Refused> {
  const provider = await findProvider(base, input.organisation);
  if (!provider.ok) return provider;
  const verifier = oidc.randomPKCECodeVerifier();
  const nonce = oidc.randomNonce();
  const browser = randomToken();
  const journey: Journey = {
    ...input,
    verifier,
    nonce,
    browser: Buffer.from(tokenHash(browser)).toString("base64url"),
  };
  const state = await issueChallenge(base, "external-login", journey);
  const location = oidc.buildAuthorizationUrl(provider.configuration, {
    redirect_uri: callbackAddress(input.organisation),
    scope: "openid",
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const cookie = `${journeyCookie()}=${browser}; Path=/; HttpOnly; SameSite=Lax; Max-Age=600${isHttps() ? "; Secure" : ""}`;
  return { ok: true, departure: { location: location.href, cookie } };
}

export interface Arrival {
  readonly ok: true;
  readonly organisation: string;
  readonly issuer: string;
  readonly login: string;
  readonly back: string;
  readonly link: Journey["link"];
}

/** Checks what the provider sent the browser back with. `query` is the request's own, the address is ours. */
export async function arrive(
  base: Base,
  organisation: string,
  query: URLSearchParams,
  headers: Headers,
): Promise<Arrival | Refused> {
  const state = query.get("state") ?? "";
  const redeemed = await redeemChallenge(base, "external-login", state);
  const journey = Journey.safeParse(redeemed?.data);
  const browser = readCookie(headers, journeyCookie());
  if (!journey.success || journey.data.organisation !== organisation || browser === undefined)
    return { ok: false, reason: "challenge-unknown" };
  const { verifier, nonce, back, link } = journey.data;
  if (!sameDigest(Buffer.from(journey.data.browser, "base64url"), tokenHash(browser)))
    return { ok: false, reason: "challenge-unknown" };
  const provider = await findProvider(base, organisation);
  if (!provider.ok) return provider;
  const address = new URL(callbackAddress(organisation));
  address.search = query.toString();
  try {
    const tokens = await oidc.authorizationCodeGrant(provider.configuration, address, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined || claims.sub === "" || claims.sub.length > 255)
      return { ok: false, reason: "provider-answer-wrong" };
    return { ok: true, organisation, issuer: claims.iss, login: claims.sub, back, link };
  } catch (error) {
    if (error instanceof oidc.AuthorizationResponseError || error instanceof oidc.ResponseBodyError)
      return { ok: false, reason: "provider-refused" };
    return { ok: false, reason: "provider-answer-wrong" };
  }
}

/** The person behind a login that arrived, if one linked it and works for that ministry. */
export async function checkExternalLogin(base: Base, arrival: Arrival): Promise<SignInResult> {
  const reader = { db: base.database.kysely };
  const known = await findExternalLogin(reader, arrival.issuer, arrival.login);
  if (known === undefined) return { ok: false, reason: "login-not-linked" };
  const grant = (await grantsOf(reader, known.person)).find(
    (held) => held.organisation === arrival.organisation,
  );
  if (grant === undefined) return { ok: false, reason: "no-role" };
  return {
    ok: true,
    session: {
      person: known.person,
      organisation: grant.organisation,
      company: grant.company,
      method: "external-login",
    },
  };
}

export function endedJourneyCookie(): string {
  return `${journeyCookie()}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${isHttps() ? "; Secure" : ""}`;
}

function journeyCookie(): string {
  return isHttps() ? "__Host-kimberlite-journey" : "kimberlite-journey";
}

function callbackAddress(organisation: string): string {
  return `${identitySettings().baseUrl}/sign-in/oidc/${encodeURIComponent(organisation)}/callback`;
}

interface Discovered {
  readonly configuration: oidc.Configuration;
  readonly at: number;
  readonly key: string;
}

const discovered = new Map<string, Discovered>();
const discoveryMillis = 3_600_000;

async function findProvider(
  base: Base,
  organisation: string,
): Promise<{ readonly ok: true; readonly configuration: oidc.Configuration } | Refused> {
  const { oidcProviders, environment } = identitySettings();
  const provider = Object.hasOwn(oidcProviders, organisation) ? oidcProviders[organisation] : undefined;
  if (provider === undefined) return { ok: false, reason: "provider-unknown" };
  const secret = environment[provider.secretVariable];
  if (secret === undefined || secret === "") return { ok: false, reason: "provider-unreachable" };
  const key = `${provider.issuer}\n${provider.clientId}\n${secret}`;
  const before = discovered.get(organisation);
  const now = base.clock();
  if (before?.key === key && Math.abs(now - before.at) < discoveryMillis)
    return { ok: true, configuration: before.configuration };
  try {
    const issuer = new URL(provider.issuer);
    // Over http only on this very machine, for trials and tests.
    const isHere =
      issuer.protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(issuer.hostname);
    const configuration = await oidc.discovery(issuer, provider.clientId, secret, undefined, {
      timeout: 10,
      // The answer's signature is checked against the provider's keys, not only the connection trusted.
      execute: [oidc.enableNonRepudiationChecks, ...(isHere ? [oidc.allowInsecureRequests] : [])],
    });
    discovered.set(organisation, { configuration, at: now, key });
    return { ok: true, configuration };
  } catch {
    return { ok: false, reason: "provider-unreachable" };
  }
}
