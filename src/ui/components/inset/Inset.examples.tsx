import type { ComponentExamples } from "#ui/examples.ts";
import { Inset } from "./Inset.tsx";

export const insetExamples: ComponentExamples = {
  component: "Inset",
  purpose: "Words set apart: a rule, an example.",
  examples: () => [
    {
      name: "A rule",
      node: (
        <Inset>
          <p>A certificate accompanies each shipment of rough diamonds on export (Section II a).</p>
        </Inset>
      ),
    },
  ],
};
