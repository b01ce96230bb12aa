// Procedures of today's rule and of the rules for comparison: an item is listed, the chair opens one call and sets its
// window, and when it closes the counts decide on the text as a whole. Under today's rule one government that objects to
// the discussion keeps an item off the agenda; that is shown, not hidden.
import { officeProblem } from "./acts.ts";
import type { Act, ActOf, Refusal } from "./acts.ts";
import { beginItem, close, enter, lastCall, plainOutcome, seatIn, versionOf, withCall } from "./begin.ts";
import type { Handled, Rules } from "./begin.ts";
import { isInstant } from "./clocks.ts";
import { pillarsOf, silentSeats } from "./counting.ts";
import { explainOutcome, people, sentence } from "./explain.ts";
import { everyGuard } from "./guards.ts";
import { governments } from "./item.ts";
import type { SeatId } from "./item.ts";
import { clausesOf } from "./judge.ts";
import * as listing from "./listing.ts";
import { atLeast } from "./parameters.ts";
import type { Share } from "./parameters.ts";
import type {
  Call,
  ItemOutcome,
  ItemState,
  PillarCounts,
  RuleSet,
  RuleSetId,
  Sentence,
  Stepped,
  Verdict,
} from "./state.ts";
import * as text from "./text.ts";
import * as voting from "./voting.ts";

export interface SimpleRule {
  readonly id: RuleSetId;
  readonly validFrom: string;
  readonly comparison: boolean;
  readonly source: string;
  /** Whose positions count; everybody's are recorded. */
  readonly voters: "GOVERNMENTS" | "ALL";
  readonly agendaVeto: boolean;
  /** Replies that the rule asks of governments, where it asks any. */
  readonly minimum?: Share;
  verdict(counts: readonly PillarCounts[]): Verdict;
}

const rules: Rules = { parameters: null, guards: everyGuard };

export function simpleRuleSet(rule: SimpleRule): RuleSet {
  return {
    id: rule.id,
    validFrom: rule.validFrom,
    comparison: rule.comparison,
    source: rule.source,
    begin: (item) => beginItem(rule.id, item),
    step: (state, act) => step(state, act, rule),
    explain: (state) => explainSimple(state, rule),
    verdict: (counts) => rule.verdict(counts),
  };
}

function step(state: ItemState, act: Act, rule: SimpleRule): Stepped {
  const problem = problemOf(state, act);
  if (problem !== null) return { state, answer: { accepted: false, reason: problem } };
  const next = handle(state, act, rule);
  return typeof next === "string"
    ? { state, answer: { accepted: false, reason: next } }
    : { state: next, answer: { accepted: true } };
}

function problemOf(state: ItemState, act: Act): Refusal | null {
  if (!isInstant(act.at)) return "instant-invalid";
  if (state.now !== null && act.at < state.now) return "clock-behind";
  const office = officeProblem(act);
  if (office !== null) return office;
  if (act.type !== "roster") {
    const author = listing.authorProblem(state, act, rules);
    if (author !== null) return author;
  }
  const closed = state.stage === "CLOSED" && act.type !== "declare" && act.type !== "statement";
  return closed ? "item-closed" : null;
}

function handle(state: ItemState, act: Act, rule: SimpleRule): Handled {
  switch (act.type) {
    case "roster":
      return listing.recordRoster(state, act);
    case "submit": {
      const next = listing.submit(state, act, () => true);
      return typeof next === "string" ? next : { ...next, deadline: null };
    }
    case "second":
      return listing.second(state, act, () => true);
    case "checkForm": {
      const next = listing.checkForm(state, act, rules);
      return typeof next === "string" ? next : { ...next, deadline: null };
    }
    case "cure": {
      const next = listing.cure(state, act);
      return typeof next === "string" ? next : { ...next, deadline: null };
    }
    case "amend":
      return text.amend(state, act);
    case "consolidate":
      return text.consolidate(state, act, rules);
    case "openCall":
      return openCall(state, act);
    case "position":
      return voting.takePosition(state, act, rules);
    case "debate":
      return debate(state, act);
    case "statement":
      return say(state, act, rule);
    case "withdraw": {
      const next = listing.withdraw(state, act, rules);
      if (typeof next === "string" || !listing.allWithdrawn(next, rules)) return next;
      return close(next, plainOutcome("WITHDRAWN", act.at));
    }
    case "declare":
      return listing.declare(state, act);
    case "tick": {
      if (state.deadline === null || act.deadline !== state.deadline.at) return "other-deadline";
      if (act.at < act.deadline) return "not-yet-due";
      return closeCall({ ...state, now: act.at }, act.at, rule);
    }
    default:
      return "not-in-this-rule";
  }
}

function openCall(state: ItemState, act: ActOf<"openCall">): Handled {
  if (state.stage !== "LISTED" || state.item.class === "K0") return "not-at-this-stage";
  if (state.roster === null) return "no-roster";
  if (!isInstant(act.closesAt) || act.closesAt <= act.at) return "call-window-too-short";
  const call: Call = {
    number: state.calls.length + 1,
    version: versionOf(state).number,
    opensAt: act.at,
    closesAt: act.closesAt,
    closedAt: null,
    extended: false,
    kind: "FIRST",
    ministers: false,
    roster: state.roster,
    recused: [],
    positions: {},
    carried: {},
    history: [],
    silent: [],
    results: null,
    adoptable: [],
  };
  const versions = [...state.versions.slice(0, -1), { ...versionOf(state), frozenAt: act.at }];
  return enter({ ...state, versions, calls: [...state.calls, call] }, "CALL", act.at, {
    at: act.closesAt,
    event: "CALL_CLOSES",
  });
}

function debate(state: ItemState, act: ActOf<"debate">): Handled {
  if (state.stage !== "LISTED" || state.item.class !== "K0") return "not-at-this-stage";
  const next = listing.debate({ ...state, stage: "DISCUSSION", since: null }, act);
  return typeof next === "string" ? next : close(next, plainOutcome("RECORDED", act.at));
}

/** The agenda is adopted by consensus too. */
function say(state: ItemState, act: ActOf<"statement">, rule: SimpleRule): Handled {
  const next = listing.say(state, act);
  if (typeof next === "string" || state.stage === "CLOSED") return next;
  if (state.item.class !== "K0" || !rule.agendaVeto || state.versions.length === 0) return next;
  return objectsToAgenda(next)
    ? close(next, { ...plainOutcome("NOT_LISTED", act.at), reason: "AGENDA" })
    : next;
}

/** A government objects to the discussion. */
export function objectsToAgenda(state: ItemState): boolean {
  return state.statements.some(
    (one) => one.objectsToDiscussing && seatIn(state.roster?.seats, one.author)?.pillar === governments,
  );
}

/** Every position as it was recorded: these rules ask for no ground, and recuse nobody. */
export function countPlain(call: Call, clause: string): PillarCounts[] {
  return pillarsOf(call.roster.seats).map((pillar) => {
    const codes = call.roster.seats
      .filter((seat) => seat.pillar === pillar)
      .map((seat) => call.positions[seat.id]?.[clause]?.code ?? "N");
    const of = (...wanted: string[]) => codes.filter((code) => wanted.includes(code)).length;
    return {
      pillar,
      eligible: codes.length,
      support: of("S", "R"),
      aside: of("A"),
      objection: of("O"),
      opposed: of("U"),
    };
  });
}

export interface WholeVerdict {
  readonly verdict: Verdict;
  readonly byClause: ReadonlyMap<string, Verdict>;
  /** Somebody whose position counts is against. */
  readonly dissent: boolean;
  readonly reserved: boolean;
}

/** On the text as a whole: one clause that fails takes the others with it. */
export function wholeVerdict(state: ItemState, call: Call, rule: SimpleRule): WholeVerdict {
  const byClause = new Map<string, Verdict>();
  let dissent = false;
  let reserved = false;
  for (const clause of clausesOf(state, call)) {
    const counts = countPlain(call, clause.id);
    byClause.set(clause.id, rule.verdict(counts));
    const counted = counts.filter((one) => rule.voters === "ALL" || one.pillar === governments);
    dissent ||= counted.some((one) => one.objection + one.opposed > 0);
    reserved ||= call.roster.seats.some((seat) => call.positions[seat.id]?.[clause.id]?.code === "R");
  }
  const verdicts = new Set(byClause.values());
  let verdict: Verdict = "ADOPTED";
  if (verdicts.has("NO_DECISION")) verdict = "NO_DECISION";
  if (verdicts.has("NOT_ADOPTED")) verdict = "NOT_ADOPTED";
  return { verdict, byClause, dissent, reserved };
}

export function wholeOutcome(state: ItemState, call: Call, rule: SimpleRule, at: string): ItemOutcome {
  const { verdict, dissent, reserved } = wholeVerdict(state, call, rule);
  if (verdict === "NOT_ADOPTED") return { ...plainOutcome("NOT_ADOPTED", at), reason: "OBJECTION" };
  if (verdict === "NO_DECISION")
    return {
      ...plainOutcome("NO_DECISION", at),
      reason: rule.minimum === undefined ? "SUPPORT" : "PARTICIPATION",
    };
  const adopted = clausesOf(state, call).map((clause) => clause.id);
  const plain = reserved ? ("ADOPTED_WITH_RESERVATIONS" as const) : ("ADOPTED_CONSENSUS" as const);
  return { ...plainOutcome(dissent ? "ADOPTED_WITH_DISSENT" : plain, at), adopted };
}

function closeCall(state: ItemState, at: string, rule: SimpleRule): ItemState {
  const call = lastCall(state);
  if (call === undefined) throw new RangeError("no call is open");
  const outcome = wholeOutcome(state, call, rule, at);
  const closed: Call = {
    ...call,
    closedAt: at,
    silent: silentSeats(call),
    adoptable: outcome.adopted,
  };
  return close(withCall(state, closed), outcome);
}

function explainSimple(state: ItemState, rule: SimpleRule): Sentence[] {
  const call = lastCall(state);
  if (state.stage === "CLOSED") return explainOutcome(state);
  if (state.stage === "CALL" && call !== undefined)
    return [
      ...explainPositions(state, call, rule),
      ...people(state, call, rules),
      sentence("call-closes", { until: call.closesAt }),
    ];
  if (state.stage === "SUBMITTED") return [sentence("needs-form-check", { until: "" })];
  if (state.stage === "LISTED")
    return [state.item.class === "K0" ? sentence("needs-discussion", { until: "" }) : sentence("needs-call")];
  return [];
}

/** What the rule says of the recorded positions, and who decides it. */
export function explainPositions(state: ItemState, call: Call, rule: SimpleRule): Sentence[] {
  const { verdict, byClause, dissent } = wholeVerdict(state, call, rule);
  if (verdict === "ADOPTED") return [sentence("would-adopt", { dissent: dissent ? "yes" : "no" })];
  const failing = [...byClause].filter(([, one]) => one !== "ADOPTED").map(([clause]) => clause);
  const sentences = [
    sentence("would-not-adopt", { reason: verdict === "NOT_ADOPTED" ? "OBJECTION" : "SUPPORT" }),
  ];
  const seats: SeatId[] = call.roster.seats
    .filter((seat) => rule.voters === "ALL" || seat.pillar === governments)
    .filter((seat) =>
      failing.some((clause) => ["O", "U"].includes(call.positions[seat.id]?.[clause]?.code ?? "N")),
    )
    .map((seat) => seat.id);
  if (seats.length > 0) sentences.push(sentence("objection-blocks", { seats, clauses: failing }));
  if (rule.minimum !== undefined && verdict === "NO_DECISION") {
    const fewest = failing
      .flatMap((clause) => countPlain(call, clause))
      .filter((one) => one.pillar === governments)
      .toSorted((a, b) => a.support - b.support)[0];
    if (fewest !== undefined) {
      const minimum = atLeast(rule.minimum, fewest.eligible);
      sentences.push(
        sentence("needs-replies", { count: minimum - fewest.support, have: fewest.support, minimum }),
      );
    }
  }
  return sentences;
}
