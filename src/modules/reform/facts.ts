// What the acts of reform say. All of it is public.
import type { Facts } from "#core/act/act.ts";

export interface CycleFacts extends Facts {
  readonly title: string;
  readonly body: string;
  readonly from: string;
  readonly until: string;
  /** Each with who looks after it. */
  readonly topics: readonly { readonly title: string; readonly owner: string }[];
  readonly language: string;
}

export interface DemandFacts extends Facts {
  readonly by: string;
  readonly title: string;
  readonly text: string;
  /** A demand of the sourced history that this one takes up; null for a new one. */
  readonly history: string | null;
  readonly language: string;
}

export interface RepetitionFacts extends Facts {
  readonly by: string;
  /** Where it was repeated: a meeting, a statement; with its source. */
  readonly occasion: string;
  readonly language: string;
}

export interface DemandAnswerFacts extends Facts {
  /** The seat whose delegate answers; null for the chair or the Secretariat. */
  readonly by: string | null;
  readonly office: string | null;
  readonly outcome: string;
  readonly text: string;
  readonly language: string;
}

export interface CommitmentFacts extends Facts {
  readonly by: string;
  readonly text: string;
  readonly due: string | null;
  readonly language: string;
}

export interface ProgressFacts extends Facts {
  readonly by: string;
  readonly progress: string;
  readonly text: string;
  readonly language: string;
}
