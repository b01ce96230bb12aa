// What the whole procedure gives when every seat holds its position through every call and whoever may escalates. It follows from
// the calls' thresholds alone, so millions of profiles can be asked; the prover shows that the acts of a real item agree.
import { evaluate } from "./evaluate.ts";
import { everyGuard } from "./guards.ts";
import type { Guards } from "./guards.ts";
import type { ClassParameters, Threshold } from "./parameters.ts";
import type { Evaluation, PillarCounts, Verdict } from "./state.ts";

export interface Held {
  readonly evaluation: Evaluation;
  readonly at: Threshold;
}

/**
 * Through rounds and recalls to the last call; only what is blocked goes on to mediation and, where there are any, to
 * ministers, and both use the last-resort thresholds.
 */
export function heldConstant(
  { thresholds, mediationDays }: ClassParameters,
  counts: readonly PillarCounts[],
  guards: Guards = everyGuard,
): Held {
  const first = evaluate(thresholds.FIRST, counts, guards);
  if (first === "T1" || first === "T2") return { evaluation: first, at: "FIRST" };
  if (first !== "BLOCK") return { evaluation: evaluate(thresholds.LAST, counts, guards), at: "LAST" };
  if (mediationDays === null) return { evaluation: first, at: "FIRST" };
  return { evaluation: evaluate(thresholds.LAST_RESORT, counts, guards), at: "LAST_RESORT" };
}

export function heldOutcome(
  parameters: ClassParameters,
  counts: readonly PillarCounts[],
  guards: Guards = everyGuard,
): Verdict {
  const { evaluation } = heldConstant(parameters, counts, guards);
  if (evaluation === "BLOCK") return "NOT_ADOPTED";
  return evaluation === "T1" || evaluation === "T2" ? "ADOPTED" : "NO_DECISION";
}
