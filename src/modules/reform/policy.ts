// Who may do what in reform, as sentences. Every seat of every pillar asks; the chair, the Secretariat and every other seat
// may answer; a commitment is its maker's own.
import type { Role } from "#core/kp/roles.ts";
import type { Actor } from "#modules/record/index.ts";

export const delegates = ["delegate"] as const satisfies readonly Role[];
export const offices = ["chair", "secretariat"] as const satisfies readonly Role[];
export const answerers = [...delegates, ...offices] as const satisfies readonly Role[];

/** The office in which somebody answers for the scheme; undefined for a delegate, who answers for a seat. */
export function officeOf({ roles }: Actor): (typeof offices)[number] | undefined {
  return offices.find((office) => roles.includes(office));
}
