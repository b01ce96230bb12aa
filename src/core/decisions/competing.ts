// Several texts on one question: each is decided by itself, and when more than one could be adopted, one of them stands:
// the one with the fewest sustained objections, then with the most support of governments, then of the others. A full tie
// leaves the question open; nobody breaks it by office.
import { lastCall } from "./begin.ts";
import { eligibleSeats } from "./counting.ts";
import { governments } from "./item.ts";
import { sustainedObjections } from "./objection.ts";
import type { ItemState } from "./state.ts";

export interface Competition {
  /** The item whose adopted clauses stand. */
  readonly stands: string | null;
  /** Items that are not decided yet: nothing stands before. */
  readonly waitsFor: readonly string[];
  readonly tie: boolean;
}

export function settleCompeting(states: readonly ItemState[]): Competition {
  const waitsFor = states.filter((state) => state.outcome === null).map((state) => state.item.id);
  if (waitsFor.length > 0) return { stands: null, waitsFor, tie: false };
  const adopted = states
    .filter((state) => (state.outcome?.adopted.length ?? 0) > 0)
    .map((state) => ({ id: state.item.id, weight: weightOf(state) }))
    .toSorted((a, b) => compare(a.weight, b.weight));
  const [best, next] = adopted;
  if (best === undefined) return { stands: null, waitsFor, tie: false };
  const tie = next !== undefined && compare(best.weight, next.weight) === 0;
  return { stands: tie ? null : best.id, waitsFor, tie };
}

type Weight = readonly [objections: number, governmentsFor: number, othersFor: number];

function compare(a: Weight, b: Weight): number {
  return a[0] - b[0] || b[1] - a[1] || b[2] - a[2];
}

function weightOf(state: ItemState): Weight {
  const call = lastCall(state);
  const adopted = state.outcome?.adopted ?? [];
  if (call === undefined) return [0, 0, 0];
  const objecting = new Set(
    adopted.flatMap((clause) => sustainedObjections(state, call, clause).map((position) => position.seat)),
  );
  const inFavour = eligibleSeats(call).filter((seat) =>
    adopted.every((clause) => ["S", "R"].includes(call.positions[seat.id]?.[clause]?.code ?? "N")),
  );
  const ofGovernments = inFavour.filter((seat) => seat.pillar === governments).length;
  return [objecting.size, ofGovernments, inFavour.length - ofGovernments];
}
