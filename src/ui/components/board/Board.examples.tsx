import type { ComponentExamples } from "#ui/examples.ts";
import { Tag } from "#ui/components/tag/Tag.tsx";
import { Board } from "./Board.tsx";

export const boardExamples: ComponentExamples = {
  component: "Board",
  purpose: "Things by the stage they are in, as on the consensus board.",
  examples: () => [
    {
      name: "Two stages",
      node: (
        <Board
          level={4}
          columns={[
            {
              id: "example-open",
              title: "Call open",
              count: { value: "1", label: "item" },
              empty: "No call is open.",
              cards: [
                {
                  href: "#example-item",
                  over: "Operational · K2-2026-014",
                  title: "Guideline on the weighing of alluvial parcels",
                  lines: [
                    "Waiting for 12 days",
                    <Tag tone="bad">2 object</Tag>,
                    "1 without a reason given; 9 silent",
                  ],
                },
              ],
            },
            {
              id: "example-blocked",
              title: "Blocked",
              count: { value: "0", label: "items" },
              empty: "Nothing is blocked.",
              cards: [],
            },
          ]}
        />
      ),
    },
  ],
};
