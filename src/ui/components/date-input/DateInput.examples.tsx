import type { ComponentExamples } from "#ui/examples.ts";
import { DateInput } from "./DateInput.tsx";

export const dateInputExamples: ComponentExamples = {
  component: "DateInput",
  purpose: "A date the reader knows or reads off a paper.",
  examples: (t) => [
    { name: "One field", node: <DateInput t={t} name="issued" label="Date of issue" value="2026-11-24" /> },
    {
      name: "Three fields, with an error",
      node: (
        <DateInput
          t={t}
          name="received"
          label="When did the parcel arrive?"
          variant="fields"
          parts={{ day: "31", month: "11", year: "2026" }}
          wrong={["day"]}
          error="November has 30 days"
        />
      ),
    },
  ],
};
