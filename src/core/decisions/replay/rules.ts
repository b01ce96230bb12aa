// The rules under which real decisions are replayed, as functions of counts: today's two, genuine consensus with its whole
// procedure, what the Diamond Development Initiative proposed in 2017, a plain two thirds of all, and the shapes of other bodies.
import type { DecisionClass } from "../../kp/decisions.ts";
import { heldOutcome } from "../held.ts";
import { genuineParameters } from "../parameters.ts";
import type { ClassParameters } from "../parameters.ts";
import { shapes } from "../prove/comparison.ts";
import type { PillarCounts, Verdict } from "../state.ts";
import type { KnownDecision } from "./rows.ts";

export const replayRuleIds = [
  "kp-strict@2003",
  "kp-strict-written",
  "genuine-consensus@1",
  "ddi-2017",
  "two-thirds-of-all",
  "vps",
  "irma",
  "eiti",
] as const;
export type ReplayRuleId = (typeof replayRuleIds)[number];

export type GenuineClass = Exclude<DecisionClass, "K0">;
export type GenuineParameters = { readonly [itemClass in GenuineClass]: ClassParameters };

export interface RuleSettings {
  readonly genuine: GenuineParameters;
  /** Replies that a written procedure needs: no source gives the number, so the range of what it may be. */
  readonly writtenReplies: { readonly least: number; readonly most: number };
}

/** Thirty of fifty-four sufficed in 2015: the number is not above that. */
export const usualSettings: RuleSettings = {
  genuine: genuineParameters,
  writtenReplies: { least: 1, most: 30 },
};

export type CountRule = (counts: readonly PillarCounts[]) => Verdict;

export interface ReplayRule {
  readonly id: ReplayRuleId;
  /** Several where the rule itself is not fully known, or the kind of item is not. */
  readonly readings: readonly CountRule[];
  /** Subjects of a measure and candidates take no part. */
  readonly recuses: boolean;
}

export function replayRule(id: ReplayRuleId, decision: KnownDecision, settings: RuleSettings): ReplayRule {
  return { id, readings: readingsOf(id, decision, settings), recuses: id === "genuine-consensus@1" };
}

function readingsOf(id: ReplayRuleId, decision: KnownDecision, settings: RuleSettings): readonly CountRule[] {
  switch (id) {
    case "kp-strict@2003":
      return [(counts) => (negative(counts[0]) > 0 ? "NOT_ADOPTED" : "ADOPTED")];
    case "kp-strict-written":
      return [...new Set([settings.writtenReplies.least, settings.writtenReplies.most])].map(
        (replies): CountRule =>
          (counts) => {
            if (negative(counts[0]) > 0) return "NOT_ADOPTED";
            return (counts[0]?.support ?? 0) >= replies ? "ADOPTED" : "NO_DECISION";
          },
      );
    case "genuine-consensus@1":
      return classesOf(decision).map(
        (itemClass): CountRule =>
          (counts) =>
            heldOutcome(settings.genuine[itemClass], counts),
      );
    case "ddi-2017":
      return [decision.procedure.startsWith("W") ? ddiInWriting : ddiInMeeting];
    case "two-thirds-of-all":
      return [(counts) => ofAll(counts, 2, 3)];
    case "vps":
      return [shape("voluntary-principles")];
    case "irma":
      return [shape("irma")];
    case "eiti":
      return [shape("eiti")];
  }
}

/** Every class where nobody says which; a discussion is not decided upon, see `discussionOf`. */
function classesOf({ class: known }: KnownDecision): readonly GenuineClass[] {
  return known === undefined || known === "K0" ? ["K1", "K2", "K3", "K4", "E"] : [known];
}

function shape(id: string): CountRule {
  const { adopts } = shapes.find((one) => one.id === id) as (typeof shapes)[number];
  return (counts) => (adopts(counts) ? "ADOPTED" : "NOT_ADOPTED");
}

function negative(pillar: PillarCounts | undefined): number {
  return pillar === undefined ? 0 : pillar.objection + pillar.opposed;
}

/** Consensus first; observers have one vote for each grouping. */
function ddiVotes(counts: readonly PillarCounts[]) {
  let [support, against] = [0, 0];
  for (const [place, pillar] of counts.entries())
    if (place === 0) {
      support += pillar.support;
      against += negative(pillar);
    } else if (pillar.support > negative(pillar)) support++;
    else if (negative(pillar) > pillar.support) against++;
  return { support, against, all: (counts[0]?.eligible ?? 0) + counts.length - 1 };
}

function ddiInMeeting(counts: readonly PillarCounts[]): Verdict {
  const { support, against } = ddiVotes(counts);
  if (against === 0) return "ADOPTED";
  return support * 3 >= (support + against) * 2 ? "ADOPTED" : "NOT_ADOPTED";
}

function ddiInWriting(counts: readonly PillarCounts[]): Verdict {
  const { support, against, all } = ddiVotes(counts);
  if (against === 0) return "ADOPTED";
  return support * 3 >= all * 2 ? "ADOPTED" : "NOT_ADOPTED";
}

function ofAll([governments]: readonly PillarCounts[], part: number, of: number): Verdict {
  const { support = 0, eligible = 0 } = governments ?? {};
  return support * of >= eligible * part ? "ADOPTED" : "NOT_ADOPTED";
}
