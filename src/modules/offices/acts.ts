// The acts of this module. All are kept as they are, in the order of the record; what they amount to is folded when asked.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import type { ActKind, AnyActKind } from "#modules/record/index.ts";
import type * as facts from "./facts.ts";
import { projectProcedureActs } from "./store.ts";

function procedureAct<Public extends Facts>(type: string): ActKind<Public, Facts> {
  return actKind<Public, Facts>(type, projectProcedureActs);
}

export const electionCalled = procedureAct<facts.CalledFacts>("election.called");
export const candidateNominated = procedureAct<facts.NominationFacts>("election.nominated");
export const nominationWithdrawn = procedureAct<facts.SeatFacts>("election.nomination-withdrawn");
export const trusteesNamed = procedureAct<facts.TrusteesFacts>("election.trustees-named");
export const trusteeSpoke = procedureAct<facts.TrusteeFacts>("election.trustee-spoke");
export const callOpened = procedureAct<facts.CallFacts>("election.call-opened");
export const ballotCast = procedureAct<facts.BallotFacts>("election.ballot-cast");
export const sumsDecrypted = procedureAct<facts.DecryptionFacts>("election.sums-decrypted");
export const callEnded = procedureAct<facts.CallEndedFacts>("election.call-ended");
export const electionEnded = procedureAct<facts.EndedFacts>("election.ended");

export const officeTaken = procedureAct<facts.OfficeTakenFacts>("scheme-office.taken");
export const chairDutyDone = procedureAct<facts.DutyFacts>("chair.duty-done");
export const programmePublished = procedureAct<facts.ProgrammeFacts>("chair.programme-published");

export const hostSelectionOpened = procedureAct<facts.HostOpenedFacts>("host-selection.opened");
export const hostBidMade = procedureAct<facts.BidFacts>("host-selection.bid-made");
export const hostBidWithdrawn = procedureAct<facts.BidWithdrawnFacts>("host-selection.bid-withdrawn");
export const hostStepTaken = procedureAct<facts.StepFacts>("host-selection.step-taken");

export const admissionNotified = procedureAct<facts.NotifiedFacts>("admission.notified");
export const requirementAssessed = procedureAct<facts.AssessedFacts>("admission.requirement-assessed");
export const admissionStepTaken = procedureAct<facts.StepFacts>("admission.step-taken");

export const measureProposed = procedureAct<facts.MeasureFacts>("measure.proposed");
export const measureReplied = procedureAct<facts.ReplyFacts>("measure.replied");
export const measureTaken = procedureAct<facts.MeasureTakenFacts>("measure.taken");

export const officesActKinds: readonly AnyActKind[] = [
  electionCalled,
  candidateNominated,
  nominationWithdrawn,
  trusteesNamed,
  trusteeSpoke,
  callOpened,
  ballotCast,
  sumsDecrypted,
  callEnded,
  electionEnded,
  officeTaken,
  chairDutyDone,
  programmePublished,
  hostSelectionOpened,
  hostBidMade,
  hostBidWithdrawn,
  hostStepTaken,
  admissionNotified,
  requirementAssessed,
  admissionStepTaken,
  measureProposed,
  measureReplied,
  measureTaken,
];
