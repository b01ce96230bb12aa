// The whole procedure of every class, positions held through every call, escalation always asked for: raising the floor at the
// last resort while loosening the cap makes no paradox, because only what is blocked at the ordinary cap gets there.
import { everyGuard } from "../guards.ts";
import type { Guards } from "../guards.ts";
import { heldOutcome } from "../held.ts";
import { genuineParameters } from "../parameters.ts";
import type { ClassParameters } from "../parameters.ts";
import type { PillarCounts, Verdict } from "../state.ts";
import { checkProfiles } from "./counts.ts";
import type { Tally } from "./finding.ts";
import { bodyOf, profilesOf } from "./profiles.ts";
import type { Body, Detail } from "./profiles.ts";

export const decidedClasses = ["K1", "K2", "K3", "K4", "E"] as const;

/** From a small body to one as large as the scheme. */
export const wholeBodies: readonly Body[] = [
  bodyOf(8, 3, 3),
  bodyOf(12, 3, 5),
  bodyOf(20, 4, 6),
  bodyOf(59, 3, 5),
];

type Held = (parameters: ClassParameters, counts: readonly PillarCounts[]) => Verdict;

export function checkWhole(
  bodies: readonly Body[],
  detail: Detail,
  tally: Tally,
  guards: Guards = everyGuard,
  held: Held = (parameters, counts) => heldOutcome(parameters, counts, guards),
): void {
  for (const body of bodies) {
    const profiles = profilesOf(body, detail);
    for (const itemClass of decidedClasses) {
      const parameters = genuineParameters[itemClass];
      checkProfiles(
        profiles,
        {
          ruleSet: "genuine-consensus@1",
          rule: (counts) => held(parameters, counts),
          promises:
            parameters.mediationDays === null
              ? [parameters.thresholds.FIRST, parameters.thresholds.LAST]
              : Object.values(parameters.thresholds),
        },
        tally,
      );
    }
  }
}
