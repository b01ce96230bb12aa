// Genuine consensus, the procedure: from listing over calls, facilitation, mediation and ministers to an outcome, always
// inside its bound. Every transition is a recorded tick; what a call says depends on the set of positions in its window,
// never on their order; no office has an act that ends an item.
import { officeProblem } from "./acts.ts";
import type { Act, ActOf, Refusal } from "./acts.ts";
import { beginItem, close, enter, lastCall, plainOutcome, seatIn, versionOf, withCall } from "./begin.ts";
import type { Handled, Rules } from "./begin.ts";
import { addDays, addHours, byDay, earlierOf, hoursBetween, isInstant, laterOf } from "./clocks.ts";
import { silentSeats } from "./counting.ts";
import { adoptedOutcome, end, settle } from "./ending.ts";
import { evaluate } from "./evaluate.ts";
import { explainGenuine } from "./explain.ts";
import { everyGuard } from "./guards.ts";
import type { Guards } from "./guards.ts";
import { governments } from "./item.ts";
import type { Instant } from "./item.ts";
import { hasSwung, isUnanimous, judge, nextAfter } from "./judge.ts";
import * as listing from "./listing.ts";
import { unansweredObjections } from "./objection.ts";
import { clocks, genuineParameters, genuineSource, genuineValidFrom } from "./parameters.ts";
import { recusalOf } from "./recusal.ts";
import type {
  Call,
  Deadline,
  ItemState,
  OutcomeCode,
  Position,
  Positions,
  RuleSet,
  Stepped,
} from "./state.ts";
import * as text from "./text.ts";
import * as voting from "./voting.ts";

export function rulesOf(state: ItemState, guards: Guards = everyGuard): Rules {
  const { class: itemClass } = state.item;
  return { parameters: itemClass === "K0" ? null : genuineParameters[itemClass], guards };
}

/** The platform's rule; another set of guards only to show what each of them is for. */
export function genuineConsensus(guards: Guards = everyGuard): RuleSet {
  return {
    id: "genuine-consensus@1",
    validFrom: genuineValidFrom,
    comparison: false,
    source: genuineSource,
    begin: (item) => beginItem("genuine-consensus@1", item),
    step: (state, act) => step(state, act, rulesOf(state, guards)),
    explain: (state) => explainGenuine(state, rulesOf(state, guards)),
    verdict(counts, itemClass = "K2") {
      const result = evaluate(genuineParameters[itemClass].thresholds.FIRST, counts, guards);
      if (result === "BLOCK") return "NOT_ADOPTED";
      return result === "T1" || result === "T2" ? "ADOPTED" : "NO_DECISION";
    },
  };
}

function step(state: ItemState, act: Act, rules: Rules): Stepped {
  const problem = problemOf(state, act, rules);
  if (problem !== null) return { state, answer: { accepted: false, reason: problem } };
  const next = handle(state, act, rules);
  if (typeof next === "string") return { state, answer: { accepted: false, reason: next } };
  return { state: withDeadline(next, rules), answer: { accepted: true } };
}

function problemOf(state: ItemState, act: Act, rules: Rules): Refusal | null {
  if (!isInstant(act.at)) return "instant-invalid";
  if (state.now !== null && act.at < state.now) return "clock-behind";
  const office = officeProblem(act);
  if (office !== null) return office;
  if (act.type !== "roster") {
    const author = listing.authorProblem(state, act, rules);
    if (author !== null) return author;
  }
  const closed = state.stage === "CLOSED" && rules.guards.closed;
  return closed && act.type !== "declare" && act.type !== "statement" ? "item-closed" : null;
}

function handle(state: ItemState, act: Act, rules: Rules): Handled {
  switch (act.type) {
    case "roster":
      return listing.recordRoster(state, act);
    case "submit":
      return listing.submit(state, act, listing.isBacked);
    case "second":
      return listing.second(state, act, listing.isBacked);
    case "checkForm":
      return listing.checkForm(state, act, rules);
    case "cure":
      return listing.cure(state, act);
    case "challengeRecusal":
      return listing.challengeRecusal(state, act);
    case "drawPanel":
      return listing.drawPanel(state, act);
    case "ruleOnRecusal":
      return listing.ruleOnRecusal(state, act);
    case "amend":
      return text.amend(state, act);
    case "consolidate":
      return text.consolidate(state, act, rules);
    case "compromise":
      return text.compromise(state, act);
    case "openCall":
      return "clocks-are-the-rules";
    case "position":
      return voting.takePosition(state, act, rules);
    case "answer":
      return voting.answer(state, act, rules);
    case "reply":
      return voting.reply(state, act);
    case "moveMerits":
      return voting.moveMerits(state, act, rules);
    case "merits":
      return voting.judgeMerits(state, act, rules);
    case "claimExclusion":
      return voting.claimExclusion(state, act, rules);
    case "ruleOnExclusion":
      return ruleOnExclusion(state, act, rules);
    case "nameFacilitator":
      return voting.nameFacilitator(state, act);
    case "acceptFacilitator":
      return voting.acceptFacilitator(state, act);
    case "requestMinisters":
      return voting.requestMinisters(state, act, rules);
    case "debate":
      return listing.debate(state, act);
    case "statement":
      return listing.say(state, act);
    case "withdraw":
      return withdraw(state, act, rules);
    case "declare":
      return declare(state, act, rules);
    case "tick":
      return tick(state, act, rules);
  }
}

function withdraw(state: ItemState, act: ActOf<"withdraw">, rules: Rules): Handled {
  const next = listing.withdraw(state, act, rules);
  if (typeof next === "string" || !listing.allWithdrawn(next, rules)) return next;
  // What was settled before stands: sponsors withdraw only what is not decided.
  return next.settled.length > 0
    ? close(next, adoptedOutcome(next, act.at))
    : close(next, plainOutcome("WITHDRAWN", act.at));
}

function declare(state: ItemState, act: ActOf<"declare">, rules: Rules): ItemState {
  const next = listing.declare(state, act);
  return rules.guards.declaration ? next : close(next, plainOutcome(act.outcome as OutcomeCode, act.at));
}

/** The next tick, read from the state alone. */
function withDeadline(state: ItemState, rules: Rules): ItemState {
  const deadline = deadlineOf(state, rules);
  const same = deadline?.at === state.deadline?.at && deadline?.event === state.deadline?.event;
  return same ? state : { ...state, deadline };
}

function deadlineOf(state: ItemState, rules: Rules): Deadline | null {
  const call = lastCall(state);
  if (state.stage === "DISCUSSION" && state.since !== null) {
    const latest = listing.discussionEnds(state.since);
    const held = listing.discussionHeldAt(state);
    if (held !== null) return { at: earlierOf(held, latest), event: "DISCUSSION_ENDS" };
    return rules.guards.discussionClock ? { at: latest, event: "DISCUSSION_ENDS" } : null;
  }
  if (state.stage === "CALL" && call !== undefined) {
    if (state.frozenSince !== null)
      return { at: addDays(state.frozenSince, clocks.exclusionDays), event: "FREEZE_ENDS" };
    if (!isUnanimous(state, call, rules)) return { at: call.closesAt, event: "CALL_CLOSES" };
    const last = call.history.reduce((at, one) => laterOf(at, one.at), call.opensAt);
    const now = closing(state, last, rules);
    return { at: earlierOf(now, call.closesAt), event: "CALL_CLOSES" };
  }
  if (state.stage === "ANSWERS" && state.since !== null && call !== undefined) {
    const waiting = judge(state, call, rules).adoptable.some(
      (clause) => unansweredObjections(state, call, clause, rules.guards).length > 0,
    );
    const latest = addDays(state.since, clocks.answersDays);
    const answered = state.answers.reduce((at, one) => laterOf(at, one.at), state.since);
    return { at: waiting ? latest : earlierOf(answered, latest), event: "ANSWERS_END" };
  }
  return state.deadline;
}

function closing(state: ItemState, at: Instant, rules: Rules): Instant {
  return rules.guards.night ? byDay(at, state.item.timeZone) : at;
}

function tick(state: ItemState, act: ActOf<"tick">, rules: Rules): Handled {
  if (state.deadline === null || act.deadline !== state.deadline.at) return "other-deadline";
  if (act.at < act.deadline) return "not-yet-due";
  const now = { ...state, now: act.at };
  switch (state.deadline.event) {
    case "FORM_CHECK_ENDS":
      return rules.guards.listingClock ? listing.list(now, act.at, rules) : { ...now, deadline: null };
    case "CURE_ENDS":
      return close(now, plainOutcome("REJECTED_FORM", act.at));
    case "NOTICE_ENDS":
      return state.item.class === "K0"
        ? enter(now, "DISCUSSION", act.at, null)
        : openCall(now, act.at, "FIRST", rules);
    case "DISCUSSION_ENDS":
      return close(now, plainOutcome("RECORDED", act.at));
    case "CALL_CLOSES":
      return closeCall(now, act.at, rules);
    case "FREEZE_ENDS":
      return unfreeze(now, act.at, rules);
    case "FACILITATION_ENDS":
      return openCall(now, act.at, "FIRST", rules);
    case "MEDIATION_ENDS":
      return openCall(now, act.at, "LAST_RESORT", rules);
    case "MINISTERS_MEET":
      return openCall({ ...now, ministersUsed: true }, act.at, "LAST_RESORT", rules);
    case "ANSWERS_END":
      return conclude(now, act.at, rules);
  }
}

function openCall(state: ItemState, at: Instant, kind: Call["kind"], rules: Rules): ItemState {
  const { parameters } = rules;
  if (parameters === null || state.roster === null) throw new RangeError("no call can open here");
  const before = lastCall(state);
  const first = state.stage === "MINISTERIAL";
  const carried = before === undefined ? {} : carry(state, before, kind, first);
  const days = addDays(at, parameters.callDays);
  const least = state.item.class === "K1" ? days : addHours(at, clocks.minimumWindowHours);
  const version = versionOf(state);
  const call: Call = {
    number: state.calls.length + 1,
    version: version.number,
    opensAt: at,
    closesAt: closing(state, laterOf(days, least), rules),
    closedAt: null,
    extended: false,
    kind,
    ministers: first || (kind === "RECALL" && before?.ministers === true),
    roster: state.roster,
    recused: recusalOf(state.item, state.roster, state.challenges, rules.guards).recused,
    positions: carried,
    carried,
    history: [],
    silent: [],
    results: null,
    adoptable: [],
  };
  const versions = [...state.versions.slice(0, -1), { ...version, frozenAt: version.frozenAt ?? at }];
  return enter({ ...state, versions, calls: [...state.calls, call] }, "CALL", at, null);
}

/**
 * Which positions come over. A new text wipes them all. On the same text support, stand-asides and opposition stay; after
 * facilitation an objection has lapsed until it is made again; ministers speak anew for governments; pending expires.
 */
function carry(state: ItemState, before: Call, kind: Call["kind"], ministers: boolean): Positions {
  if (before.version !== versionOf(state).number) return {};
  const lapses = kind === "FIRST";
  const carried: { [seat: string]: { [clause: string]: Position } } = {};
  for (const [seat, own] of Object.entries(before.positions)) {
    if (ministers && seatIn(before.roster.seats, seat)?.pillar === governments) continue;
    const kept = Object.entries(own).filter(([, position]) => position.code !== "P");
    carried[seat] = Object.fromEntries(
      kept.map(([clause, position]) => [
        clause,
        { ...position, carried: true, lapsed: position.lapsed || (lapses && position.code === "O") },
      ]),
    );
  }
  return carried;
}

function ruleOnExclusion(state: ItemState, act: ActOf<"ruleOnExclusion">, rules: Rules): Handled {
  const claim = state.claims.find((one) => one.id === act.claim);
  if (claim === undefined) return "claim-unknown";
  if (claim.ruling !== null) return "claim-ruled";
  if (claim.panel.length === 0) return "panel-wrong";
  if (state.frozenSince !== null && listing.isPast(state, act.at)) return "deadline-passed";
  if (act.reason.trim() === "") return "words-missing";
  const ruling = act.upheld ? ("UPHELD" as const) : ("DISMISSED" as const);
  const next = {
    ...state,
    claims: state.claims.map((one) => (one === claim ? { ...one, ruling } : one)),
  };
  const waiting = next.claims.some((one) => one.ruling === null);
  return next.frozenSince === null || waiting ? next : unfreeze(next, act.at, rules);
}

/** The clock goes on where it stood. */
function unfreeze(state: ItemState, at: Instant, rules: Rules): ItemState {
  const call = lastCall(state);
  if (call === undefined || state.frozenSince === null) return state;
  const closesAt = closing(state, addHours(call.closesAt, hoursBetween(state.frozenSince, at)), rules);
  const claims = state.claims.map((one) =>
    one.ruling === null ? { ...one, ruling: "NONE_IN_TIME" as const } : one,
  );
  return withCall({ ...state, claims, frozenSince: null }, { ...call, closesAt });
}

function closeCall(state: ItemState, at: Instant, rules: Rules): ItemState {
  const call = lastCall(state);
  if (call === undefined) throw new RangeError("no call is open");
  const judged = judge(state, call, rules);
  const mayExtend = !state.extensionUsed || !rules.guards.once;
  if (mayExtend && !isUnanimous(state, call, rules) && hasSwung(state, call, rules, judged)) {
    const closesAt = closing(state, addDays(at, clocks.extensionDays), rules);
    return withCall({ ...state, extensionUsed: true }, { ...call, closesAt, extended: true });
  }
  const closed: Call = {
    ...call,
    closedAt: at,
    silent: silentSeats(call, rules.guards),
    results: Object.fromEntries(judged.results),
    adoptable: judged.adoptable,
  };
  return conclude(withCall(state, closed), at, rules);
}

/** After a call has closed, and again when the last answers are given. */
function conclude(state: ItemState, at: Instant, rules: Rules): ItemState {
  const { parameters } = rules;
  const call = lastCall(state);
  if (call === undefined || parameters === null) throw new RangeError("no call has closed");
  const judged = judge(state, call, rules);
  const next = nextAfter(state, call, judged, rules);
  switch (next.step) {
    case "FACILITATION": {
      const round = next.brake ? state.round : state.round + 1;
      const rounds = { ...state, round, brakeUsed: state.brakeUsed || next.brake };
      const ends = addDays(at, parameters.facilitationDays);
      return enter(rounds, "FACILITATION", at, { at: ends, event: "FACILITATION_ENDS" });
    }
    case "RECALL":
      return openCall({ ...state, recallsUsed: state.recallsUsed + 1 }, at, "RECALL", rules);
    case "ANSWERS":
      return enter({ ...state, answersUsed: true }, "ANSWERS", at, null);
    case "MEDIATION": {
      const ends = addDays(at, parameters.mediationDays ?? 0);
      const kept = rules.guards.settled ? settle(state, call, judged, rules) : state;
      return enter({ ...kept, mediationUsed: true }, "MEDIATION", at, {
        at: ends,
        event: "MEDIATION_ENDS",
      });
    }
    case "MINISTERIAL": {
      const meet = addDays(at, parameters.ministersDays ?? 0);
      const kept = rules.guards.settled ? settle(state, call, judged, rules) : state;
      return enter(kept, "MINISTERIAL", at, { at: meet, event: "MINISTERS_MEET" });
    }
    case "END":
      return end(state, at, call, judged, rules);
  }
}
