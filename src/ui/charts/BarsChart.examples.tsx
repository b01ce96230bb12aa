import type { ComponentExamples } from "#ui/examples.ts";
import { BarsChart } from "./BarsChart.tsx";

export const barsChartExamples: ComponentExamples = {
  component: "BarsChart",
  purpose: "A ranking, or amounts made of up to four parts: one bar for each, with its value in words.",
  examples: (t) => [
    {
      name: "A ranking",
      node: (
        <BarsChart
          t={t}
          id="bars-ranking"
          title="Seven Participants by the value of what they mined"
          description="Bars from 3.3 billion US dollars down to nothing; one has no figure."
          measure="usd"
          bars={[
            { label: t.country("BW"), values: [3.32e9] },
            { label: t.country("AO"), values: [1.52e9], note: "provisional" },
            { label: t.country("CD"), values: [1.1e9] },
            { label: t.country("SL"), values: [1.43e8], strong: true },
            { label: t.country("TZ"), values: [8.4e6] },
            { label: t.country("GH"), values: [0] },
            { label: t.country("VE"), values: [null] },
          ]}
        />
      ),
    },
    {
      name: "Production by type of mining",
      node: (
        <BarsChart
          t={t}
          id="bars-mining"
          title="Large-scale mining overtook artisanal mining in 2022"
          description="For each year a bar in three parts: artisanal and small-scale, large-scale, type not stated."
          measure="carats"
          parts={["Artisanal and small-scale", "Large-scale", "Type not stated"]}
          bars={[
            { label: "2019", values: [null, null, 811_000] },
            { label: "2020", values: [402_000, 238_000, null] },
            { label: "2021", values: [431_000, 402_000, null] },
            { label: "2022", values: [266_000, 422_500, null] },
            { label: "2023", values: [301_200, 512_000, null], note: "provisional" },
          ]}
        />
      ),
    },
  ],
};
