import type { ComponentExamples } from "#ui/examples.ts";
import { MassBalance } from "./MassBalance.tsx";

export const massBalanceExamples: ComponentExamples = {
  component: "MassBalance",
  purpose: "Production and imports, less exports, less stock, step by step, and what remains.",
  examples: (t) => [
    {
      name: "Something remains",
      node: (
        <MassBalance
          t={t}
          id="balance"
          title="After exports and stock, 31 thousand carats of 2023 remain"
          description="Steps: 688 thousand carats produced, 12 thousand imported, 640 thousand exported, 29 thousand in stock."
          measure="carats"
          production={688_000}
          imports={12_000}
          exports={640_000}
          stock={29_000}
        />
      ),
    },
    {
      name: "More went out than is known to have come in",
      node: (
        <MassBalance
          t={t}
          id="balance-beyond"
          title="Exports of the year were above production and imports together"
          description="Steps: 55 thousand carats produced, imports not stated, 149 thousand exported; stock not stated."
          measure="carats"
          production={55_000}
          imports={null}
          exports={149_000}
          stock={null}
        />
      ),
    },
  ],
};
