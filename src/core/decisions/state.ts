// Where an item stands: everything below is a fold of its acts, is plain data and is never changed in place. Also what a
// rule-set is, and the outcomes and sentences it gives.
import type { Act, Answer, AnsweredAct, Objection, PositionCode } from "./acts.ts";
import type { Instant, Item, ItemClass, PillarId, Roster, SeatId, Version } from "./item.ts";

export const outcomeCodes = [
  "ADOPTED_CONSENSUS",
  "ADOPTED_WITH_RESERVATIONS",
  "ADOPTED_WITH_DISSENT",
  "NOT_ADOPTED",
  "NO_DECISION",
  "WITHDRAWN",
  "REJECTED_FORM",
  "RECORDED",
  /** Today's rule only: an objection kept the item off the agenda. */
  "NOT_LISTED",
] as const;
export type OutcomeCode = (typeof outcomeCodes)[number];

export const stages = [
  "DRAFT",
  "SUBMITTED",
  "LISTED",
  "DISCUSSION",
  "CALL",
  "FACILITATION",
  "MEDIATION",
  "MINISTERIAL",
  /** Adoptable with dissent; the last objections await their written answer, for ten days at most. */
  "ANSWERS",
  "CLOSED",
] as const;
export type Stage = (typeof stages)[number];

/** What a call says of one clause. */
export const evaluations = ["T1", "T2", "BLOCK", "INSUFF", "INSUFF_OBJ"] as const;
export type Evaluation = (typeof evaluations)[number];

/** Positions of one pillar on one clause, counted. Silent: eligible less all the others. */
export interface PillarCounts {
  readonly pillar: PillarId;
  /** Not recused, in the roster of the call. */
  readonly eligible: number;
  /** S and R. */
  readonly support: number;
  /** A. */
  readonly aside: number;
  /** Valid, sustained O. */
  readonly objection: number;
  /** U. */
  readonly opposed: number;
}

/** One recorded position, in force or replaced. */
export interface Position {
  readonly act: string;
  readonly at: Instant;
  readonly seat: SeatId;
  readonly delegate: string;
  readonly code: PositionCode;
  readonly words: string | null;
  readonly expected: string | null;
  readonly objection: Objection | null;
  /** Of O carried from the call before: not replied to and recorded again, so it does not count. */
  readonly lapsed: boolean;
  readonly carried: boolean;
  /** Of O: names its clauses, a ground with an explanation, and a cure (V1–V3). */
  readonly complete: boolean;
}

export interface Positions {
  readonly [seat: SeatId]: { readonly [clause: string]: Position };
}

export interface Call {
  readonly number: number;
  readonly version: number;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly closedAt: Instant | null;
  readonly extended: boolean;
  /** FIRST of its round, RECALL by name, LAST_RESORT after mediation or by ministers. */
  readonly kind: "FIRST" | "RECALL" | "LAST_RESORT";
  readonly ministers: boolean;
  readonly roster: Roster;
  readonly recused: readonly SeatId[];
  /** Seat → clause → position in force. */
  readonly positions: Positions;
  /** Those that came over from the call before. */
  readonly carried: Positions;
  /** Every accepted position of this call in order, replaced ones too. */
  readonly history: readonly (Position & { readonly on: readonly string[] })[];
  /** Eligible seats that recorded nothing on any clause, at the close; empty while open. */
  readonly silent: readonly SeatId[];
  /** Clause → result; null while open. */
  readonly results: { readonly [clause: string]: Evaluation } | null;
  /** The largest dependency-closed set of adoptable clauses at the close. */
  readonly adoptable: readonly string[];
}

export interface Amendment {
  readonly id: string;
  readonly at: Instant;
  readonly seat: SeatId;
  readonly clause: string;
  readonly text: string | null;
  readonly round: number;
  readonly status: "OPEN" | "ACCEPTED" | "REJECTED";
  readonly reason: string | null;
}

export interface AnswerToObjection {
  readonly id: string;
  readonly at: Instant;
  readonly seat: SeatId;
  readonly clause: string;
  readonly ground: string | null;
  /** Of the clause when answered. */
  readonly clauseText: string;
  readonly text: string;
  readonly call: number;
  readonly reply: { readonly act: string; readonly at: Instant; readonly text: string } | null;
}

export interface Challenge {
  readonly id: string;
  readonly at: Instant;
  readonly by: SeatId;
  readonly seat: SeatId;
  readonly recuse: boolean;
  readonly reason: string;
  readonly panel: readonly string[];
  readonly seed: string | null;
  readonly ruling: {
    readonly act: string;
    readonly upheld: boolean;
    readonly votes: readonly { readonly member: string; readonly recuse: boolean; readonly reason: string }[];
  } | null;
}

export interface MeritsMotion {
  readonly id: string;
  readonly at: Instant;
  readonly movers: readonly SeatId[];
  readonly seat: SeatId;
  readonly clause: string;
  /** Act of the position that it is about; another position is another objection. */
  readonly position: string;
  readonly reason: string;
  readonly ballots: { readonly [seat: SeatId]: boolean };
}

export interface ExclusionClaim {
  readonly id: string;
  readonly at: Instant;
  readonly seat: SeatId;
  readonly pillar: PillarId;
  readonly reason: string;
  readonly panel: readonly string[];
  readonly ruling: "UPHELD" | "DISMISSED" | "NONE_IN_TIME" | null;
}

export interface Deadline {
  readonly at: Instant;
  readonly event:
    | "FORM_CHECK_ENDS"
    | "CURE_ENDS"
    | "NOTICE_ENDS"
    | "DISCUSSION_ENDS"
    | "CALL_CLOSES"
    | "FREEZE_ENDS"
    | "FACILITATION_ENDS"
    | "MEDIATION_ENDS"
    | "MINISTERS_MEET"
    | "ANSWERS_END";
}

export interface ItemOutcome {
  readonly code: OutcomeCode;
  readonly at: Instant;
  /** Clauses adopted, in the order of the text; empty unless adopted. */
  readonly adopted: readonly string[];
  /** Of NOT_ADOPTED and NO_DECISION. */
  readonly reason: OutcomeReason | null;
  /** Pillars that recorded nothing at all on what was adopted. */
  readonly withoutEngagement: readonly PillarId[];
}

export type OutcomeReason =
  | "CAP"
  | "PILLAR"
  | "OBJECTION"
  | "SUPPORT"
  | "PARTICIPATION"
  | "AGENDA"
  | "MEASURE_HOLDS"
  | "CHAIR_PROPOSAL_STANDS";

export interface Settled {
  readonly clause: string;
  readonly evaluation: "T1" | "T2";
  readonly reserved: boolean;
}

export interface Declaration {
  readonly act: string;
  readonly at: Instant;
  readonly outcome: string;
  /** It was not, when it was declared, what the rule computes. */
  readonly differs: boolean;
}

export interface ItemState {
  readonly ruleSet: string;
  readonly item: Item;
  readonly stage: Stage;
  /** Of the last tick. */
  readonly now: Instant | null;
  readonly since: Instant | null;
  readonly deadline: Deadline | null;
  readonly roster: Roster | null;
  readonly sponsors: readonly SeatId[];
  readonly seconders: readonly SeatId[];
  readonly withdrawn: readonly SeatId[];
  readonly defects: readonly string[];
  readonly cured: boolean;
  readonly listedAt: Instant | null;
  readonly versions: readonly Version[];
  /** The last one is open unless it has `closedAt`. */
  readonly calls: readonly Call[];
  /** Facilitation rounds begun. */
  readonly round: number;
  /** Clauses adopted before the rest went to mediation; they stand whatever becomes of the rest. */
  readonly settled: readonly Settled[];
  readonly answersUsed: boolean;
  readonly recallsUsed: number;
  readonly extensionUsed: boolean;
  readonly brakeUsed: boolean;
  readonly freezeUsed: boolean;
  readonly frozenSince: Instant | null;
  readonly mediationUsed: boolean;
  readonly ministersUsed: boolean;
  readonly ministersRequestedBy: readonly SeatId[];
  readonly facilitator: {
    readonly person: string;
    readonly actor: string | null;
    readonly answers: { readonly [seat: SeatId]: boolean };
  } | null;
  /** Drawn by lot. */
  readonly mediators: readonly string[];
  readonly compromise: { readonly act: string; readonly reasons: string } | null;
  readonly amendments: readonly Amendment[];
  readonly answers: readonly AnswerToObjection[];
  readonly challenges: readonly Challenge[];
  readonly motions: readonly MeritsMotion[];
  readonly claims: readonly ExclusionClaim[];
  readonly debates: readonly {
    readonly act: string;
    readonly at: Instant;
    readonly in: "MEETING" | "WRITING";
    readonly minutes: number;
    readonly firstWordOffered: boolean;
    readonly lastWordOffered: boolean;
  }[];
  readonly statements: readonly {
    readonly act: string;
    readonly at: Instant;
    readonly author: string;
    readonly text: string;
    readonly objectsToDiscussing: boolean;
  }[];
  readonly declarations: readonly Declaration[];
  readonly outcome: ItemOutcome | null;
}

/** A sentence as a code and its arguments; the modules' locale files have the words. */
export interface Sentence {
  readonly code: SentenceCode;
  readonly arguments: { readonly [name: string]: string | number | readonly string[] };
}

export const sentenceCodes = [
  "needs-seconder",
  "needs-seconder-other-pillar",
  "needs-sponsors",
  "needs-form-check",
  "needs-cure",
  "waits-notice",
  "needs-discussion",
  "discussion-minutes-left",
  "call-closes",
  "call-frozen",
  "would-adopt",
  "would-adopt-clauses",
  "would-not-adopt",
  "needs-supports",
  "falls-if-withdrawn",
  "pillar-objects",
  "silent",
  "pending",
  "opposed-without-ground",
  "objection-blocks",
  "needs-replies",
  "clause-waits-for",
  "brake",
  "facilitation-next",
  "needs-facilitator",
  "needs-answers",
  "needs-replies-to-answers",
  "recall-next",
  "mediation-next",
  "needs-compromise",
  "ministers-may-be-requested",
  "ministers-meet",
  "needs-call",
  "recused",
  "without-engagement",
  "declared-differently",
  "outcome",
] as const;
export type SentenceCode = (typeof sentenceCodes)[number];

export interface Stepped {
  readonly state: ItemState;
  readonly answer: Answer;
}

/** What a rule says of counts alone: fast, without acts; the prover runs millions a second. */
export type Verdict = "ADOPTED" | "NOT_ADOPTED" | "NO_DECISION";

export interface RuleSet {
  readonly id: RuleSetId;
  /** "YYYY-MM-DD" */
  readonly validFrom: string;
  /** Only for comparison; nothing is decided under it. */
  readonly comparison: boolean;
  readonly source: string;
  begin(item: Item): ItemState;
  step(state: ItemState, act: Act): Stepped;
  explain(state: ItemState): readonly Sentence[];
  /** Of one clause in one call, counts alone; governments first. */
  verdict(counts: readonly PillarCounts[], itemClass?: Exclude<ItemClass, "K0">): Verdict;
}

export const ruleSetIds = [
  "kp-strict@2003",
  "kp-strict-written",
  "genuine-consensus@1",
  "ddi-2017",
  "vps",
  "irma",
  "eiti",
] as const;
export type RuleSetId = (typeof ruleSetIds)[number];

export interface Folded {
  readonly state: ItemState;
  /** Every act with its answer, in order. */
  readonly acts: readonly AnsweredAct[];
}

/** Outcome of another rule-set on the same acts. */
export interface Shadow {
  readonly ruleSet: RuleSetId;
  /** Null: this rule would not have ended the item by now. */
  readonly outcome: OutcomeCode | null;
  readonly adopted: readonly string[];
  readonly reason: OutcomeReason | null;
  /** Of the call that is open: what it would say if it closed now. */
  readonly provisional: boolean;
  readonly sentences: readonly Sentence[];
}

export interface Outcomes {
  readonly binding: Folded;
  readonly shadows: readonly Shadow[];
  /** Of an open call; null otherwise. */
  readonly ifClosedNow: { readonly stage: Stage; readonly outcome: ItemOutcome | null } | null;
}
