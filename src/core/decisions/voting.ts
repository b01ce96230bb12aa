// What happens in a call and around it: positions, answers to objections and replies, the merits of an objection, claims
// of exclusion, the facilitator, the request for ministers.
import type { ActOf, Refusal } from "./acts.ts";
import { seatOf } from "./acts.ts";
import { lastCall, seatIn, settledClauses, versionOf, withCall } from "./begin.ts";
import type { Handled, Rules } from "./begin.ts";
import { earlierOf } from "./clocks.ts";
import { eligibleSeats, pillarsOf } from "./counting.ts";
import { isDate } from "../kp/dates.ts";
import { governments } from "./item.ts";
import type { Seat, SeatId } from "./item.ts";
import { isComplete, lengthOf, sustainedObjections } from "./objection.ts";
import { atLeast, limits, ministersShare } from "./parameters.ts";
import type { Call, ItemState, Position } from "./state.ts";

/** The open call, when this act comes inside its window. */
function windowOf(state: ItemState, at: string, rules: Rules): Call | Refusal {
  const call = lastCall(state);
  if (state.stage !== "CALL" || call === undefined) return "call-not-open";
  if (at < call.opensAt) return "clock-behind";
  if (rules.guards.window && at >= call.closesAt && state.frozenSince === null) return "call-closed";
  return call;
}

/** A seat of the call that is not recused. */
function voterIn(call: Call, seat: SeatId | null, rules: Rules): Seat | Refusal {
  if (seat === null) return "wrong-author";
  const found = seatIn(call.roster.seats, seat);
  if (found === undefined) return "not-in-roster-of-call";
  if (rules.guards.recused && call.recused.includes(seat)) return "seat-recused";
  return found;
}

export function takePosition(state: ItemState, act: ActOf<"position">, rules: Rules): Handled {
  const call = windowOf(state, act.at, rules);
  if (typeof call === "string") return call;
  const voter = voterIn(call, seatOf(act), rules);
  if (typeof voter === "string") return voter;
  if (call.ministers && voter.pillar === governments && act.minister !== true) return "minister-must-sign";
  const words = act.words ?? null;
  if ((act.code === "R" || act.code === "A") && lengthOf(words ?? "") === 0) return "words-missing";
  const objection = act.objection ?? null;
  const written =
    objection === null
      ? []
      : [objection.explanation, objection.cure === null ? "" : Object.values(objection.cure).join("")];
  if ([words ?? "", ...written].some((text) => text.length > limits.textCharacters)) return "text-too-long";
  if (act.code === "P") {
    if (act.expected === undefined || !isDate(act.expected)) return "expected-day-missing";
    const before = state.calls
      .slice(0, -1)
      .some((one) => one.history.some((position) => position.seat === voter.id && position.code === "P"));
    if (before) return "pending-used";
  }
  const settled = settledClauses(state);
  const { clauses } = versionOf(state);
  const open = new Set<string>();
  for (const clause of clauses) if (!settled.has(clause.id)) open.add(clause.id);
  const on = act.on === "ALL" ? [...open] : [...new Set(act.on)];
  if (on.length === 0 || on.some((id) => !open.has(id))) return "clause-unknown";
  const position: Position = {
    act: act.id,
    at: act.at,
    seat: voter.id,
    delegate: "delegate" in act.by ? act.by.delegate : "",
    code: act.code,
    words,
    expected: act.expected ?? null,
    objection,
    lapsed: false,
    carried: false,
    complete: objection !== null && isComplete(objection) && (act.on !== "ALL" || clauses.length === 1),
  };
  const own: { [clause: string]: Position } = { ...call.positions[voter.id] };
  for (const id of on) own[id] = position;
  return withCall(state, {
    ...call,
    positions: { ...call.positions, [voter.id]: own },
    history: [...call.history, { ...position, on }],
  });
}

export function answer(state: ItemState, act: ActOf<"answer">, rules: Rules): Handled {
  if (!["FACILITATION", "MEDIATION", "ANSWERS"].includes(state.stage)) return "not-at-this-stage";
  const byFacilitator = "office" in act.by && act.by.office === "FACILITATOR";
  // When the last answers are due, the Secretariat may give them: nobody withholds a decision by not answering.
  const inTheEnd = state.stage === "ANSWERS" && "office" in act.by && act.by.office === "SECRETARIAT";
  if (!byFacilitator && !inTheEnd) return "wrong-author";
  if (byFacilitator && !isAccepted(state)) return "facilitator-not-accepted";
  const call = lastCall(state);
  const position =
    call === undefined
      ? undefined
      : sustainedObjections(state, call, act.clause, rules.guards).find((one) => one.seat === act.seat);
  if (call === undefined || position === undefined) return "objection-unknown";
  if (lengthOf(act.text) === 0) return "words-missing";
  if (act.text.length > limits.textCharacters) return "text-too-long";
  const clauseText =
    state.versions[call.version - 1]?.clauses.find((clause) => clause.id === act.clause)?.text ?? "";
  const written = {
    id: act.id,
    at: act.at,
    seat: act.seat,
    clause: act.clause,
    ground: position.objection?.ground ?? null,
    clauseText,
    text: act.text,
    call: call.number,
    reply: null,
  };
  return { ...state, answers: [...state.answers, written] };
}

export function reply(state: ItemState, act: ActOf<"reply">): Handled {
  if (!["FACILITATION", "MEDIATION", "CALL"].includes(state.stage)) return "not-at-this-stage";
  const found = state.answers.find((one) => one.id === act.answer);
  if (found === undefined || found.seat !== seatOf(act)) return "answer-unknown";
  if (found.reply !== null) return "already-done";
  if (lengthOf(act.text) === 0) return "words-missing";
  if (act.text.length > limits.textCharacters) return "text-too-long";
  const given = { act: act.id, at: act.at, text: act.text };
  return {
    ...state,
    answers: state.answers.map((one) => (one === found ? { ...one, reply: given } : one)),
  };
}

export function moveMerits(state: ItemState, act: ActOf<"moveMerits">, rules: Rules): Handled {
  const call = windowOf(state, act.at, rules);
  if (typeof call === "string") return call;
  const mover = voterIn(call, seatOf(act), rules);
  if (typeof mover === "string") return mover;
  if (mover.id === act.seat) return "motion-own-objection";
  const position = call.positions[act.seat]?.[act.clause];
  if (position?.code !== "O") return "objection-unknown";
  if (lengthOf(act.reason) === 0) return "words-missing";
  const found = state.motions.find(
    (one) => one.seat === act.seat && one.clause === act.clause && one.position === position.act,
  );
  if (found === undefined) {
    const motion = {
      id: act.id,
      at: act.at,
      movers: [mover.id],
      seat: act.seat,
      clause: act.clause,
      position: position.act,
      reason: act.reason,
      ballots: {},
    };
    return { ...state, motions: [...state.motions, motion] };
  }
  if (found.movers.includes(mover.id)) return "already-done";
  return {
    ...state,
    motions: state.motions.map((one) =>
      one === found ? { ...one, movers: [...one.movers, mover.id] } : one,
    ),
  };
}

export function judgeMerits(state: ItemState, act: ActOf<"merits">, rules: Rules): Handled {
  const call = windowOf(state, act.at, rules);
  if (typeof call === "string") return call;
  const judge = voterIn(call, seatOf(act), rules);
  if (typeof judge === "string") return judge;
  const motion = state.motions.find((one) => one.id === act.motion);
  if (motion === undefined) return "motion-unknown";
  if (motion.seat === judge.id) return "motion-own-objection";
  return {
    ...state,
    motions: state.motions.map((one) =>
      one === motion ? { ...one, ballots: { ...one.ballots, [judge.id]: act.unrelated } } : one,
    ),
  };
}

/** The first claim in a call stops its clock, from the earliest on; a later one is recorded all the same. */
export function claimExclusion(state: ItemState, act: ActOf<"claimExclusion">, rules: Rules): Handled {
  const seat = seatOf(act);
  const found = seat === null ? undefined : seatIn(state.roster?.seats, seat);
  if (found === undefined) return "wrong-author";
  if (lengthOf(act.reason) === 0) return "words-missing";
  if (act.reason.length > limits.textCharacters) return "text-too-long";
  const call = lastCall(state);
  if (state.stage === "CALL" && call !== undefined && act.at >= call.closesAt && state.frozenSince === null)
    return "call-closed";
  const claim = {
    id: act.id,
    at: act.at,
    seat: found.id,
    pillar: found.pillar,
    reason: act.reason,
    panel: [],
    ruling: null,
  };
  const freezes = state.stage === "CALL" && (!state.freezeUsed || !rules.guards.once);
  return {
    ...state,
    claims: [...state.claims, claim],
    freezeUsed: state.freezeUsed || freezes,
    frozenSince:
      freezes || state.frozenSince !== null ? earlierOf(state.frozenSince ?? act.at, act.at) : null,
  };
}

export function nameFacilitator(state: ItemState, act: ActOf<"nameFacilitator">): Handled {
  if (state.stage !== "FACILITATION") return "not-at-this-stage";
  if (lengthOf(act.person) === 0) return "words-missing";
  const seats = state.roster?.seats ?? [];
  const parties = new Set([
    ...state.item.subjects,
    ...[...state.sponsors, ...state.seconders].map((id) => seatIn(seats, id)?.actor),
    ...seats
      .filter((seat) =>
        Object.values(lastCall(state)?.positions[seat.id] ?? {}).some((position) => position.code === "O"),
      )
      .map((seat) => seat.actor),
  ]);
  if (act.actor !== null && parties.has(act.actor)) return "facilitator-is-party";
  return { ...state, facilitator: { person: act.person, actor: act.actor, answers: {} } };
}

export function acceptFacilitator(state: ItemState, act: ActOf<"acceptFacilitator">): Handled {
  const seat = seatOf(act);
  if (seat === null) return "wrong-author";
  if (state.facilitator === null || state.stage !== "FACILITATION") return "not-at-this-stage";
  const { facilitator } = state;
  return {
    ...state,
    facilitator: { ...facilitator, answers: { ...facilitator.answers, [seat]: act.accept } },
  };
}

/** In two pillars more seats accept than refuse. */
export function isAccepted(state: ItemState): boolean {
  const { facilitator, roster } = state;
  if (facilitator === null || roster === null) return false;
  const accepting = pillarsOf(roster.seats).filter((pillar) => {
    const said = roster.seats
      .filter((seat) => seat.pillar === pillar)
      .flatMap((seat) => facilitator.answers[seat.id] ?? []);
    return said.filter(Boolean).length * 2 > said.length;
  });
  return accepting.length >= 2;
}

export function requestMinisters(state: ItemState, act: ActOf<"requestMinisters">, rules: Rules): Handled {
  const seat = seatOf(act);
  if (seat === null) return "wrong-author";
  if ((rules.parameters?.ministersDays ?? null) === null || !state.mediationUsed || state.ministersUsed)
    return "not-at-this-stage";
  if (state.stage !== "MEDIATION" && state.stage !== "CALL") return "not-at-this-stage";
  const call = lastCall(state);
  if (state.stage === "CALL" && call !== undefined && act.at >= call.closesAt && state.frozenSince === null)
    return "call-closed";
  if (call?.recused.includes(seat) === true) return "seat-recused";
  if (state.ministersRequestedBy.includes(seat)) return "already-done";
  return { ...state, ministersRequestedBy: [...state.ministersRequestedBy, seat] };
}

/** A third of the governments, or majorities of two pillars, of the seats eligible in the last call. */
export function ministersRequested(state: ItemState, call: Call): boolean {
  const seats = eligibleSeats(call);
  const asked = new Set(state.ministersRequestedBy);
  let majorities = 0;
  for (const pillar of pillarsOf(seats)) {
    const all = seats.filter((seat) => seat.pillar === pillar);
    const asking = all.filter((seat) => asked.has(seat.id)).length;
    if (pillar === governments && asking > 0 && asking >= atLeast(ministersShare, all.length)) return true;
    if (asking * 2 > all.length) majorities++;
  }
  return majorities >= 2;
}
