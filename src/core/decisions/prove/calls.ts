// One call of genuine consensus, for every profile of many bodies and many settings of the two thresholds: the rule's shape is
// sound whatever the numbers are that a plenary may choose.
import { evaluate } from "../evaluate.ts";
import { everyGuard } from "../guards.ts";
import type { Guards } from "../guards.ts";
import { genuineParameters, recusalShare, atMost, share } from "../parameters.ts";
import type { Share, Threshold, Thresholds } from "../parameters.ts";
import type { Evaluation, PillarCounts, Verdict } from "../state.ts";
import { checkProfiles } from "./counts.ts";
import type { Tally } from "./finding.ts";
import { bodyOf, profilesOf } from "./profiles.ts";
import type { Body, Detail } from "./profiles.ts";

export function verdictOf(evaluation: Evaluation): Verdict {
  if (evaluation === "BLOCK") return "NOT_ADOPTED";
  return evaluation === "T1" || evaluation === "T2" ? "ADOPTED" : "NO_DECISION";
}

type Evaluate = (thresholds: Thresholds, counts: readonly PillarCounts[]) => Evaluation;

export interface CallsJob {
  readonly bodies: readonly Body[];
  readonly detail: Detail;
  readonly settings: readonly Thresholds[];
  readonly recused?: boolean;
}

/** `judge` is the engine's own evaluation unless a wrong one is to be shown. */
export function checkCalls(
  job: CallsJob,
  tally: Tally,
  guards: Guards = everyGuard,
  judge: Evaluate = (thresholds, counts) => evaluate(thresholds, counts, guards),
): void {
  for (const body of job.bodies) {
    const profiles = profilesOf(body, job.detail);
    for (const setting of job.settings)
      checkProfiles(
        profiles,
        {
          ruleSet: "genuine-consensus@1",
          rule: (counts) => verdictOf(judge(setting, counts)),
          promises: [setting],
          ...(job.recused === true ? { recused: true } : {}),
        },
        tally,
      );
  }
}

/** Four floors × three floors of the others × four caps. */
export const sweptSettings: readonly Thresholds[] = each(
  [share(1, 3), share(1, 2), share(2, 3), share(3, 4)],
  [share(0, 1), share(1, 3), share(1, 2)],
  [share(1, 10), share(1, 8), share(1, 5), share(1, 4)],
);

function each(
  floors: readonly Share[],
  otherFloors: readonly Share[],
  caps: readonly Share[],
): readonly Thresholds[] {
  return floors.flatMap((floor) =>
    otherFloors.flatMap((otherFloor) => caps.map((cap) => ({ floor, otherFloor, cap, pillarBlock: true }))),
  );
}

/** The settings in force: every class at its first, its last and its last-resort call. */
export const settingsInForce: readonly Thresholds[] = (["K1", "K2", "K3", "K4", "E"] as const).flatMap(
  (itemClass) =>
    (["FIRST", "LAST", "LAST_RESORT"] as const satisfies readonly Threshold[]).map(
      (threshold) => genuineParameters[itemClass].thresholds[threshold],
    ),
);

/** Small bodies from four governments on, with pillars of one, two and three seats. */
export const sweptBodies: readonly Body[] = [
  ...[4, 5, 6, 7, 8, 9, 10].map((governments) => bodyOf(governments, 1, 1)),
  bodyOf(5, 2, 3),
  bodyOf(6, 1, 3),
  bodyOf(5, 3, 3),
];

/** The body as it is left by every set of recused seats within the limit, up to who they are; none recused is not one. */
export function bodiesAfterRecusal(body: Body): readonly Body[] {
  return body
    .reduce<readonly Body[]>(
      (before, { pillar, eligible }) =>
        before.flatMap((left) =>
          Array.from({ length: atMost(recusalShare, eligible) + 1 }, (_, recused) => [
            ...left,
            { pillar, eligible: eligible - recused },
          ]),
        ),
      [[]],
    )
    .slice(1);
}
