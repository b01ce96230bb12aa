// The doors of signing in and out: passkey, recovery code, a ministry's provider.
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { linkExternalLogin } from "../commands/external-login.ts";
import { useRecoveryCode } from "../commands/recovery-codes.ts";
import {
  arrive,
  checkExternalLogin,
  depart,
  endedJourneyCookie,
  organisationsWithProvider,
} from "../oidc.ts";
import type { Arrival } from "../oidc.ts";
import { RecoveryPage, SignInPage } from "../pages/sign-in.tsx";
import { checkSignIn, signInOptions } from "../passkeys.ts";
import { asPerson } from "../person-context.ts";
import { isDemonstration } from "../queries.ts";
import { mayTry, perPerson } from "../rate-limit.ts";
import { readRecoveryCode } from "../secrets.ts";
import { endSession, endedCookie, findLiveSession } from "../sessions.ts";
import { safeBack } from "../sign-in.ts";
import type { SignInRefusal } from "../sign-in.ts";
import { findPerson, grantsOf } from "../store.ts";
import { firstPage, mayKnock, readForm, readJson, refuseJson, welcome } from "./answers.ts";
import type { C } from "./answers.ts";

export function signInRoutes(app: App): void {
  app.get("/sign-in", (c) =>
    signInPage(c, {
      back: safeBack(c.req.query("back"), firstPage),
      again: c.req.query("again") !== undefined,
    }),
  );

  app.post("/sign-in/passkey/options", async (c) => {
    if (!mayKnock(c)) return refuseJson(c, "too-many-tries");
    return c.json(await signInOptions(c.get("ctx")));
  });

  app.post("/sign-in/passkey/verify", async (c) => {
    if (!mayKnock(c)) return refuseJson(c, "too-many-tries");
    const body = await readJson(c);
    const result = await checkSignIn(c.get("ctx"), body["credential"]);
    if (!result.ok) return refuseJson(c, result.reason);
    await welcome(c, result.session);
    return c.json({ to: safeBack(typeof body["back"] === "string" ? body["back"] : undefined, firstPage) });
  });

  app.get("/sign-in/recovery", (c) => recoveryPage(c));

  app.post("/sign-in/recovery", async (c) => {
    const code = (await readForm(c)).text("code");
    const reference = readRecoveryCode(code)?.reference;
    const now = c.get("ctx").clock();
    const mayGo = mayKnock(c) && (reference === undefined || mayTry(perPerson, `recovery ${reference}`, now));
    if (!mayGo) return recoveryPage(c, "too-many-tries");
    const result = await useRecoveryCode(c.get("ctx"), code);
    if (!result.ok) return recoveryPage(c, result.reason);
    const { person, organisation, company } = result.grant;
    await welcome(c, { person, organisation, company, method: "recovery-code" });
    return c.redirect("/account?news=recovered", 303);
  });

  app.get("/sign-in/oidc/:organisation", async (c) => {
    const back = safeBack(c.req.query("back"), firstPage);
    if (!mayKnock(c)) return signInPage(c, { back, refused: "too-many-tries" });
    return leave(c, { organisation: c.req.param("organisation"), back, link: null });
  });

  app.get("/sign-in/oidc/:organisation/callback", async (c) => {
    c.header("Set-Cookie", endedJourneyCookie(), { append: true });
    if (!mayKnock(c)) return signInPage(c, { back: firstPage, refused: "too-many-tries" });
    const query = new URL(c.req.url).searchParams;
    const arrival = await arrive(c.get("ctx"), c.req.param("organisation"), query, c.req.raw.headers);
    if (!arrival.ok) return signInPage(c, { back: firstPage, refused: arrival.reason });
    if (arrival.link !== null) {
      const refused = await link(c, arrival, arrival.link);
      if (refused !== undefined) return signInPage(c, { back: arrival.back, refused });
    }
    const result = await checkExternalLogin(c.get("ctx"), arrival);
    if (!result.ok) return signInPage(c, { back: arrival.back, refused: result.reason });
    await welcome(c, result.session);
    return c.redirect(arrival.back, 303);
  });

  app.post("/sign-out", async (c) => {
    await endSession(c.get("ctx"), c.req.raw.headers);
    c.header("Set-Cookie", endedCookie(), { append: true });
    return c.redirect("/", 303);
  });
}

/** Sends the browser to a ministry's provider, or says why not. */
export async function leave(c: C, journey: Parameters<typeof depart>[1]): Promise<Response> {
  const left = await depart(c.get("ctx"), journey);
  if (!left.ok) return signInPage(c, { back: journey.back, refused: left.reason });
  c.header("Set-Cookie", left.departure.cookie, { append: true });
  return c.redirect(left.departure.location, 303);
}

/** Records the login as this person's: by the session that set out, or by the invitation that did. */
async function link(
  c: C,
  arrival: Arrival,
  journey: NonNullable<Arrival["link"]>,
): Promise<SignInRefusal | undefined> {
  const ctx = c.get("ctx");
  const reader = { db: ctx.database.kysely };
  const person = await findPerson(reader, journey.person);
  const grant = (await grantsOf(reader, journey.person)).find(
    (held) => held.organisation === arrival.organisation,
  );
  if (person === undefined || grant === undefined) return "no-role";
  if (journey.invitation === null && (await findLiveSession(ctx, c.req.raw.headers))?.person !== person.id)
    return "challenge-unknown";
  const invitation =
    journey.invitation === null ? undefined : { tokenHash: Buffer.from(journey.invitation, "base64url") };
  const known = await checkExternalLogin(ctx, arrival);
  if (known.ok || known.reason === "no-role")
    return known.ok && known.session.person === person.id ? undefined : "login-linked-to-another";
  const { organisation, issuer, login } = arrival;
  await linkExternalLogin(asPerson(ctx, person, grant), { organisation, issuer, login }, invitation);
  return undefined;
}

export async function signInPage(
  c: C,
  the: { back: string; again?: boolean; refused?: SignInRefusal },
): Promise<Response> {
  const t = c.get("t");
  return page(
    c,
    {
      title: t("identity.sign-in.title"),
      error: the.refused !== undefined,
      islands: ["passkey"],
      navigation: [],
    },
    <SignInPage
      t={t}
      back={the.back}
      again={the.again === true}
      refused={the.refused}
      providers={organisationsWithProvider()}
      demonstration={await isDemonstration(c.get("ctx"))}
    />,
    the.refused === undefined ? 200 : statusOf(the.refused),
  );
}

function recoveryPage(c: C, refused?: SignInRefusal): Promise<Response> {
  const t = c.get("t");
  return page(
    c,
    {
      title: t("identity.recovery.title"),
      error: refused !== undefined,
      back: "/sign-in",
      islands: ["forms"],
      navigation: [],
    },
    <RecoveryPage t={t} refused={refused} />,
    refused === undefined ? 200 : statusOf(refused),
  );
}

function statusOf(refused: SignInRefusal): number {
  if (refused === "too-many-tries") return 429;
  if (refused === "provider-unknown") return 404;
  if (refused === "provider-unreachable") return 503;
  return refused === "code-wrong" ? 422 : 403;
}
