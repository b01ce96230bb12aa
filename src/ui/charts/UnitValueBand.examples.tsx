import type { ComponentExamples } from "#ui/examples.ts";
import { UnitValueBand } from "./UnitValueBand.tsx";

const halves = Array.from(
  { length: 16 },
  (_, place) => `${place % 2 === 0 ? "Jan–Jun" : "Jul–Dec"} ${2016 + Math.floor(place / 2)}`,
);
/** Invented: a level, and slips. */
const values = (level: number, slips: Readonly<Record<number, number | null>>): (number | null)[] =>
  halves.map((_, place) =>
    place in slips ? (slips[place] ?? null) : level * (1 + 0.18 * Math.sin(place * 2.3)),
  );

export const unitValueBandExamples: ComponentExamples = {
  component: "UnitValueBand",
  purpose: "Dollars for a carat over time on a logarithmic scale, with the band of the filer's own history.",
  examples: (t) => [
    {
      name: "Two types of mining",
      node: (
        <UnitValueBand
          t={t}
          id="unit-value"
          title="One half-year stands ten times above the others"
          description="Two panels by half-year from 2016 to 2023: artisanal about 200 dollars a carat, once 2,050; large-scale about 260."
          periods={halves}
          panels={[
            { label: "Artisanal and small-scale", values: values(205, { 9: 2050, 3: null }), asked: [9] },
            { label: "Large-scale", values: values(262, { 0: null, 1: null, 2: null }) },
          ]}
        />
      ),
    },
  ],
};
