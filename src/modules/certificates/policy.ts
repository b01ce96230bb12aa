// Who may do what with applications and certificates, as sentences.
import type { Actor } from "#modules/record/index.ts";
import type { DraftRow } from "./drafts/store.ts";
import type { ApplicationRow, CertificateRow } from "./store.ts";

const has = (actor: Actor, role: string): boolean => actor.roles.includes(role);
const worksFor = (actor: Actor, authority: string): boolean => actor.organisation === authority;

/** An exporter's clerk applies for the own company; an officer may file for somebody at the counter. */
export function mayApply(actor: Actor): boolean {
  return (has(actor, "exporter") && actor.company !== undefined) || has(actor, "issuing-officer");
}

/** A company's clerks share its drafts; what an officer writes down at the counter is that officer's own until it is sent. */
export function mayEditDraft(
  actor: Actor,
  draft: Pick<DraftRow, "authority" | "company" | "person">,
): boolean {
  if (!mayApply(actor) || !worksFor(actor, draft.authority)) return false;
  return has(actor, "exporter") ? actor.company === draft.company : actor.id === draft.person;
}

export function mayReview(actor: Actor, application: Pick<ApplicationRow, "authority">): boolean {
  return has(actor, "issuing-officer") && worksFor(actor, application.authority);
}

export function maySeeApplication(
  actor: Actor,
  application: Pick<ApplicationRow, "authority" | "company">,
): boolean {
  if (has(actor, "exporter"))
    return worksFor(actor, application.authority) && actor.company === application.company;
  return worksFor(actor, application.authority) && isOfficer(actor);
}

export function mayIssue(actor: Actor, authority: string): boolean {
  return has(actor, "issuing-officer") && worksFor(actor, authority);
}

/** Annex I A 14: validation is a separate act; that it is another person is checked where the issuer is known. */
export function mayValidate(actor: Actor, certificate: Pick<CertificateRow, "authority">): boolean {
  return has(actor, "validating-officer") && worksFor(actor, certificate.authority);
}

export function mayPrint(actor: Actor, certificate: Pick<CertificateRow, "authority">): boolean {
  return (
    worksFor(actor, certificate.authority) &&
    (has(actor, "issuing-officer") || has(actor, "validating-officer"))
  );
}

/** The seal is the authority's; whoever of its people or exporters asks first has it made. */
export function maySealFile(actor: Actor, certificate: Pick<CertificateRow, "authority">): boolean {
  return worksFor(actor, certificate.authority);
}

export const mayExport = mayPrint;

/** The stock of security paper is the desk's: who prints from it and who keeps the authority may see and fill it. */
export function mayKeepSheets(actor: Actor, authority: string): boolean {
  return (
    worksFor(actor, authority) &&
    ["issuing-officer", "validating-officer", "authority-administrator"].some((role) => has(actor, role))
  );
}

/** The authorities that may receive it are those of the country of destination. */
export function mayReceive(actor: Actor, destinationAuthorities: readonly string[]): boolean {
  return (
    has(actor, "importing-officer") &&
    actor.organisation !== null &&
    destinationAuthorities.includes(actor.organisation)
  );
}

/** Whoever examines what arrives, or what leaves again, records what was lost or stayed between the two. */
export function mayKeepParcels(actor: Actor): boolean {
  return has(actor, "importing-officer") || has(actor, "issuing-officer");
}

export function maySeeCertificate(
  actor: Actor,
  certificate: Pick<CertificateRow, "authority" | "company">,
  destinationAuthorities: readonly string[],
): boolean {
  if (has(actor, "exporter"))
    return (
      worksFor(actor, certificate.authority) &&
      actor.company !== undefined &&
      actor.company === certificate.company
    );
  return (
    (worksFor(actor, certificate.authority) && isOfficer(actor)) || mayReceive(actor, destinationAuthorities)
  );
}

/** Scans name certificates of anybody's; whose desk it was is what the officer's authority vouches for. */
export function mayHandInScans(actor: Actor): boolean {
  return actor.organisation !== null && isOfficer(actor);
}

function isOfficer(actor: Actor): boolean {
  return ["issuing-officer", "validating-officer", "importing-officer", "authority-administrator"].some(
    (role) => has(actor, role),
  );
}
