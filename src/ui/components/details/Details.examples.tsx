import type { ComponentExamples } from "#ui/examples.ts";
import { Details } from "./Details.tsx";

export const detailsExamples: ComponentExamples = {
  component: "Details",
  purpose: "Help that most readers do not need, one press away.",
  examples: () => [
    {
      name: "Open",
      node: (
        <Details summary="Where is the number?" open>
          <p>At the top right of the certificate, and again on the import confirmation.</p>
        </Details>
      ),
    },
    {
      name: "Closed",
      node: <Details summary="What does mixed origin mean?">Stones from more than one country.</Details>,
    },
  ],
};
