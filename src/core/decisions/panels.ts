// Panels are drawn, never picked: from the seats that are not parties, by a lot that anybody can draw again. One seat of
// each pillar judges a challenge or a claim; five persons mediate: two governments, one of every other pillar, one
// independent.
import { fromHex } from "../encoding/bytes.ts";
import { lastCall } from "./begin.ts";
import { pillarsOf } from "./counting.ts";
import { governments } from "./item.ts";
import type { PillarId } from "./item.ts";
import { drawByLot, leastSeedBytes } from "./lot.ts";
import type { ItemState } from "./state.ts";

export type PanelPurpose = "RECUSAL" | "EXCLUSION" | "MEDIATION";

export interface PanelSeat {
  readonly pillar: PillarId | null;
  readonly candidates: readonly string[];
  readonly places: number;
}

/** From whom each place is drawn. Nobody judges itself, its own item, or an objection of its own. */
export function panelCandidates(
  state: ItemState,
  purpose: PanelPurpose,
  about: string | null,
  independents: readonly string[] = [],
): readonly PanelSeat[] {
  const seats = state.roster?.seats ?? [];
  const parties = new Set<string>([...state.sponsors, ...state.seconders]);
  const challenge = state.challenges.find((one) => one.id === about);
  if (purpose === "RECUSAL" && challenge !== undefined) parties.add(challenge.by).add(challenge.seat);
  const claim = state.claims.find((one) => one.id === about);
  if (purpose === "EXCLUSION" && claim !== undefined) parties.add(claim.seat);
  if (purpose === "MEDIATION") {
    const positions = lastCall(state)?.positions ?? {};
    for (const [seat, of] of Object.entries(positions))
      if (Object.values(of).some((position) => position.code === "O")) parties.add(seat);
  }
  const subjects = new Set(state.item.subjects);
  const places = pillarsOf(seats).map((pillar) => ({
    pillar,
    candidates: seats
      .filter((seat) => seat.pillar === pillar && !parties.has(seat.id) && !subjects.has(seat.actor))
      .map((seat) => seat.id)
      .toSorted(),
    places: purpose === "MEDIATION" && pillar === governments ? 2 : 1,
  }));
  return purpose === "MEDIATION"
    ? [...places, { pillar: null, candidates: [...independents].toSorted(), places: 1 }]
    : places;
}

/** Null when the seed is not the hexadecimal text of 32 bytes or more. A pillar without candidates leaves its place empty. */
export function panelByLot(
  state: ItemState,
  purpose: PanelPurpose,
  about: string | null,
  seed: string,
  independents: readonly string[] = [],
): string[] | null {
  if (!/^([0-9a-f]{2}){32,64}$/.test(seed)) return null;
  const bytes = fromHex(seed);
  if (bytes.length < leastSeedBytes) return null;
  return panelCandidates(state, purpose, about, independents).flatMap((place) =>
    drawByLot(bytes, place.candidates, place.places),
  );
}
