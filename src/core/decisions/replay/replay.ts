// Replays a real decision: for each rule the set of outcomes that fit what is known, who was decisive, and what silence did.
import type { PillarCounts, Verdict } from "../state.ts";
import { governmentsOf, knownOf, usualAssumptions } from "./known.ts";
import type { Assumptions, Known, Range } from "./known.ts";
import { replayRule, replayRuleIds, usualSettings } from "./rules.ts";
import type { CountRule, ReplayRule, ReplayRuleId, RuleSettings } from "./rules.ts";
import type { KnownDecision } from "./rows.ts";

/** DISCUSSED and NOT_LISTED are of items that ask for a discussion and for nothing else. */
export type ReplayOutcome = Verdict | "DISCUSSED" | "NOT_LISTED";

const outcomeOrder: readonly ReplayOutcome[] = [
  "ADOPTED",
  "DISCUSSED",
  "NO_DECISION",
  "NOT_ADOPTED",
  "NOT_LISTED",
];

export type Decisive =
  /** Even if all others support, so many of the named objections stop it; `needed` 1: any of them alone. */
  | { readonly by: "NAMED"; readonly needed: number; readonly of: readonly string[] }
  /** Somebody who is not named stopped it. */
  | { readonly by: "UNNAMED" }
  /** The objection of a pillar stops it, whatever governments do. */
  | { readonly by: "PILLAR"; readonly pillars: readonly string[] }
  /** Too little support is possible, from whoever is unknown. */
  | { readonly by: "SUPPORT" }
  /** Nobody who is named could stop it. */
  | { readonly by: "NOBODY" };

export type Silence =
  /** Adopted even if whoever is unknown said nothing. */
  | "CONSENTS"
  /** Not adopted if whoever is unknown said nothing; adopted if they supported. */
  | "STOPS"
  /** One or the other, by how many there were. */
  | "UNCERTAIN"
  /** The outcome is not theirs. */
  | "NOTHING";

export interface RuleReplay {
  readonly rule: ReplayRuleId;
  readonly outcomes: readonly ReplayOutcome[];
  readonly decisive: Decisive;
  readonly silence: Silence;
}

export interface Replay {
  readonly decision: KnownDecision;
  readonly known: Known;
  readonly rules: readonly RuleReplay[];
}

export function replay(
  decision: KnownDecision,
  settings: RuleSettings = usualSettings,
  assumed: Assumptions = usualAssumptions,
): Replay {
  return {
    decision,
    known: knownOf(decision, assumed, []),
    rules: replayRuleIds.map((id) => replayUnder(id, decision, settings, assumed)),
  };
}

export function replayUnder(
  id: ReplayRuleId,
  decision: KnownDecision,
  settings: RuleSettings,
  assumed: Assumptions,
): RuleReplay {
  if (id === "genuine-consensus@1" && decision.class === "K0") return discussionOf(decision);
  const rule = replayRule(id, decision, settings);
  const recused = rule.recuses ? recusedIn(decision) : [];
  const known = knownOf(decision, assumed, recused);
  const asked = decision.class === "K0" ? discussed : (verdict: Verdict): ReplayOutcome => verdict;
  const outcomes = new Set<ReplayOutcome>();
  for (const reading of rule.readings)
    for (const verdict of verdictsOf(reading, known)) outcomes.add(asked(verdict));
  const named = (decision.objections?.named ?? []).filter((code) => !recused.includes(code));
  return {
    rule: id,
    outcomes: outcomeOrder.filter((outcome) => outcomes.has(outcome)),
    decisive: decisiveIn(rule, known, named),
    silence: silenceIn(rule, known),
  };
}

/** Measures on a Participant and elections: their subjects and candidates. General rules recuse nobody. */
function recusedIn(decision: KnownDecision): readonly string[] {
  return ["K2", "K3", "E"].includes(decision.class ?? "") ? (decision.subjects ?? []) : [];
}

function discussed(verdict: Verdict): ReplayOutcome {
  return verdict === "ADOPTED" ? "DISCUSSED" : "NOT_LISTED";
}

/**
 * Every verdict of one rule over everything that is possible. Under every rule here more support never makes an outcome worse
 * and more objections never better, so the two ends bound it; only whether the middle occurs has to be searched for.
 */
export function verdictsOf(rule: CountRule, known: Known): ReadonlySet<Verdict> {
  const found = new Set<Verdict>();
  for (const eligible of within(known.eligible)) {
    const { support, objections } = limitedTo(known, eligible);
    const at = (s: number, o: number, others: readonly PillarCounts[]) =>
      rule([governmentsOf(eligible, s, o), ...others]);
    const worst = at(support.least, objections.most, known.opposingOthers);
    const best = at(
      Math.min(support.most, eligible - objections.least),
      objections.least,
      known.supportingOthers,
    );
    found.add(worst).add(best);
    if (found.has("NO_DECISION") || worst === best) continue;
    const silent = at(support.least, objections.least, known.silentOthers);
    if (silent === "NO_DECISION" || hasMiddle(at, known, eligible)) found.add("NO_DECISION");
  }
  return found;
}

type RuleAt = (support: number, objections: number, others: readonly PillarCounts[]) => Verdict;

function hasMiddle(at: RuleAt, known: Known, eligible: number): boolean {
  const { support, objections } = limitedTo(known, eligible);
  for (const others of known.others)
    for (const o of within(objections)) {
      let [low, high] = [support.least, Math.min(support.most, eligible - o)];
      // Halving: below it is not adopted, above it is; the middle lies between them if anywhere.
      while (low <= high) {
        const s = (low + high) >> 1;
        const verdict = at(s, o, others);
        if (verdict === "NO_DECISION") return true;
        if (verdict === "ADOPTED") high = s - 1;
        else low = s + 1;
      }
    }
  return false;
}

/** No more of either than there are seats. */
function limitedTo({ support, objections }: Known, eligible: number) {
  const least = Math.min(support.least, eligible - objections.least);
  return {
    support: { least, most: Math.min(support.most, eligible) },
    objections: { least: objections.least, most: Math.min(objections.most, eligible - least) },
  };
}

function* within({ least, most }: Range): Generator<number> {
  for (let number = least; number <= most; number++) yield number;
}

/** Would it be adopted, with these governments and pillars, under some reading of the rule? */
function adopts({ readings }: ReplayRule, counts: readonly PillarCounts[]): boolean {
  return readings.some((reading) => reading(counts) === "ADOPTED");
}

function decisiveIn(rule: ReplayRule, known: Known, named: readonly string[]): Decisive {
  const { least, most } = known.eligible;
  const best = (objections: number, others: readonly PillarCounts[]) =>
    [least, most].some((eligible) =>
      adopts(rule, [
        governmentsOf(eligible, Math.max(0, Math.min(known.support.most, eligible - objections)), objections),
        ...others,
      ]),
    );
  const others = known.supportingOthers;
  if (!best(0, others)) {
    const blocking = others.filter((_, place) =>
      best(
        0,
        others.map((own, at) => (at === place ? { ...own, support: own.eligible, objection: 0 } : own)),
      ),
    );
    return blocking.length > 0
      ? { by: "PILLAR", pillars: blocking.map(({ pillar }) => pillar) }
      : { by: "SUPPORT" };
  }
  for (let needed = 1; needed <= named.length; needed++)
    if (!best(needed, others)) return { by: "NAMED", needed, of: named };
  if (known.objections.least > named.length && !best(known.objections.least, others))
    return { by: "UNNAMED" };
  return { by: "NOBODY" };
}

function silenceIn(rule: ReplayRule, known: Known): Silence {
  const objections = known.objections.least;
  const verdicts = [known.eligible.least, known.eligible.most].flatMap((eligible) =>
    rule.readings.map((reading) => {
      const adopted = (support: number, others: readonly PillarCounts[]) =>
        reading([governmentsOf(eligible, support, objections), ...others]) === "ADOPTED";
      const most = Math.min(known.support.most, eligible - objections);
      if (adopted(Math.min(known.support.least, eligible), known.silentOthers)) return "CONSENTS";
      return adopted(Math.max(0, most), known.supportingOthers) ? "STOPS" : "NOTHING";
    }),
  );
  const [first, ...more] = new Set(verdicts);
  return first !== undefined && more.length === 0 ? first : "UNCERTAIN";
}

/** The right to discuss: three sponsors and seconders, of two pillars; nobody can keep the item off. */
function discussionOf(decision: KnownDecision): RuleReplay {
  const governments = decision.support?.named?.length ?? 0;
  const stances = [decision.pillars?.I, decision.pillars?.C];
  const asking = stances.filter((stance) => stance === "for").length;
  const listed = asking > 0 && governments + asking >= 3;
  return {
    rule: "genuine-consensus@1",
    outcomes: listed ? ["DISCUSSED"] : ["DISCUSSED", "NOT_LISTED"],
    decisive: { by: "NOBODY" },
    silence: listed ? "NOTHING" : "UNCERTAIN",
  };
}
