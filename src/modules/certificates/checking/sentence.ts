// The answer to "is this paper good?" as one word and one sentence of the reader's language. Pure.
// Its facts come from the answer alone, so a failed paper's own claims cannot get into it.
import type { Answer } from "#core/certificate/answers.ts";
import { isCountryOrParticipantCode } from "#core/kp/countries.ts";
import type { T } from "#platform/i18n/translator.ts";

/** What a sentence needs of an authority. */
export interface NamedAuthority {
  readonly code: string;
  readonly names: Readonly<Record<string, string>>;
  readonly contact: string;
}

export function wordOf(t: T, { state }: Answer): string {
  return t(`verify.word.${state}`);
}

export function sentenceOf(
  t: T,
  answer: Answer,
  authorities: readonly NamedAuthority[],
  checkedAt: string,
): string {
  const { state, reason, facts } = answer;
  const own = `verify.sentence.${state}.${reason ?? ""}`;
  const authority = authorities.find(({ code }) => code === facts["authority"]);
  const by = authorities.find(({ code }) => code === facts["by"]);
  return t(t.has(own) ? own : `verify.sentence.${state}`, {
    issuer: authority === undefined ? t("verify.value.issuing-authority") : nameOf(t, authority),
    by: by === undefined ? t("verify.value.an-authority") : nameOf(t, by),
    contact: (authority ?? by)?.contact ?? t("verify.value.issuing-authority"),
    country: placeOf(t, facts["participant"]) ?? t("verify.value.that-country"),
    law: placeOf(t, facts["by"]) ?? t("verify.value.that-country"),
    issued: dayOf(t, facts["issuedOn"]),
    expires: dayOf(t, facts["expiresOn"]),
    date: dayOf(t, facts["date"] ?? facts["since"]),
    list: dayOf(t, facts["listIssuedAt"]),
    now: t.instant(String(facts["now"] ?? checkedAt)),
    time: t.instant(String(facts["asOf"] ?? checkedAt)),
    days: Math.max(
      0,
      Math.floor(
        (Date.parse(checkedAt) - Date.parse(String(facts["listIssuedAt"] ?? checkedAt))) / 86_400_000,
      ),
    ),
  });
}

function nameOf(t: T, { names, code }: NamedAuthority): string {
  return names[t.locale] ?? names["en"] ?? code;
}

function placeOf(t: T, code: string | number | undefined): string | undefined {
  return typeof code === "string" && isCountryOrParticipantCode(code) ? t.country(code) : undefined;
}

function dayOf(t: T, value: string | number | undefined): string {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value) ? t.date(value.slice(0, 10)) : "–";
}
