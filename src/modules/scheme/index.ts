// The scheme: who takes part and since when, through which authorities, offices, numbers and keys, under which rules.
export { schemeModule } from "./module.ts";
export { schemeActKinds } from "./acts.ts";
export {
  authoritiesOf,
  blocksOf,
  blocksOfParticipant,
  deskKeyNames,
  findAuthority,
  findDeskSigner,
  findParticipant,
  getAuthority,
  getOffice,
  getParticipant,
  nationalRule,
  numberFormat,
  numberFormats,
  officesOf,
  participants,
  recognitionRows,
  schemeFacts,
  statusRows,
} from "./queries.ts";
export type { DeskSigner, SchemeFacts, Source } from "./queries.ts";
export type {
  AuthorityRole,
  AuthorityRow,
  BlockRow,
  DeskSignerRow,
  NumberRange,
  OfficeRow,
  TrustListRow,
} from "./rows.ts";
export { changeScheme } from "./change.ts";
export { founderOf, schemeSigner } from "./scheme-signer.ts";
export { mayKeepScheme } from "./policy.ts";
export { currentTrustList, findCurrentTrustList, getTrustList, trustListHistory } from "./trust-lists.ts";
export type { PublishedTrustList } from "./trust-lists.ts";
export { allotBlock } from "./commands/allot-block.ts";
export { appointDeskSigner } from "./commands/appoint-desk-signer.ts";
export { designateAuthority } from "./commands/designate-authority.ts";
export { listApplicant, listObserver } from "./commands/list-observer.ts";
export { listParticipant } from "./commands/list-participant.ts";
export { openOffice } from "./commands/open-office.ts";
export { publishTrustList, renewTrustList } from "./commands/publish-trust-list.ts";
export { revokeDeskSigner } from "./commands/revoke-desk-signer.ts";
export { setNationalRule } from "./commands/set-national-rule.ts";
export { setPaper } from "./commands/set-paper.ts";
export { printsReceipts } from "./store.ts";
export { setNumberFormat } from "./commands/set-number-format.ts";
export { setRecognition } from "./commands/set-recognition.ts";
export { setStatus } from "./commands/set-status.ts";
export { seedDemonstrationAuthorities, seedParticipants } from "./seed.ts";
