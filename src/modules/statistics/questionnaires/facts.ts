// What the acts of questionnaires say. Who was asked about which period, and until when, is public, so that anybody can check
// the list of those who do not answer; questions and answers are between the Participant and the working group.
import type { Facts } from "#core/act/act.ts";

/** Subject of all: "questionnaire:<id>". */
export interface OpenedPublic extends Facts {
  readonly participant: string;
  /** "2026-Q2" */
  readonly period: string;
  /** The last day for an answer. */
  readonly deadline: string;
  readonly questions: number;
}

export interface OpenedPrivate extends Facts {
  readonly questions: readonly string[];
  readonly language: string;
}

export interface AnsweredPublic extends Facts {
  /** Places of the questions, from 0. */
  readonly places: readonly number[];
}

export interface AnsweredPrivate extends Facts {
  readonly answers: readonly { readonly place: number; readonly text: string }[];
  readonly language: string;
}

export interface ClosedPublic extends Facts {
  readonly outcome: string;
}

export interface ClosedPrivate extends Facts {
  readonly text: string;
}
