// Who may do what with applications and certificates, as sentences.
import type { Actor } from "#modules/record/index.ts";
import { hasTheGoods, isWithdrawn } from "#core/certificate/life.ts";
import type { DraftRow } from "./drafts/store.ts";
import type { EventRow } from "./life/marks.ts";
import { steps } from "./life/steps.ts";
import type { StepKind } from "./life/steps.ts";
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

/** A technical certificate or letter of comfort concerns its issuer and its receiver. */
export function maySeeDocument(
  actor: Actor,
  document: { readonly authority: string; readonly receiver: string },
): boolean {
  return mayKeepParcels(actor) && (worksFor(actor, document.authority) || worksFor(actor, document.receiver));
}

/** Whoever examines what arrives, or what leaves again, records what was lost or stayed between the two. */
export function mayKeepParcels(actor: Actor): boolean {
  return has(actor, "importing-officer") || has(actor, "issuing-officer");
}

/** What was withdrawn may turn up at any border. */
export function mayPresent(
  actor: Actor,
  certificate: Pick<CertificateRow, "state">,
  destinationAuthorities: readonly string[],
): boolean {
  if (mayReceive(actor, destinationAuthorities)) return true;
  return isWithdrawn(certificate.state) && has(actor, "importing-officer") && actor.organisation !== null;
}

/** Whose hand a step needs; whether it is possible now, the life of the certificate says. */
export function mayTakeStep(
  actor: Actor,
  kind: StepKind,
  certificate: Pick<CertificateRow, "authority" | "company" | "state">,
  { importers, events }: { readonly importers: readonly string[]; readonly events: readonly EventRow[] },
): boolean {
  const { by, roles } = steps[kind];
  const { organisation } = actor;
  if (organisation === null || !roles.some((role) => has(actor, role))) return false;
  const issuing =
    worksFor(actor, certificate.authority) &&
    (has(actor, "issuing-officer") || has(actor, "validating-officer"));
  const holding = has(actor, "importing-officer") && hasTheGoods(events, organisation);
  if (by === "exporter") return maySeeCertificate(actor, certificate, importers);
  if (by === "anybody") return true;
  if (by === "issuer") return issuing;
  if (by === "either") return issuing || holding;
  return kind === "transit-entered" || holding;
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
