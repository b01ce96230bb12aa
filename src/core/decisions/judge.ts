// What a call says at a moment: the thresholds in force, each clause's result, the clauses that could be adopted, and what
// would follow. Outcome and explanation both come from here, so they cannot disagree.
import { lastCall, settledClauses } from "./begin.ts";
import type { Rules } from "./begin.ts";
import { adoptableSet } from "./clauses.ts";
import { addHours } from "./clocks.ts";
import { countAll, eligibleSeats } from "./counting.ts";
import { blockOf, brakes, evaluate } from "./evaluate.ts";
import type { Clause, PillarId } from "./item.ts";
import { unansweredObjections } from "./objection.ts";
import { clocks } from "./parameters.ts";
import type { ClassParameters, Share, Threshold, Thresholds } from "./parameters.ts";
import type { Call, Evaluation, ItemState, PillarCounts, Position, Positions } from "./state.ts";
import { ministersRequested } from "./voting.ts";

export function thresholdOf(state: ItemState, parameters: ClassParameters): Threshold {
  if (state.mediationUsed) return "LAST_RESORT";
  return state.recallsUsed >= parameters.recalls ? "LAST" : "FIRST";
}

/** A pillar that claims to have been kept out keeps its first floor, unless a panel dismissed the claim. */
export function thresholdsOf(state: ItemState, parameters: ClassParameters): Thresholds {
  const thresholds = parameters.thresholds[thresholdOf(state, parameters)];
  const kept: { [pillar: PillarId]: Share } = {};
  for (const claim of state.claims)
    if (claim.ruling !== "DISMISSED") kept[claim.pillar] = parameters.thresholds.FIRST.otherFloor;
  return Object.keys(kept).length === 0 ? thresholds : { ...thresholds, otherFloorIn: kept };
}

export interface Judged {
  readonly thresholds: Thresholds;
  /** Of the clauses that are not settled yet. */
  readonly counts: ReadonlyMap<string, readonly PillarCounts[]>;
  readonly results: ReadonlyMap<string, Evaluation>;
  /** Clauses beyond the settled ones that would be adopted now. */
  readonly adoptable: readonly string[];
}

export function clausesOf(state: ItemState, call: Call): readonly Clause[] {
  return state.versions[call.version - 1]?.clauses ?? [];
}

export function judge(state: ItemState, call: Call, rules: Rules): Judged {
  if (rules.parameters === null) throw new RangeError("a discussion has no call to judge");
  const { guards } = rules;
  const thresholds = thresholdsOf(state, rules.parameters);
  const settled = settledClauses(state);
  const clauses = clausesOf(state, call);
  const open = clauses.filter((clause) => !settled.has(clause.id)).map((clause) => clause.id);
  const seen = guards.snapshot || state.roster === null ? call : { ...call, roster: state.roster };
  const counts = countAll(state, seen, open, guards);
  const results = new Map<string, Evaluation>();
  const could = new Set<string>(settled);
  for (const [clause, count] of counts) {
    const result = evaluate(thresholds, count, guards);
    results.set(clause, result);
    if (result === "T1" || result === "T2") could.add(clause);
  }
  const closed = guards.dependencies
    ? adoptableSet(clauses, could)
    : clauses.filter((clause) => could.has(clause.id)).map((clause) => clause.id);
  const whole = state.item.severable || closed.length === clauses.length ? closed : [];
  return { thresholds, counts, results, adoptable: whole.filter((id) => !settled.has(id)) };
}

/** Every eligible seat supports every clause: nothing is left to wait for. */
export function isUnanimous(state: ItemState, call: Call, rules: Rules): boolean {
  const settled = settledClauses(state);
  const clauses = clausesOf(state, call);
  const seats = eligibleSeats(call, rules.guards);
  // Asked after every act: plain loops, and out at the first seat that does not support.
  for (const seat of seats) {
    const own = call.positions[seat.id];
    if (own === undefined) return false;
    for (const clause of clauses) {
      const code = own[clause.id]?.code;
      if (code !== "S" && code !== "R" && !settled.has(clause.id)) return false;
    }
  }
  return seats.length > 0;
}

/** Some clause would have ended otherwise two days before the close: those who are surprised get time to react. */
export function hasSwung(state: ItemState, call: Call, rules: Rules, now: Judged): boolean {
  const then = addHours(call.closesAt, -clocks.swingHours);
  if (!call.history.some((position) => position.at >= then)) return false;
  const positions: { [seat: string]: { [clause: string]: Position } } = {};
  for (const [seat, own] of Object.entries(call.carried)) positions[seat] = { ...own };
  for (const position of call.history) {
    if (position.at >= then) continue;
    const own = (positions[position.seat] ??= {});
    for (const clause of position.on) own[clause] = position;
  }
  const before = judge(state, { ...call, positions: positions satisfies Positions }, rules);
  return [...now.results].some(([clause, result]) => before.results.get(clause) !== result);
}

export type Next =
  | { readonly step: "FACILITATION"; readonly brake: boolean }
  | { readonly step: "RECALL" }
  | { readonly step: "ANSWERS" }
  | { readonly step: "MEDIATION" }
  | { readonly step: "MINISTERIAL" }
  | { readonly step: "END" };

/** What follows when a call ends as judged. Before mediation, ministers and the end, `adoptable` is settled. */
export function nextAfter(state: ItemState, call: Call, judged: Judged, rules: Rules): Next {
  const { parameters, guards } = rules;
  if (parameters === null) throw new RangeError("a discussion has no call to judge");
  const results = new Set(judged.results.values());
  const roundsLeft = state.round < parameters.rounds || !guards.rounds;
  if (roundsLeft && (results.has("T2") || results.has("BLOCK") || results.has("INSUFF_OBJ")))
    return { step: "FACILITATION", brake: false };
  const recallsLeft = state.recallsUsed < parameters.recalls || !guards.recalls;
  if (recallsLeft && (results.has("INSUFF") || results.has("INSUFF_OBJ"))) return { step: "RECALL" };
  const braking = judged.adoptable.some((clause) => brakes(judged.counts.get(clause) ?? [], guards));
  if (braking && (!state.brakeUsed || !guards.once)) return { step: "FACILITATION", brake: true };
  const unanswered = judged.adoptable.some(
    (clause) => unansweredObjections(state, call, clause, guards).length > 0,
  );
  if (unanswered && (!state.answersUsed || !guards.once)) return { step: "ANSWERS" };
  if (results.has("BLOCK")) {
    if (!state.mediationUsed && parameters.mediationDays !== null) return { step: "MEDIATION" };
    const ministers = parameters.ministersDays !== null && !state.ministersUsed;
    if (ministers && state.mediationUsed && ministersRequested(state, call)) return { step: "MINISTERIAL" };
  }
  return { step: "END" };
}

/** Why the first blocked clause is blocked. */
export function blockReason(judged: Judged, rules: Rules): "CAP" | "PILLAR" | null {
  for (const [clause, result] of judged.results)
    if (result === "BLOCK") return blockOf(judged.thresholds, judged.counts.get(clause) ?? [], rules.guards);
  return null;
}

export function isOpen(state: ItemState): boolean {
  return state.stage === "CALL" && lastCall(state) !== undefined;
}
