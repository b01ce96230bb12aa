// What the marks of a chart mean, as a list beside it, in the order of the reader's language.
import type { ComponentChildren } from "preact";
import { classes } from "#ui/classes.ts";

export interface LegendEntry {
  /** Drawn in a frame of 24 by 16. */
  readonly mark: ComponentChildren;
  readonly words: ComponentChildren;
}

export interface LegendProps {
  readonly entries: readonly LegendEntry[];
  /** Where the wide picture says it beside the marks themselves. */
  readonly onlyNarrow?: boolean | undefined;
}

export function Legend({ entries, onlyNarrow }: LegendProps) {
  return (
    <ul class={classes("chart-legend", onlyNarrow === true && "chart-legend--narrow")}>
      {entries.map(({ mark, words }) => (
        <li>
          <svg
            class="chart-legend__mark"
            viewBox="0 0 24 16"
            width="24"
            height="16"
            aria-hidden="true"
            focusable="false"
          >
            {mark}
          </svg>
          <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}
