// One record, every rule: the binding outcome, and beside it what each other rule says of the same positions; and the same
// computation for positions that somebody only supposes.
import type { Act, PositionCode } from "./acts.ts";
import { lastCall, settledClauses } from "./begin.ts";
import { adoptableSet } from "./clauses.ts";
import { countAll } from "./counting.ts";
import { blockOf } from "./evaluate.ts";
import { explainDraft, sentence } from "./explain.ts";
import { heldConstant } from "./held.ts";
import type { Item, SeatId } from "./item.ts";
import { clausesOf } from "./judge.ts";
import { isBacked } from "./listing.ts";
import { genuineParameters, limits } from "./parameters.ts";
import { recusalOf } from "./recusal.ts";
import { fold, simpleRules } from "./rules.ts";
import { explainPositions, objectsToAgenda, wholeOutcome } from "./simple.ts";
import { ruleSetIds } from "./state.ts";
import type { Call, Folded, ItemState, OutcomeCode, Outcomes, RuleSet, Sentence, Shadow } from "./state.ts";

/** What every rule-set but the binding one says. */
export function shadowsOf(state: ItemState): Shadow[] {
  return ruleSetIds.filter((id) => id !== state.ruleSet).map((id) => shadowOf(state, id));
}

function shadowOf(state: ItemState, id: (typeof ruleSetIds)[number]): Shadow {
  const none: Shadow = {
    ruleSet: id,
    outcome: null,
    adopted: [],
    reason: null,
    provisional: false,
    sentences: [],
  };
  const { outcome } = state;
  if (outcome !== null && (outcome.code === "WITHDRAWN" || outcome.code === "REJECTED_FORM"))
    return { ...none, outcome: outcome.code };
  if (state.item.class === "K0") return { ...none, ...discussionShadow(state, id) };
  const call = lastCall(state);
  if (call === undefined) return none;
  const provisional = call.closedAt === null;
  if (id === "genuine-consensus@1") return { ...none, ...genuineShadow(state, call), provisional };
  const rule = simpleRules[id];
  const computed = wholeOutcome(state, call, rule, call.closedAt ?? call.opensAt);
  return {
    ...none,
    outcome: computed.code,
    adopted: computed.adopted,
    reason: computed.reason,
    provisional,
    sentences: explainPositions(state, call, rule),
  };
}

/** Today's rule gives every government a veto on the agenda; genuine consensus gives nobody one. */
function discussionShadow(state: ItemState, id: (typeof ruleSetIds)[number]): Partial<Shadow> {
  if (state.versions.length === 0) return {};
  if (id === "genuine-consensus@1")
    return isBacked(state)
      ? { outcome: "RECORDED", provisional: state.outcome?.code !== "RECORDED" }
      : { sentences: explainDraft(state) };
  if (!simpleRules[id].agendaVeto) return {};
  if (objectsToAgenda(state)) return { outcome: "NOT_LISTED", reason: "AGENDA" };
  return state.outcome?.code === "RECORDED" ? { outcome: "RECORDED" } : {};
}

function genuineShadow(state: ItemState, call: Call): Partial<Shadow> {
  const { class: itemClass } = state.item;
  if (itemClass === "K0") return {};
  const parameters = genuineParameters[itemClass];
  const { recused } = recusalOf(state.item, call.roster, state.challenges);
  const seen = { ...call, recused };
  const clauses = clausesOf(state, call);
  const counts = countAll(
    state,
    seen,
    clauses.map((clause) => clause.id),
  );
  const held = new Map([...counts].map(([clause, count]) => [clause, heldConstant(parameters, count)]));
  const could = new Set(
    [...held].filter(([, { evaluation }]) => evaluation === "T1" || evaluation === "T2").map(([id]) => id),
  );
  const closed = adoptableSet(clauses, could);
  const adopted = state.item.severable || closed.length === clauses.length ? closed : [];
  const rest = clauses.map((clause) => clause.id).filter((id) => !adopted.includes(id));
  if (adopted.length > 0) {
    const dissent = adopted.some((id) => held.get(id)?.evaluation === "T2");
    const reserved = call.roster.seats.some((seat) =>
      adopted.some((id) => !recused.includes(seat.id) && call.positions[seat.id]?.[id]?.code === "R"),
    );
    const plain: OutcomeCode = reserved ? "ADOPTED_WITH_RESERVATIONS" : "ADOPTED_CONSENSUS";
    return {
      outcome: dissent ? "ADOPTED_WITH_DISSENT" : plain,
      adopted,
      sentences: [
        rest.length === 0
          ? sentence("would-adopt", { dissent: dissent ? "yes" : "no" })
          : sentence("would-adopt-clauses", { clauses: adopted, rest }),
      ],
    };
  }
  const blocked = [...held].find(([, { evaluation }]) => evaluation === "BLOCK");
  const sentences: Sentence[] = [
    sentence("would-not-adopt", { reason: blocked === undefined ? "SUPPORT" : "OBJECTION" }),
  ];
  if (blocked === undefined) return { outcome: "NO_DECISION", reason: "SUPPORT", sentences };
  const thresholds = parameters.thresholds[blocked[1].at];
  return {
    outcome: "NOT_ADOPTED",
    reason: blockOf(thresholds, counts.get(blocked[0]) ?? []),
    sentences,
  };
}

export function outcomes(ruleSet: RuleSet, item: Item, acts: readonly Act[]): Outcomes {
  return outcomesOf(ruleSet, fold(ruleSet, item, acts));
}

function outcomesOf(ruleSet: RuleSet, binding: Folded): Outcomes {
  return {
    binding,
    shadows: shadowsOf(binding.state),
    ifClosedNow: ifClosedNow(ruleSet, binding.state),
  };
}

/** Where the item would stand if its open call closed with the positions recorded so far. */
export function ifClosedNow(ruleSet: RuleSet, state: ItemState): Outcomes["ifClosedNow"] {
  const call = lastCall(state);
  if (state.stage !== "CALL" || call === undefined) return null;
  // The extension after a late swing is a matter of the last days, not of what the positions say.
  const plain = { ...state, extensionUsed: true, frozenSince: null };
  const at = call.closesAt;
  const { state: after } = ruleSet.step(
    { ...plain, deadline: { at, event: "CALL_CLOSES" } },
    {
      id: "if-closed-now",
      at: state.now !== null && state.now > at ? state.now : at,
      by: { office: "SECRETARIAT", person: "" },
      type: "tick",
      deadline: at,
    },
  );
  return { stage: after.stage, outcome: after.outcome };
}

export interface Supposed {
  readonly seat: SeatId;
  readonly on: "ALL" | readonly string[];
  readonly code: PositionCode;
}

/** As if these positions were recorded now in the open call; supposed objections are complete in form. */
export function whatIf(
  ruleSet: RuleSet,
  item: Item,
  acts: readonly Act[],
  supposed: readonly Supposed[],
): Outcomes {
  const { state } = fold(ruleSet, item, acts);
  const call = lastCall(state);
  if (state.stage !== "CALL" || call === undefined) return outcomesOf(ruleSet, { state, acts: [] });
  const at = state.now !== null && state.now > call.opensAt ? state.now : call.opensAt;
  const settled = settledClauses(state);
  const everyClause = clausesOf(state, call)
    .map((clause) => clause.id)
    .filter((id) => !settled.has(id));
  const further = supposed.map((one, i): Act => {
    const on = one.on === "ALL" && one.code === "O" ? everyClause : one.on;
    return {
      id: `what-if-${i}`,
      at,
      by: { seat: one.seat, delegate: "", credential: "VALID" },
      type: "position",
      on,
      code: one.code,
      words: "–",
      expected: at.slice(0, 10),
      minister: true,
      ...(one.code === "O"
        ? {
            objection: {
              ground: "P4" as const,
              explanation: "–".repeat(limits.explanationCharacters),
              cure: { condition: "–" },
            },
          }
        : {}),
    };
  });
  return outcomes(ruleSet, item, [...acts, ...further]);
}
