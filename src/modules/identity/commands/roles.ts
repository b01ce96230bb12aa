// Grants and withdraws roles. A role counts from the next request; a withdrawn one ends no later than that.
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { inTransaction, record } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { roleGranted, roleWithdrawn } from "../acts.ts";
import { nameProblem, refuseProblems } from "../fields.ts";
import { mayGrantRole, mayWithdrawRole } from "../policy.ts";
import { sessionsChanged } from "../sessions.ts";
import { findCompany, findGrant, grantsOf, lockPerson } from "../store.ts";
import { getFounder, refuseUnknownOrganisation } from "./invite-person.ts";

export interface GrantInput {
  readonly person: string;
  readonly organisation: string;
  readonly role: string;
  readonly companyName: string | null;
}

/** Returns the grant's id. */
export async function grantRole(ctx: Ctx, input: GrantInput): Promise<string> {
  const id = await inTransaction(ctx, async (tx) => {
    const { organisation, role } = input;
    const companyName = role === "exporter" ? (input.companyName?.trim() ?? "") : null;
    refuseUnless(mayGrantRole(tx.actor, role, organisation, await getFounder(tx)), "not-allowed");
    refuseProblems([companyName === null ? undefined : nameProblem("companyName", companyName)]);
    await refuseUnknownOrganisation(tx, organisation);
    const person = await lockPerson(tx, input.person);
    if (person === undefined) throw new Problem("not-found");
    const grants = await grantsOf(tx, person.id);
    // An administrator only reaches people of the own authority; the Secretariat brings somebody to a second one.
    const isTheirs =
      person.organisation === organisation || grants.some((grant) => grant.organisation === organisation);
    if (!isTheirs && !tx.actor.roles.includes("secretariat")) throw new Problem("not-found");
    const company =
      companyName === null ? null : ((await findCompany(tx, organisation, companyName)) ?? tx.newId());
    const held = grants.some(
      (grant) => grant.organisation === organisation && grant.role === role && grant.company === company,
    );
    refuseUnless(!held, "already-done");
    const act = await record(tx, roleGranted, {
      subject: `person:${person.id}`,
      public: { organisation },
      private: { role, company, companyName },
    });
    return act.id;
  });
  sessionsChanged();
  return id;
}

export async function withdrawRole(ctx: Ctx, input: { grant: string }): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const seen = await findGrant(tx, input.grant);
    if (seen === undefined) throw new Problem("not-found");
    await lockPerson(tx, seen.person);
    const grant = await findGrant(tx, input.grant);
    if (grant === undefined) throw new Problem("already-done");
    refuseUnless(mayWithdrawRole(tx.actor, grant), "not-allowed");
    await record(tx, roleWithdrawn, {
      subject: `person:${grant.person}`,
      public: { organisation: grant.organisation },
      private: { grant: grant.id },
    });
  });
  sessionsChanged();
}
