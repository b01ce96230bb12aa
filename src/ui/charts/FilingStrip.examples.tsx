import type { ComponentExamples } from "#ui/examples.ts";
import { FilingStrip } from "./FilingStrip.tsx";
import type { FilingState } from "./FilingStrip.tsx";

/** Invented: mostly on time, and a bad stretch. */
const stateOf = (place: number): FilingState =>
  (["on-time", "on-time", "late", "on-time", "corrected", "on-time", "nil", "on-time", "missing"] as const)[
    (place * 7) % 9
  ] ?? "on-time";

const periods = (first: number, last: number, parts: number) =>
  Array.from({ length: (last - first + 1) * parts }, (_, place) => ({
    year: first + Math.floor(place / parts),
    part: (place % parts) + 1,
    state: place >= (last - first + 1) * parts - 1 ? ("not-due" as const) : stateOf(place),
  }));

export const filingStripExamples: ComponentExamples = {
  component: "FilingStrip",
  purpose: "When the returns of a Participant came: one square for each period.",
  examples: (t) => [
    {
      name: "Production by half-year since 2003",
      node: (
        <FilingStrip
          t={t}
          id="strip-production"
          title="Of 47 returns that were due, 26 came on time"
          description="Squares by half-year from 2003 to 2026, each with its state; the table has them all."
          by="half"
          periods={periods(2003, 2026, 2)}
        />
      ),
    },
    {
      name: "Trade by quarter",
      node: (
        <FilingStrip
          t={t}
          id="strip-trade"
          title="Trade returns since 2019"
          description="Squares by quarter from 2019 to 2026, each with its state."
          by="quarter"
          periods={periods(2019, 2026, 4)}
        />
      ),
    },
  ],
};
