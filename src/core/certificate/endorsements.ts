// The closed list of what an issuer may put right on a certificate after it was sealed, without a new number: addresses
// and the reference of a container. India endorses minor errors, the European Union's TRACES two boxes; everything else,
// above all what the code says, is a replacement. The code keeps the original, so an answer tells of the endorsement.
import { bounds } from "./content.ts";
import type { CertificateContent } from "./content.ts";
import { findTextFault } from "./text.ts";

export const endorsableFields = ["exporter.address", "importer.address", "container.reference"] as const;
export type EndorsableField = (typeof endorsableFields)[number];

export interface Endorsement {
  readonly field: EndorsableField;
  /** Which container, by its seal. */
  readonly seal?: string;
  readonly value: string;
}

export type EndorsementRefusal =
  /** Not on the closed list: replace the certificate. */
  | "NOT_ENDORSABLE"
  | "NO_SUCH_SEAL"
  /** Empty, too long, or with characters that cannot be printed. */
  | "NOT_PRINTABLE"
  /** It says so already. */
  | "UNCHANGED";

export type EndorsementDecision =
  | { readonly ok: true; readonly endorsement: Endorsement; readonly before: string }
  | { readonly ok: false; readonly reason: EndorsementRefusal };

/** `field` is text from outside; `before` is what the certificate says now, earlier endorsements included. */
export function decideEndorsement(
  content: Pick<CertificateContent, "exporter" | "importer" | "containers">,
  earlier: readonly Endorsement[],
  asked: { readonly field: string; readonly seal?: string; readonly value: string },
): EndorsementDecision {
  const field = endorsableFields.find((known) => known === asked.field);
  if (field === undefined) return { ok: false, reason: "NOT_ENDORSABLE" };
  const { seal, value } = asked;
  if (field === "container.reference" && !content.containers.some((container) => container.seal === seal))
    return { ok: false, reason: "NO_SUCH_SEAL" };
  const longest = field === "container.reference" ? bounds.referenceBytes : bounds.addressBytes;
  if (findTextFault(value, longest) !== undefined) return { ok: false, reason: "NOT_PRINTABLE" };
  const endorsement: Endorsement =
    field === "container.reference" && seal !== undefined ? { field, seal, value } : { field, value };
  const before = currentValue(content, earlier, endorsement);
  return before === value ? { ok: false, reason: "UNCHANGED" } : { ok: true, endorsement, before };
}

function currentValue(
  content: Pick<CertificateContent, "exporter" | "importer" | "containers">,
  earlier: readonly Endorsement[],
  { field, seal }: Endorsement,
): string {
  const last = earlier.findLast((one) => one.field === field && one.seal === seal);
  if (last !== undefined) return last.value;
  if (field === "exporter.address") return content.exporter.address;
  if (field === "importer.address") return content.importer.address;
  return content.containers.find((container) => container.seal === seal)?.reference ?? "";
}
