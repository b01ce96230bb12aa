// Secret ballots that anybody can verify (docs/formats/ballot.md).
export { castBallot, readBallot } from "./ballot.ts";
export type { BallotBox } from "./ballot.ts";
export { largestBallotFile, readElectionFile, writeElectionFile } from "./file.ts";
export type { CallFile, ElectionFile } from "./file.ts";
export { countBallots, counting, electedOf, openTotals, readDecryption, unopenable } from "./tally.ts";
export type { CastBallot, CountedBallots, Counting, Totals } from "./tally.ts";
export { findCallFault, findCeremonyFault } from "./terms.ts";
export type { CallTerms, CeremonyTerms, Trustee, Voter, VoterGroup } from "./terms.ts";
export { trusteeWork } from "./trustee-work.ts";
export type { TrusteeRefusal, TrusteeWork } from "./trustee-work.ts";
export { ceremonyState, trusteeSecretLength } from "./trustees.ts";
export type { Ceremony, CeremonyState } from "./trustees.ts";
export { boxOf, judgeElection, verifyElection } from "./verify.ts";
export type { CallVerdict, ElectionVerdict } from "./verify.ts";
