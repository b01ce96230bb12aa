// Where a questionnaire stands: a fold of its answers against its deadline. Every question is to be answered; who has not by
// the end of that day is on the public list until the last answer comes, or until it is closed.
import { daysBetween } from "../../kp/dates.ts";
import type { IsoDate } from "../../kp/dates.ts";

export const outcomes = ["ACCEPTED", "CLOSED"] as const;
export type Outcome = (typeof outcomes)[number];

export interface Questionnaire {
  readonly questions: number;
  readonly deadline: IsoDate;
  /** Places of the questions, from 0, each time some of them were answered. */
  readonly answers: readonly { readonly at: string; readonly places: readonly number[] }[];
  readonly closed: Outcome | null;
}

export type Standing =
  | { readonly kind: "WAITING" | "SILENT"; readonly open: readonly number[]; readonly days: number }
  | { readonly kind: "ANSWERED"; readonly at: string; readonly late: boolean }
  | { readonly kind: Outcome };

/** `days` until the deadline while waiting, since it when silent. */
export function standingOf(
  { questions, deadline, answers, closed }: Questionnaire,
  today: IsoDate,
): Standing {
  if (closed !== null) return { kind: closed };
  const open = new Set(Array.from({ length: questions }, (_, place) => place));
  for (const { at, places } of answers) {
    for (const place of places) open.delete(place);
    if (open.size === 0) return { kind: "ANSWERED", at, late: at.slice(0, 10) > deadline };
  }
  const days = daysBetween(today, deadline);
  return days >= 0
    ? { kind: "WAITING", open: [...open], days }
    : { kind: "SILENT", open: [...open], days: -days };
}
