// The right to discuss over many items: how many open discussions a seat may back, and which requests are one and the
// same. A limit never takes an item away: it only says which seats cannot back another one now.
import type { ItemState } from "./state.ts";
import type { SeatId } from "./item.ts";
import { limits } from "./parameters.ts";

export interface DiscussionRequest {
  readonly id: string;
  readonly subjects: readonly string[];
  /** What it is about, as its sponsor calls it. */
  readonly topic: string;
  /** Sponsors and seconders. */
  readonly backers: readonly SeatId[];
  readonly recorded: boolean;
}

export interface DiscussionCheck {
  /** Seats that back as many open discussions as they may. */
  readonly full: readonly SeatId[];
  /** Open discussion of the same subjects and topic: the new one joins it, with its lineage. */
  readonly sameAs: string | null;
  /** Was discussed before: without new facts it needs two more seconders, of two pillars. */
  readonly repeats: string | null;
}

export function openDiscussionsOf(seat: SeatId, known: readonly DiscussionRequest[]): number {
  return known.filter((one) => !one.recorded && one.backers.includes(seat)).length;
}

export function canBack(seat: SeatId, known: readonly DiscussionRequest[]): boolean {
  return openDiscussionsOf(seat, known) < limits.openDiscussionsOfASeat;
}

export function checkDiscussion(
  request: Omit<DiscussionRequest, "recorded">,
  known: readonly DiscussionRequest[],
): DiscussionCheck {
  const others = known.filter((one) => one.id !== request.id);
  const key = questionOf(request);
  const same = others.filter((one) => questionOf(one) === key);
  return {
    full: [...new Set(request.backers)].filter((seat) => !canBack(seat, others)),
    sameAs: same.find((one) => !one.recorded)?.id ?? null,
    repeats: same.findLast((one) => one.recorded)?.id ?? null,
  };
}

/** Case, spacing and the order of subjects make no new question. */
function questionOf(request: Pick<DiscussionRequest, "subjects" | "topic">): string {
  const topic = request.topic
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\s\p{P}]+/gu, " ")
    .trim();
  return JSON.stringify([[...new Set(request.subjects)].toSorted(), topic]);
}

export function requestOf(state: ItemState, topic: string): DiscussionRequest {
  return {
    id: state.item.id,
    subjects: state.item.subjects,
    topic,
    backers: [...state.sponsors, ...state.seconders],
    recorded: state.outcome !== null,
  };
}
