// Who may do what in this module, as sentences over the actor. Pure. Which seat somebody speaks for, governance says.
import type { Role } from "#core/kp/roles.ts";
import type { Actor } from "#modules/record/index.ts";

export const keepers = ["secretariat"] as const satisfies readonly Role[];
export const delegates = ["delegate"] as const satisfies readonly Role[];
export const chairs = ["chair"] as const satisfies readonly Role[];

/** Calls elections, opens selections, keeps admissions; elects nobody and admits nobody. */
export function mayKeepProcedures(actor: Actor): boolean {
  return actor.roles.includes("secretariat");
}

export function mayActAsChair(actor: Actor): boolean {
  return actor.roles.includes("chair");
}
