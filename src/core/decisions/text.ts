// The text while it is worked on: amendments within their limits, consolidation by a sponsor who has to say what became
// of each of them, and the compromise of mediators.
import type { ActOf } from "./acts.ts";
import { seatOf } from "./acts.ts";
import { settledClauses, versionOf } from "./begin.ts";
import type { Handled, Rules } from "./begin.ts";
import { addHours, hoursBetween } from "./clocks.ts";
import { clauseProblem } from "./item.ts";
import type { Clause, Instant } from "./item.ts";
import { isPast } from "./listing.ts";
import { lengthOf } from "./objection.ts";
import { clocks, limits } from "./parameters.ts";
import type { ItemState } from "./state.ts";

/** A day before the call opens the text stands still. */
function isFrozen(state: ItemState, at: Instant): boolean {
  return state.deadline !== null && at >= addHours(state.deadline.at, -clocks.freezeHours);
}

/** Amendments come in the first two thirds of a round. */
function windowOver(state: ItemState, at: Instant): boolean {
  if (state.stage !== "FACILITATION" || state.since === null || state.deadline === null) return false;
  const whole = hoursBetween(state.since, state.deadline.at);
  return hoursBetween(state.since, at) * 3 >= whole * 2;
}

export function amend(state: ItemState, act: ActOf<"amend">): Handled {
  const seat = seatOf(act);
  if (seat === null) return "wrong-author";
  if (state.stage !== "LISTED" && state.stage !== "FACILITATION") return "not-at-this-stage";
  if (state.item.class === "K0") return "not-at-this-stage";
  if (isFrozen(state, act.at)) return "text-frozen";
  if (windowOver(state, act.at)) return "amendment-window-closed";
  if (act.text !== null && act.text.length > limits.textCharacters) return "text-too-long";
  const known = versionOf(state).clauses.some((clause) => clause.id === act.clause);
  if (!known || settledClauses(state).has(act.clause)) return "clause-unknown";
  const own = state.amendments.filter(
    (one) => one.seat === seat && one.round === state.round && one.status === "OPEN",
  );
  if (own.length >= limits.amendmentsOfASeatInARound) return "too-many-amendments";
  const amendment = {
    id: act.id,
    at: act.at,
    seat,
    clause: act.clause,
    text: act.text,
    round: state.round,
    status: "OPEN",
    reason: null,
  } as const;
  return { ...state, amendments: [...state.amendments, amendment] };
}

export function consolidate(state: ItemState, act: ActOf<"consolidate">, rules: Rules): Handled {
  const seat = seatOf(act);
  if (seat === null || !state.sponsors.includes(seat)) return "not-a-sponsor";
  if (state.stage !== "LISTED" && state.stage !== "FACILITATION") return "not-at-this-stage";
  if (isFrozen(state, act.at)) return "text-frozen";
  // One version is kept for the compromise where there may be a mediation.
  const kept = (rules.parameters?.mediationDays ?? 0) > 0 && !state.mediationUsed ? 1 : 0;
  if (state.versions.length >= limits.versions - kept) return "too-many-versions";
  const problem = newText(state, act.clauses);
  if (problem !== null) return problem;
  const open = new Set(state.amendments.filter((one) => one.status === "OPEN").map((one) => one.id));
  const reasons = new Map(act.rejected.map((one) => [one.amendment, one.reason]));
  const accepted = new Set(act.accepted);
  for (const id of [...accepted, ...reasons.keys()]) if (!open.has(id)) return "amendment-unknown";
  for (const id of open) if (accepted.has(id) === reasons.has(id)) return "amendment-unanswered";
  if ([...reasons.values()].some((reason) => lengthOf(reason) === 0)) return "words-missing";
  const amendments = state.amendments.map((one) => {
    if (accepted.has(one.id)) return { ...one, status: "ACCEPTED" as const };
    const reason = reasons.get(one.id);
    return reason === undefined ? one : { ...one, status: "REJECTED" as const, reason };
  });
  return withText({ ...state, amendments }, act.clauses, act.at, "CONSOLIDATED");
}

export function compromise(state: ItemState, act: ActOf<"compromise">): Handled {
  if (state.stage !== "MEDIATION") return "not-at-this-stage";
  if (state.mediators.length === 0) return "panel-wrong";
  if (state.compromise !== null) return "already-done";
  if (isPast(state, act.at)) return "deadline-passed";
  if (lengthOf(act.reasons) === 0) return "words-missing";
  const problem = newText(state, act.clauses);
  if (problem !== null) return problem;
  return withText(
    { ...state, compromise: { act: act.id, reasons: act.reasons } },
    act.clauses,
    act.at,
    "COMPROMISE",
  );
}

/** Settled clauses stand word for word. */
function newText(state: ItemState, clauses: readonly Clause[]): "clauses-invalid" | "text-too-long" | null {
  if (clauses.length > limits.clauses || clauseProblem(clauses) !== null) return "clauses-invalid";
  if (clauses.some((clause) => clause.text.length > limits.textCharacters)) return "text-too-long";
  const settled = settledClauses(state);
  const kept = versionOf(state).clauses.filter((clause) => settled.has(clause.id));
  const stands = kept.every((old) =>
    clauses.some(
      (clause) =>
        clause.id === old.id &&
        clause.text === old.text &&
        clause.dependsOn.join(" ") === old.dependsOn.join(" "),
    ),
  );
  return stands ? null : "clauses-invalid";
}

function withText(
  state: ItemState,
  clauses: readonly Clause[],
  at: Instant,
  origin: "CONSOLIDATED" | "COMPROMISE",
): ItemState {
  const number = versionOf(state).number + 1;
  const versions = [...state.versions, { number, clauses, from: at, frozenAt: null, origin }];
  return { ...state, versions };
}
