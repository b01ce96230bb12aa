import type { ComponentExamples } from "#ui/examples.ts";
import { PillarMarks } from "./PillarMarks.tsx";

export const pillarMarksExamples: ComponentExamples = {
  component: "PillarMarks",
  purpose: "Which side was heard, which was only invited, which was not heard. Never a score.",
  examples: (t) => [
    {
      name: "Three sides",
      node: (
        <PillarMarks
          t={t}
          marks={[
            { name: "Governments", state: "heard", note: "12 of 59 seats" },
            { name: "Industry", state: "invited" },
            { name: "Civil society", state: "not-heard" },
          ]}
        />
      ),
    },
  ],
};
