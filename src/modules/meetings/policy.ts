// Who may do what in a meeting, as sentences over the actor. Pure. Nobody may take a listed item off an agenda or change
// another's statement: there is no command for it, so there is no rule about it either.
import type { Role } from "#core/kp/roles.ts";
import type { Actor } from "#modules/record/index.ts";

/** Convene, order, give the floor, close. */
export const table = ["chair", "secretariat"] as const satisfies readonly Role[];
export const secretariat = ["secretariat"] as const satisfies readonly Role[];
/** Speak for a seat. */
export const delegates = ["delegate"] as const satisfies readonly Role[];
/** Everybody who takes part, of every pillar alike. */
export const everySeat = ["delegate", "chair", "secretariat"] as const satisfies readonly Role[];

export function isAtTable(actor: Actor): boolean {
  return table.some((role) => actor.roles.includes(role));
}

export function isSecretariat(actor: Actor): boolean {
  return actor.roles.includes("secretariat");
}
