// The acts of this module: who takes part, since when, through which authorities, offices, numbers and keys.
// All of it is public by nature: whoever checks a certificate needs it, and a silent change would be the fraud.
import type { Facts } from "#core/act/act.ts";
import { actKind } from "#modules/record/index.ts";
import type { ActKind, AnyActKind, ProjectedAct, Projection } from "#modules/record/index.ts";
import * as store from "./store.ts";

export interface ParticipantFacts extends Facts {
  readonly code: string;
  readonly kind: string;
  readonly names: Readonly<Record<string, string>>;
}

export const participantListed = schemeAct<ParticipantFacts>(
  "participant.listed",
  store.saveParticipants,
  ({ code, kind, names }) => ({ code, kind, names }),
);

/** A `StatusRow` of core/kp/statuses.ts, given by the scheme. A second act for the same day corrects the first. */
export interface StatusFacts extends Facts {
  readonly participant: string;
  readonly from: string;
}

export const statusSet = schemeAct<StatusFacts>("status.set", store.saveStatuses, (row) => ({
  participant: row.participant,
  from_date: row.from,
  row,
}));

/** A `RecognitionRow` of core/kp/statuses.ts: one jurisdiction's own law. */
export interface RecognitionFacts extends Facts {
  readonly jurisdiction: string;
  readonly participant: string;
  readonly from: string;
}

export const recognitionSet = schemeAct<RecognitionFacts>(
  "recognition.set",
  store.saveRecognitions,
  (row) => ({
    jurisdiction: row.jurisdiction,
    participant: row.participant,
    from_date: row.from,
    row,
  }),
);

/** An `Observer` of core/kp/participants.ts. */
export interface ObserverFacts extends Facts {
  readonly code: string;
}

export const observerListed = schemeAct<ObserverFacts>("observer.listed", store.saveObservers, (row) => ({
  code: row.code,
  row,
}));

/** An `Applicant` of core/kp/participants.ts. */
export interface ApplicantFacts extends Facts {
  readonly code: string;
}

export const applicantListed = schemeAct<ApplicantFacts>("applicant.listed", store.saveApplicants, (row) => ({
  code: row.code,
  row,
}));

/** A second act for the same code changes its names, roles, contact or end; never its Participant. */
export interface AuthorityFacts extends Facts {
  readonly code: string;
  readonly participant: string;
  readonly memberState: string | null;
  readonly names: Readonly<Record<string, string>>;
  readonly roles: readonly string[];
  readonly contact: string;
  readonly register: string;
  readonly from: string;
  readonly until: string | null;
}

export const authorityDesignated = schemeAct<AuthorityFacts>(
  "authority.designated",
  store.saveAuthorities,
  ({ memberState, from, until, ...facts }) => ({
    ...facts,
    member_state: memberState,
    from_date: from,
    until_date: until,
  }),
);

export interface OfficeFacts extends Facts {
  readonly code: string;
  readonly authority: string;
  readonly name: string;
  readonly place: string;
  readonly country: string;
  readonly from: string;
}

export const officeOpened = schemeAct<OfficeFacts>(
  "office.opened",
  store.saveOffices,
  ({ from, ...facts }) => ({ ...facts, from_date: from }),
);

export interface BlockFacts extends Facts {
  readonly participant: string;
  readonly authority: string;
  readonly office: string;
  readonly year: number | null;
  readonly from: number | bigint;
  readonly to: number | bigint;
}

export const numberBlockAllotted = schemeAct<BlockFacts>(
  "number-block.allotted",
  store.saveBlocks,
  ({ from, to, ...facts }) => ({
    ...facts,
    first: from,
    last: to,
  }),
);

export interface DeskSignerFacts extends Facts {
  readonly keyId: Uint8Array;
  readonly publicKey: Uint8Array;
  readonly authority: string;
  readonly office: string;
  readonly numbers: readonly { readonly from: number | bigint; readonly to: number | bigint }[];
  readonly from: string;
  readonly until: string;
}

export const deskSignerAppointed = schemeAct<DeskSignerFacts>(
  "desk-signer.appointed",
  store.saveDeskSigners,
  (facts) => ({
    key_id: facts.keyId,
    public_key: facts.publicKey,
    authority: facts.authority,
    office: facts.office,
    numbers: facts.numbers,
    from_at: facts.from,
    until_at: facts.until,
  }),
);

export interface DeskSignerRevokedFacts extends Facts {
  readonly keyId: Uint8Array;
  readonly reason: string;
  /** Somebody else may have had the key. */
  readonly compromised: boolean;
}

/** From the time of the act on; what the key signed before stays as it was, unless it was compromised. */
export const deskSignerRevoked = schemeAct<DeskSignerRevokedFacts>(
  "desk-signer.revoked",
  store.saveRevocations,
  // Before there was a box for it, "compromised" was one of the reasons.
  ({ keyId, reason, compromised }) => ({
    key_id: keyId,
    reason,
    compromised: compromised || reason === "compromised",
  }),
);

/** A `NationalRule` of core/kp/rules.ts. */
export interface NationalRuleFacts extends Facts {
  readonly participant: string;
  readonly from: string;
}

export const nationalRuleSet = schemeAct<NationalRuleFacts>("national-rule.set", store.saveRules, (row) => ({
  participant: row.participant,
  from_date: row.from,
  row,
}));

/** The `NumberFormat` of core/kp/numbers.ts in use, with the older prefixes that are still read. */
export interface NumberFormatFacts extends Facts {
  readonly participant: string;
}

export const numberFormatSet = schemeAct<NumberFormatFacts>(
  "number-format.set",
  store.saveFormats,
  (row) => ({ participant: row.participant, row }),
);

export interface PaperFacts extends Facts {
  readonly authority: string;
  readonly receiptCode: boolean;
}

export const authorityPaperSet = schemeAct<PaperFacts>(
  "authority-paper.set",
  store.savePapers,
  ({ authority, receiptCode }) => ({ authority, receipt_code: receiptCode }),
);

export interface TrustListFacts extends Facts {
  readonly version: number;
  /** SHA-256 of the signed bytes, kept as a document. */
  readonly digest: Uint8Array;
  readonly issuedAt: string;
  readonly notAfter: string;
}

export const trustListPublished = schemeAct<TrustListFacts>(
  "trust-list.published",
  store.saveTrustLists,
  ({ version, digest, issuedAt, notAfter }) => ({
    version,
    digest,
    issued_at: issuedAt,
    not_after: notAfter,
  }),
);

export const schemeActKinds: readonly AnyActKind[] = [
  participantListed,
  statusSet,
  recognitionSet,
  observerListed,
  applicantListed,
  authorityDesignated,
  officeOpened,
  numberBlockAllotted,
  deskSignerAppointed,
  deskSignerRevoked,
  nationalRuleSet,
  numberFormatSet,
  authorityPaperSet,
  trustListPublished,
];

type Columns = Readonly<Record<string, unknown>>;

/** A kind whose acts become rows, each with the act's own id and time, and are counted (store.ts, `scheme_change`). */
function schemeAct<Public extends Facts>(
  type: string,
  save: (tx: Projection, rows: readonly Columns[]) => Promise<void>,
  columns: (facts: Public) => Columns,
): ActKind<Public, Facts> {
  return actKind<Public, Facts>(type, async (tx, acts) => {
    await save(
      tx,
      acts.map((act: ProjectedAct<Public, Facts>) => ({ ...columns(act.public), act: act.id, at: act.at })),
    );
    await store.countActs(tx, acts.length);
  });
}
