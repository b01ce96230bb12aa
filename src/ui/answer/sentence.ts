// The answer to "is this paper good?" as one word and one sentence of the reader's language: the same on the page, at the
// machine door, at the command line and on a desk without a network. Pure.
// Its facts come from the answer alone, so a failed paper's own claims cannot get into it.
import type { Answer } from "#core/certificate/answers.ts";
import type { OnRecord } from "#core/certificate/receipt/verify.ts";
import type { Warning } from "#core/certificate/verify.ts";
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
  // What is not known after a date is not known after that of the kept register, where there is one.
  const list = (state === "offline" ? facts["registerAsOf"] : undefined) ?? facts["listIssuedAt"];
  return t(t.has(own) ? own : `verify.sentence.${state}`, {
    issuer: authority === undefined ? t("verify.value.issuing-authority") : nameOf(t, authority),
    by: by === undefined ? t("verify.value.an-authority") : nameOf(t, by),
    contact: (authority ?? by)?.contact ?? t("verify.value.issuing-authority"),
    country: placeOf(t, facts["participant"]) ?? t("verify.value.that-country"),
    law: placeOf(t, facts["by"]) ?? t("verify.value.that-country"),
    issued: dayOf(t, facts["issuedOn"]),
    expires: dayOf(t, facts["expiresOn"]),
    date: dayOf(t, facts["date"] ?? facts["since"]),
    list: dayOf(t, list),
    now: t.instant(String(facts["now"] ?? checkedAt)),
    time: t.instant(String(facts["asOf"] ?? checkedAt)),
    stage: String(facts["stage"] ?? ""),
    days: daysBefore(checkedAt, String(list ?? checkedAt)),
  });
}

/** Whole days from one instant to a later one; none when the clock says that it was not later. */
export function daysBefore(now: string, then: string): number {
  return Math.max(0, Math.floor((Date.parse(now) - Date.parse(then)) / 86_400_000));
}

/** What the desk must know although nothing failed. */
export function warningOf(t: T, warning: Warning, authorities: readonly NamedAuthority[]): string {
  const by = authorities.find(({ code }) => code === warning.by);
  const values = {
    by: by === undefined ? t("verify.value.an-authority") : nameOf(t, by),
    date: dayOf(t, warning.since),
  };
  return warning.code === "endorsed"
    ? t(`verify.warning.endorsed.${warning.field}`, values)
    : t("verify.warning.fake-reported", values);
}

/** Where it stands in the public log, and who has seen it there. */
export function recordOf(t: T, { index, witnesses, witnessed }: OnRecord): string {
  if (!witnessed) return t("verify.record.unwitnessed", { entry: index });
  const latest = Math.max(...witnesses.map(({ seconds }) => seconds));
  return t("verify.record.seen", {
    entry: index,
    time: t.instant(new Date(latest * 1000).toISOString()),
    witnesses: t.list(witnesses.map(({ name }) => witnessName(t, name))),
  });
}

/** For programs: the same, part by part. */
export function recordToJson(t: T, { witnesses, ...record }: OnRecord) {
  return {
    ...record,
    witnesses: witnesses.map(({ name, seconds }) => ({ name, at: new Date(seconds * 1000).toISOString() })),
    sentence: recordOf(t, { witnesses, ...record }),
  };
}

/** The three pillars in words; any other witness by the name that the policy gives it. */
export function witnessName(t: T, name: string): string {
  const key = `verify.witness.${name}`;
  return t.has(key) ? t(key) : name;
}

export function nameOf(t: T, { names, code }: Pick<NamedAuthority, "names" | "code">): string {
  return names[t.locale] ?? names["en"] ?? code;
}

function placeOf(t: T, code: string | number | undefined): string | undefined {
  return typeof code === "string" && isCountryOrParticipantCode(code) ? t.country(code) : undefined;
}

function dayOf(t: T, value: string | number | undefined): string {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value) ? t.date(value.slice(0, 10)) : "–";
}
