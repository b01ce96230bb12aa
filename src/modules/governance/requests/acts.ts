// The acts of requests, and what each changes in the tables.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import type { AnyActKind } from "#modules/record/index.ts";
import type {
  AnsweredFacts,
  ExpertFacts,
  ExpertNamedFacts,
  OpenedFacts,
  ReportedFacts,
  SupportedFacts,
  TickedFacts,
  WithdrawnFacts,
} from "./facts.ts";
import * as store from "./store.ts";

export const requestOpened = actKind<OpenedFacts, Facts>("request.opened", store.projectRequestActs);
export const requestSupported = actKind<SupportedFacts, Facts>("request.supported", store.projectRequestActs);
export const requestAnswered = actKind<AnsweredFacts, Facts>("request.answered", store.projectRequestActs);
export const expertNamed = actKind<ExpertNamedFacts, Facts>("request.expert-named", store.projectRequestActs);
export const requestReported = actKind<ReportedFacts, Facts>("request.reported", store.projectRequestActs);
export const requestTicked = actKind<TickedFacts, Facts>("request.ticked", store.projectRequestActs);
export const expertListed = actKind<ExpertFacts, Facts>("expert.listed", store.projectExperts);
export const expertWithdrawn = actKind<WithdrawnFacts, Facts>("expert.withdrawn", store.projectWithdrawals);

export const requestActKinds: readonly AnyActKind[] = [
  requestOpened,
  requestSupported,
  requestAnswered,
  expertNamed,
  requestReported,
  requestTicked,
  expertListed,
  expertWithdrawn,
];
