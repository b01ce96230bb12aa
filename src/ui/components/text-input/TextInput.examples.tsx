import type { ComponentExamples } from "#ui/examples.ts";
import { TextInput } from "./TextInput.tsx";

export const textInputExamples: ComponentExamples = {
  component: "TextInput",
  purpose: "One line of text. Carats, dollars and numbers too: readers may type a comma or a point.",
  examples: (t) => [
    {
      name: "With a hint",
      node: (
        <TextInput
          t={t}
          name="certificate"
          label="Certificate number"
          hint="Two letters, then digits. It is printed at the top of the certificate, for example SL 004912."
          width={20}
          code
        />
      ),
    },
    {
      name: "With a unit",
      node: (
        <TextInput
          t={t}
          name="carats"
          label="Weight in carats"
          inputmode="decimal"
          width={10}
          suffix="ct"
          value="1204.55"
        />
      ),
    },
    {
      name: "With an error",
      node: (
        <TextInput
          t={t}
          name="value"
          label="Value in US dollars"
          inputmode="decimal"
          width={10}
          prefix="US$"
          value="1.2.3"
          error="Enter the value as a number, like 125000.50"
        />
      ),
    },
    {
      name: "Optional",
      node: <TextInput t={t} name="airwaybill" label="Air waybill number" optional width={20} />,
    },
  ],
};
