import type { ComponentExamples } from "#ui/examples.ts";
import { Threshold } from "./Threshold.tsx";

export const thresholdExamples: ComponentExamples = {
  component: "Threshold",
  purpose: "How far a count is from a line it must reach, or must not pass.",
  examples: () => [
    {
      name: "A floor not reached, and a cap kept",
      node: (
        <>
          <Threshold
            kind="floor"
            label="Support of governments"
            value={24}
            of={52}
            line={26}
            sentence="24 of 52 support; 26 are needed."
          />
          <Threshold
            kind="cap"
            label="Objections of governments"
            value={2}
            of={52}
            line={6}
            sentence="2 of 52 object; up to 6 do not stop the decision."
          />
        </>
      ),
    },
  ],
};
