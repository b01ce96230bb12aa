// What is needed next, in sentences as codes and arguments, from the very functions that decide the outcome. Arguments of
// each code stand in `sentenceArguments`; seats, pillars and clauses are ids, instants are UTC: the modules name them.
import { lastCall } from "./begin.ts";
import type { Rules } from "./begin.ts";
import { waitingClauses } from "./clauses.ts";
import { eligibleSeats, silentSeats } from "./counting.ts";
import { against, brakes, capOf, floorOf } from "./evaluate.ts";
import { governments } from "./item.ts";
import type { SeatId } from "./item.ts";
import { clausesOf, judge, nextAfter } from "./judge.ts";
import type { Judged } from "./judge.ts";
import { discussionHeld, missingBacking } from "./listing.ts";
import { standingOf, sustainedObjections, unansweredObjections } from "./objection.ts";
import type { Standing } from "./objection.ts";
import { atLeast, ministersShare } from "./parameters.ts";
import { recusalOf } from "./recusal.ts";
import type { Call, ItemState, PillarCounts, Sentence, SentenceCode } from "./state.ts";
import { isAccepted } from "./voting.ts";

export const sentenceArguments: { readonly [code in SentenceCode]: readonly string[] } = {
  "needs-seconder": [],
  "needs-seconder-other-pillar": [],
  "needs-sponsors": ["count"],
  "needs-form-check": ["until"],
  "needs-cure": ["until", "defects"],
  "waits-notice": ["until"],
  "needs-discussion": ["until"],
  "discussion-minutes-left": ["minutes", "until"],
  "call-closes": ["until"],
  "call-frozen": ["until"],
  "would-adopt": ["dissent"],
  "would-adopt-clauses": ["clauses", "rest"],
  "would-not-adopt": ["reason"],
  "needs-supports": ["pillar", "count", "have", "floor", "clauses"],
  "falls-if-withdrawn": ["pillar", "count", "seats", "cap", "clauses"],
  "pillar-objects": ["pillar", "have", "eligible", "clauses"],
  silent: ["seats"],
  pending: ["seats"],
  "opposed-without-ground": ["seats"],
  "objection-blocks": ["seats", "clauses"],
  "clause-waits-for": ["clause", "waitsFor"],
  brake: ["pillars"],
  "facilitation-next": ["round", "rounds"],
  "needs-facilitator": ["until"],
  "needs-answers": ["seats", "until"],
  "needs-replies-to-answers": ["seats"],
  "recall-next": ["left"],
  "mediation-next": [],
  "needs-compromise": ["until"],
  "ministers-may-be-requested": ["have", "needed"],
  "ministers-meet": ["until"],
  "needs-call": [],
  "needs-replies": ["count", "have", "minimum"],
  recused: ["seats"],
  "without-engagement": ["pillars"],
  "declared-differently": ["declared", "computed"],
  outcome: ["outcome", "reason", "clauses"],
};

export function sentence(code: SentenceCode, args: Sentence["arguments"] = {}): Sentence {
  return { code, arguments: args };
}

export function explainGenuine(state: ItemState, rules: Rules): Sentence[] {
  const until = state.deadline?.at ?? "";
  switch (state.stage) {
    case "DRAFT":
      return explainDraft(state);
    case "SUBMITTED":
      return explainSubmitted(state);
    case "LISTED":
      return [sentence("waits-notice", { until }), ...explainRecused(state, rules)];
    case "DISCUSSION": {
      const { minutesLeft } = discussionHeld(state);
      const held = minutesLeft > 0 && state.debates.some((one) => one.in === "MEETING");
      return [
        held
          ? sentence("discussion-minutes-left", { minutes: minutesLeft, until })
          : sentence("needs-discussion", { until }),
      ];
    }
    case "CALL":
      return explainCall(state, rules);
    case "FACILITATION":
      return explainFacilitation(state, rules);
    case "MEDIATION":
      return [sentence("needs-compromise", { until }), ...explainMinisters(state, rules)];
    case "MINISTERIAL":
      return [sentence("ministers-meet", { until })];
    case "ANSWERS":
      return explainAnswers(state, rules);
    case "CLOSED":
      return explainOutcome(state);
  }
}

export function explainDraft(state: ItemState): Sentence[] {
  const missing = missingBacking(state);
  const sentences: Sentence[] = [];
  if (missing.seconder) sentences.push(sentence("needs-seconder"));
  if (missing.otherPillar) sentences.push(sentence("needs-seconder-other-pillar"));
  if (missing.sponsors > 0) sentences.push(sentence("needs-sponsors", { count: missing.sponsors }));
  return sentences;
}

export function explainSubmitted(state: ItemState): Sentence[] {
  const until = state.deadline?.at ?? "";
  return state.defects.length > 0 && !state.cured
    ? [sentence("needs-cure", { until, defects: state.defects })]
    : [sentence("needs-form-check", { until })];
}

function explainRecused(state: ItemState, rules: Rules): Sentence[] {
  if (state.roster === null) return [];
  const { recused } = recusalOf(state.item, state.roster, state.challenges, rules.guards);
  return recused.length === 0 ? [] : [sentence("recused", { seats: recused })];
}

export function explainOutcome(state: ItemState): Sentence[] {
  const { outcome } = state;
  if (outcome === null) return [];
  const sentences = [
    sentence("outcome", {
      outcome: outcome.code,
      reason: outcome.reason ?? "",
      clauses: outcome.adopted,
    }),
  ];
  if (outcome.withoutEngagement.length > 0)
    sentences.push(sentence("without-engagement", { pillars: outcome.withoutEngagement }));
  for (const declared of state.declarations)
    if (declared.outcome !== outcome.code)
      sentences.push(
        sentence("declared-differently", { declared: declared.outcome, computed: outcome.code }),
      );
  return sentences;
}

function explainCall(state: ItemState, rules: Rules): Sentence[] {
  const call = lastCall(state);
  if (call === undefined) return [];
  const judged = judge(state, call, rules);
  const until = state.deadline?.at ?? call.closesAt;
  return [
    forecast(state, call, judged),
    ...neededSupports(judged, rules),
    ...blockingObjections(state, call, judged, rules),
    ...waiting(state, call, judged),
    ...whatFollows(state, call, judged, rules),
    ...unreplied(state, call),
    ...explainMinisters(state, rules),
    ...people(state, call, rules),
    sentence(state.frozenSince === null ? "call-closes" : "call-frozen", { until }),
  ];
}

/** If the call closed now. */
function forecast(state: ItemState, call: Call, judged: Judged): Sentence {
  const rest = [...judged.results.keys()].filter((id) => !judged.adoptable.includes(id));
  const dissent = judged.adoptable.some((id) => judged.results.get(id) === "T2") ? "yes" : "no";
  if (rest.length === 0) return sentence("would-adopt", { dissent });
  const clauses = [...state.settled.map((one) => one.clause), ...judged.adoptable];
  if (clauses.length > 0)
    return sentence("would-adopt-clauses", {
      clauses: inOrder(call, state, clauses),
      rest: inOrder(call, state, rest),
    });
  const blocked = [...judged.results.values()].includes("BLOCK");
  return sentence("would-not-adopt", { reason: blocked ? "OBJECTION" : "SUPPORT" });
}

function inOrder(call: Call, state: ItemState, ids: readonly string[]): string[] {
  const wanted = new Set(ids);
  return clausesOf(state, call)
    .map((clause) => clause.id)
    .filter((id) => wanted.has(id));
}

/** How many supports a pillar still lacks on a clause. */
export function missingSupports(judged: Judged, counts: PillarCounts, rules: Rules): number {
  return Math.max(0, floorOf(judged.thresholds, counts, rules.guards) - counts.support);
}

function neededSupports(judged: Judged, rules: Rules): Sentence[] {
  const needs = new Map<
    string,
    { pillar: string; count: number; have: number; floor: number; clauses: string[] }
  >();
  for (const [clause, counts] of judged.counts) {
    for (const pillar of counts) {
      const count = missingSupports(judged, pillar, rules);
      if (count === 0) continue;
      const floor = floorOf(judged.thresholds, pillar, rules.guards);
      const key = `${pillar.pillar} ${count} ${floor}`;
      const found = needs.get(key);
      if (found === undefined)
        needs.set(key, { pillar: pillar.pillar, count, have: pillar.support, floor, clauses: [clause] });
      else found.clauses.push(clause);
    }
  }
  return [...needs.values()].map((need) => sentence("needs-supports", need));
}

function blockingObjections(state: ItemState, call: Call, judged: Judged, rules: Rules): Sentence[] {
  const sentences: Sentence[] = [];
  for (const [clause, result] of judged.results) {
    if (result !== "BLOCK") continue;
    for (const pillar of judged.counts.get(clause) ?? []) {
      const cap =
        pillar.pillar === governments
          ? capOf(judged.thresholds, pillar.eligible, rules.guards)
          : Math.floor(pillar.eligible / 2);
      const count = against(pillar, rules.guards) - cap;
      const blocks = count > 0 && (pillar.pillar === governments || judged.thresholds.pillarBlock);
      if (!blocks) continue;
      const seats = objectors(state, call, clause, pillar.pillar, rules);
      sentences.push(
        sentence("falls-if-withdrawn", { pillar: pillar.pillar, count, seats, cap, clauses: [clause] }),
      );
      if (pillar.objection * 2 > pillar.eligible)
        sentences.push(
          sentence("pillar-objects", {
            pillar: pillar.pillar,
            have: pillar.objection,
            eligible: pillar.eligible,
            clauses: [clause],
          }),
        );
    }
  }
  return sentences;
}

function objectors(state: ItemState, call: Call, clause: string, pillar: string, rules: Rules): SeatId[] {
  const pillarOf = new Map(call.roster.seats.map((seat) => [seat.id, seat.pillar]));
  return sustainedObjections(state, call, clause, rules.guards)
    .map((position) => position.seat)
    .filter((seat) => pillarOf.get(seat) === pillar);
}

function waiting(state: ItemState, call: Call, judged: Judged): Sentence[] {
  const could = new Set([
    ...state.settled.map((one) => one.clause),
    ...[...judged.results].filter(([, result]) => result === "T1" || result === "T2").map(([id]) => id),
  ]);
  return waitingClauses(clausesOf(state, call), could).map(({ clause, waitsFor }) =>
    sentence("clause-waits-for", { clause, waitsFor }),
  );
}

function whatFollows(state: ItemState, call: Call, judged: Judged, rules: Rules): Sentence[] {
  const next = nextAfter(state, call, judged, rules);
  const { parameters } = rules;
  if (parameters === null) return [];
  if (next.step === "RECALL")
    return [sentence("recall-next", { left: parameters.recalls - state.recallsUsed })];
  if (next.step === "MEDIATION") return [sentence("mediation-next")];
  if (next.step !== "FACILITATION") return [];
  if (!next.brake)
    return [sentence("facilitation-next", { round: state.round + 1, rounds: parameters.rounds })];
  const pillars = new Set<string>();
  for (const clause of judged.adoptable)
    for (const counts of judged.counts.get(clause) ?? [])
      if (brakes([counts], rules.guards)) pillars.add(counts.pillar);
  return [sentence("brake", { pillars: [...pillars] })];
}

function unreplied(state: ItemState, call: Call): Sentence[] {
  const seats = seatsWith(state, call, "WITHOUT_REPLY");
  return seats.length === 0 ? [] : [sentence("needs-replies-to-answers", { seats })];
}

function seatsWith(state: ItemState, call: Call, wanted: Standing): SeatId[] {
  return call.roster.seats
    .filter((seat) =>
      Object.entries(call.positions[seat.id] ?? {}).some(
        ([clause, position]) => position.code === "O" && standingOf(state, call, clause, position) === wanted,
      ),
    )
    .map((seat) => seat.id);
}

function explainMinisters(state: ItemState, rules: Rules): Sentence[] {
  const call = lastCall(state);
  const open = rules.parameters?.ministersDays ?? 0;
  if (open === 0 || call === undefined || !state.mediationUsed || state.ministersUsed) return [];
  const own = eligibleSeats(call, rules.guards).filter((seat) => seat.pillar === governments);
  const have = own.filter((seat) => state.ministersRequestedBy.includes(seat.id)).length;
  return [sentence("ministers-may-be-requested", { have, needed: atLeast(ministersShare, own.length) })];
}

/** Who is silent, who waits for the capital, whose opposition counts for nothing, who does not decide. */
export function people(state: ItemState, call: Call, rules: Rules): Sentence[] {
  const seats = eligibleSeats(call, rules.guards);
  const any = (wanted: (code: string, standing: Standing | null) => boolean) =>
    seats
      .filter((seat) =>
        Object.entries(call.positions[seat.id] ?? {}).some(([clause, position]) =>
          wanted(
            position.code,
            position.code === "O" ? standingOf(state, call, clause, position, rules.guards) : null,
          ),
        ),
      )
      .map((seat) => seat.id);
  const lists = {
    silent: silentSeats(call, rules.guards),
    pending: any((code) => code === "P"),
    "opposed-without-ground": any(
      (code, standing) =>
        code === "U" || standing === "INCOMPLETE" || standing === "WITHOUT_REPLY" || standing === "SET_ASIDE",
    ),
    recused: call.recused,
  } as const;
  return (["silent", "pending", "opposed-without-ground", "recused"] as const)
    .filter((code) => lists[code].length > 0)
    .map((code) => sentence(code, { seats: lists[code] }));
}

function explainFacilitation(state: ItemState, rules: Rules): Sentence[] {
  const call = lastCall(state);
  const until = state.deadline?.at ?? "";
  if (call === undefined) return [];
  const sentences: Sentence[] = [];
  if (!isAccepted(state)) sentences.push(sentence("needs-facilitator", { until }));
  const seats = withoutAnswer(state, call, rules);
  if (seats.length > 0) sentences.push(sentence("needs-answers", { seats, until }));
  const silent = state.answers
    .filter((one) => one.reply === null && call.positions[one.seat]?.[one.clause]?.code === "O")
    .map((one) => one.seat);
  if (silent.length > 0)
    sentences.push(sentence("needs-replies-to-answers", { seats: [...new Set(silent)] }));
  return sentences.length > 0 ? sentences : [sentence("needs-call")];
}

function explainAnswers(state: ItemState, rules: Rules): Sentence[] {
  const call = lastCall(state);
  if (call === undefined) return [];
  const until = state.deadline?.at ?? "";
  return [sentence("needs-answers", { seats: withoutAnswer(state, call, rules), until })];
}

function withoutAnswer(state: ItemState, call: Call, rules: Rules): SeatId[] {
  const clauses = clausesOf(state, call).map((one) => one.id);
  const seats = clauses.flatMap((clause) =>
    unansweredObjections(state, call, clause, rules.guards).map((position) => position.seat),
  );
  return [...new Set(seats)];
}
