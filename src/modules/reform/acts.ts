// The acts of reform. What happened before this record, or outside it, is no act: it stands in core/reform with its sources.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import type { AnyActKind } from "#modules/record/index.ts";
import type {
  CommitmentFacts,
  CycleFacts,
  DemandAnswerFacts,
  DemandFacts,
  ProgressFacts,
  RepetitionFacts,
} from "./facts.ts";
import { projectReformActs } from "./store.ts";

export const cycleOpened = actKind<CycleFacts, Facts>("reform-cycle.opened", projectReformActs);
export const demandRaised = actKind<DemandFacts, Facts>("demand.raised", projectReformActs);
export const demandRepeated = actKind<RepetitionFacts, Facts>("demand.repeated", projectReformActs);
export const demandAnswered = actKind<DemandAnswerFacts, Facts>("demand.answered", projectReformActs);
export const commitmentMade = actKind<CommitmentFacts, Facts>("commitment.made", projectReformActs);
export const commitmentReported = actKind<ProgressFacts, Facts>("commitment.reported", projectReformActs);

export const reformActKinds: readonly AnyActKind[] = [
  cycleOpened,
  demandRaised,
  demandRepeated,
  demandAnswered,
  commitmentMade,
  commitmentReported,
];
