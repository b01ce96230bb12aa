// The acts about seats: who has one, who speaks for it, who contests that, and under which rules bodies decide.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import type { AnyActKind } from "#modules/record/index.ts";
import type {
  BodyRulesFacts,
  ContestFacts,
  DelegateFacts,
  DelegatePrivate,
  DelegateRevokedFacts,
  EntrustedFacts,
  PillarFacts,
  SeatFacts,
} from "./facts.ts";
import * as store from "./store.ts";

export const pillarListed = actKind<PillarFacts, Facts>("pillar.listed", store.projectPillars);
export const seatAccredited = actKind<SeatFacts, Facts>("seat.accredited", store.projectSeats);
export const seatEntrusted = actKind<EntrustedFacts, Facts>("seat.entrusted", store.projectEntrusted);
export const delegateAccredited = actKind<DelegateFacts, DelegatePrivate>(
  "delegate.accredited",
  store.projectDelegates,
);
export const delegateRevoked = actKind<DelegateRevokedFacts, Facts>(
  "delegate.revoked",
  store.projectRevocations,
);
export const representationContested = actKind<ContestFacts, Facts>(
  "representation.contested",
  store.projectContests,
);
export const bodyRulesSet = actKind<BodyRulesFacts, Facts>("body-rules.set", store.projectBodyRules);

export const seatActKinds: readonly AnyActKind[] = [
  pillarListed,
  seatAccredited,
  seatEntrusted,
  delegateAccredited,
  delegateRevoked,
  representationContested,
  bodyRulesSet,
];
