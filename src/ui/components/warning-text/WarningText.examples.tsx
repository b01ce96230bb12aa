import type { ComponentExamples } from "#ui/examples.ts";
import { WarningText } from "./WarningText.tsx";

export const warningTextExamples: ComponentExamples = {
  component: "WarningText",
  purpose: "A consequence the reader must know before acting.",
  examples: (t) => [
    {
      name: "Before withdrawing",
      node: (
        <WarningText t={t}>
          A withdrawn certificate cannot be made valid again. Everyone can see the withdrawal.
        </WarningText>
      ),
    },
  ],
};
