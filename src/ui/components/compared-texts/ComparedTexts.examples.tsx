import type { ComponentExamples } from "#ui/examples.ts";
import { ComparedTexts } from "./ComparedTexts.tsx";

export const comparedTextsExamples: ComponentExamples = {
  component: "ComparedTexts",
  purpose: "Two versions of a text side by side, with what changed marked.",
  examples: (t) => [
    {
      name: "A clause and its amendment",
      node: (
        <ComparedTexts
          t={t}
          level={4}
          before="Version 1"
          after="Version 2"
          pairs={[
            {
              name: "Clause 1",
              before: "Each authority weighs every parcel within 30 days.",
              after: "Each authority weighs every parcel within 21 working days of its receipt.",
            },
            { name: "Clause 2", before: undefined, after: "Scales are calibrated once a year." },
          ]}
        />
      ),
    },
  ],
};
