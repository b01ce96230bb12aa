// Invites a person: who they are, which roles they get, and a link by which they register their first passkey.
// The link is shown once to whoever invites, who hands it over; only its digest is kept.
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { randomToken } from "#platform/keys/random.ts";
import { findFounding, inTransaction, record } from "#modules/record/index.ts";
import type { Ctx, Recorded, Tx } from "#modules/record/index.ts";
import { personInvited, personReinvited, roleGranted } from "../acts.ts";
import { emailProblem, isOrganisationCode, localeProblem, nameProblem, refuseProblems } from "../fields.ts";
import { mayGrantRole, mayManagePeople } from "../policy.ts";
import { tokenHash } from "../secrets.ts";
import { countPeople, findCompany, grantsOf, lockPerson } from "../store.ts";
import { insertInvitation } from "../working/store.ts";

export const invitationDays = 7;

export interface InviteInput {
  readonly name: string;
  readonly email: string | null;
  readonly locale: string;
  readonly organisation: string;
  readonly roles: readonly string[];
  /** Of an exporter's clerk. A name already known at the authority is the same company. */
  readonly companyName: string | null;
}

export interface Invited {
  readonly person: string;
  /** Path of the one-time link. */
  readonly link: string;
}

export async function invitePerson(ctx: Ctx, input: InviteInput): Promise<Invited> {
  const token = randomToken();
  const person = await inTransaction(ctx, async (tx) => {
    const name = input.name.trim();
    const email = input.email?.trim() || null;
    const companyName = input.companyName?.trim() || null;
    refuseUnless(mayManagePeople(tx.actor, input.organisation), "not-allowed");
    refuseProblems([
      nameProblem("name", name),
      emailProblem(email),
      localeProblem(input.locale),
      input.roles.length === 0 ? { field: "roles", code: "roles-missing" } : undefined,
      input.roles.includes("exporter") ? nameProblem("companyName", companyName ?? "") : undefined,
    ]);
    await refuseUnknownOrganisation(tx, input.organisation);
    const founder = await getFounder(tx);
    for (const role of input.roles)
      refuseUnless(mayGrantRole(tx.actor, role, input.organisation, founder), "not-allowed");
    return invite(tx, { ...input, name, email, companyName, token });
  });
  return { person, link: linkOf(token) };
}

/** The first administrator of a real scheme, from the command line, when there is nobody yet who could invite. */
export async function bootstrapAdministrator(
  ctx: Ctx,
  input: { name: string; organisation: string },
): Promise<string> {
  const token = randomToken();
  await inTransaction(ctx, async (tx) => {
    refuseProblems([nameProblem("name", input.name.trim())]);
    refuseUnless((await countPeople(tx)) === 0n, "already-done");
    refuseUnless(input.organisation === (await getFounder(tx)), "not-allowed");
    const { organisation } = input;
    return invite(tx, {
      name: input.name.trim(),
      email: null,
      locale: "en",
      organisation,
      roles: ["secretariat"],
      companyName: null,
      token,
    });
  });
  return linkOf(token);
}

/** A fresh link for somebody who lost the first one, or every means of sign-in. */
export async function invitePersonAgain(
  ctx: Ctx,
  input: { person: string; organisation: string },
): Promise<Invited> {
  const token = randomToken();
  await inTransaction(ctx, async (tx) => {
    refuseUnless(mayManagePeople(tx.actor, input.organisation), "not-allowed");
    const person = await lockPerson(tx, input.person);
    if (person === undefined) throw new Problem("not-found");
    const grants = await grantsOf(tx, person.id);
    // Whoever holds the link becomes this person everywhere, so no authority may make one for another's people.
    const onlyHere = grants.length > 0 && grants.every((grant) => grant.organisation === input.organisation);
    refuseUnless(onlyHere || (tx.actor.roles.includes("secretariat") && grants.length > 0), "not-allowed");
    await record(tx, personReinvited, {
      subject: `person:${person.id}`,
      public: { organisation: input.organisation },
      private: {},
    });
    await keepInvitation(tx, { person: person.id, organisation: input.organisation, token });
  });
  return { person: input.person, link: linkOf(token) };
}

async function invite(tx: Tx, input: InviteInput & { token: string }): Promise<string> {
  const id = tx.newId();
  const subject = `person:${id}`;
  const { organisation } = input;
  const signedBy = tx.actor.organisation === null ? { organisation } : {};
  let last: Recorded = await record(tx, personInvited, {
    ...signedBy,
    subject,
    previous: null,
    public: { organisation },
    private: { name: input.name, email: input.email, locale: input.locale, demonstration: false },
  });
  const company =
    input.companyName === null
      ? null
      : ((await findCompany(tx, organisation, input.companyName)) ?? tx.newId());
  for (const role of new Set(input.roles)) {
    const own =
      role === "exporter"
        ? { company, companyName: input.companyName }
        : { company: null, companyName: null };
    last = await record(tx, roleGranted, {
      ...signedBy,
      subject,
      previous: last.leafHash,
      public: { organisation },
      private: { role, ...own },
    });
  }
  await keepInvitation(tx, { person: id, organisation, token: input.token });
  return id;
}

async function keepInvitation(
  tx: Tx,
  invitation: { person: string; organisation: string; token: string },
): Promise<void> {
  await insertInvitation(tx, {
    person: invitation.person,
    organisation: invitation.organisation,
    tokenHash: tokenHash(invitation.token),
    madeAt: tx.now,
    endsAt: new Date(Date.parse(tx.now) + invitationDays * 86_400_000).toISOString(),
  });
}

/** Only organisations whose key is here can act here, so only they can have people here. */
export async function refuseUnknownOrganisation(tx: Tx, organisation: string): Promise<void> {
  const known =
    isOrganisationCode(organisation) &&
    (await tx.ctx.keyring.findSigner(organisation).catch(() => undefined)) !== undefined;
  refuseProblems([known ? undefined : { field: "organisation", code: "organisation-unknown" }]);
}

export async function getFounder(tx: Tx): Promise<string> {
  const founding = await findFounding(tx);
  if (founding === undefined) throw new Problem("record-unavailable");
  return founding.founder;
}

function linkOf(token: string): string {
  return `/invitation/${token}`;
}
