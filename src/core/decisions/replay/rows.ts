// Rows of a list of decisions as anybody may write it, made into what the replay needs. Hostile: every field. A row that cannot
// be read says why and is left out; what the row does not say stays unknown.
import type { DecisionClass, DecisionProcedure, DecisionResult, KnownSide } from "../../kp/decisions.ts";
import { decisionClasses, decisionProcedures, decisionResults, realDecisions } from "../../kp/decisions.ts";
import { daysOf, participantsOn } from "../../kp/participant-counts.ts";
import { findParticipant } from "../../kp/participants.ts";
import { readSide } from "./sides.ts";
import type { Side, SideProblem } from "./sides.ts";

/** Columns of a list; the last two may be left out. */
export const rowColumns = [
  "id",
  "date",
  "procedure",
  "matter",
  "result",
  "named_support",
  "named_object",
  "note_and_source_keys",
] as const;
export const furtherColumns = ["class", "subjects"] as const;
export type RowColumn = (typeof rowColumns)[number] | (typeof furtherColumns)[number];

/** A decision as far as it is known. */
export interface KnownDecision {
  readonly id: string;
  readonly date: string;
  readonly procedure: DecisionProcedure;
  /** Undefined: nobody says, and every kind of item is tried. */
  readonly class?: DecisionClass;
  readonly result: DecisionResult;
  readonly subjects?: readonly string[];
  readonly support?: KnownSide;
  readonly objections?: KnownSide;
  readonly pillars?: Readonly<Partial<Record<"I" | "C", "for" | "against">>>;
  /** How many Participants there were, where the row itself says so. */
  readonly eligible?: number;
}

export type RowProblem =
  | SideProblem
  | { readonly code: "id-missing" }
  | { readonly code: "id-twice"; readonly id: string }
  | { readonly code: "not-a-date"; readonly date: string }
  | { readonly code: "before-the-scheme"; readonly date: string }
  | { readonly code: "unknown-procedure"; readonly procedure: string }
  | { readonly code: "unknown-result"; readonly result: string }
  | { readonly code: "unknown-class"; readonly class: string }
  | { readonly code: "on-both-sides"; readonly word: string }
  | { readonly code: "more-than-there-were"; readonly total: number; readonly most: number };

export type RowResult =
  | { readonly ok: true; readonly decision: KnownDecision }
  | { readonly ok: false; readonly column: RowColumn; readonly problem: RowProblem };

export type Row = Readonly<Partial<Record<RowColumn, string>>>;

export function readRow(row: Row): RowResult {
  const id = (row.id ?? "").trim();
  if (id === "" || id.length > 40) return refused("id", { code: "id-missing" });
  const date = (row.date ?? "").trim();
  if (daysOf(date) === undefined) return refused("date", { code: "not-a-date", date: shown(date) });
  const range = participantsOn(date);
  if (range === undefined) return refused("date", { code: "before-the-scheme", date });
  const procedure = oneOf(decisionProcedures, row.procedure);
  if (procedure === undefined)
    return refused("procedure", { code: "unknown-procedure", procedure: shown(row.procedure) });
  // "BLOCKED (first ever)": a remark in brackets after the word.
  const result = oneOf(decisionResults, row.result?.replace(/\s*\([^()]*\)\s*$/, ""));
  if (result === undefined) return refused("result", { code: "unknown-result", result: shown(row.result) });
  const support = readSide(row.named_support ?? "");
  if (!support.ok) return refused("named_support", support.problem);
  const objections = readSide(row.named_object ?? "");
  if (!objections.ok) return refused("named_object", objections.problem);
  const both = support.side.named.find((code) => objections.side.named.includes(code));
  if (both !== undefined) return refused("named_object", { code: "on-both-sides", word: both });
  const most = support.side.of ?? objections.side.of ?? range.most;
  const counted = (support.side.total ?? 0) + (objections.side.total ?? 0);
  if (counted > most) return refused("named_support", { code: "more-than-there-were", total: counted, most });
  return further(row, {
    id,
    date,
    procedure,
    result,
    ...(support.side.of === undefined ? {} : { eligible: support.side.of }),
    support: known(support.side),
    objections: known(objections.side),
    pillars: pillarsOf(support.side, objections.side),
  });
}

/** Class, subjects and what pillars wanted: from the row, else from the table of real decisions where it is the same one. */
function further(row: Row, decision: KnownDecision): RowResult {
  const same = realDecisions.find(({ id, date }) => id === decision.id && date === decision.date);
  const written = (row.class ?? "").trim();
  const own = oneOf(decisionClasses, written);
  if (written !== "" && own === undefined)
    return refused("class", { code: "unknown-class", class: shown(written) });
  const codes = (row.subjects ?? "").split(/[\s,]+/).filter((code) => code !== "");
  const unknown = codes.find((code) => findParticipant(code) === undefined);
  if (unknown !== undefined) return refused("subjects", { code: "unknown-code", word: shown(unknown) });
  const itemClass = own ?? same?.class;
  return {
    ok: true,
    decision: {
      ...decision,
      ...(itemClass === undefined ? {} : { class: itemClass }),
      subjects: codes.length > 0 ? codes : (same?.subjects ?? []),
      pillars: { ...same?.pillars, ...decision.pillars },
    },
  };
}

function pillarsOf(support: Side, objections: Side): Partial<Record<"I" | "C", "for" | "against">> {
  const pillars: Partial<Record<"I" | "C", "for" | "against">> = {};
  for (const pillar of support.pillars) pillars[pillar] = "for";
  // Named on both sides: its bodies were divided, so nothing is known of the pillar as one.
  for (const pillar of objections.pillars)
    if (pillars[pillar] === undefined) pillars[pillar] = "against";
    else delete pillars[pillar];
  return pillars;
}

function known({ named, reported, total }: Side): KnownSide {
  return total === undefined ? { named, reported } : { named, reported, total };
}

function oneOf<T extends string>(words: readonly T[], text: string | undefined): T | undefined {
  const trimmed = text?.trim();
  return words.find((word) => word === trimmed);
}

function refused(column: RowColumn, problem: RowProblem): RowResult {
  return { ok: false, column, problem };
}

/** Enough of a hostile text to find it again. */
function shown(text: string | undefined): string {
  const clean = (text ?? "").replaceAll(/[^\p{L}\p{N}\p{P} ]/gu, "�");
  return clean.length > 40 ? `${clean.slice(0, 40)}…` : clean;
}
