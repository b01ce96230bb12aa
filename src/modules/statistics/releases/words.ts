// Releases in words and rounded amounts, as pages and paper show them.
import { parsePeriod } from "#core/statistics/periods.ts";
import type { Observation } from "#core/statistics/observation.ts";
import type { T } from "#platform/i18n/translator.ts";
import { periodInWords } from "#ui/statistics/periods.ts";
import type { ReleaseRow } from "./store.ts";

export function releaseTitle(t: T, row: Pick<ReleaseRow, "period" | "edition">): string {
  const period = parsePeriod(row.period);
  return t(row.edition === 1 ? "releases.title-of" : "releases.title-of-edition", {
    when: period === undefined ? row.period : periodInWords(t, period),
    edition: row.edition,
  });
}

/** Hundredths to whole ones, halves up. */
export function wholeOf(hundredths: bigint): bigint {
  return (hundredths + 50n) / 100n;
}

/** "12,345.00 ct, US$999.00", "412 certificates", "nil", "withheld" */
export function figureText(t: T, one: Observation | undefined): string {
  if (one === undefined) return "–";
  if (one.status === "WITHHELD") return t("releases.mark.WITHHELD");
  if (one.nil) return t("releases.mark.NIL");
  const amounts = [
    ...(one.carats === null ? [] : [t.carats(one.carats)]),
    ...(one.usd === null ? [] : [t.usd(one.usd)]),
    ...(one.count === null ? [] : [t("releases.certificates", { count: one.count })]),
  ];
  return amounts.length === 0 ? t("releases.mark.NOT_GIVEN") : amounts.join(", ");
}
