// The acts of an item's life, one to one with what people and offices do, and why an act is refused. An act that is
// refused changes nothing. Time enters only by the acts themselves: a tick says that a named deadline has passed.
import type { Clause, Instant, Seat, SeatId } from "./item.ts";

/**
 * S support · R support with reservation · A stand aside · P pending, consulting the capital · O reasoned objection ·
 * U opposition without admissible ground · N no position recorded.
 */
export const positionCodes = ["S", "R", "A", "P", "O", "U", "N"] as const;
export type PositionCode = (typeof positionCodes)[number];

/**
 * Grounds of an objection: P1 diamonds financing armed conflict · P2 peace, safety, human rights of people affected ·
 * P3 legitimate trade and producing economies · P4 feasibility · P5 legality · P6 due process · P7 irreversible harm.
 */
export const grounds = ["P1", "P2", "P3", "P4", "P5", "P6", "P7"] as const;
export type Ground = (typeof grounds)[number];

export interface Objection {
  readonly ground: Ground | null;
  readonly explanation: string;
  /** What would end it: other wording, or a condition that can be verified. */
  readonly cure: { readonly text: string } | { readonly condition: string } | null;
}

export const offices = ["SECRETARIAT", "CHAIR", "FACILITATOR", "PANEL"] as const;
export type Office = (typeof offices)[number];

/** What the record says of the delegate's credential when the act arrived. */
export type Credential = "VALID" | "REVOKED" | "UNKNOWN" | "FORGED";

export type Author =
  | { readonly seat: SeatId; readonly delegate: string; readonly credential: Credential }
  | { readonly office: Office; readonly person: string };

interface Said {
  readonly id: string;
  /** When it was recorded. */
  readonly at: Instant;
  readonly by: Author;
}

export type Payload =
  /** SECRETARIAT. The seats in force: first before SUBMIT, again whenever they change. */
  | { readonly type: "roster"; readonly seats: readonly Seat[] }
  /** A seat: it is the first sponsor. */
  | { readonly type: "submit" }
  /** A seat that the item names joins as sponsor, or any other seconds. */
  | { readonly type: "second"; readonly as: "SPONSOR" | "SECONDER" }
  /** SECRETARIAT; no defect: the item is listed. */
  | { readonly type: "checkForm"; readonly defects: readonly string[] }
  /** A sponsor. */
  | { readonly type: "cure"; readonly clauses: readonly Clause[] | null }
  /** A seat, within 5 days of the listing: this seat should be recused, or should not. */
  | {
      readonly type: "challengeRecusal";
      readonly seat: SeatId;
      readonly recuse: boolean;
      readonly reason: string;
    }
  /** SECRETARIAT: the three seats that the lot gave, one of each pillar. */
  | {
      readonly type: "drawPanel";
      readonly purpose: "RECUSAL" | "EXCLUSION" | "MEDIATION";
      /** Act of the challenge or claim; null for mediation. */
      readonly about: string | null;
      readonly members: readonly string[];
      /** Of the lot, hexadecimal: see `panelByLot`. */
      readonly seed: string;
      /** Of mediation: persons of the independent list, one of whom is drawn. */
      readonly independents?: readonly string[];
    }
  /** PANEL, with each member's vote and reason. */
  | {
      readonly type: "ruleOnRecusal";
      readonly challenge: string;
      readonly votes: readonly {
        readonly member: string;
        readonly recuse: boolean;
        readonly reason: string;
      }[];
    }
  /** A seat, while no call is open; recused seats too. A null text strikes the clause out. */
  | { readonly type: "amend"; readonly clause: string; readonly text: string | null }
  /** A sponsor, in the first two thirds of facilitation or before the freeze: the whole new text. */
  | {
      readonly type: "consolidate";
      readonly clauses: readonly Clause[];
      readonly accepted: readonly string[];
      readonly rejected: readonly { readonly amendment: string; readonly reason: string }[];
    }
  /** CHAIR or SECRETARIAT, under today's rules only: the chair sets the window. */
  | { readonly type: "openCall"; readonly closesAt: Instant }
  /** A seat, in an open call. */
  | {
      readonly type: "position";
      readonly on: "ALL" | readonly string[];
      readonly code: PositionCode;
      /** Of R: the reservation; of A: a short reason. */
      readonly words?: string;
      /** Of P: the day an answer is expected, "YYYY-MM-DD". */
      readonly expected?: string;
      /** Of O and U. An incomplete one counts as U and can be completed until the close. */
      readonly objection?: Objection;
      readonly minister?: boolean;
    }
  /** FACILITATOR: the written answer to a seat's objection on a clause. */
  | { readonly type: "answer"; readonly seat: SeatId; readonly clause: string; readonly text: string }
  /** The objecting seat, to an answer (its act's id). */
  | { readonly type: "reply"; readonly answer: string; readonly text: string }
  /** A seat: the objection has nothing to do with the purposes of the scheme. Needs a seat of another pillar with it. */
  | {
      readonly type: "moveMerits";
      readonly seat: SeatId;
      readonly clause: string;
      readonly reason: string;
    }
  | { readonly type: "merits"; readonly motion: string; readonly unrelated: boolean }
  /** A seat: its pillar, or it, was kept out or intimidated. */
  | { readonly type: "claimExclusion"; readonly reason: string }
  | {
      readonly type: "ruleOnExclusion";
      readonly claim: string;
      readonly upheld: boolean;
      readonly reason: string;
    }
  /** SECRETARIAT; then seats accept or refuse. */
  | { readonly type: "nameFacilitator"; readonly person: string; readonly actor: string | null }
  | { readonly type: "acceptFacilitator"; readonly accept: boolean }
  /** PANEL of mediation. */
  | { readonly type: "compromise"; readonly clauses: readonly Clause[]; readonly reasons: string }
  | { readonly type: "requestMinisters" }
  /** SECRETARIAT: the discussion of a K0 item, in a meeting or in writing; the subject is offered the first and last word. */
  | {
      readonly type: "debate";
      readonly in: "MEETING" | "WRITING";
      readonly minutes: number;
      readonly firstWordOffered: boolean;
      readonly lastWordOffered: boolean;
    }
  /** Any seat, any time: objecting to the discussion is itself recorded. */
  | { readonly type: "statement"; readonly text: string; readonly objectsToDiscussing: boolean }
  /** A sponsor; the item ends when every sponsor has. */
  | { readonly type: "withdraw" }
  /** CHAIR: stored, and flagged when the computed outcome differs. Never changes the outcome. */
  | { readonly type: "declare"; readonly outcome: string }
  /** SECRETARIAT (or CHAIR): this deadline has passed. `deadline` is the state's; windows that open start at `at`. */
  | { readonly type: "tick"; readonly deadline: Instant };

export type Act = Said & Payload;
export type ActType = Act["type"];
export type ActOf<T extends ActType> = Extract<Act, { readonly type: T }>;

/** Why an act is refused; the modules have a sentence for each. */
export const refusals = [
  "act-twice",
  "instant-invalid",
  "clock-behind",
  "wrong-author",
  "seat-unknown",
  "not-in-roster-of-call",
  "roster-invalid",
  "package-not-allowed",
  "time-zone-unknown",
  "seat-recused",
  "delegate-revoked",
  "delegate-unknown",
  "signature-forged",
  "item-closed",
  "not-at-this-stage",
  "not-yet-due",
  "other-deadline",
  "deadline-passed",
  "no-roster",
  "already-submitted",
  "already-sponsor",
  "not-a-sponsor",
  "not-named-as-sponsor",
  "too-late-to-challenge",
  "discussion-is-of-right",
  "challenge-unknown",
  "challenge-ruled",
  "clauses-invalid",
  "clause-unknown",
  "text-frozen",
  "amendment-window-closed",
  "too-many-amendments",
  "too-many-versions",
  "amendment-unknown",
  "amendment-unanswered",
  "call-not-open",
  "call-closed",
  "call-window-too-short",
  "clocks-are-the-rules",
  "not-in-this-rule",
  "pending-used",
  "words-missing",
  "expected-day-missing",
  "minister-must-sign",
  "objection-unknown",
  "answer-unknown",
  "motion-unknown",
  "motion-own-objection",
  "facilitator-not-accepted",
  "already-done",
  "claim-unknown",
  "claim-ruled",
  "facilitator-is-party",
  "panel-wrong",
  "votes-wrong",
  "text-too-long",
] as const;
export type Refusal = (typeof refusals)[number];

export type Answer = { readonly accepted: true } | { readonly accepted: false; readonly reason: Refusal };

export interface AnsweredAct {
  readonly act: Act;
  readonly answer: Answer;
}

export function seatOf(act: Act): SeatId | null {
  return "seat" in act.by ? act.by.seat : null;
}

const officesOf: { readonly [type in ActType]?: readonly Office[] } = {
  roster: ["SECRETARIAT"],
  checkForm: ["SECRETARIAT"],
  drawPanel: ["SECRETARIAT"],
  ruleOnRecusal: ["PANEL"],
  ruleOnExclusion: ["PANEL"],
  openCall: ["CHAIR", "SECRETARIAT"],
  answer: ["FACILITATOR", "SECRETARIAT"],
  nameFacilitator: ["SECRETARIAT", "CHAIR"],
  compromise: ["PANEL"],
  debate: ["SECRETARIAT", "CHAIR"],
  declare: ["CHAIR"],
  tick: ["SECRETARIAT", "CHAIR"],
};

/** Offices have their acts, seats have theirs; both make statements, and a triggered item is submitted by the Secretariat. */
export function officeProblem(act: Act): "wrong-author" | null {
  const offices = officesOf[act.type];
  if (offices !== undefined)
    return "office" in act.by && offices.includes(act.by.office) ? null : "wrong-author";
  if (act.type === "statement" || act.type === "submit") return null;
  return "seat" in act.by ? null : "wrong-author";
}
