// The doors of an invitation: whoever holds the link registers the first passkey, or links the ministry's login.
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { Problem } from "#platform/http/problem.ts";
import { registerPasskey } from "../commands/passkeys.ts";
import { organisationsWithProvider } from "../oidc.ts";
import { InvitationPage, NoInvitationPage } from "../pages/invitation.tsx";
import { checkRegistration, registrationOptions } from "../passkeys.ts";
import { asPerson } from "../person-context.ts";
import { tokenHash } from "../secrets.ts";
import { shortUserAgent } from "../sessions.ts";
import { findPerson, grantsOf } from "../store.ts";
import type { GrantRow, PersonRow } from "../store.ts";
import { findInvitation } from "../working/store.ts";
import { mayKnock, readJson, refuseJson, welcome } from "./answers.ts";
import type { C } from "./answers.ts";
import { leave } from "./sign-in.tsx";

interface Invited {
  readonly person: PersonRow;
  readonly grants: readonly GrantRow[];
  /** The one the invitation was made for. */
  readonly grant: GrantRow;
  readonly hash: Uint8Array;
}

export function invitationRoutes(app: App): void {
  app.get("/invitation/:token", async (c) => {
    const t = c.get("t");
    const invited = mayKnock(c) ? await findInvited(c) : undefined;
    // The link is a secret: no address of it leaves by a referrer.
    c.header("Referrer-Policy", "no-referrer");
    if (invited === undefined)
      return page(
        c,
        { title: t("identity.invitation.none-title"), navigation: [] },
        <NoInvitationPage t={t} />,
        404,
      );
    const { grant, grants, person } = invited;
    const here = grants.filter((held) => held.organisation === grant.organisation);
    const provider = organisationsWithProvider().includes(grant.organisation);
    return page(
      c,
      { title: t("identity.invitation.title", { name: person.name }), islands: ["passkey"], navigation: [] },
      <InvitationPage
        t={t}
        path={c.req.path}
        person={person}
        organisation={grant.organisation}
        grants={here}
        provider={provider}
      />,
    );
  });

  app.post("/invitation/:token/passkey/options", async (c) => {
    if (!mayKnock(c)) return refuseJson(c, "too-many-tries");
    const invited = await findInvited(c);
    if (invited === undefined) return refuseJson(c, "invitation-unknown");
    return c.json(await registrationOptions(c.get("ctx"), invited.person, c.get("frame").scheme));
  });

  app.post("/invitation/:token/passkey/verify", async (c) => {
    if (!mayKnock(c)) return refuseJson(c, "too-many-tries");
    const invited = await findInvited(c);
    if (invited === undefined) return refuseJson(c, "invitation-unknown");
    const { person, grant, hash } = invited;
    const body = await readJson(c);
    const result = await checkRegistration(
      c.get("ctx"),
      person.id,
      body["credential"],
      passkeyName(c, body["name"]),
    );
    if (!result.ok) return refuseJson(c, result.reason);
    try {
      await registerPasskey(asPerson(c.get("ctx"), person, grant), result.passkey, { tokenHash: hash });
    } catch (error) {
      if (error instanceof Problem && error.code === "bad-input") return refuseJson(c, "passkey-name");
      if (error instanceof Problem && error.code === "already-done")
        return refuseJson(c, "invitation-unknown");
      throw error;
    }
    await welcome(c, {
      person: person.id,
      organisation: grant.organisation,
      company: grant.company,
      method: "passkey",
    });
    return c.json({ to: "/account?news=welcome" });
  });

  app.post("/invitation/:token/external-login", async (c) => {
    const invited = mayKnock(c) ? await findInvited(c) : undefined;
    const t = c.get("t");
    if (invited === undefined)
      return page(
        c,
        { title: t("identity.invitation.none-title"), navigation: [] },
        <NoInvitationPage t={t} />,
        404,
      );
    const { person, grant, hash } = invited;
    const link = { person: person.id, invitation: Buffer.from(hash).toString("base64url") };
    return leave(c, { organisation: grant.organisation, back: "/account?news=linked", link });
  });
}

/** What the person calls this device, or else what the browser says it is. */
export function passkeyName(c: C, given: unknown): string {
  const name = typeof given === "string" ? given.trim() : "";
  return name === "" ? shortUserAgent(c.req.header("user-agent") ?? "") : name;
}

async function findInvited(c: C): Promise<Invited | undefined> {
  const ctx = c.get("ctx");
  const reader = { db: ctx.database.kysely };
  const hash = tokenHash(c.req.param("token") ?? "");
  const invitation = await findInvitation(reader, hash, new Date(ctx.clock()).toISOString());
  if (invitation === undefined) return undefined;
  const person = await findPerson(reader, invitation.person);
  const grants = await grantsOf(reader, invitation.person);
  const grant = grants.find((held) => held.organisation === invitation.organisation) ?? grants[0];
  return person === undefined || grant === undefined ? undefined : { person, grants, grant, hash };
}
