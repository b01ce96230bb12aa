// Findings of screening and reports of a reading in words: what does not fit, by how much, the likely cause, what to do.
import type { Half } from "#core/statistics/periods.ts";
import type { Cause, Finding } from "#core/statistics/screening/findings.ts";
import type { SheetReport } from "#core/statistics/reading/returns.ts";
import type { T } from "#platform/i18n/translator.ts";

export function halfInWords(t: T, { year, part }: Half): string {
  return t(part === 1 ? "statistics.half.first" : "statistics.half.second", { year: String(year) });
}

/** "Mali, July to December 2003: …. Likely cause: …" */
export function findingInWords(t: T, finding: Finding): string {
  return t("statistics.finding", {
    who: t.country(finding.participant),
    when: halfInWords(t, finding.half),
    what: whatInWords(t, finding),
    cause: causeInWords(t, finding.cause, finding),
  });
}

function whatInWords(t: T, finding: Finding): string {
  switch (finding.rule) {
    case "same-key":
      return t("statistics.rule.same-key", {
        times: finding.times,
        mining: t(`statistics.mining.${finding.mining}`),
      });
    case "nil-with-figures":
      return t("statistics.rule.nil-with-figures");
    case "carats-without-value":
      return t("statistics.rule.carats-without-value", { carats: t.carats(finding.carats) });
    case "value-without-carats":
      return t("statistics.rule.value-without-carats", { usd: t.usd(finding.usd) });
    case "before-the-end":
      return t(
        finding.goneOver ? "statistics.rule.before-the-end-changed" : "statistics.rule.before-the-end",
        { days: finding.days },
      );
    case "nil-in-advance":
      return t("statistics.rule.nil-in-advance", { days: finding.days });
    case "years-late":
      return t(finding.beforeJoining ? "statistics.rule.before-joining" : "statistics.rule.years-late", {
        years: finding.years,
      });
    case "same-carats":
      return t("statistics.rule.same-carats", {
        carats: t.carats(finding.carats),
        other: halfInWords(t, finding.other),
      });
    case "same-value":
      return t("statistics.rule.same-value", {
        usd: t.usd(finding.usd),
        other: halfInWords(t, finding.other),
      });
    case "sum-of-others":
      return t("statistics.rule.sum-of-others", {
        carats: t.carats(finding.carats),
        year: String(finding.other),
      });
    case "unit-value":
      return t(finding.returns === 0 ? "statistics.rule.unit-value-first" : "statistics.rule.unit-value", {
        filed: t.usd(finding.filed),
        usual: t.usd(finding.usual),
        low: t.usd(finding.low),
        high: t.usd(finding.high),
        times: timesInWords(t, finding.times),
        mining: t(`statistics.mining.${finding.mining}`),
        returns: finding.returns,
      });
    case "volume":
      return t(
        finding.carats > finding.before ? "statistics.rule.volume-up" : "statistics.rule.volume-down",
        {
          carats: t.carats(finding.carats),
          before: t.carats(finding.before),
          against: halfInWords(t, finding.against),
          times: timesInWords(t, finding.times),
        },
      );
    case "published-otherwise": {
      const amount = (value: bigint): string => (finding.of === "carats" ? t.carats(value) : t.usd(value));
      return t(finding.whole ? "statistics.rule.published-year" : "statistics.rule.published-half", {
        filed: amount(finding.filed),
        published: amount(finding.published),
        percent: signed(t, finding.percent),
        year: String(finding.half.year),
        source: hostOf(finding.source),
      });
    }
    case "changed-after-publication":
      return t("statistics.rule.changed-after-publication", { days: finding.days, on: t.date(finding.on) });
    case "exports-beyond":
      return t(
        finding.importsKnown
          ? "statistics.rule.exports-beyond"
          : "statistics.rule.exports-beyond-imports-unknown",
        {
          exports: t.carats(finding.exports),
          available: t.carats(finding.available),
          times: timesInWords(t, finding.times),
        },
      );
  }
}

function causeInWords(t: T, cause: Cause, finding: Finding): string {
  if (finding.rule === "unit-value" && finding.perhaps !== null)
    return t(`statistics.cause.${cause}` as "statistics.cause.value-slip", {
      carats: t.carats(finding.perhaps.carats),
      usd: t.usd(finding.perhaps.usd),
    });
  return t(`statistics.cause.${cause}` as "statistics.cause.wrong-year");
}

export function reportInWords(t: T, { row, column, code, text, field }: SheetReport): string {
  const said = t(`statistics.report.${code}`, {
    text: printable(text),
    field: field === null ? "" : t(`statistics.field.${field}`),
  });
  if (row === 0) return said;
  return column === null
    ? t("statistics.report-at.row", { row: String(row), said })
    : t("statistics.report-at.cell", { row: String(row), column, said });
}

/** Nothing that a terminal or a page would take for an order. */
export function printable(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, "�").slice(0, 80);
}

function timesInWords(t: T, times: number): string {
  return t.number(times < 10 ? Math.round(times * 10) / 10 : Math.round(times));
}

function signed(t: T, percent: number): string {
  const text = t.number(Math.abs(percent));
  return percent < 0 ? `−${text}` : `+${text}`;
}

function hostOf(source: string): string {
  const host = /^https?:\/\/([^/\s?#]{1,80})/.exec(source)?.[1];
  return printable(host ?? source);
}
