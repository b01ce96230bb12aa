import type { ComponentExamples } from "#ui/examples.ts";
import { Checkboxes } from "./Checkboxes.tsx";

export const checkboxesExamples: ComponentExamples = {
  component: "Checkboxes",
  purpose: "None, one or several answers.",
  examples: (t) => [
    {
      name: "Several answers",
      node: (
        <Checkboxes
          t={t}
          name="checked"
          legend="What did you check?"
          hint="Choose all that apply."
          values={["seals"]}
          items={[
            { value: "seals", label: "Seals are unbroken and numbers match" },
            { value: "weight", label: "Weight was measured" },
            { value: "parcels", label: "Number of parcels matches" },
          ]}
        />
      ),
    },
    {
      name: "A declaration, with an error",
      node: (
        <Checkboxes
          t={t}
          name="declaration"
          legend="Declaration"
          error="Confirm that the declaration is true"
          items={[
            { value: "yes", label: "The diamonds were not bought from, and do not finance, rebel movements" },
          ]}
        />
      ),
    },
  ],
};
