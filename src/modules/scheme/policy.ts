// Who may do what in this module, as named predicates over the actor. Pure.
import type { Actor } from "#modules/record/index.ts";

/** Participants, statuses, recognitions, authorities, rules, formats, the trust list. */
export function mayKeepScheme(actor: Actor): boolean {
  return actor.roles.includes("secretariat");
}

/** Offices, number blocks and desk signers of an authority: its own administrator, nobody else's. */
export function mayKeepAuthority(actor: Actor, authority: string): boolean {
  return actor.roles.includes("authority-administrator") && actor.organisation === authority;
}
