// Where a questionnaire stands, in words.
import type { Standing } from "#core/statistics/reconcile/questionnaire.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Tone } from "#ui/components/tag/Tag.tsx";

export function standingInWords(t: T, standing: Standing): string {
  switch (standing.kind) {
    case "WAITING":
      return t("questionnaires.standing.WAITING", { days: standing.days });
    case "SILENT":
      return t("questionnaires.standing.SILENT", { days: standing.days });
    case "ANSWERED":
      return t(standing.late ? "questionnaires.standing.late" : "questionnaires.standing.ANSWERED");
    case "ACCEPTED":
    case "CLOSED":
      return t(`questionnaires.standing.${standing.kind}`);
  }
}

export const standingTones: Readonly<Record<Standing["kind"], Tone>> = {
  WAITING: "info",
  SILENT: "warn",
  ANSWERED: "good",
  ACCEPTED: "good",
  CLOSED: "neutral",
};
