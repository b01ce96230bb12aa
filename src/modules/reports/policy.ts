// Who makes and takes in monthly files: the officers and the administrator of the authority whose files they are. Pure.
import type { Role } from "#core/kp/roles.ts";
import type { Actor } from "#modules/record/index.ts";

export const reporters: readonly Role[] = [
  "issuing-officer",
  "validating-officer",
  "importing-officer",
  "authority-administrator",
];

export function mayReport(actor: Actor): actor is Actor & { readonly organisation: string } {
  return actor.organisation !== null && reporters.some((role) => actor.roles.includes(role));
}
