// The single checks of a verification that need no signature: clock, list, authority, standing, dates.
// Each writes its outcome into the recorder; none decides the answer (answers.ts does).
import { daysBetween, millisOf } from "#core/kp/dates.ts";
import { expiresAtInstant, latestExpiry, validityFor } from "#core/kp/rules.ts";
import type { ValidityRow, ValidityTerms } from "#core/kp/rules.ts";
import type { MayTrade } from "#core/kp/statuses.ts";
import { findAuthority } from "#core/trust/trust-list.ts";
import type { TrustList } from "#core/trust/trust-list.ts";
import type { CheckCode } from "./answers.ts";
import type { Recorder } from "./check-recorder.ts";
import type { QrClaims } from "./qr-claims.ts";
import type { RegisterView } from "./register.ts";
import type { ShipmentStanding } from "./standing.ts";

/** Calendar day in UTC. */
export function dayOf(instant: string): string {
  if (instant.length === 24 && instant.endsWith("Z")) return instant.slice(0, 10);
  return new Date(Date.parse(instant)).toISOString().slice(0, 10);
}

/** This device cannot be living before the list was made, nor before the signature was. */
export function checkClock(
  recorder: Recorder,
  facts: {
    readonly trust: TrustList;
    readonly register: RegisterView;
    readonly now: string;
    readonly policy: { readonly clockToleranceSeconds: number };
    /** Of a genuine signature. */
    readonly signedAt?: string;
  },
): void {
  // The latest instant this clock may stand for.
  const now = millisOf(facts.now) + facts.policy.clockToleranceSeconds * 1000;
  const detail = { now: facts.now };
  if (now < millisOf(facts.trust.issuedAt)) recorder.fail("CLOCK", { reason: "before-the-list", ...detail });
  if (facts.signedAt !== undefined && now < millisOf(facts.signedAt)) {
    recorder.fail("CLOCK", { reason: "before-the-signature", ...detail });
  }
  // Whatever the register answered, it answered in the past.
  if (facts.register.kind !== "unavailable" && now < millisOf(facts.register.asOf)) {
    recorder.fail("CLOCK", { reason: "before-the-register", ...detail });
  }
  recorder.pass("CLOCK", detail);
}

/** The lists a desk keeps: the trust list, and what it has of the register. Both end, and then nothing is good any more. */
export function checkListAge(
  recorder: Recorder,
  trust: TrustList,
  register: RegisterView,
  now: string,
  policy: { readonly longestListAgeSeconds: number },
): void {
  const age = Math.max(0, Math.floor((millisOf(now) - millisOf(trust.issuedAt)) / 1000));
  const detail = { listIssuedAt: trust.issuedAt, ageSeconds: age };
  const ended = millisOf(now) >= millisOf(trust.notAfter);
  if (ended || age > policy.longestListAgeSeconds)
    recorder.fail("LIST_AGE", { reason: "list-too-old", ...detail });
  else if (
    register.kind === "kept" &&
    register.notAfter !== undefined &&
    millisOf(now) >= millisOf(register.notAfter)
  )
    recorder.fail("LIST_AGE", { reason: "status-list-too-old", listIssuedAt: register.asOf });
  else recorder.pass("LIST_AGE", detail);
}

export function checkAuthority(
  recorder: Recorder,
  trust: TrustList,
  code: string,
  participant: string,
  issuedOn: string,
): void {
  const authority = findAuthority(trust, code);
  if (authority === undefined) recorder.fail("AUTHORITY", { reason: "authority-unknown" });
  else if (authority.participant !== participant)
    recorder.fail("AUTHORITY", { reason: "authority-of-another-participant" });
  else if (!authority.roles.includes("EXPORT"))
    recorder.fail("AUTHORITY", { reason: "not-an-exporting-authority" });
  else if (issuedOn < authority.from || (authority.until !== undefined && issuedOn >= authority.until)) {
    recorder.fail("AUTHORITY", { reason: "not-designated-on-that-date", date: issuedOn });
  } else recorder.pass("AUTHORITY");
}

/** As of the date of issue and as of now. */
export function checkStanding(
  recorder: Recorder,
  participant: string,
  { onIssue, now }: { readonly onIssue: ShipmentStanding; readonly now: ShipmentStanding },
  { importerKnown, originKnown }: { readonly importerKnown: boolean; readonly originKnown: boolean } = {
    importerKnown: true,
    originKnown: true,
  },
): void {
  standing(recorder, "ISSUER_ON_ISSUE", onIssue.issuer, participant, onIssue.date);
  standing(recorder, "ISSUER_NOW", now.issuer, participant, now.date);
  if (importerKnown) {
    standing(recorder, "IMPORTER_ON_ISSUE", onIssue.importer, onIssue.importingParticipant, onIssue.date);
    standing(recorder, "IMPORTER_NOW", now.importer, now.importingParticipant, now.date);
    // The importing side's law decides at the border, so today's counts.
    const { issuerRecognised: recognised, importingParticipant: by } = now;
    if (recognised.recognised) recorder.pass("RECOGNITION", { by });
    else
      recorder.fail("RECOGNITION", {
        reason: recognised.reason,
        participant,
        by,
        date: now.date,
        source: recognised.source,
      });
  }
  if (originKnown) checkOrigins(recorder, onIssue);
}

/** On the date of issue: what was lawful to send then stays lawful to receive. */
function checkOrigins(recorder: Recorder, { origins, date }: ShipmentStanding): void {
  for (const { country, answer } of origins) standing(recorder, "ORIGIN", answer, country, date);
  if (origins.length === 0) recorder.skip("ORIGIN", { reason: "origin-not-listed" });
}

function standing(
  recorder: Recorder,
  code: CheckCode,
  answer: MayTrade,
  participant: string,
  date: string,
): void {
  if (answer.ok) {
    recorder.pass(code, { participant, date });
    return;
  }
  const detail = { reason: answer.reason, participant, date, source: answer.source };
  // The code does not say where in a country the stones were mined, and no source is no accusation.
  if (answer.reason === "STATUS_UNKNOWN" || answer.reason === "ZONE_REQUIRED") recorder.skip(code, detail);
  else recorder.fail(code, detail);
}

export function checkDates(
  recorder: Recorder,
  claims: Pick<
    QrClaims,
    "participant" | "issuedOn" | "expiresOn" | "validatedOn" | "validatedAt" | "expiresAt"
  >,
  rules: readonly ValidityRow[],
): void {
  const { issuedOn, expiresOn, validatedOn, validatedAt, expiresAt } = claims;
  // A day begins and ends at different hours around the world, so the instant may lie a day off the printed date.
  const day = dayOf(validatedAt);
  const drift = day === validatedOn ? 0 : Math.abs(daysBetween(day, validatedOn));
  // What the reader gives is in one spelling, so order of text is order of time.
  const inOrder =
    issuedOn <= validatedOn && validatedOn <= expiresOn && drift <= 1 && validatedAt < expiresAt;
  if (inOrder) recorder.pass("DATES_IN_ORDER");
  else recorder.fail("DATES_IN_ORDER", { reason: "dates-out-of-order" });

  const rule = ruleKept(rules, claims.participant, issuedOn);
  const latest = latestExpiry(rule, issuedOn);
  if (expiresOn > latest)
    recorder.fail("WITHIN_VALIDITY", { reason: "longer-than-the-national-rule", latest });
  else if (expiresAt !== expiresAtInstant(rule, expiresOn)) {
    recorder.fail("WITHIN_VALIDITY", { reason: "instant-differs-from-date", expiresOn });
  } else recorder.pass("WITHIN_VALIDITY", { latest });
}

const keptRules = new WeakMap<readonly ValidityRow[], Map<string, ValidityTerms>>();

/** Thousands of checks ask for the same few rules of the same few weeks. */
function ruleKept(rules: readonly ValidityRow[], participant: string, date: string): ValidityTerms {
  const kept = keptRules.get(rules) ?? new Map<string, ValidityTerms>();
  const name = participant + date;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const rule = validityFor(rules, participant, date);
  // Hostile: dates come from papers, so what is kept is bounded.
  if (kept.size > 5_000) kept.clear();
  keptRules.set(rules, kept.set(name, rule));
  return rule;
}

export function checkExpiry(recorder: Recorder, expiresAt: string, expiresOn: string, now: string): void {
  if (millisOf(now) >= millisOf(expiresAt))
    recorder.fail("NOT_EXPIRED", { reason: "expired", expiresOn, expiresAt });
  else recorder.pass("NOT_EXPIRED", { expiresOn, expiresAt });
}
