// The answer to "is this paper good?" in the reader's language: one tone, one word, one sentence under 140 characters.
// Pure. Every state has its sentence, and a reason its own where it says more; facts come from the answer alone, so a
// failed paper's own claims cannot get into it.
import type { Answer, AnswerState } from "#core/certificate/answers.ts";
import { isCountryOrParticipantCode } from "#core/kp/countries.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { VerdictTone } from "#ui/components/verdict-card/VerdictCard.tsx";

/** What a sentence needs of an authority. */
export interface NamedAuthority {
  readonly code: string;
  readonly names: Readonly<Record<string, string>>;
  readonly contact: string;
}

export interface Verdict {
  readonly tone: VerdictTone;
  readonly word: string;
  readonly sentence: string;
}

const tones: Readonly<Record<AnswerState, VerdictTone>> = {
  valid: "good",
  used: "used",
  expired: "warn",
  withdrawn: "bad",
  "signature-wrong": "bad",
  "unknown-number": "bad",
  "not-our-code": "bad",
  "not-a-participant": "bad",
  "paper-only-issuer": "unknown",
  offline: "warn",
  clock: "unknown",
  "service-down": "unknown",
  "key-not-valid": "bad",
  "not-released": "bad",
};

export const answerStates = Object.keys(tones) as readonly AnswerState[];

export function verdictOf(t: T, answer: Answer, authorities: readonly NamedAuthority[], checkedAt: string): Verdict {
  const { state, reason } = answer;
  const own = `verify.sentence.${state}.${reason ?? ""}`;
  const key = t.has(own) ? own : (`verify.sentence.${state}` as const);
  return { tone: tones[state], word: t(`verify.word.${state}`), sentence: t(key, valuesOf(t, answer, authorities, checkedAt)) };
}

/** Every value that any of the sentences names; what is not known is said in general words, never left open. */
function valuesOf(t: T, { facts }: Answer, authorities: readonly NamedAuthority[], checkedAt: string): Readonly<Record<string, string | number>> {
  const authority = findAuthority(authorities, facts["authority"]);
  const by = findAuthority(authorities, facts["by"]);
  const issuer = authority ?? by;
  return {
    issuer: authority === undefined ? t("verify.value.issuing-authority") : nameOf(t, authority),
    by: by === undefined ? t("verify.value.an-authority") : nameOf(t, by),
    contact: issuer?.contact ?? t("verify.value.issuing-authority"),
    country: placeOf(t, facts["participant"]) ?? t("verify.value.that-country"),
    law: placeOf(t, facts["by"]) ?? t("verify.value.that-country"),
    issued: dayOf(t, facts["issuedOn"]),
    expires: dayOf(t, facts["expiresOn"]),
    date: dayOf(t, facts["date"] ?? facts["since"]),
    list: dayOf(t, facts["listIssuedAt"]),
    now: instantOf(t, facts["now"] ?? checkedAt),
    time: instantOf(t, facts["asOf"] ?? checkedAt),
    days: daysBetween(facts["listIssuedAt"], checkedAt),
  };
}

export function nameOf(t: T, { names, code }: Pick<NamedAuthority, "names" | "code">): string {
  return names[t.locale] ?? names["en"] ?? code;
}

function findAuthority(authorities: readonly NamedAuthority[], code: string | number | undefined): NamedAuthority | undefined {
  return authorities.find((authority) => authority.code === code);
}

function placeOf(t: T, code: string | number | undefined): string | undefined {
  return typeof code === "string" && isCountryOrParticipantCode(code) ? t.country(code) : undefined;
}

function dayOf(t: T, value: string | number | undefined): string {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value) ? t.date(value.slice(0, 10)) : "–";
}

function instantOf(t: T, value: string | number): string {
  return typeof value === "string" && !Number.isNaN(Date.parse(value)) ? t.instant(value) : String(value);
}

function daysBetween(from: string | number | undefined, to: string): number {
  const days = (Date.parse(to) - Date.parse(String(from))) / 86_400_000;
  return Number.isFinite(days) ? Math.max(0, Math.floor(days)) : 0;
}
