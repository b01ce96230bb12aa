// Returns in the reader's words: periods, types, what is due, and figures beside a form.
import type { DueState, ReturnPeriod } from "#core/statistics/calendar.ts";
import type { Observation } from "#core/statistics/observation.ts";
import { periodText } from "#core/statistics/periods.ts";
import type { Period } from "#core/statistics/periods.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Tone } from "#ui/components/tag/Tag.tsx";
import { periodInWords, periodTextInWords } from "#ui/statistics/periods.ts";
import type { ReturnType } from "../../facts.ts";

/** "Trade, July to September 2026" */
export function titleOf(t: T, type: ReturnType, period: Period | string): string {
  return t("returns.title-of", {
    type: t(`returns.type.${type}`),
    period: typeof period === "string" ? periodTextInWords(t, period) : periodInWords(t, period),
  });
}

export function addressOf(type: ReturnType, period: ReturnPeriod, more = ""): string {
  return `/returns/${type.toLowerCase()}/${periodText(period)}${more}`;
}

export function stateInWords(t: T, state: DueState): string {
  switch (state.kind) {
    case "RUNNING":
      return t("returns.state.running", { days: state.daysToEnd });
    case "DUE":
      return t("returns.state.due", { days: state.daysLeft });
    case "LATE":
      return t("returns.state.late", { days: state.days });
    case "ADVANCE_NIL":
      return t("returns.state.advance-nil", { days: state.daysToEnd });
    case "NIL_TO_CONFIRM":
      return t("returns.state.nil-to-confirm");
    case "FILED": {
      const kind = state.version > 1 ? "corrected" : state.nil ? "nil" : "figures";
      const when =
        state.daysLate === 0
          ? t("returns.state.in-time")
          : t("returns.state.days-late", { days: state.daysLate });
      return t("returns.state.filed", { kind, version: state.version, when });
    }
  }
}

export function toneOf({ kind }: DueState): Tone {
  return kind === "LATE" ? "warn" : kind === "FILED" ? "good" : kind === "RUNNING" ? "neutral" : "info";
}

/** "10,500.00 ct, $2,100,000.00 ($200.00 a carat)" */
export function figureInWords(
  t: T,
  { carats, usd, count, nil }: Pick<Observation, "carats" | "usd" | "count"> & { readonly nil?: boolean },
): string {
  if (nil === true) return t("returns.nil");
  if (count !== null) return t("returns.certificates", { count });
  const parts = [
    carats === null ? t("returns.no-carats") : t.carats(carats),
    usd === null ? t("returns.no-value") : t.usd(usd),
  ].join(", ");
  return carats !== null && usd !== null && carats > 0n && usd > 0n
    ? t("returns.with-unit-value", { amounts: parts, each: t.usd((usd * 100n) / carats) })
    : parts;
}

/** What a row is about: "Exports to Namibia, 7102.31", "Artisanal and small-scale". */
export function rowInWords(
  t: T,
  row: {
    readonly flow: string;
    readonly counterpart: string;
    readonly product: string;
    readonly mining: string;
  },
): string {
  const { flow, counterpart, product, mining } = row;
  if (flow === "PRODUCTION")
    return mining === "ASM" || mining === "LSM" || mining === "UNSPECIFIED"
      ? t(`returns.mining.${mining}`)
      : t("returns.all-mining");
  if (flow === "KPC_ISSUED" || flow === "KPC_RECEIVED") {
    const what = t(`returns.flow.${flow}`);
    return counterpart === "W" || counterpart === ""
      ? what
      : t("returns.with-partner", { what, partner: t.country(counterpart) });
  }
  if (counterpart === "W" || product === "_T") return t(`returns.flow.${flow as "EXPORT" | "IMPORT"}`);
  return t(`returns.trade-row.${flow as "EXPORT" | "IMPORT"}`, {
    partner: t.country(counterpart),
    code: product,
  });
}
