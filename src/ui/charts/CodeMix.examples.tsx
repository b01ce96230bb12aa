import type { ComponentExamples } from "#ui/examples.ts";
import { CodeMix } from "./CodeMix.tsx";

export const codeMixExamples: ComponentExamples = {
  component: "CodeMix",
  purpose:
    "What goods the exporter and the importer say were traded, by code: most gaps by code are one shipment under two codes.",
  examples: (t) => [
    {
      name: "Two years of one pair",
      node: (
        <CodeMix
          t={t}
          id="mix"
          title="The two sides agree on the carats, not on the codes"
          description="Paired bars for two years: the exporter has most under unsorted, the importer under unworked."
          measure="carats"
          codes={["7102.10 unsorted", "7102.21 industrial", "7102.31 unworked"]}
          cases={[
            {
              label: "2022",
              exporter: { label: `${t.country("SL")}: exports`, values: [402_000, 12_000, 96_000] },
              importer: { label: `${t.country("AE")}: imports`, values: [22_000, 14_000, 469_000] },
            },
            {
              label: "2023",
              exporter: { label: `${t.country("SL")}: exports`, values: [388_000, null, 120_000] },
              importer: { label: `${t.country("AE")}: imports`, values: [null, null, null] },
            },
          ]}
        />
      ),
    },
  ],
};
