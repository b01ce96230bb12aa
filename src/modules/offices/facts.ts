// What the acts of this module say. All of it is public: who stands, who voted and when, what was decrypted, who decided.
// How a seat voted is in nobody's act: a ballot is a ciphertext with proofs (docs/formats/ballot.md).
import type { Facts } from "#core/act/act.ts";
import type { CallTerms, Trustee } from "#core/ballot/index.ts";
import type { CallState, ElectionCalled, ElectionResult } from "#core/offices/election.ts";
import type {
  AdmissionNotified,
  AssessedRequirement,
  HostBid,
  HostSelectionOpened,
  MeasureProposed,
  ProcedureStep,
} from "#core/offices/procedures.ts";

export type CalledFacts = ElectionCalled & Facts;
export type CallFacts = CallTerms & Facts;
export type CallEndedFacts = Omit<NonNullable<CallState["ended"]>, "at"> & Facts;
export type EndedFacts = Omit<ElectionResult, "at"> & Facts;

export interface NominationFacts extends Facts {
  readonly seat: string;
  readonly statement: string;
}

export interface SeatFacts extends Facts {
  readonly seat: string;
}

export interface TrusteesFacts extends Facts {
  readonly trustees: readonly (Trustee & Facts)[];
  readonly threshold: number;
  readonly reason: string;
}

export interface TrusteeFacts extends Facts {
  readonly step: "enrolments" | "deals" | "confirmations";
  readonly place: number;
  readonly message: Uint8Array;
}

export interface BallotFacts extends Facts {
  readonly seat: string;
  readonly call: number;
  readonly ballot: Uint8Array;
}

export interface DecryptionFacts extends Facts {
  readonly call: number;
  readonly place: number;
  readonly message: Uint8Array;
}

/** Who takes an office, and which procedure proves it: an election, or an item that was adopted. */
export interface OfficeTakenFacts extends Facts {
  readonly office: string;
  readonly year: number;
  readonly holder: string | null;
  readonly basis: string;
  readonly proof: string;
}

export interface DutyFacts extends Facts {
  readonly duty: string;
  readonly year: number;
  readonly note: string;
}

export interface ProgrammeFacts extends Facts {
  readonly year: number;
  readonly text: string;
  /** What the chair wants to have reached, each to be looked at again at the end. */
  readonly goals: readonly string[];
}

export type HostOpenedFacts = HostSelectionOpened & Facts;
export type BidFacts = Pick<HostBid, "seat" | "place" | "answers"> & Facts;
export interface BidWithdrawnFacts extends Facts {
  readonly seat: string;
  readonly reason: string;
}
export type StepFacts = Omit<ProcedureStep<string>, "at"> & Facts;
export type NotifiedFacts = AdmissionNotified & Facts;
export type AssessedFacts = Omit<AssessedRequirement, "at"> & Facts;
export type MeasureFacts = MeasureProposed & Facts;

export interface ReplyFacts extends Facts {
  readonly text: string;
}

export interface MeasureTakenFacts extends Facts {
  readonly from: string;
  readonly outcome: string;
}
