// How an item of genuine consensus ends: clauses that are settled, the grade of what is adopted, and what holds when nothing
// is. A partial adoption is an adoption; the clauses that fell keep their results in the call.
import { close, lastCall, plainOutcome, versionOf } from "./begin.ts";
import type { Rules } from "./begin.ts";
import { eligibleSeats, pillarsOf } from "./counting.ts";
import type { Instant } from "./item.ts";
import { blockReason } from "./judge.ts";
import type { Judged } from "./judge.ts";
import type { Call, ItemOutcome, ItemState, OutcomeCode, Settled } from "./state.ts";

export function end(state: ItemState, at: Instant, call: Call, judged: Judged, rules: Rules): ItemState {
  const settled = settle(state, call, judged, rules);
  if (settled.settled.length > 0) return close(settled, adoptedOutcome(settled, at));
  const blocked = blockReason(judged, rules);
  if (blocked !== null) return close(settled, { ...plainOutcome("NOT_ADOPTED", at), reason: blocked });
  return close(settled, { ...plainOutcome("NO_DECISION", at), reason: withoutDecision(state) });
}

function withoutDecision(state: ItemState): ItemOutcome["reason"] {
  if (state.item.class === "K1") return "CHAIR_PROPOSAL_STANDS";
  if (state.item.class === "K3" && state.item.continuesMeasure === true) return "MEASURE_HOLDS";
  return "SUPPORT";
}

export function settle(state: ItemState, call: Call, judged: Judged, rules: Rules): ItemState {
  if (judged.adoptable.length === 0) return state;
  const voters = eligibleSeats(call, rules.guards);
  const settled = judged.adoptable.map((clause): Settled => {
    const reserved = voters.some((seat) => call.positions[seat.id]?.[clause]?.code === "R");
    return { clause, evaluation: judged.results.get(clause) === "T2" ? "T2" : "T1", reserved };
  });
  return { ...state, settled: [...state.settled, ...settled] };
}

export function adoptedOutcome(state: ItemState, at: Instant): ItemOutcome {
  const call = lastCall(state);
  const ids = new Set(state.settled.map((one) => one.clause));
  const adopted = versionOf(state)
    .clauses.filter((clause) => ids.has(clause.id))
    .map((clause) => clause.id);
  let code: OutcomeCode = "ADOPTED_CONSENSUS";
  if (state.settled.some((one) => one.reserved)) code = "ADOPTED_WITH_RESERVATIONS";
  if (state.settled.some((one) => one.evaluation === "T2")) code = "ADOPTED_WITH_DISSENT";
  const seats = call?.roster.seats ?? [];
  const engaged = new Set(
    seats
      .filter((seat) =>
        Object.values(call?.positions[seat.id] ?? {}).some((position) => position.code !== "N"),
      )
      .map((seat) => seat.pillar),
  );
  const withoutEngagement = pillarsOf(seats).filter((pillar) => !engaged.has(pillar));
  return { code, at, adopted, reason: null, withoutEngagement };
}
