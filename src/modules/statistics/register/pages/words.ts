// Certificates beside a return in words: what the return says, and how far it lies from them.
import type { Beside } from "#core/statistics/reconcile/beside.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Tone } from "#ui/components/tag/Tag.tsx";
import type { Asked } from "../asked.ts";

type Measure = Asked["measure"] | "count";

export function amountInWords(t: T, amount: bigint, measure: Measure): string {
  if (measure === "carats") return t.carats(amount);
  return measure === "count" ? t.number(amount) : t.usd(amount);
}

export function saidInWords(t: T, said: Beside, measure: Measure): string {
  switch (said.kind) {
    case "EQUAL":
    case "NEAR":
    case "APART":
    case "PARTLY":
      return said.said === 0n ? t("reconcile.side.nil") : amountInWords(t, said.said, measure);
    case "NOT_FILED":
      return t("reconcile.side.none");
    case "WITHHELD":
      return t("reconcile.side.withheld");
    case "NOT_GIVEN":
      return t("reconcile.side.not-given");
  }
}

export function differenceInWords(t: T, said: Beside): string {
  switch (said.kind) {
    case "EQUAL":
      return t("reconcile.certified.equal");
    case "NEAR":
    case "APART": {
      // Against nothing every difference is 200 %, which says nothing.
      if (said.said === 0n) return t("reconcile.certified.only-certificates");
      if (said.said === said.gap.amount) return t("reconcile.certified.only-return");
      // What is not equal is never shown as 0 %.
      const percent = Math.max(0.1, Math.round(Math.abs(said.gap.share) * 1_000) / 10);
      const way = said.gap.amount > 0n ? "above" : "below";
      return t(`reconcile.certified.${way}`, { percent: t.number(percent) });
    }
    case "PARTLY":
      return t("reconcile.certified.partly");
    case "NOT_FILED":
    case "WITHHELD":
    case "NOT_GIVEN":
      return t("reconcile.certified.not-compared");
  }
}

export function toneOf({ kind }: Beside): Tone {
  return kind === "EQUAL" || kind === "NEAR" ? "good" : kind === "APART" ? "warn" : "neutral";
}
