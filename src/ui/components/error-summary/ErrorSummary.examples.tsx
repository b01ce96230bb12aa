import type { ComponentExamples } from "#ui/examples.ts";
import { ErrorSummary } from "./ErrorSummary.tsx";

export const errorSummaryExamples: ComponentExamples = {
  component: "ErrorSummary",
  purpose: "Everything that is wrong on the page, at its top, each leading to its field.",
  examples: (t) => [
    {
      name: "Two errors",
      node: (
        <ErrorSummary
          t={t}
          errors={[
            { text: "Enter the value as a number, like 125000.50", field: "value" },
            { text: "Say whether all seals are unbroken", field: "seals" },
          ]}
        />
      ),
    },
  ],
};
