import type { ComponentExamples } from "#ui/examples.ts";
import { Panel } from "./Panel.tsx";

export const panelExamples: ComponentExamples = {
  component: "Panel",
  purpose: "The end of a journey: it is done, and this is its number.",
  examples: () => [
    {
      name: "A certificate was issued",
      node: (
        <Panel title="Certificate issued" level={4}>
          Its number is <strong class="code">SL004912</strong>
        </Panel>
      ),
    },
  ],
};
