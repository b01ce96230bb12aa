import type { ComponentExamples } from "#ui/examples.ts";
import { Select } from "./Select.tsx";

export const selectExamples: ComponentExamples = {
  component: "Select",
  purpose: "One of many known answers, such as a Participant.",
  examples: (t) => [
    {
      name: "Participants",
      node: (
        <Select
          t={t}
          name="destination"
          label="Country of destination"
          hint="Only Participants: a certificate cannot name another country."
          items={["BE", "BW", "IN", "AE"].map((code) => ({ value: code, label: t.country(code) }))}
        />
      ),
    },
    {
      name: "With an error",
      node: (
        <Select
          t={t}
          name="provenance"
          label="Country of provenance"
          error="Choose the country the parcel was last exported from"
          items={[{ value: "SL", label: t.country("SL") }]}
        />
      ),
    },
  ],
};
