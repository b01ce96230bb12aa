// Who may do what with files, webhooks and their logs, as sentences.
import type { Role } from "#core/kp/roles.ts";
import type { Actor } from "#modules/record/index.ts";
import type { BatchRow } from "./store.ts";

/** Those whose acts may come by file; what each row does is decided by its own command. */
export const senders = [
  "issuing-officer",
  "validating-officer",
  "importing-officer",
] as const satisfies readonly Role[];

export const keepers = ["authority-administrator"] as const satisfies readonly Role[];

const has = (actor: Actor, role: string): boolean => actor.roles.includes(role);

export function maySendBatch(actor: Actor): boolean {
  return actor.organisation !== null && senders.some((role) => has(actor, role));
}

/** An authority's programs and officers see and continue what any of them sent. */
export function maySeeBatch(actor: Actor, batch: Pick<BatchRow, "organisation">): boolean {
  return maySendBatch(actor) && actor.organisation === batch.organisation;
}

/** Officers and programs read the log of their own authority and ask for one again. */
export function maySeeWebhook(actor: Actor, { organisation }: { readonly organisation: string }): boolean {
  return actor.organisation === organisation && [...senders, ...keepers].some((role) => has(actor, role));
}

export function mayKeepWebhooks(actor: Actor, organisation: string): boolean {
  return has(actor, "authority-administrator") && actor.organisation === organisation;
}
