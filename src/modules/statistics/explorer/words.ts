// What pages of figures call things: who, how much, and after whom.
import { shortCountryName } from "#core/kp/countries.ts";
import { ofReleases, ofReturns } from "#core/statistics/observation.ts";
import type { Cell, Measure } from "#core/statistics/views/cells.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { SourceRow } from "./store.ts";

/** A Participant, a country, or what stands for none of them. */
export function nameOf(t: T, code: string): string {
  const key = `explorer.name.${code}`;
  return t.has(key) ? t(key) : shortCountryName(code, t.locale);
}

export function sourceName(t: T, sources: readonly SourceRow[], id: string): string {
  if (id === ofReturns) return t("explorer.source.returns");
  if (id === ofReleases) return t("explorer.source.releases");
  return sources.find((source) => source.id === id)?.title ?? id;
}

export function amountWords(t: T, measure: Measure, amount: bigint): string {
  if (measure === "carats") return t.carats(amount);
  return measure === "count" ? t.number(amount) : t.usd(amount);
}

/** As a table shows it: a figure with its marks, or the word for what is no figure. */
export function cellText(t: T, cell: Cell, measure: Measure): string {
  if (cell.kind !== "FIGURE") return t(`explorer.state.${cell.kind}`);
  const marks = `${cell.whole ? "" : t("explorer.mark.incomplete")}${cell.provisional ? t("explorer.mark.provisional") : ""}`;
  return marks === ""
    ? amountWords(t, measure, cell.amount)
    : `${amountWords(t, measure, cell.amount)} ${marks}`;
}
