// What the acts of requests say. All of it is public: a question or an answer that nobody sees changes nothing.
import type { Facts } from "#core/act/act.ts";
import type { RequestKind, RequestTick } from "#core/decisions/requests.ts";

export interface OpenedFacts extends Facts {
  readonly kind: RequestKind;
  readonly by: string;
  readonly about: string | null;
  readonly questions: readonly string[];
  /** Whether the body's rules know this procedure; otherwise it is an unofficial track, and says so. */
  readonly official: boolean;
  /** Language of the questions. */
  readonly language: string;
}

export interface SupportedFacts extends Facts {
  readonly by: string;
}

export interface AnsweredFacts extends Facts {
  readonly by: string;
  readonly answers: readonly string[];
  readonly language: string;
}

export interface ExpertNamedFacts extends Facts {
  readonly by: string;
  readonly expert: string;
}

export interface ReportedFacts extends Facts {
  /** The seat whose delegate put it on record; null for the Secretariat. */
  readonly by: string | null;
  readonly report: string;
  readonly language: string;
}

export interface TickedFacts extends Facts {
  readonly tick: RequestTick;
  /** When it was due. */
  readonly due: string;
  readonly names: readonly string[];
  /** Of a draw: the head of the log that is its seed, as size and root in hexadecimal. */
  readonly head: { readonly size: string; readonly root: string } | null;
}

export interface ExpertFacts extends Facts {
  readonly name: string;
  readonly country: string;
  readonly fields: string;
  readonly by: string;
}

export interface WithdrawnFacts extends Facts {
  readonly reason: string;
}
