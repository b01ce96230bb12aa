import type { ComponentExamples } from "#ui/examples.ts";
import { Tag } from "./Tag.tsx";

export const tagExamples: ComponentExamples = {
  component: "Tag",
  purpose: "A state in a word or two.",
  examples: () => [
    {
      name: "All tones",
      node: (
        <p class="cluster">
          <Tag>Draft</Tag>
          <Tag tone="good">Confirmed</Tag>
          <Tag tone="info">Issued</Tag>
          <Tag tone="warn">Due in 3 days</Tag>
          <Tag tone="bad">Withdrawn</Tag>
        </p>
      ),
    },
  ],
};
