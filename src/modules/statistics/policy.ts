// Who may do what with statistics, as sentences. Pure.
import type { Role } from "#core/kp/roles.ts";
import type { Actor } from "#modules/record/index.ts";

/** Who files for a Participant; of which, their authority says. */
export const filers = ["focal-point"] as const satisfies readonly Role[];
/** Who sees every Participant's returns. */
export const analysts = ["analyst", "secretariat"] as const satisfies readonly Role[];
/** Who takes in files of figures and publishes releases. */
export const publishers = ["secretariat"] as const satisfies readonly Role[];

const has = (actor: Actor, roles: readonly Role[]): boolean =>
  roles.some((role) => actor.roles.includes(role));

/** `participant` is that of the actor's own authority. */
export function mayFile(actor: Actor, participant: string, own: string | undefined): boolean {
  return has(actor, filers) && own === participant;
}

export function maySeeReturns(actor: Actor, participant: string, own: string | undefined): boolean {
  return has(actor, analysts) || (has(actor, filers) && own === participant);
}

export function mayAnalyse(actor: Actor): boolean {
  return has(actor, analysts);
}

export function mayPublish(actor: Actor): boolean {
  return has(actor, publishers);
}
