// One test vector: a code or a typed number, the circumstances, and the answer any reader must give.
import type { AnswerState, CheckCode } from "../answers.ts";
import type { KnownState, KnownStatus, RegisterView } from "../register.ts";
import type { Evidence } from "../verify.ts";
import type { CertificateContent } from "../content.ts";
import { content, expiryOf, now } from "./world.ts";

export interface Case {
  readonly name: string;
  /** The rule that is shown. */
  readonly rule: string;
  readonly evidence: Evidence;
  readonly now: string;
  readonly register: RegisterView;
  readonly expected: {
    readonly answer: AnswerState;
    readonly check: CheckCode | null;
    readonly reason: string | null;
  };
}

export const unavailable: RegisterView = { kind: "unavailable" };

/** The register's answer of just now on this certificate. */
export function register(
  state: KnownState,
  over: Partial<KnownStatus> = {},
  certificate: CertificateContent = content(),
): RegisterView {
  const { participant, number, publicId, authority, issuedOn, expiresOn, importer } = certificate;
  const status: KnownStatus = {
    participant,
    number,
    publicId,
    authority,
    issuedOn,
    expiresOn,
    expiresAt: expiryOf(certificate),
    importerCountry: importer.country,
    state,
    since: "2026-11-23T15:00:00.000Z",
    by: state === "used" ? "EU-BE" : authority,
    ...over,
  };
  return { kind: "live", asOf: now, statuses: [status] };
}

export const nothingKnown: RegisterView = { kind: "live", asOf: now, statuses: [] };

/** What an offline desk keeps from this morning. */
export function kept(view: RegisterView, asOf = "2026-11-24T06:00:00.000Z"): RegisterView {
  return view.kind === "unavailable" ? view : { ...view, kind: "kept", asOf };
}
