import type { ComponentExamples } from "#ui/examples.ts";
import { CountBadge } from "./CountBadge.tsx";

export const countBadgeExamples: ComponentExamples = {
  component: "CountBadge",
  purpose: "How many: a number beside a word.",
  examples: () => [
    {
      name: "Plain and urgent",
      node: (
        <p class="cluster">
          <span>
            Arriving <CountBadge count="7" label="7 shipments" />
          </span>
          <span>
            Confirmation overdue <CountBadge count="2" label="2 confirmations" urgent />
          </span>
        </p>
      ),
    },
  ],
};
