// Where the other procedures of offices stand, each a fold of its acts: who hosts the Secretariat, who is admitted, and what
// is done about a Participant. None of them decides: the decision is an item's, and its outcome is read from the record.
import type { ProcedureAct } from "./election.ts";

/* ---- choosing the Secretariat's host ---- */

export interface HostSelectionOpened {
  readonly title: string;
  /** What bids are compared by, in the words that were published. */
  readonly criteria: readonly string[];
  readonly bidsUntil: string;
  readonly source: string;
}

export interface HostBid {
  readonly seat: string;
  readonly at: string;
  readonly place: string;
  /** One answer for each criterion. */
  readonly answers: readonly string[];
  readonly withdrawn: { readonly at: string; readonly reason: string } | null;
}

export const hostSteps = ["EXPERT_REPORT", "VISIT", "ITEM", "AGREEMENT", "OFFICE_OPENED", "CLOSED"] as const;
export const admissionSteps = ["CIRCULATED", "VISIT", "CPC_ADVICE", "ITEM", "ADMITTED", "CLOSED"] as const;

export interface ProcedureStep<Name extends string> {
  readonly step: Name;
  readonly at: string;
  readonly day: string;
  readonly note: string;
  /** Id of the item that decides. */
  readonly item: string | null;
}

export interface HostSelection {
  readonly id: string;
  readonly at: string;
  readonly opened: HostSelectionOpened;
  readonly bids: readonly HostBid[];
  readonly steps: readonly ProcedureStep<(typeof hostSteps)[number]>[];
}

export function foldHostSelection(id: string, acts: readonly ProcedureAct[]): HostSelection | undefined {
  const [first, ...rest] = acts;
  if (first?.kind !== "host-selection.opened") return undefined;
  let bids: readonly HostBid[] = [];
  for (const { kind, at, facts } of rest) {
    if (kind === "host-selection.bid-made") {
      const bid = facts as unknown as Pick<HostBid, "seat" | "place" | "answers">;
      bids = [...bids.filter(({ seat }) => seat !== bid.seat), { ...bid, at, withdrawn: null }];
    }
    if (kind === "host-selection.bid-withdrawn") {
      const { seat, reason } = facts as unknown as { seat: string; reason: string };
      bids = bids.map((bid) => (bid.seat === seat ? { ...bid, withdrawn: { at, reason } } : bid));
    }
  }
  return {
    id,
    at: first.at,
    opened: first.facts as unknown as HostSelectionOpened,
    bids,
    steps: stepsOf(rest, "host-selection.step-taken"),
  };
}

/* ---- admission of a Participant ---- */

export interface AdmissionNotified {
  readonly applicant: string;
  readonly names: Readonly<Record<string, string>>;
  /** Day on which the notification reached the Chair through diplomatic channels. */
  readonly notified: string;
  readonly source: string;
}

export const assessments = ["MET", "NOT_MET", "OPEN"] as const;
export type Assessment = (typeof assessments)[number];

export interface AssessedRequirement {
  readonly requirement: string;
  readonly assessment: Assessment;
  readonly note: string;
  readonly at: string;
}

export interface Admission {
  readonly id: string;
  readonly at: string;
  readonly notified: AdmissionNotified;
  /** The last word on each requirement. */
  readonly assessed: readonly AssessedRequirement[];
  readonly steps: readonly ProcedureStep<(typeof admissionSteps)[number]>[];
}

export function foldAdmission(id: string, acts: readonly ProcedureAct[]): Admission | undefined {
  const [first, ...rest] = acts;
  if (first?.kind !== "admission.notified") return undefined;
  const assessed = new Map<string, AssessedRequirement>();
  for (const { kind, at, facts } of rest) {
    if (kind !== "admission.requirement-assessed") continue;
    const one = facts as unknown as Omit<AssessedRequirement, "at">;
    assessed.set(one.requirement, { ...one, at });
  }
  return {
    id,
    at: first.at,
    notified: first.facts as unknown as AdmissionNotified,
    assessed: [...assessed.values()],
    steps: stepsOf(rest, "admission.step-taken"),
  };
}

/* ---- measures on a Participant ---- */

/** What is asked for: from when on a status of the scheme would say so. LIFTING ends the one in force. */
export const measureKinds = ["SUSPENSION", "CONDITIONAL_REGIME", "LIFTING"] as const;
export type MeasureKind = (typeof measureKinds)[number];

export interface MeasureProposed {
  readonly participant: string;
  readonly measure: MeasureKind;
  readonly grounds: string;
  /** Zones from which goods stay barred, of a conditional regime. */
  readonly zones: readonly string[];
  /** The item that decides. */
  readonly item: string;
  readonly by: string;
}

export interface Measure {
  readonly id: string;
  readonly at: string;
  readonly proposed: MeasureProposed;
  /** The subject's own words, unabridged. */
  readonly replies: readonly { readonly at: string; readonly text: string }[];
  /** The status that was set because the item was adopted. */
  readonly taken: { readonly at: string; readonly from: string; readonly outcome: string } | null;
}

export function foldMeasure(id: string, acts: readonly ProcedureAct[]): Measure | undefined {
  const [first, ...rest] = acts;
  if (first?.kind !== "measure.proposed") return undefined;
  const taken = rest.find(({ kind }) => kind === "measure.taken");
  return {
    id,
    at: first.at,
    proposed: first.facts as unknown as MeasureProposed,
    replies: rest
      .filter(({ kind }) => kind === "measure.replied")
      .map(({ at, facts }) => ({ at, text: String(facts["text"]) })),
    taken:
      taken === undefined
        ? null
        : { at: taken.at, from: String(taken.facts["from"]), outcome: String(taken.facts["outcome"]) },
  };
}

function stepsOf<Name extends string>(
  acts: readonly ProcedureAct[],
  wanted: string,
): readonly ProcedureStep<Name>[] {
  return acts
    .filter(({ kind }) => kind === wanted)
    .map(({ at, facts }) => ({ ...(facts as unknown as Omit<ProcedureStep<Name>, "at">), at }));
}
