// The record: acts, their order, their proofs. Everything that changes anything comes through here.
export { AnsweredBefore, inTransaction, personBehind, plain, within } from "#platform/work/context.ts";
export type { Actor, Ctx, Idempotency, Tx } from "#platform/work/context.ts";
export { alone, isResult, refusalOr, together } from "#platform/work/together.ts";
export type { Command, Outcome } from "#platform/work/together.ts";
export { actKind, record, recordAll } from "./record.ts";
export type { ActKind, AnyActKind, ProjectedAct, Projection, Recorded } from "./record.ts";
export { addOrganisationKey, findFounding, found, knownLog, revokeKey, verifierKey } from "./founding.ts";
export type { Founding } from "./founding.ts";
export { recordActKinds } from "./acts.ts";
export { recordModule } from "./api.ts";
export { findReceipt, openAct, waitForReceipt } from "./receipts.ts";
export type { Receipt } from "./receipts.ts";
export {
  actsFrom,
  actsOn,
  findAct,
  findDocument,
  insertDocument,
  latestCheckpoint,
  logSize,
  subjectsActedOn,
} from "./store.ts";
export { organisationKeys } from "./store.ts";
export type { OrganisationKeyRow, StoredAct } from "./store.ts";
export {
  currentPolicy,
  policyForDesks,
  readLogPolicy,
  setLogPolicy,
  witnessVerifiers,
} from "./log/policy.ts";
export type { LogPolicy } from "./log/policy.ts";
export { latestCosignedCheckpoint, logTroubles, witnessStates } from "./log/heads.ts";
export type { Head, WitnessState } from "./log/heads.ts";
export { logHealth, logHealthWatch } from "./log/health.ts";
export type { LogHealth } from "./log/health.ts";
export { cosignaturesOf } from "./log/store.ts";
export type { CosignatureRow } from "./log/store.ts";
export { sequenceBatch, startSequencer } from "./sequencer.ts";
export type { Sequencer, SequencerOptions } from "./sequencer.ts";
export { fileHeads, memoryHeads } from "./log/head-store.ts";
export type { HeadStore } from "./log/head-store.ts";
export { answerLogFile, logFilePaths } from "./log/serve.ts";
export { LogTrouble } from "./log/trouble.ts";
export { resumeLog } from "./log/resume.ts";
export type { Resumed } from "./log/resume.ts";
export { logFolder } from "./log/publish.ts";
export type { LogFolder } from "./log/publish.ts";
export { audit } from "./audit.ts";
export type { AuditReport } from "./audit.ts";
export { backup, restore } from "./backup.ts";
export { rebuild } from "./replay.ts";
export { repeatedly } from "#platform/work/background.ts";
export type { Background } from "#platform/work/background.ts";
export type { App, Module, QuickAnswer, QuickDoor } from "./module.ts";
export type { Frame, Web } from "#platform/http/web.ts";
