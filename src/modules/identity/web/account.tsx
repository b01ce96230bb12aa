// The doors of one's own account: passkeys, recovery codes, the ministry's login, whom one acts for, sessions.
import { Problem } from "#platform/http/problem.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { signedInRecently } from "../authenticate.ts";
import { registerPasskey, removePasskey } from "../commands/passkeys.ts";
import { makeRecoveryCodes } from "../commands/recovery-codes.ts";
import { organisationsWithProvider } from "../oidc.ts";
import { AccountPage, RecoveryCodesPage, accountNews } from "../pages/account.tsx";
import { checkRegistration, registrationOptions } from "../passkeys.ts";
import { recoveryCodesPerSet } from "../secrets.ts";
import { actFor, endOf, endSessions, findLiveSession } from "../sessions.ts";
import { externalLoginsOf, findPerson, grantsOf, passkeysOf, unusedRecoveryCodes } from "../store.ts";
import { lastUses, sessionsOf } from "../working/store.ts";
import type { LiveSession } from "../working/store.ts";
import { firstPage, readForm, readJson, refuseJson, signInAgain } from "./answers.ts";
import type { C } from "./answers.ts";
import { passkeyName } from "./invitation.tsx";
import { leave } from "./sign-in.tsx";

export function accountRoutes(app: App): void {
  app.get("/account", async (c) => {
    const session = await getSession(c);
    const ctx = c.get("ctx");
    const reader = { db: ctx.database.kysely };
    const t = c.get("t");
    const person = await findPerson(reader, session.person);
    if (person === undefined) throw new Problem("not-found");
    const [grants, passkeys, logins, codesLeft, sessions] = await Promise.all([
      grantsOf(reader, person.id),
      passkeysOf(reader, person.id),
      externalLoginsOf(reader, person.id),
      unusedRecoveryCodes(reader, person.id),
      sessionsOf(reader, person.id, new Date(ctx.clock()).toISOString()),
    ]);
    const uses = await lastUses(
      reader,
      passkeys.map((passkey) => passkey.credential),
    );
    const organisations = new Set(grants.map((grant) => grant.organisation));
    const asked = c.req.query("news");
    return page(
      c,
      { title: t("identity.account.title"), islands: ["passkey"] },
      <AccountPage
        t={t}
        person={person}
        session={session}
        grants={grants}
        passkeys={passkeys.map((passkey) => ({
          ...passkey,
          usedAt: uses.get(passkey.credential.toString("base64url")),
        }))}
        logins={logins}
        providers={organisationsWithProvider().filter(
          (code) => organisations.has(code) && !logins.some((login) => login.organisation === code),
        )}
        codesLeft={codesLeft}
        sessions={sessions.filter((one) => endOf(one) > ctx.clock())}
        news={accountNews.find((news) => news === asked)}
      />,
    );
  });

  app.post("/account/passkeys/options", async (c) => {
    const session = await getSession(c);
    if (!(await signedInRecently(c.get("ctx"), c.req.raw.headers))) return refuseJson(c, "sign-in-again");
    return c.json(
      await registrationOptions(
        c.get("ctx"),
        { id: session.person, name: session.name },
        c.get("frame").scheme,
      ),
    );
  });

  app.post("/account/passkeys/verify", async (c) => {
    const session = await getSession(c);
    if (!(await signedInRecently(c.get("ctx"), c.req.raw.headers))) return refuseJson(c, "sign-in-again");
    const body = await readJson(c);
    const result = await checkRegistration(
      c.get("ctx"),
      session.person,
      body["credential"],
      passkeyName(c, body["name"]),
    );
    if (!result.ok) return refuseJson(c, result.reason);
    try {
      await registerPasskey(c.get("ctx"), result.passkey);
    } catch (error) {
      if (error instanceof Problem && error.code === "bad-input") return refuseJson(c, "passkey-name");
      if (error instanceof Problem && error.code === "already-done") return refuseJson(c, "passkey-known");
      if (error instanceof Problem && error.code === "wrong-state") return refuseJson(c, "too-many-passkeys");
      throw error;
    }
    return c.json({ to: "/account?news=passkey" });
  });

  app.post("/account/passkeys/remove", async (c) => {
    await getSession(c);
    const again = await signInAgain(c, "/account");
    if (again !== undefined) return again;
    await removePasskey(c.get("ctx"), Buffer.from((await readForm(c)).text("credential"), "base64url"));
    return c.redirect("/account?news=removed", 303);
  });

  // Answered on the spot and not by a redirect: the codes are kept nowhere, so there is no page to go to.
  app.post("/account/recovery-codes", async (c) => {
    await getSession(c);
    const again = await signInAgain(c, "/account");
    if (again !== undefined) return again;
    const codes = await makeRecoveryCodes(c.get("ctx"));
    const t = c.get("t");
    return page(
      c,
      { title: t("identity.codes.title", { count: recoveryCodesPerSet }) },
      <RecoveryCodesPage
        t={t}
        codes={codes}
        madeOn={new Date(c.get("ctx").clock()).toISOString().slice(0, 10)}
      />,
    );
  });

  app.post("/account/external-login", async (c) => {
    const session = await getSession(c);
    const again = await signInAgain(c, "/account");
    if (again !== undefined) return again;
    const organisation = (await readForm(c)).text("organisation");
    return leave(c, {
      organisation,
      back: "/account?news=linked",
      link: { person: session.person, invitation: null },
    });
  });

  app.post("/account/organisation", async (c) => {
    const session = await getSession(c);
    const wanted = (await readForm(c)).text("grant");
    const grant = (await grantsOf({ db: c.get("ctx").database.kysely }, session.person)).find(
      (held) => held.id === wanted,
    );
    if (grant === undefined) throw new Problem("not-found");
    await actFor(c.get("ctx"), session, grant);
    return c.redirect(firstPage, 303);
  });

  app.post("/account/sessions/end", async (c) => {
    const session = await getSession(c);
    const id = (await readForm(c)).text("session");
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Problem("not-found");
    await endSessions(c.get("ctx"), session.person, { id });
    return c.redirect("/account?news=session", 303);
  });

  app.post("/account/sessions/end-others", async (c) => {
    const session = await getSession(c);
    await endSessions(c.get("ctx"), session.person, { except: session.id });
    return c.redirect("/account?news=sessions", 303);
  });
}

/** Programs have no account. */
async function getSession(c: C): Promise<LiveSession> {
  const { actor } = c.get("ctx");
  const session =
    actor.kind === "person" ? await findLiveSession(c.get("ctx"), c.req.raw.headers) : undefined;
  if (session === undefined) throw new Problem("not-allowed");
  return session;
}
