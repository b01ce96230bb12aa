// What does not fit in a return, in words for the person who files it: what, by how much, and what usually causes it.
import type { Flow } from "#core/statistics/observation.ts";
import type { FilingFinding } from "#core/statistics/screening/filing.ts";
import type { Meant, TradeFinding } from "#core/statistics/screening/trade.ts";
import type { T } from "#platform/i18n/translator.ts";
import { findingInWords } from "./findings.ts";
import { periodTextInWords } from "./periods.ts";

/** Findings of production speak of a half-year and those of trade of a row; both are sentences here. */
export function filingFindingInWords(t: T, finding: FilingFinding): string {
  return "half" in finding ? findingInWords(t, finding) : tradeFindingInWords(t, finding);
}

/** What a slip of the keyboard was probably made of, where the finding offers it. */
export function meantBy(finding: FilingFinding): Meant | null {
  return "perhaps" in finding ? finding.perhaps : null;
}

function tradeFindingInWords(t: T, finding: TradeFinding): string {
  switch (finding.rule) {
    case "trade-unit-value":
      return [
        t("returns.finding.unit-value", {
          goods: goods(t, finding),
          filed: t.usd(finding.filed),
          usual: t.usd(finding.usual),
          times: times(t, finding.times),
          returns: finding.returns,
        }),
        meant(t, finding.perhaps) ?? t("returns.finding.other-goods"),
      ].join(" ");
    case "trade-volume":
      return [
        t("returns.finding.volume", {
          goods: goods(t, finding),
          carats: t.carats(finding.carats),
          usual: t.carats(finding.usual),
          times: times(t, finding.times),
        }),
        meant(t, finding.perhaps) ?? t("returns.finding.trade-changed"),
      ].join(" ");
    case "trade-value-missing":
      return t("returns.finding.value-missing", {
        goods: goods(t, finding),
        carats: t.carats(finding.carats),
      });
    case "trade-carats-missing":
      return t("returns.finding.carats-missing", { goods: goods(t, finding), usd: t.usd(finding.usd) });
    case "trade-partner":
      return t("returns.finding.partner", {
        partner: t.country(finding.partner),
        reason: finding.reason,
        flow: finding.flow,
      });
    case "trade-copy":
      return t("returns.finding.copy", {
        goods: goods(t, finding),
        carats: t.carats(finding.carats),
        other: periodTextInWords(t, finding.other),
      });
    case "trade-exports-beyond":
      return t("returns.finding.exports-beyond", {
        exports: t.carats(finding.exports),
        available: t.carats(finding.available),
        times: times(t, finding.times),
      });
    case "filed-before-the-end":
      return t("returns.finding.before-the-end", { days: finding.days });
    case "filed-years-late":
      return t("returns.finding.years-late", { years: finding.years });
    case "count-unusual":
      return t("returns.finding.count-unusual", {
        what: flowName(t, finding.flow),
        filed: finding.filed,
        usual: finding.usual,
        times: times(t, finding.times),
      });
    case "counts-depart":
      return t("returns.finding.counts-depart", {
        what: flowName(t, finding.flow),
        filed: finding.filed,
        certified: finding.certified,
        apart: Math.abs(finding.filed - finding.certified),
        more: finding.filed > finding.certified ? "more" : "fewer",
      });
    case "departs-from-certificates":
      return departure(t, finding);
  }
}

function departure(t: T, finding: Extract<TradeFinding, { rule: "departs-from-certificates" }>): string {
  const { carats, usd, certifiedCarats, certifiedUsd, percent, rows } = finding;
  const values = {
    goods: goods(t, finding),
    carats: t.carats(carats),
    usd: t.usd(usd),
    certifiedCarats: t.carats(certifiedCarats),
    certifiedUsd: t.usd(certifiedUsd),
  };
  if (rows.length === 0) return t("returns.finding.not-in-return", values);
  if (percent === null) return t("returns.finding.not-in-certificates", values);
  return t("returns.finding.departs", {
    ...values,
    percent: t.number(Math.abs(percent)),
    more: percent > 0 ? "more" : "less",
  });
}

function meant(t: T, perhaps: Meant | null): string | undefined {
  return perhaps === null
    ? undefined
    : t("returns.finding.perhaps", { carats: t.carats(perhaps.carats), usd: t.usd(perhaps.usd) });
}

function goods(
  t: T,
  { flow, partner, code }: { readonly flow: Flow; readonly partner: string; readonly code: string },
): string {
  return flow === "EXPORT" || flow === "IMPORT"
    ? t(`returns.trade-row.${flow}`, { partner: t.country(partner), code })
    : flowName(t, flow);
}

function flowName(t: T, flow: Flow): string {
  return t(`returns.flow.${flow}`);
}

function times(t: T, value: number): string {
  return t.number(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
}
