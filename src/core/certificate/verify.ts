// Is this paper good? Evidence and trust in, one answer and every check out. Pure: no clock, no network, no keys.
// A code is checked offline by its signature, its issuer and its dates; a typed number only by the register.
// As of the date of issue and as of now, both are in the result; on failure nothing the paper claims is returned.
import type { VerifyEs256 } from "#core/encoding/cose.ts";
import { toBeSigned } from "#core/encoding/cose.ts";
import { isCountryCode } from "#core/kp/countries.ts";
import { findFormat, numberFormats, parseNumber } from "#core/kp/numbers.ts";
import type { NumberFormat } from "#core/kp/numbers.ts";
import { nationalRules } from "#core/kp/rules.ts";
import { keyRefusals, keysFor } from "#core/trust/keys.ts";
import { statusesOf } from "#core/trust/trust-list.ts";
import type { TrustedKey, TrustList } from "#core/trust/trust-list.ts";
import { answerFrom } from "./answers.ts";
import type { Answer, AnswerState, Check, CheckCode } from "./answers.ts";
import { checkRecorder } from "./check-recorder.ts";
import type { Recorder } from "./check-recorder.ts";
import {
  checkAuthority,
  checkClock,
  checkDates,
  checkExpiry,
  checkListAge,
  checkStanding,
  dayOf,
} from "./checks.ts";
import type { Line, Origin } from "./content.ts";
import type { QrClaims } from "./qr-claims.ts";
import { readQrText } from "./qr-text.ts";
import { findByCode, findByNumber } from "./register.ts";
import type { Endorsed, KnownStatus, RegisterFinding, RegisterView, Said } from "./register.ts";
import { issuerStanding, schemeFactsFor, standingOfShipment } from "./standing.ts";
import type { ShipmentStanding } from "./standing.ts";

export type Evidence =
  | { readonly qrText: string }
  /** As typed; the code of the Participant may stand in it or beside it. */
  | { readonly number: string; readonly participant?: string };

export interface VerifyPolicy {
  /** A list older than this says nothing "good", even before its own end. */
  readonly longestListAgeSeconds: number;
  /** How far two clocks may be apart. */
  readonly clockToleranceSeconds: number;
  /** How old an answer of the register may be and still be "just now". */
  readonly liveSeconds: number;
}

export const usualPolicy: VerifyPolicy = {
  longestListAgeSeconds: 7 * 86_400,
  clockToleranceSeconds: 3_600,
  liveSeconds: 900,
};

export interface VerifyInput {
  readonly evidence: Evidence;
  readonly trust: TrustList;
  readonly register: RegisterView;
  readonly now: string;
  readonly verifyEs256: VerifyEs256;
  readonly policy?: VerifyPolicy;
  readonly formats?: readonly NumberFormat[];
  /** An open alert in which the number stands: counts where the register has nothing to say of it. */
  readonly alert?: NumberAlert;
}

export interface NumberAlert extends Said {
  readonly kind: "lost" | "stolen" | "fake";
}

export interface Verification {
  readonly answer: Answer;
  /** All of them, in a fixed order, those not made included. */
  readonly checks: readonly Check[];
  /** How issuer, importer and origin stand; null where that is not known. On failure only the answer's facts are told. */
  readonly standing: { readonly onIssue: ShipmentStanding; readonly now: ShipmentStanding } | null;
  /** What the code says; only when nothing failed. */
  readonly content?: QrClaims;
  /** What the register says of it; only when nothing failed. */
  readonly known?: KnownStatus;
  /** What the desk must know although nothing failed. */
  readonly warnings: readonly Warning[];
}

export type Warning =
  /** Forgeries of this certificate were reported: this one is good only if it is the one that was sealed. */
  | ({ readonly code: "fake-reported" } & Said)
  /** Its issuer put this right after it was sealed; the code still says the original. */
  | ({ readonly code: "endorsed" } & Endorsed);

export function verify(input: VerifyInput): Verification {
  return "qrText" in input.evidence
    ? verifyCode(input, input.evidence.qrText)
    : verifyNumber(input, input.evidence);
}

// Hostile: the text comes from a paper. Nothing it says is used before its signature is known, except to refuse it.
function verifyCode(input: VerifyInput, qrText: string): Verification {
  const recorder = checkRecorder();
  const reading = readQrText(qrText);
  if (!reading.ok) {
    if (reading.reason === "not-canonical")
      recorder.pass("FORM").fail("CANONICAL", { reason: reading.reason });
    else recorder.fail("FORM", { reason: reading.reason });
    return failed(recorder);
  }
  recorder.pass("FORM").pass("CANONICAL");
  const { claims, message } = reading;
  const { keyId, signature } = message;
  const signed = toBeSigned(message.protectedBytes, message.payload);
  const checked = checkSealed(recorder, input, {
    claims,
    keyId,
    signed,
    signature,
    signedAt: claims.validatedAt,
  });
  return isAuthentic(checked.answer.state) ? { ...checked, content: claims } : checked;
}

/** What the checks ask of a sealed certificate, whichever form it has. A file need not show the last three. */
export interface SealedClaims extends Pick<
  QrClaims,
  | "authority"
  | "publicId"
  | "participant"
  | "number"
  | "issuedOn"
  | "expiresOn"
  | "validatedOn"
  | "validatedAt"
  | "expiresAt"
> {
  readonly importer?: { readonly country?: string };
  readonly origin?: Origin;
  readonly lines?: readonly Pick<Line, "origin">[];
}

export interface Sealed {
  readonly claims: SealedClaims;
  readonly keyId: Uint8Array;
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
  /** UTC instant at which the key was used, as the message says. */
  readonly signedAt: string;
}

/** Everything after the form: key, authority, dates, statuses, register. One set of checks for both sealed forms. */
export function checkSealed(
  recorder: Recorder,
  input: Omit<VerifyInput, "evidence">,
  sealed: Sealed,
): Verification {
  const policy = input.policy ?? usualPolicy;
  const { trust, now } = input;
  const { claims, signedAt } = sealed;
  const today = dayOf(now);

  checkAuthority(recorder, trust, claims.authority, claims.participant, claims.issuedOn);
  checkSignature(recorder, input, sealed);
  const genuine = recorder.outcomeOf("SIGNATURE") === "pass";
  checkClock(recorder, { trust, register: input.register, now, policy, ...(genuine ? { signedAt } : {}) });
  const known = checkRegister(recorder, input, policy, claims.authority, (statuses) =>
    findByCode(statuses, claims),
  );
  const importerCountry = claims.importer?.country ?? known?.importerCountry;
  const shipment = {
    participant: claims.participant,
    importer: { country: importerCountry ?? claims.participant },
    origin: claims.origin ?? noOrigin,
    lines: claims.lines ?? [],
  };
  const facts = schemeFactsFor(trust, shipment, [claims.issuedOn, today]);
  const standing = {
    onIssue: standingOfShipment(facts, shipment, claims.issuedOn),
    now: standingOfShipment(facts, shipment, today),
  };
  const shown = { importerKnown: importerCountry !== undefined, originKnown: claims.origin !== undefined };
  checkStanding(recorder, claims.participant, standing, shown);
  const hidden: readonly CheckCode[] = [
    ...(shown.importerKnown ? [] : (["IMPORTER_ON_ISSUE", "IMPORTER_NOW", "RECOGNITION"] as const)),
    ...(shown.originKnown ? [] : (["ORIGIN"] as const)),
  ];
  for (const code of hidden) recorder.skip(code, { reason: "not-shown" });
  // A list from before lists had rules says nothing of them: the rows that this program knows hold.
  checkDates(recorder, claims, trust.rules ?? nationalRules);
  checkExpiry(recorder, claims.expiresAt, claims.expiresOn, now);
  checkListAge(recorder, trust, input.register, now, policy);

  const checks = recorder.all();
  const answer = answerFrom(checks);
  if (!isAuthentic(answer.state)) return { answer, checks, standing: null, warnings: [] };
  return {
    answer: { ...answer, facts: { ...answer.facts, ...issueFacts(claims), ...listFacts(input, known) } },
    checks,
    standing: shown.importerKnown && shown.originKnown ? standing : null,
    warnings: warningsOf(known),
    ...(known === undefined ? {} : { known }),
  };
}

/** Nothing failed; what it says may be told. */
function isAuthentic(state: AnswerState): boolean {
  return state === "valid" || state === "offline";
}

function verifyNumber(
  input: VerifyInput,
  typed: { readonly number: string; readonly participant?: string },
): Verification {
  const recorder = checkRecorder();
  const policy = input.policy ?? usualPolicy;
  const { trust, now } = input;
  const today = dayOf(now);
  checkClock(recorder, { trust, register: input.register, now, policy });
  checkListAge(recorder, trust, input.register, now, policy);
  const formats = input.formats ?? numberFormats;
  const parsed = parseNumber(withCountry(typed), formats);
  if (!parsed.ok) {
    // Kenya 2015: a certificate of a country that never joined. Said as such, not as "unknown number".
    const country = foreignCountry(typed);
    if (country === undefined && input.alert !== undefined)
      failByAlert(recorder.pass("FORM"), input.alert, now);
    else if (country === undefined)
      recorder.fail("FORM", { reason: "number-unreadable", problem: parsed.problem });
    else checkIssuerNow(recorder.pass("FORM"), trust, country, today);
    return failed(recorder);
  }
  recorder.pass("FORM");
  const { participant, asPrinted } = parsed;
  const known = checkRegister(
    recorder,
    input,
    policy,
    undefined,
    (statuses) => findByNumber(statuses, participant, asPrinted),
    participant,
  );
  if (known === undefined) {
    checkIssuerNow(recorder, trust, participant, today);
    return failed(recorder);
  }
  checkAuthority(recorder, trust, known.authority, participant, known.issuedOn);
  const shipment = {
    participant,
    importer: { country: known.importerCountry ?? participant },
    origin: noOrigin,
    lines: [],
  };
  const facts = schemeFactsFor(trust, shipment, [known.issuedOn, today]);
  const standing = {
    onIssue: standingOfShipment(facts, shipment, known.issuedOn),
    now: standingOfShipment(facts, shipment, today),
  };
  checkStanding(recorder, participant, standing, {
    importerKnown: known.importerCountry !== undefined,
    originKnown: false,
  });
  checkExpiry(recorder, known.expiresAt, known.expiresOn, now);

  const checks = recorder.all();
  const answer = answerFrom(checks);
  if (!isAuthentic(answer.state)) return { answer, checks, standing: null, warnings: [] };
  return {
    answer: { ...answer, facts: { ...answer.facts, ...issueFacts(known), ...listFacts(input, known) } },
    checks,
    warnings: warningsOf(known),
    standing: known.importerCountry === undefined ? null : standing,
    known,
  };
}

const noOrigin = { kind: "MIXED", listed: [] } as const;

// The key id is a hint: every key that shares it is tried. Where one key stands on the list more than once (another
// period, another range), the entry that allows most is taken.
function checkSignature(recorder: Recorder, input: Omit<VerifyInput, "evidence">, sealed: Sealed): void {
  const candidates = keysFor(input.trust, sealed.keyId);
  if (candidates.length === 0) {
    recorder.fail("KEY_KNOWN", { reason: "key-unknown" });
    return;
  }
  recorder.pass("KEY_KNOWN");
  const signers = candidates.filter((key) =>
    input.verifyEs256(key.publicKey, sealed.signed, sealed.signature),
  );
  if (signers.length === 0) {
    recorder.fail("SIGNATURE", { reason: "no-key-fits" });
    return;
  }
  recorder.pass("SIGNATURE");
  checkKey(recorder, signers, sealed, input.formats ?? numberFormats);
}

function checkKey(
  recorder: Recorder,
  signers: readonly TrustedKey[],
  { claims, signedAt }: Sealed,
  formats: readonly NumberFormat[],
): void {
  const signing = { authority: claims.authority, number: serialOf(claims, formats), at: signedAt };
  const refusals =
    signers.map((key) => keyRefusals(key, signing)).sort((a, b) => a.length - b.length)[0] ?? [];
  // Whose key it is and which numbers it has are checks of their own.
  const other = refusals.find((reason) => reason !== "other-authority" && reason !== "outside-numbers");
  if (other === undefined) recorder.pass("KEY_ALLOWED");
  else recorder.fail("KEY_ALLOWED", { reason: other, at: signedAt });
  if (refusals.includes("other-authority")) recorder.fail("AUTHORITY", { reason: "other-authority" });
  if (refusals.includes("outside-numbers")) recorder.fail("NUMBER_IN_RANGE", { reason: "outside-numbers" });
  else recorder.pass("NUMBER_IN_RANGE");
}

/** The digits, where the number is not in the form its Participant prints today. */
function serialOf(claims: SealedClaims, formats: readonly NumberFormat[]): bigint | undefined {
  const format = findFormat(formats, claims.participant);
  const parsed = format === undefined ? undefined : parseNumber(claims.number, [format]);
  if (parsed?.ok === true) return parsed.serial;
  const digits = /^[A-Z]{0,4}[ -]?([0-9]{1,18})$/.exec(claims.number)?.[1];
  return digits === undefined ? undefined : BigInt(digits);
}

/** What the register says, as a check; the entry itself when there is one and it speaks of this certificate. */
function checkRegister(
  recorder: Recorder,
  input: Omit<VerifyInput, "evidence">,
  policy: VerifyPolicy,
  authority: string | undefined,
  find: (statuses: readonly KnownStatus[]) => RegisterFinding,
  typedParticipant?: string,
): KnownStatus | undefined {
  const { register, trust, now } = input;
  const paperOnly = findPaperOnly(trust, authority, typedParticipant);
  const unanswered = (reason: string, extra: Check["detail"] = {}): undefined => {
    if (paperOnly !== undefined) recorder.skip("REGISTER", { reason: "paper-only", ...paperOnly });
    else
      recorder.skip("REGISTER", {
        reason: typedParticipant === undefined ? reason : "number-only",
        ...extra,
      });
    return undefined;
  };
  if (register.kind === "unavailable")
    return unanswered("register-unavailable", { listIssuedAt: trust.issuedAt });
  const { asOf } = register;
  const live =
    register.kind === "live" && Math.abs(Date.parse(now) - Date.parse(asOf)) <= policy.liveSeconds * 1000;
  const finding = find(register.statuses);
  if (finding.kind === "other-certificate") {
    recorder.fail("REGISTER", { reason: "other-certificate", asOf });
    return undefined;
  }
  if (finding.kind === "not-found") {
    if (!live) return unanswered("not-on-kept-list", { asOf });
    if (input.alert !== undefined) {
      failByAlert(recorder, input.alert, asOf);
      return undefined;
    }
    recorder.fail(
      "REGISTER",
      paperOnly === undefined ? { reason: "unknown-number", asOf } : { reason: "paper-only", ...paperOnly },
    );
    return undefined;
  }
  const { status } = finding;
  if (status.state !== "open") {
    const by = status.by === null ? {} : { by: status.by };
    recorder.fail("REGISTER", { reason: status.state, since: status.since, ...by, asOf });
  } else if (live) recorder.pass("REGISTER", { asOf });
  else recorder.skip("REGISTER", { reason: "open-on-kept-list", asOf });
  return status;
}

function failByAlert(recorder: Recorder, { kind, since, by }: NumberAlert, asOf: string): void {
  recorder.fail("REGISTER", { reason: kind, since, by, asOf });
}

function findPaperOnly(
  trust: TrustList,
  authority: string | undefined,
  participant: string | undefined,
): Check["detail"] | undefined {
  const issuing = trust.authorities.filter(
    (row) =>
      row.roles.includes("EXPORT") &&
      (authority === undefined ? row.participant === participant : row.code === authority),
  );
  const [first] = issuing;
  if (first === undefined || issuing.some((row) => row.register === "published")) return undefined;
  return { authority: first.code, contact: first.contact };
}

function checkIssuerNow(recorder: Recorder, trust: TrustList, participant: string, date: string): void {
  const facts = { statuses: statusesOf(trust, [participant]), recognitions: trust.recognitions };
  const issuer = issuerStanding(facts, participant, date);
  if (issuer.ok) recorder.pass("ISSUER_NOW");
  else if (issuer.reason === "STATUS_UNKNOWN")
    recorder.skip("ISSUER_NOW", { reason: issuer.reason, participant, date });
  else recorder.fail("ISSUER_NOW", { reason: issuer.reason, participant, date, source: issuer.source });
}

function withCountry({
  number,
  participant,
}: {
  readonly number: string;
  readonly participant?: string;
}): string {
  const bare = number.slice(0, 80).trim();
  return participant !== undefined && /^[^\p{L}]*$/u.test(bare) ? `${participant} ${bare}` : bare;
}

/** The ISO code in front of a typed number, where it is that of a country outside the scheme. */
function foreignCountry({
  number,
  participant,
}: {
  readonly number: string;
  readonly participant?: string;
}): string | undefined {
  const letters = /^\s*([A-Za-z]{2})[\s-]*[0-9]/.exec(number)?.[1]?.toUpperCase() ?? participant;
  return letters !== undefined && isCountryCode(letters) && findFormat(numberFormats, letters) === undefined
    ? letters
    : undefined;
}

function issueFacts(
  source: Pick<QrClaims, "participant" | "authority" | "number" | "issuedOn" | "expiresOn">,
): Answer["facts"] {
  const { participant, authority, number, issuedOn, expiresOn } = source;
  return { participant, authority, number, issuedOn, expiresOn };
}

function listFacts(
  { trust, register }: Pick<VerifyInput, "trust" | "register">,
  known: KnownStatus | undefined,
): Answer["facts"] {
  const asOf = register.kind === "unavailable" ? {} : { registerAsOf: register.asOf };
  return {
    listIssuedAt: trust.issuedAt,
    listVersion: trust.version,
    ...asOf,
    ...(known === undefined ? {} : { state: known.state }),
  };
}

function failed(recorder: Recorder): Verification {
  const checks = recorder.all();
  return { answer: answerFrom(checks), checks, standing: null, warnings: [] };
}

function warningsOf(known: KnownStatus | undefined): readonly Warning[] {
  if (known === undefined) return [];
  const { fakeReported, endorsed = [] } = known;
  return [
    ...(fakeReported === undefined ? [] : [{ code: "fake-reported", ...fakeReported } as const]),
    ...endorsed.map((one) => ({ code: "endorsed", ...one }) as const),
  ];
}
