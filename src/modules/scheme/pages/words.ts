// Words of the scheme's facts in the reader's language: statuses, days that are not exact, periods, refusals.
import { fieldSentence, problemSentence } from "#platform/i18n/sentences.ts";
import type { Precision, StatusRow, TradeRefusal } from "#core/kp/statuses.ts";
import type { Period } from "#core/kp/rules.ts";
import type { Problem } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Tone } from "#ui/components/tag/Tag.tsx";

export type StatusWord = StatusRow["status"] | "UNKNOWN";

export const statusTones: Readonly<Record<StatusWord, Tone>> = {
  PARTICIPANT: "good",
  TRADING_ENTITY: "info",
  CONDITIONAL: "warn",
  SUSPENDED: "bad",
  SELF_SUSPENDED: "bad",
  EMBARGOED: "bad",
  NOT_PARTICIPANT: "neutral",
  UNKNOWN: "neutral",
};

/** "May 2016", "2013", "31 August 2003 at the latest": never more exact than the source. */
export function beginning(t: T, dated: { from: string; precision: Precision; atLatest?: boolean }): string {
  const text = inexactDay(t, dated.from, dated.precision);
  return dated.atLatest === true ? t("scheme.at-latest", { date: text }) : text;
}

export function inexactDay(t: T, date: string, precision: Precision): string {
  if (precision === "day") return t.date(date);
  if (precision === "year") return date.slice(0, 4);
  return new Intl.DateTimeFormat(t.locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

export function periodText(t: T, { unit, count }: Period): string {
  return t(`scheme.period.${unit}`, { count });
}

export function tradeRefusal(t: T, reason: TradeRefusal): string {
  return t(`scheme.refusal.${reason}`);
}

export interface ShownError {
  readonly text: string;
  readonly field?: string;
}

/** The sentences of a refusal; `shown` says which control stands for a field. */
export function errorsOf(
  t: T,
  problem: Problem,
  shown: (field: string) => string | undefined,
): readonly ShownError[] {
  if (problem.fields.length === 0) return [{ text: problemSentence(t, problem.code, problem.values) }];
  return problem.fields.map((field) => {
    const control = shown(field.field);
    return { text: fieldSentence(t, field), ...(control === undefined ? {} : { field: control }) };
  });
}
