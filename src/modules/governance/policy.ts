// Who may do what in governance, as sentences over the actor. Pure. What a seat may do to an item is the engine's to say.
import type { Role } from "#core/kp/roles.ts";
import type { Actor } from "#modules/record/index.ts";

const has = (actor: Actor, role: Role): boolean => actor.roles.includes(role);

/** Seats of organisations, pillars, bodies' rules: the Secretariat, on a decision that it names. */
export function mayKeepSeats(actor: Actor): boolean {
  return has(actor, "secretariat");
}

/** Delegates come and go by their own organisation alone: neither the Secretariat nor the chair chooses who speaks for whom. */
export function mayAccredit(actor: Actor, organisation: string): boolean {
  return (
    actor.kind === "person" && has(actor, "authority-administrator") && actor.organisation === organisation
  );
}

/** Somebody of a seat: its administrator or a delegate. */
export function maySpeakOfSeats(actor: Actor): boolean {
  return has(actor, "authority-administrator") || has(actor, "delegate");
}

export function isSecretariat(actor: Actor): boolean {
  return has(actor, "secretariat");
}

export function isChair(actor: Actor): boolean {
  return has(actor, "chair");
}

export const delegates = ["delegate"] as const satisfies readonly Role[];
export const secretariat = ["secretariat"] as const satisfies readonly Role[];
export const chairs = ["chair"] as const satisfies readonly Role[];
export const administrators = ["authority-administrator"] as const satisfies readonly Role[];
