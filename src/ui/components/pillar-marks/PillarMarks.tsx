// Which side was heard on a matter: a mark and a word for each, in an order that does not change.
// It shows voice, not votes: the marks are never added up.
import type { T } from "#platform/i18n/translator.ts";

export interface PillarMark {
  readonly name: string;
  readonly state: "heard" | "invited" | "not-heard";
  /** By whom, or since when. */
  readonly note?: string | undefined;
}

const signs = { heard: "●", invited: "◐", "not-heard": "○" } as const;

export function PillarMarks(props: { t: T; marks: readonly PillarMark[] }) {
  return (
    <ul class="pillar-marks">
      {props.marks.map((mark) => (
        <li class={`pillar-marks__mark pillar-marks__mark--${mark.state}`}>
          <span class="pillar-marks__sign" aria-hidden="true">
            {signs[mark.state]}
          </span>
          <span>
            {mark.name}: <strong>{props.t(`ui.pillar.${mark.state}`)}</strong>
            {mark.note !== undefined && <span class="pillar-marks__note"> {mark.note}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
