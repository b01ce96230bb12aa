// Who may publish which alert. Pure.
import type { AlertKind } from "#core/kp/alerts.ts";
import type { Role } from "#core/kp/roles.ts";
import type { Actor } from "#modules/record/index.ts";
import type { AlertRow } from "./store.ts";

export const alertKeepers: readonly Role[] = [
  "issuing-officer",
  "validating-officer",
  "importing-officer",
  "authority-administrator",
  "secretariat",
];

const isSecretariat = (actor: Actor): boolean => actor.roles.includes("secretariat");
const isOfficer = (actor: Actor): boolean =>
  alertKeepers.some((role) => role !== "secretariat" && actor.roles.includes(role));

/** What may be chosen at all: a loss by the authority whose paper it is, a forgery by any, stopped trade by the Secretariat. */
export function kindsFor(actor: Actor): readonly AlertKind[] {
  return [
    ...(isOfficer(actor) ? (["LOST", "STOLEN"] as const) : []),
    ...(isOfficer(actor) || isSecretariat(actor) ? (["FAKE"] as const) : []),
    ...(isSecretariat(actor) ? (["STOPPED_TRADE"] as const) : []),
  ];
}

/** Whoever published an alert changes it; what a certificate's own acts made changes with the certificate. */
export function mayChange(actor: Actor, alert: AlertRow): boolean {
  return (
    actor.organisation === alert.organisation &&
    alert.certificate === null &&
    alert.closed_at === null &&
    kindsFor(actor).includes(alert.kind)
  );
}
