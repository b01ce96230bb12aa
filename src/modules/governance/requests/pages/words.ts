// The words that the list, the page of one request and the feed share.
import { requestParameters } from "#core/decisions/requests.ts";
import type { RequestKind, RequestState } from "#core/decisions/requests.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Tone } from "#ui/components/tag/Tag.tsx";
import type { SeatOnDay } from "../../seats/queries.ts";
import { shownStage } from "../queries.ts";
import type { ShownStage } from "../queries.ts";

export const stageTones: Readonly<Record<ShownStage, Tone>> = {
  OPEN: "info",
  GATHERING: "info",
  TRIGGERED: "warn",
  CALLED: "warn",
  DRAWN: "warn",
  UNANSWERED: "bad",
  OVERDUE: "bad",
  ANSWERED: "good",
  ANSWERED_LATE: "warn",
  REPORTED: "good",
  CLOSED: "neutral",
  LAPSED: "neutral",
};

/** Who has a seat no more is named by code. */
export function seatName(t: T, seats: readonly SeatOnDay[], code: string): string {
  const names = seats.find((seat) => seat.code === code)?.names;
  return names?.[t.locale] ?? names?.["en"] ?? code;
}

export function requestName(
  t: T,
  seats: readonly SeatOnDay[],
  { kind, about }: Pick<RequestState, "kind" | "about">,
): string {
  if (about === null) return t("requests.name.STOCK_TAKE");
  const name = seatName(t, seats, about);
  return kind === "INFORMATION"
    ? t("requests.name.INFORMATION", { name })
    : t("requests.name.FACT_FINDING", { name });
}

export function ruleText(t: T, kind: RequestKind): string {
  const { answerDays, reportDays, stockTakeDays } = requestParameters;
  if (kind === "INFORMATION") return t("requests.rule.INFORMATION", { days: answerDays });
  if (kind === "FACT_FINDING") return t("requests.rule.FACT_FINDING", { days: reportDays });
  return t("requests.rule.STOCK_TAKE", { days: stockTakeDays });
}

export function stageText(t: T, state: RequestState): string {
  return t(`requests.stage.${shownStage(state)}`);
}

/** What comes next by itself, and when. */
export function nextText(t: T, { deadline }: RequestState): string {
  if (deadline === null || deadline.tick === "TRIGGERED") return t("requests.next.nothing");
  if (deadline.tick === "DRAWN") return t("requests.next.DRAWN");
  return t(`requests.next.${deadline.tick}`, { date: t.date(deadline.at.slice(0, 10)) });
}
