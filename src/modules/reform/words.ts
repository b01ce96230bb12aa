// What the pages, tables and the API of reform say in words: dates that are only a month or a year, answers, and the sentence
// that says why a case falls under a definition or not.
import { findCase } from "#core/reform/cases.ts";
import type { CaseId, CaseJudgement, CaseVerdict } from "#core/reform/cases.ts";
import type { AnyAnswer, Finding } from "#core/reform/definitions.ts";
import type { SourceKey } from "#core/reform/sources.ts";
import { sourceOf } from "#core/reform/sources.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { SeatOnDay } from "#modules/governance/index.ts";
import type { Tone } from "#ui/components/tag/Tag.tsx";

export const verdictTones: Readonly<Record<CaseVerdict, Tone>> = {
  COVERED: "good",
  COVERED_IF_SO: "info",
  CANNOT_BE_SAID: "warn",
  NOT_COVERED: "neutral",
};

/** A day, a month or a year, as precise as it is known. */
export function looseDate(t: T, date: string): string {
  const [year = "", month] = date.split("-");
  if (date.length === 10) return t.date(date);
  return month === undefined ? year : t("reform.month", { month: `m${month}`, year });
}

export function answersText(t: T, answers: readonly AnyAnswer[]): string {
  return t.list(answers.map((answer) => t(`reform.answer.${answer}`)));
}

export function sourcesText(keys: readonly SourceKey[]): string {
  return keys
    .map((key) => {
      const { name, date } = sourceOf(key);
      return `${name} (${date})`;
    })
    .join("; ");
}

/** Whole sentences: what bears the verdict, and nothing that would not change it. */
export function whyText(t: T, judgement: CaseJudgement, id: CaseId): string {
  const { answer, alternative, findings } = judgement;
  if (alternative === null)
    return answer === "CANNOT_BE_SAID" ? t("reform.why.unknown-text") : t("reform.own.empty");
  if (findings.length === 0) return t("reform.why.everything");
  const bearing = {
    COVERED: "yes",
    COVERED_IF_SO: "yes",
    CANNOT_BE_SAID: "unknown",
    NOT_COVERED: "no",
  } as const;
  const borne = findings.filter(({ result }) => result === bearing[answer]);
  const sentence = inTurn(
    t,
    borne.map((finding) => findingText(t, finding)),
  );
  const said = new Set(borne.flatMap(({ answers }) => answers));
  const disputed = (findCase(id)?.points ?? [])
    .filter((point) => point.disputed && said.has(point.answer))
    .map((point) => point.answer);
  return answer === "COVERED_IF_SO" && disputed.length > 0
    ? t("reform.why.disputed", { sentence, answers: answersText(t, disputed) })
    : `${sentence}.`;
}

/** Parts of one sentence, each as weighty as the other. */
export function inTurn(t: T, parts: readonly string[]): string {
  return parts.reduce(
    (before, after) => (before === "" ? after : t("reform.why.in-turn", { before, after })),
    "",
  );
}

function findingText(t: T, { question, result, answers, open }: Finding): string {
  const values = { question: t(`reform.question.${question}`), answers: answersText(t, answers) };
  if (result === "yes") return t("reform.why.yes", values);
  if (result === "no")
    return t("reform.why.no", {
      ...values,
      answers: answers.map((answer) => t(`reform.answer.${answer}`)).join(", "),
    });
  return t(open === "text" ? "reform.why.text" : "reform.why.facts", values);
}

/** Who has a seat no more is named by code. */
export function seatName(t: T, seats: readonly SeatOnDay[], code: string): string {
  const names = seats.find((seat) => seat.code === code)?.names;
  return names?.[t.locale] ?? names?.["en"] ?? code;
}
