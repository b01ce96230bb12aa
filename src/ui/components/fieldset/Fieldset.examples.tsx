import type { ComponentExamples } from "#ui/examples.ts";
import { TextInput } from "#ui/components/text-input/TextInput.tsx";
import { Fieldset } from "./Fieldset.tsx";

export const fieldsetExamples: ComponentExamples = {
  component: "Fieldset",
  purpose: "Questions that belong together under one legend.",
  examples: (t) => [
    {
      name: "An address",
      node: (
        <Fieldset t={t} id="consignee" legend="Consignee" hint="As it is to be printed on the certificate.">
          <TextInput t={t} name="consignee-name" label="Name" autocomplete="organization" />
          <TextInput t={t} name="consignee-town" label="Town" width={20} autocomplete="address-level2" />
        </Fieldset>
      ),
    },
  ],
};
