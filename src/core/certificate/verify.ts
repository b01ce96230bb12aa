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
import type { TrustedKey, TrustList } from "#core/trust/trust-list.ts";
import { answerFrom } from "./answers.ts";
import type { Answer, AnswerState, Check } from "./answers.ts";
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
import { checkRegister, failByAlert } from "./register-check.ts";
import { findByCode, findByNumber } from "./register.ts";
import type { Endorsed, KnownStatus, NumberAlert, RegisterView, Said } from "./register.ts";
import { issuerStanding, schemeFactsOf, standingOfShipment } from "./standing.ts";
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
  const { register } = input;
  const finding = register.kind === "unavailable" ? undefined : findByCode(register.statuses, claims);
  const { authority, validatedAt: sealedAt, expiresAt } = claims;
  const known = checkRegister(recorder, input, policy, finding, { authority, sealedAt, expiresAt });
  const importerCountry = claims.importer?.country ?? known?.importerCountry;
  const shipment = {
    participant: claims.participant,
    importer: { country: importerCountry ?? claims.participant },
    origin: claims.origin ?? noOrigin,
    lines: claims.lines ?? [],
  };
  const facts = schemeFactsOf(trust);
  const standing = {
    onIssue: standingOfShipment(facts, shipment, claims.issuedOn),
    now: standingOfShipment(facts, shipment, today),
  };
  const shown = { importerKnown: importerCountry !== undefined, originKnown: claims.origin !== undefined };
  checkStanding(recorder, claims.participant, standing, shown);
  if (!shown.importerKnown) for (const code of importerChecks) recorder.skip(code, { reason: "not-shown" });
  if (!shown.originKnown) recorder.skip("ORIGIN", { reason: "not-shown" });
  // A list from before lists had rules says nothing of them: the rows that this program knows hold.
  checkDates(recorder, claims, trust.rules ?? nationalRules);
  checkExpiry(recorder, claims.expiresAt, claims.expiresOn, now);
  checkListAge(recorder, trust, input.register, now, policy);

  const checks = recorder.all();
  const answer = answerFrom(checks);
  if (!isAuthentic(answer.state)) return { answer, checks, standing: null, warnings: [] };
  const told = {
    answer: withFacts(answer, claims, input, known),
    checks,
    standing: shown.importerKnown && shown.originKnown ? standing : null,
    warnings: warningsOf(known),
  };
  return known === undefined ? told : { ...told, known };
}

const importerChecks = ["IMPORTER_ON_ISSUE", "IMPORTER_NOW", "RECOGNITION"] as const;

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
  const { register } = input;
  const finding =
    register.kind === "unavailable" ? undefined : findByNumber(register.statuses, participant, asPrinted);
  const known = checkRegister(recorder, input, policy, finding, { participant });
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
  const facts = schemeFactsOf(trust);
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
    answer: withFacts(answer, known, input, known),
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

function checkIssuerNow(recorder: Recorder, trust: TrustList, participant: string, date: string): void {
  const issuer = issuerStanding(schemeFactsOf(trust), participant, date);
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

/** What a good paper says of itself, and which list says so. */
function withFacts(
  { state, check, reason, facts }: Answer,
  source: Pick<QrClaims, "participant" | "authority" | "number" | "issuedOn" | "expiresOn">,
  { trust, register }: Pick<VerifyInput, "trust" | "register">,
  known: KnownStatus | undefined,
): Answer {
  const { participant, authority, number, issuedOn, expiresOn } = source;
  const told: Record<string, string | number> = {
    ...facts,
    participant,
    authority,
    number,
    issuedOn,
    expiresOn,
    listIssuedAt: trust.issuedAt,
    listVersion: trust.version,
  };
  if (register.kind !== "unavailable") told["registerAsOf"] = register.asOf;
  if (known !== undefined) told["state"] = known.state;
  return { state, check, reason, facts: told };
}

function failed(recorder: Recorder): Verification {
  const checks = recorder.all();
  return { answer: answerFrom(checks), checks, standing: null, warnings: [] };
}

function warningsOf(known: KnownStatus | undefined): readonly Warning[] {
  if (known === undefined || (known.fakeReported === undefined && known.endorsed === undefined)) return none;
  const { fakeReported, endorsed = [] } = known;
  return [
    ...(fakeReported === undefined ? [] : [{ code: "fake-reported", ...fakeReported } as const]),
    ...endorsed.map((one) => ({ code: "endorsed", ...one }) as const),
  ];
}

const none: readonly Warning[] = [];
