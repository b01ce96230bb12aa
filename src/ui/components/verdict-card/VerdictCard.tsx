// The answer to "is this paper good?": one colour, one icon, one word, one sentence; the details after that.
// Hostile: when a check fails, pass no data of the failed paper as details, only the reason.
import type { ComponentChildren } from "preact";
import type { T } from "#platform/i18n/translator.ts";
import { Icon } from "#ui/components/icon/Icon.tsx";
import type { IconName } from "#ui/components/icon/Icon.tsx";

export type VerdictTone = "good" | "used" | "warn" | "bad" | "unknown";

export interface VerdictCardProps {
  readonly t: T;
  readonly tone: VerdictTone;
  /** One word or two, in place of the tone's own: "Ran out", "Withdrawn". */
  readonly word?: string | undefined;
  readonly sentence: ComponentChildren;
  /** When it was checked, and against what. */
  readonly asOf?: string | undefined;
  readonly children?: ComponentChildren;
  readonly level?: 1 | 2 | 3 | 4 | undefined;
}

// Every tone has a shape of its own: the answer must survive a black and white printer.
const icons: Readonly<Record<VerdictTone, IconName>> = {
  good: "tick",
  used: "repeat",
  warn: "warning",
  bad: "cross",
  unknown: "question",
};

export function VerdictCard(props: VerdictCardProps) {
  const Heading = `h${props.level ?? 1}` as "h1";
  return (
    <div class={`verdict verdict--${props.tone}`}>
      <div class="verdict__answer">
        <span class="verdict__icon">
          <Icon name={icons[props.tone]} />
        </span>
        <Heading class="verdict__word">{props.word ?? props.t(`ui.verdict.${props.tone}`)}</Heading>
        <p class="verdict__sentence">{props.sentence}</p>
      </div>
      {props.children !== undefined && <div class="verdict__details">{props.children}</div>}
      {props.asOf !== undefined && <p class="verdict__as-of">{props.asOf}</p>}
    </div>
  );
}
