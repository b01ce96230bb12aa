import type { ComponentExamples } from "#ui/examples.ts";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { Radios } from "./Radios.tsx";

export const radiosExamples: ComponentExamples = {
  component: "Radios",
  purpose: "One answer out of a few.",
  examples: (t) => [
    {
      name: "With hints, and a question below an answer",
      node: (
        <Radios
          t={t}
          name="origin"
          legend="Where were the diamonds mined?"
          value="one"
          items={[
            {
              value: "one",
              label: "In one country",
              more: <TextInput t={t} name="origin-country" label="Name of the country" width={20} />,
            },
            {
              value: "mixed",
              label: "Mixed origin",
              hint: "The certificate then shows asterisks instead of a country.",
            },
          ]}
        />
      ),
    },
    {
      name: "Inline, with an error",
      node: (
        <Radios
          t={t}
          name="seals"
          legend="Are all seals unbroken?"
          inline
          error="Say whether all seals are unbroken"
          items={[
            { value: "yes", label: t("common.answer.yes") },
            { value: "no", label: t("common.answer.no") },
          ]}
        />
      ),
    },
  ],
};
