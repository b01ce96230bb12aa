import type { ComponentExamples } from "#ui/examples.ts";
import { RevisionLadder } from "./RevisionLadder.tsx";

export const revisionLadderExamples: ComponentExamples = {
  component: "RevisionLadder",
  purpose:
    "One figure at each of its publications: the first marked, changes in per cent, two sources in one picture.",
  examples: (t) => [
    {
      name: "Two sources that disagree",
      node: (
        <RevisionLadder
          t={t}
          id="ladder"
          title="World production of one year was restated twice and stands 2 per cent above its first figure"
          description="Steps of two sources from July 2014 to November 2019."
          measure="carats"
          until="2019-11-30"
          sources={[
            {
              label: "Releases",
              steps: [
                { on: "2014-07-01", value: 130_482_000, note: "Release 11" },
                { on: "2015-07-03", value: 132_100_000, note: "Release 13" },
                { on: "2018-01-15", value: 133_050_000, note: "Release 18" },
              ],
            },
            {
              label: "Trade press",
              steps: [
                { on: "2014-07-20", value: 130_480_000 },
                { on: "2016-02-02", value: 131_400_000 },
              ],
            },
          ]}
        />
      ),
    },
    {
      name: "Never restated",
      node: (
        <RevisionLadder
          t={t}
          id="ladder-one"
          title="The figure stands as first published"
          description="One step in July 2023, unchanged since."
          measure="usd"
          until="2024-03-01"
          sources={[{ label: "Releases", steps: [{ on: "2023-07-01", value: 16_002_000_000 }] }]}
        />
      ),
    },
  ],
};
