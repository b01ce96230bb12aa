import type { ComponentExamples } from "#ui/examples.ts";
import { StageTrack } from "./StageTrack.tsx";

export const stageTrackExamples: ComponentExamples = {
  component: "StageTrack",
  purpose: "The stages of a procedure, with the clock of each.",
  examples: (t) => [
    {
      name: "An item in its first call",
      node: (
        <StageTrack
          t={t}
          label="Stages of this item"
          stages={[
            { name: "Tabled", state: "done", clock: t.date("2026-10-01") },
            { name: "Listed", state: "done", clock: t.date("2026-10-06") },
            { name: "Call 1", state: "current", clock: `closes ${t.instant("2026-11-10T10:00:00Z")}` },
            { name: "Facilitation", state: "ahead", clock: "21 days, if needed" },
          ]}
        />
      ),
    },
  ],
};
