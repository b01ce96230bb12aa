// What things of a meeting are called on pages, feeds and papers: the meeting, its pillars and seats, the host's time.
import { findBody } from "#core/kp/bodies.ts";
import { localTime } from "#core/meetings/host-time.ts";
import type { InTwoLanguages } from "#core/meetings/state.ts";
import { parseMeetingId } from "#core/meetings/kinds.ts";
import type { MeetingKey } from "#core/meetings/kinds.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { Pillar, SeatOnDay } from "#modules/governance/index.ts";
import { stateOf } from "./queries.ts";
import type { MeetingRow } from "./store.ts";

export function meetingName(t: T, { kind, year, body, number }: MeetingKey): string {
  const of = body === null ? "" : bodyName(t, body);
  const name =
    kind === "WORKING_GROUP"
      ? t("meetings.name.WORKING_GROUP", { body: of, year: String(year) })
      : t(`meetings.name.${kind}`, { year: String(year) });
  return number === 1 ? name : t("meetings.name.numbered", { name, number });
}

export function nameOfId(t: T, id: string): string {
  const key = parseMeetingId(id);
  return key === undefined ? id : meetingName(t, key);
}

export function bodyName(t: T, code: string): string {
  const body = findBody(code);
  return body === undefined ? code : inTwo(t, body.names);
}

/** English where the reader's language is not there. */
export function inTwo({ locale }: T, words: InTwoLanguages): string {
  return (locale === "fr" ? words.fr : undefined) ?? words.en;
}

const founding = new Set(["G", "I", "C"]);

export function pillarName(t: T, code: string, pillars: readonly Pillar[]): string {
  const own = pillars.find((pillar) => pillar.code === code)?.names;
  if (own !== null && own !== undefined) return own[t.locale] ?? own["en"] ?? code;
  if (founding.has(code)) return t(`item.pillar.${code as "G"}`);
  return code === "TABLE" || code === "GUEST" ? t(`meetings.pillar.${code}`) : code;
}

export function seatName({ locale }: T, seats: readonly SeatOnDay[], code: string): string {
  const names = seats.find((seat) => seat.code === code)?.names;
  return names?.[locale] ?? names?.["en"] ?? code;
}

/** "15 November 2027, 09:30": what the host's clock shows. */
export function hostTime(t: T, instant: string, zone: string): string {
  const { date, time } = localTime(instant, zone);
  return t("meetings.host-time", { date: t.date(date), time });
}

export function daysText(t: T, { from, to }: { readonly from: string; readonly to: string }): string {
  return from === to ? t.date(from) : t("meetings.days", { from: t.date(from), to: t.date(to) });
}

export function placeText(t: T, { place, country }: MeetingRow["plan"]): string {
  const where = [...(place === null ? [] : [place]), ...(country === null ? [] : [t.country(country)])];
  return where.length === 0 ? t("meetings.place-open") : where.join(", ");
}

/** "1 h 25 min" */
export function durationText(t: T, minutes: number): string {
  return minutes < 60
    ? t("meetings.minutes", { minutes })
    : t("meetings.hours", { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
}

export type MeetingPhase = "planned" | "running" | "over" | "closed" | "cancelled";

export function phaseOf(row: MeetingRow, now: string): MeetingPhase {
  const state = stateOf(row);
  if (state === "CANCELLED") return "cancelled";
  if (state === "CLOSED") return "closed";
  const today = localTime(now, row.plan.zone).date;
  return today < row.plan.from ? "planned" : today <= row.plan.to ? "running" : "over";
}

export const phaseTones = {
  planned: "neutral",
  running: "info",
  over: "warn",
  closed: "good",
  cancelled: "bad",
} as const;
