// The doors where an administrator looks after an authority's people: who they are, their roles, their invitations.
// The Secretariat may look after any organisation, named in the address: ?organisation=SL-KPA.
import { Problem } from "#platform/http/problem.ts";
import type { App } from "#modules/record/index.ts";
import { page } from "#ui/layout/respond.tsx";
import { invitePerson, invitePersonAgain } from "../commands/invite-person.ts";
import type { Invited } from "../commands/invite-person.ts";
import { grantRole, withdrawRole } from "../commands/roles.ts";
import { isOrganisationCode } from "../fields.ts";
import { InvitedPage, InvitePage, PeoplePage, PersonPage, noAnswers } from "../pages/people.tsx";
import { bodyRoles, mayManagePeople, rolesAt } from "../policy.ts";
import { getFounding, invitedStill, peopleOf } from "../queries.ts";
import { findGrant } from "../store.ts";
import { formErrors, readForm, signInAgain } from "./answers.ts";
import type { C, FormError } from "./answers.ts";

export function peopleRoutes(app: App): void {
  app.get("/authority/people", async (c) => {
    const t = c.get("t");
    const organisation = organisationOf(c);
    const people = await peopleOf(c.get("ctx"), organisation);
    const waiting = await invitedStill(
      c.get("ctx"),
      people.map((person) => person.id),
    );
    const chooses = c.get("ctx").actor.roles.includes("secretariat");
    return page(
      c,
      { title: t("identity.people.title") },
      <PeoplePage t={t} organisation={organisation} people={people} waiting={waiting} chooses={chooses} />,
    );
  });

  app.get("/authority/people/invite", (c) => invitePage(c));

  app.post("/authority/people/invite", async (c) => {
    const form = await readForm(c);
    const organisation = organisationOf(c);
    const again = await signInAgain(c, `/authority/people/invite?organisation=${organisation}`);
    if (again !== undefined) return again;
    const answers = {
      name: form.text("name"),
      email: form.text("email"),
      locale: form.text("locale"),
      roles: form.texts("roles"),
      companyName: form.text("companyName"),
    };
    try {
      const invited = await invitePerson(c.get("ctx"), {
        ...answers,
        organisation,
        email: answers.email === "" ? null : answers.email,
        companyName: answers.companyName === "" ? null : answers.companyName,
      });
      return await invitedPage(c, invited, answers.name, organisation);
    } catch (error) {
      return invitePage(c, answers, formErrors(c.get("t"), error));
    }
  });

  app.get("/authority/people/:person", (c) => personPage(c));

  app.post("/authority/people/:person/roles", async (c) => {
    const organisation = organisationOf(c);
    const form = await readForm(c);
    const input = {
      person: personId(c),
      organisation,
      role: form.text("role"),
      companyName: form.text("companyName"),
    };
    if (input.role === "") return personPage(c, [{ field: "role", text: c.get("t")("field.roles-missing") }]);
    try {
      await grantRole(c.get("ctx"), input);
    } catch (error) {
      return personPage(c, formErrors(c.get("t"), error));
    }
    return c.redirect(pathOf(c, organisation), 303);
  });

  app.post("/authority/people/:person/withdraw", async (c) => {
    const organisation = organisationOf(c);
    const grant = (await readForm(c)).text("grant");
    const held = /^[0-9a-f-]{36}$/.test(grant)
      ? await findGrant({ db: c.get("ctx").database.kysely }, grant)
      : undefined;
    if (held?.person !== personId(c) || held.organisation !== organisation) throw new Problem("not-found");
    await withdrawRole(c.get("ctx"), { grant });
    return c.redirect(pathOf(c, organisation), 303);
  });

  app.post("/authority/people/:person/invite-again", async (c) => {
    const organisation = organisationOf(c);
    const again = await signInAgain(c, pathOf(c, organisation));
    if (again !== undefined) return again;
    const person = (await peopleOf(c.get("ctx"), organisation)).find((one) => one.id === personId(c));
    if (person === undefined) throw new Problem("not-found");
    return invitedPage(
      c,
      await invitePersonAgain(c.get("ctx"), { person: person.id, organisation }),
      person.name,
      organisation,
    );
  });
}

async function invitePage(
  c: C,
  answers: Parameters<typeof InvitePage>[0]["answers"] = noAnswers,
  errors: readonly FormError[] = [],
): Promise<Response> {
  const t = c.get("t");
  const organisation = organisationOf(c);
  return page(
    c,
    {
      title: t("identity.invite.title"),
      error: errors.length > 0,
      back: `/authority/people?organisation=${organisation}`,
      islands: ["forms"],
    },
    <InvitePage
      t={t}
      organisation={organisation}
      roles={await rolesOf(c, organisation)}
      answers={answers}
      errors={errors}
    />,
    errors.length > 0 ? 422 : 200,
  );
}

/** Shown once, and not by a redirect: the link is kept nowhere. */
function invitedPage(c: C, invited: Invited, name: string, organisation: string): Promise<Response> {
  const t = c.get("t");
  c.header("Referrer-Policy", "no-referrer");
  return page(
    c,
    { title: t("identity.invited.title", { name }) },
    <InvitedPage t={t} name={name} link={invited.link} organisation={organisation} />,
  );
}

async function personPage(c: C, errors: readonly FormError[] = []): Promise<Response> {
  const t = c.get("t");
  const organisation = organisationOf(c);
  const person = (await peopleOf(c.get("ctx"), organisation)).find((one) => one.id === personId(c));
  // People of another organisation look like nobody.
  if (person === undefined) throw new Problem("not-found");
  const waiting = await invitedStill(c.get("ctx"), [person.id]);
  const { actor } = c.get("ctx");
  return page(
    c,
    {
      title: person.name,
      error: errors.length > 0,
      back: `/authority/people?organisation=${organisation}`,
      islands: ["forms"],
    },
    <PersonPage
      t={t}
      organisation={organisation}
      person={person}
      roles={await rolesOf(c, organisation)}
      waiting={waiting.has(person.id)}
      self={person.id === actor.id}
      errors={errors}
    />,
    errors.length > 0 ? 422 : 200,
  );
}

async function rolesOf(c: C, organisation: string): Promise<readonly string[]> {
  if (organisation === (await getFounding(c.get("ctx"))).founder) return ["secretariat"];
  const givesBodies = c.get("ctx").actor.roles.includes("secretariat");
  return [...rolesAt(organisation), ...(givesBodies ? bodyRoles : [])];
}

/** The organisation looked after: one's own, or for the Secretariat the one named in the address. */
function organisationOf(c: C): string {
  const { actor } = c.get("ctx");
  const named = c.req.query("organisation")?.trim().toUpperCase();
  const organisation = named === undefined || named === "" ? actor.organisation : named;
  if (organisation === null || !isOrganisationCode(organisation) || !mayManagePeople(actor, organisation))
    throw new Problem("not-allowed");
  return organisation;
}

function personId(c: C): string {
  const id = c.req.param("person") ?? "";
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new Problem("not-found");
  return id;
}

function pathOf(c: C, organisation: string): string {
  return `/authority/people/${personId(c)}?organisation=${organisation}`;
}
