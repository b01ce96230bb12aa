// Who does not decide on an item because it is about them. Narrow on purpose: subjects only, never allies; general rules
// and discussions recuse nobody; and never more than a fifth of a pillar, because then the item is about a theme.
import { everyGuard } from "./guards.ts";
import type { Guards } from "./guards.ts";
import type { Item, PillarId, Roster, SeatId } from "./item.ts";
import { atMost, recusalShare } from "./parameters.ts";
import type { Challenge } from "./state.ts";

export interface Recusal {
  readonly recused: readonly SeatId[];
  /** Pillars in which more than a fifth would be recused: there nobody is. */
  readonly thematic: readonly PillarId[];
}

/** Of the seats in the roster: those of the subjects, as the rulings on challenges changed them. */
export function recusalOf(
  item: Item,
  roster: Roster,
  challenges: readonly Challenge[] = [],
  guards: Guards = everyGuard,
): Recusal {
  if (item.class === "K0" || item.class === "K1" || item.class === "K4") return { recused: [], thematic: [] };
  const subjects = new Set(item.subjects);
  const wanted = new Set(roster.seats.filter((seat) => subjects.has(seat.actor)).map((seat) => seat.id));
  for (const challenge of challenges) {
    if (challenge.ruling?.upheld !== true) continue;
    if (challenge.recuse) wanted.add(challenge.seat);
    else wanted.delete(challenge.seat);
  }
  const recused: SeatId[] = [];
  const thematic: PillarId[] = [];
  for (const pillar of new Set(roster.seats.map((seat) => seat.pillar))) {
    const all = roster.seats.filter((seat) => seat.pillar === pillar);
    const out = all.filter((seat) => wanted.has(seat.id)).map((seat) => seat.id);
    if (guards.recusalLimit && out.length > atMost(recusalShare, all.length)) thematic.push(pillar);
    else recused.push(...out);
  }
  return { recused, thematic };
}
