// Periods of statistics in words, and in the short form of tables.
import type { Period } from "#core/statistics/periods.ts";
import { parsePeriod } from "#core/statistics/periods.ts";
import type { T } from "#platform/i18n/translator.ts";
import { halfInWords } from "./findings.ts";

/** "April to June 2026", "January to June 2026", "2026" */
export function periodInWords(t: T, period: Period): string {
  switch (period.kind) {
    case "HALF":
      return halfInWords(t, period);
    case "QUARTER":
      return t(`statistics.quarter.${period.part}`, { year: String(period.year) });
    case "MONTH":
      return t("statistics.month", {
        month: String(period.part).padStart(2, "0"),
        year: String(period.year),
      });
    case "YEAR":
      return String(period.year);
    case "FISCAL":
      return t("statistics.fiscal", { text: period.original });
  }
}

/** The same of a text that the tables keep. */
export function periodTextInWords(t: T, text: string): string {
  const period = parsePeriod(text);
  return period === undefined ? text : periodInWords(t, period);
}
