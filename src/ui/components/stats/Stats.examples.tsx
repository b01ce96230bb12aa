import type { ComponentExamples } from "#ui/examples.ts";
import { Stats } from "./Stats.tsx";

export const statsExamples: ComponentExamples = {
  component: "Stats",
  purpose: "The state of the scheme in a few figures.",
  examples: () => [
    {
      name: "State of the scheme",
      node: (
        <Stats
          items={[
            {
              label: "Participants",
              value: "60",
              note: "standing for 86 countries",
              href: "#stat-participants",
            },
            {
              label: "Restricted now",
              value: "1",
              note: "Central African Republic",
              href: "#stat-restricted",
            },
            { label: "Returns filed, first half of 2026", value: "51 of 61", href: "#stat-returns" },
            { label: "Waiting for consensus", value: "4", note: "the oldest for 212 days" },
          ]}
        />
      ),
    },
  ],
};
