// What the whole procedure gives when every seat holds its position through every call and whoever may escalates. It follows from
// the calls' thresholds alone, so millions of profiles can be asked; the prover shows that the acts of a real item agree.
import { evaluate } from "./evaluate.ts";
import { everyGuard } from "./guards.ts";
import type { Guards } from "./guards.ts";
import type { ClassParameters } from "./parameters.ts";
import type { PillarCounts, Verdict } from "./state.ts";

export function heldOutcome(
  { thresholds, mediationDays }: ClassParameters,
  counts: readonly PillarCounts[],
  guards: Guards = everyGuard,
): Verdict {
  const first = evaluate(thresholds.FIRST, counts, guards);
  if (first === "T1" || first === "T2") return "ADOPTED";
  if (first === "BLOCK") {
    // Only what is blocked goes on to mediation and, where there are any, to ministers; both use the last-resort thresholds.
    if (mediationDays === null) return "NOT_ADOPTED";
    const last = evaluate(thresholds.LAST_RESORT, counts, guards);
    if (last === "BLOCK") return "NOT_ADOPTED";
    return last === "T1" || last === "T2" ? "ADOPTED" : "NO_DECISION";
  }
  const recalled = evaluate(thresholds.LAST, counts, guards);
  return recalled === "T1" || recalled === "T2" ? "ADOPTED" : "NO_DECISION";
}
