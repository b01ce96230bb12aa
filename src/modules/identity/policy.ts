// Who may do what with people and keys, as sentences.
import { roles as allRoles } from "#core/kp/roles.ts";
import type { Role } from "#core/kp/roles.ts";
import type { Actor } from "#modules/record/index.ts";
import type { GrantRow } from "./store.ts";

/** Roles a program may be given: it does an authority's daily work, and never looks after people or the scheme. */
export const programRoles = [
  "issuing-officer",
  "validating-officer",
  "importing-officer",
] as const satisfies readonly Role[];

/** Roles of the scheme's bodies: the Secretariat alone gives them, to people of any organisation but its own. */
export const bodyRoles = ["chair", "analyst"] as const satisfies readonly Role[];

const isBodyRole = (role: string): boolean => (bodyRoles as readonly string[]).includes(role);

/** Roles of an authority's people, in the order in which they are offered. */
export const authorityRoles = allRoles.filter((role) => role !== "secretariat" && !isBodyRole(role));

/** Of an organisation that is no authority, such as an Observer: nobody there touches certificates. */
export const observerRoles = ["authority-administrator", "delegate"] as const satisfies readonly Role[];

/** "SL-KPA" is an authority's code: it begins with its Participant's. */
export function rolesAt(organisation: string): readonly Role[] {
  return /^[A-Z]{2}-/.test(organisation) ? authorityRoles : observerRoles;
}

const has = (actor: Actor, role: Role): boolean => actor.roles.includes(role);

/** Administrators look after their own authority; the Secretariat may help out everywhere. Programs never do. */
export function mayManagePeople(actor: Actor, organisation: string): boolean {
  if (actor.kind === "api-key") return false;
  return (
    has(actor, "secretariat") ||
    (has(actor, "authority-administrator") && actor.organisation === organisation)
  );
}

/** The Secretariat's role exists at the scheme's founder and nowhere else; it and those of the scheme's bodies come from the Secretariat alone. */
export function mayGrantRole(actor: Actor, role: string, organisation: string, founder: string): boolean {
  if (!mayManagePeople(actor, organisation)) return false;
  if (role === "secretariat") return has(actor, "secretariat") && organisation === founder;
  if (isBodyRole(role)) return has(actor, "secretariat") && organisation !== founder;
  return organisation !== founder && (rolesAt(organisation) as readonly string[]).includes(role);
}

/** Nobody takes a role from themselves: the last administrator would lock the door from outside. */
export function mayWithdrawRole(actor: Actor, grant: Pick<GrantRow, "person" | "organisation">): boolean {
  return mayManagePeople(actor, grant.organisation) && grant.person !== actor.id;
}

/** A key never holds a role that the authority does not give to officers. */
export function mayMakeApiKey(actor: Actor, organisation: string, roles: readonly string[]): boolean {
  return (
    mayManagePeople(actor, organisation) &&
    roles.every((role) => (programRoles as readonly string[]).includes(role))
  );
}

export const mayEndApiKey = mayManagePeople;
