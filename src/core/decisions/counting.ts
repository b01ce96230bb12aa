// From recorded positions to counts: who is eligible in a call, and what each pillar said of each clause.
import { everyGuard } from "./guards.ts";
import type { Guards } from "./guards.ts";
import { governments } from "./item.ts";
import type { PillarId, Seat } from "./item.ts";
import { standingOf } from "./objection.ts";
import type { Call, ItemState, PillarCounts } from "./state.ts";

/** Governments first, then by name: the order of seats and pillars in a roster changes nothing. */
export function pillarsOf(seats: readonly Seat[]): PillarId[] {
  return [...new Set(seats.map((seat) => seat.pillar))].toSorted((a, b) => {
    if (a === governments) return -1;
    if (b === governments) return 1;
    return a < b ? -1 : 1;
  });
}

export function eligibleSeats(call: Call, guards: Guards = everyGuard): readonly Seat[] {
  if (!guards.recused || call.recused.length === 0) return call.roster.seats;
  const recused = new Set(call.recused);
  return call.roster.seats.filter((seat) => !recused.has(seat.id));
}

export function countClause(
  state: ItemState,
  call: Call,
  clause: string,
  guards: Guards = everyGuard,
): PillarCounts[] {
  return countSeats(state, call, clause, pillarsOf(call.roster.seats), eligibleSeats(call, guards), guards);
}

type Tally = { -readonly [key in keyof PillarCounts]: PillarCounts[key] };

function countSeats(
  state: ItemState,
  call: Call,
  clause: string,
  pillars: readonly PillarId[],
  seats: readonly Seat[],
  guards: Guards,
): PillarCounts[] {
  const tallies = new Map<PillarId, Tally>(
    pillars.map((pillar) => [
      pillar,
      { pillar, eligible: 0, support: 0, aside: 0, objection: 0, opposed: 0 },
    ]),
  );
  for (const seat of seats) {
    const tally = tallies.get(seat.pillar);
    if (tally === undefined) continue;
    tally.eligible++;
    const position = call.positions[seat.id]?.[clause];
    if (position === undefined) continue;
    if (position.code === "S" || position.code === "R") tally.support++;
    else if (position.code === "A") tally.aside++;
    else if (position.code === "U") tally.opposed++;
    else if (position.code === "O") {
      const standing = standingOf(state, call, clause, position, guards);
      if (standing === "SUSTAINED") tally.objection++;
      else if (standing !== "LAPSED") tally.opposed++;
    }
  }
  return [...tallies.values()];
}

/** Every clause of the text, counted. */
export function countAll(
  state: ItemState,
  call: Call,
  clauses: readonly string[],
  guards: Guards = everyGuard,
): Map<string, PillarCounts[]> {
  const pillars = pillarsOf(call.roster.seats);
  const seats = eligibleSeats(call, guards);
  return new Map(clauses.map((clause) => [clause, countSeats(state, call, clause, pillars, seats, guards)]));
}

/** Eligible seats that recorded nothing on any clause. */
export function silentSeats(call: Call, guards: Guards = everyGuard): string[] {
  return eligibleSeats(call, guards)
    .filter((seat) => Object.values(call.positions[seat.id] ?? {}).every((position) => position.code === "N"))
    .map((seat) => seat.id);
}
