import type { ComponentExamples } from "#ui/examples.ts";
import { HeatMap } from "./HeatMap.tsx";
import type { MirrorCell } from "./HeatMap.tsx";

const quarters = [2020, 2021, 2022, 2023].flatMap((year) => [1, 2, 3, 4].map((part) => `Q${part} ${year}`));

/** Invented: a wave around a level, with places where nobody or one side filed. */
const cells = (level: number, without: Readonly<Record<number, MirrorCell>> = {}): readonly MirrorCell[] =>
  quarters.map((_, place) => without[place] ?? { gap: level + 0.18 * Math.sin(place * 1.7) });

export const heatMapExamples: ComponentExamples = {
  component: "HeatMap",
  purpose:
    "Where exporter and importer do not agree: pairs by period. One side missing and both missing are states of their own.",
  examples: (t) => {
    const pair = (from: string, to: string): string => `${t.country(from)} → ${t.country(to)}`;
    return [
      {
        name: "Four pairs by quarter",
        node: (
          <HeatMap
            t={t}
            id="heat"
            title="The sides differ most where a hub lies between them"
            description="Four pairs by quarter from 2020 to 2023. The second pair is above 50 per cent in six quarters."
            periods={quarters}
            pairs={[
              { label: pair("BW", "BE"), cells: cells(0.01) },
              { label: pair("SL", "AE"), cells: cells(0.48, { 3: { missing: "exporter" } }) },
              {
                label: pair("ZA", "IN"),
                cells: cells(-0.35, { 9: { missing: "importer" }, 10: { missing: "importer" } }),
              },
              {
                label: pair("CD", "CN"),
                cells: cells(-0.9, { 0: { missing: "both" }, 1: { missing: "both" } }),
              },
            ]}
          />
        ),
      },
    ];
  },
};
