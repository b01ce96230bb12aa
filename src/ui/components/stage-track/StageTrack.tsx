// The stages that a thing goes through, in order: which are behind it, in which it stands, which may follow, each with its clock.
import type { T } from "#platform/i18n/translator.ts";

export interface Stage {
  readonly name: string;
  readonly state: "done" | "current" | "ahead";
  /** When it began, when it ends, or how long it lasts, in words. */
  readonly clock?: string | undefined;
}

export function StageTrack(props: { t: T; label: string; stages: readonly Stage[] }) {
  return (
    <ol class="stage-track" aria-label={props.label}>
      {props.stages.map((stage) => (
        <li
          class={`stage-track__stage stage-track__stage--${stage.state}`}
          aria-current={stage.state === "current" ? "step" : undefined}
        >
          <span class="stage-track__name">{stage.name}</span>
          <span class="visually-hidden"> ({props.t(`ui.stage.${stage.state}`)})</span>
          {stage.clock !== undefined && <span class="stage-track__clock"> {stage.clock}</span>}
        </li>
      ))}
    </ol>
  );
}
