// What the register says of a certificate, as one of its checks: found and open, or what became of it, or why nobody could be asked.
// A kept list says "unknown" only of what was sealed well before it; and no list says anything of an authority whose register
// is on paper.
import { millisOf } from "#core/kp/dates.ts";
import type { TrustList } from "#core/trust/trust-list.ts";
import type { Check } from "./answers.ts";
import type { Recorder } from "./check-recorder.ts";
import type { KnownStatus, NumberAlert, RegisterFinding, RegisterView } from "./register.ts";

export interface RegisterQuestion {
  readonly trust: TrustList;
  readonly register: RegisterView;
  readonly now: string;
  readonly alert?: NumberAlert;
}

/** Whose register it would be in: the authority that a code names, or the Participant of a number that was typed. */
export type Whose =
  | { readonly authority: string; readonly sealedAt: string; readonly expiresAt: string }
  | { readonly participant: string };

/** The entry itself when there is one and it speaks of this certificate. `finding`: undefined where nobody could be asked. */
export function checkRegister(
  recorder: Recorder,
  { register, trust, now, alert }: RegisterQuestion,
  policy: { readonly liveSeconds: number; readonly clockToleranceSeconds: number },
  finding: RegisterFinding | undefined,
  whose: Whose,
): KnownStatus | undefined {
  if (register.kind === "unavailable" || finding === undefined)
    return unanswered(recorder, trust, whose, "register-unavailable", { listIssuedAt: trust.issuedAt });
  const { asOf } = register;
  const live =
    register.kind === "live" && Math.abs(millisOf(now) - millisOf(asOf)) <= policy.liveSeconds * 1000;
  if (finding.kind === "other-certificate") {
    recorder.fail("REGISTER", { reason: "other-certificate", asOf });
    return undefined;
  }
  if (finding.kind === "not-found") {
    if (
      isMissing(register, whose, policy.clockToleranceSeconds) &&
      findPaperOnly(trust, whose) === undefined
    ) {
      recorder.fail("REGISTER", { reason: "missing-on-kept-list", asOf });
      return undefined;
    }
    if (!live) return unanswered(recorder, trust, whose, "not-on-kept-list", { asOf });
    if (alert !== undefined) failByAlert(recorder, alert, asOf);
    else {
      const paperOnly = findPaperOnly(trust, whose);
      recorder.fail(
        "REGISTER",
        paperOnly === undefined ? { reason: "unknown-number", asOf } : { reason: "paper-only", ...paperOnly },
      );
    }
    return undefined;
  }
  const { status } = finding;
  if (status.state !== "open") {
    const by = status.by === null ? {} : { by: status.by };
    recorder.fail("REGISTER", { reason: status.state, since: status.since, ...by, asOf });
  } else if (live) recorder.pass("REGISTER", { asOf });
  else recorder.skip("REGISTER", { reason: "open-on-kept-list", stage: status.stage ?? "sealed", asOf });
  return status;
}

/** A list of every open certificate does not have one that was sealed well before it, and had not run out: nobody issued it. */
function isMissing(register: RegisterView, whose: Whose, toleranceSeconds: number): boolean {
  if (register.kind !== "kept" || register.complete !== true || "participant" in whose) return false;
  const asOf = millisOf(register.asOf);
  return millisOf(whose.sealedAt) + toleranceSeconds * 1000 < asOf && asOf < millisOf(whose.expiresAt);
}

export function failByAlert(recorder: Recorder, { kind, since, by }: NumberAlert, asOf: string): void {
  recorder.fail("REGISTER", { reason: kind, since, by, asOf });
}

function unanswered(
  recorder: Recorder,
  trust: TrustList,
  whose: Whose,
  reason: string,
  detail: Check["detail"],
): undefined {
  const paperOnly = findPaperOnly(trust, whose);
  if (paperOnly !== undefined) recorder.skip("REGISTER", { reason: "paper-only", ...paperOnly });
  else recorder.skip("REGISTER", { reason: "participant" in whose ? "number-only" : reason, ...detail });
  return undefined;
}

function findPaperOnly(trust: TrustList, whose: Whose): Check["detail"] | undefined {
  const issuing = trust.authorities.filter(
    (row) =>
      row.roles.includes("EXPORT") &&
      ("authority" in whose ? row.code === whose.authority : row.participant === whose.participant),
  );
  const [first] = issuing;
  if (first === undefined || issuing.some((row) => row.register === "published")) return undefined;
  return { authority: first.code, contact: first.contact };
}
