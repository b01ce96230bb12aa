// The answer to "is this paper good?" as a card shows it: one tone, one word, one sentence. Pure.
// Word and sentence are those that every door gives; the tone adds colour and icon.
import type { Answer, AnswerState } from "#core/certificate/answers.ts";
import type { T } from "#platform/i18n/translator.ts";
import type { VerdictTone } from "#ui/components/verdict-card/VerdictCard.tsx";
import { sentenceOf, wordOf } from "./sentence.ts";
import type { NamedAuthority } from "./sentence.ts";

export interface Verdict {
  readonly tone: VerdictTone;
  readonly word: string;
  readonly sentence: string;
}

/** Red only where the paper is bad; where nothing is known of it, the card must not accuse it. */
export const tones: Readonly<Record<AnswerState, VerdictTone>> = {
  valid: "good",
  used: "used",
  expired: "warn",
  withdrawn: "bad",
  "signature-wrong": "bad",
  "unknown-number": "bad",
  "not-our-code": "bad",
  "not-a-participant": "bad",
  "paper-only-issuer": "unknown",
  offline: "warn",
  clock: "unknown",
  "service-down": "unknown",
  "key-not-valid": "bad",
  "not-released": "bad",
  "not-on-record": "bad",
};

export function verdictOf(
  t: T,
  answer: Answer,
  authorities: readonly NamedAuthority[],
  checkedAt: string,
): Verdict {
  return {
    tone: tones[answer.state],
    word: wordOf(t, answer),
    sentence: sentenceOf(t, answer, authorities, checkedAt),
  };
}
