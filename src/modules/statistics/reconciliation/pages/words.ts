// A comparison in words: what each side says, how far apart they are, and what may explain it. Words explain; none accuses.
import type { Hypothesis } from "#core/statistics/reconcile/hypotheses.ts";
import type { MirrorLine, Side, Verdict } from "#core/statistics/reconcile/mirror.ts";
import type { Product } from "#core/statistics/observation.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Tone } from "#ui/components/tag/Tag.tsx";
import { periodTextInWords } from "#ui/statistics/periods.ts";

export function productInWords(t: T, product: Product): string {
  return product === "_T" ? t("reconcile.all-codes") : product;
}

export function sideInWords(t: T, side: Side, of: "carats" | "usd"): string {
  switch (side.kind) {
    case "FIGURE": {
      const value = side[of];
      return value === null
        ? t("reconcile.side.not-given")
        : of === "carats"
          ? t.carats(value)
          : t.usd(value);
    }
    case "NIL":
      return t(side.named ? "reconcile.side.nil" : "reconcile.side.not-named");
    case "WITHHELD":
      return t("reconcile.side.withheld");
    case "NONE":
      return t("reconcile.side.none");
  }
}

export function verdictInWords(t: T, verdict: Verdict): string {
  switch (verdict.kind) {
    case "AGREES":
    case "DIFFERS":
      return t(`reconcile.verdict.${verdict.kind}`, { percent: percentInWords(t, verdict.gap.share) });
    case "NIL_AGAINST_FIGURE":
      return t("reconcile.verdict.NIL_AGAINST_FIGURE");
    case "ONE_MISSING":
      return t(
        verdict.missing === "EXPORTER" ? "reconcile.verdict.no-exporter" : "reconcile.verdict.no-importer",
      );
    case "UNLIKE":
      return t("reconcile.verdict.UNLIKE", {
        why: t.list(verdict.why.map((one) => t(`reconcile.unlike.${one}`))),
      });
    case "BOTH_NIL":
    case "BOTH_MISSING":
    case "WITHHELD":
    case "NOT_GIVEN":
      return t(`reconcile.verdict.${verdict.kind}`);
  }
}

export function toneOf({ kind }: Verdict): Tone {
  if (kind === "AGREES" || kind === "BOTH_NIL") return "good";
  return kind === "DIFFERS" || kind === "NIL_AGAINST_FIGURE" || kind === "ONE_MISSING" ? "warn" : "neutral";
}

export function hypothesisInWords(t: T, hypothesis: Hypothesis, line: MirrorLine): string {
  const { exporter, importer } = line;
  const who = (side: "EXPORTER" | "IMPORTER"): string => t.country(side === "EXPORTER" ? exporter : importer);
  const explains = (share: number): string => t.number(Math.round(share * 100));
  switch (hypothesis.kind) {
    case "in-flight":
      return t("reconcile.why.in-flight", {
        carats: t.carats(hypothesis.carats < 0n ? -hypothesis.carats : hypothesis.carats),
        when: hypothesis.carats < 0n ? "start" : "end",
        count: hypothesis.certificates,
        percent: explains(hypothesis.explains),
      });
    case "neighbour":
      return t("reconcile.why.neighbour", {
        period: periodTextInWords(t, hypothesis.period),
        exported: t.carats(hypothesis.exported),
        imported: t.carats(hypothesis.imported),
      });
    case "valuation":
      return t(hypothesis.stated ? "reconcile.why.valuation-stated" : "reconcile.why.valuation", {
        percent: t.number(hypothesis.percent),
      });
    case "code":
      return t("reconcile.why.code", {
        codes: t.list(hypothesis.codes.map((code) => productInWords(t, code))),
        carats: t.carats(hypothesis.carats),
      });
    case "partner":
      return t(
        hypothesis.side === "EXPORTER" ? "reconcile.why.partner-exporter" : "reconcile.why.partner-importer",
        {
          third: t.country(hypothesis.third),
          exporter: t.country(exporter),
          importer: t.country(importer),
          carats: t.carats(hypothesis.carats),
          percent: explains(hypothesis.explains),
        },
      );
    case "re-export":
      return t("reconcile.why.re-export", {
        third: t.country(hypothesis.third),
        exporter: t.country(exporter),
        importer: t.country(importer),
        carats: t.carats(hypothesis.carats),
        percent: explains(hypothesis.explains),
      });
    case "tenfold":
      return t("reconcile.why.tenfold", { times: hypothesis.times, who: who(hypothesis.larger) });
    case "swapped":
      return t("reconcile.why.swapped", { who: who(hypothesis.side) });
  }
}

/** "+12.5": imported above exported. */
function percentInWords(t: T, share: number): string {
  const percent = Math.round(Math.abs(share) * 1_000) / 10;
  const sign = percent === 0 ? "" : share < 0 ? "−" : "+";
  return `${sign}${t.number(percent)}`;
}
