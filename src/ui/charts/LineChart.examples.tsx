import type { ComponentExamples } from "#ui/examples.ts";
import { LineChart } from "./LineChart.tsx";

const years = Array.from({ length: 14 }, (_, place) => String(2011 + place));
/** Invented: a level, a yearly change, and places without a return. */
const series = (level: number, change: number, without: readonly number[] = []): (number | null)[] =>
  years.map((_, place) =>
    without.includes(place) ? null : level * (1 + change * place + 0.12 * Math.sin(place * level)),
  );

export const lineChartExamples: ComponentExamples = {
  component: "LineChart",
  purpose:
    "How figures of up to six went over the same periods. Gaps are gaps; what is provisional is dashed.",
  examples: (t) => [
    {
      name: "One series, its last figure provisional",
      node: (
        <LineChart
          t={t}
          id="line-one"
          title="Production fell by a third in nine years"
          description="A line from 21 million carats in 2011 to 13 million in 2024, which is provisional."
          measure="carats"
          periods={years}
          series={[{ label: "Sierra Leone", values: series(21e6, -0.03), provisional: [13] }]}
        />
      ),
    },
    {
      name: "Six compared, one with a gap",
      node: (
        <LineChart
          t={t}
          id="line-six"
          title="Six Participants compared"
          description="Six lines; that of the third has no figures from 2015 to 2017."
          measure="usd"
          periods={years}
          series={[
            { label: t.country("BW"), values: series(3.4e9, -0.01) },
            { label: t.country("CA"), values: series(2.1e9, -0.02), provisional: [12, 13] },
            { label: t.country("CD"), values: series(4e8, 0.02, [4, 5, 6]) },
            { label: t.country("NA"), values: series(1.1e9, 0.01) },
            { label: t.country("ZA"), values: series(1.4e9, -0.03) },
            { label: t.country("AO"), values: series(1.2e9, 0.03, [0, 1]) },
          ]}
        />
      ),
    },
    {
      name: "Nothing filed",
      node: (
        <LineChart
          t={t}
          id="line-none"
          title="No production was filed"
          description="Empty: there are no figures."
          measure="carats"
          periods={years}
          series={[{ label: "Liberia", values: years.map(() => null) }]}
        />
      ),
    },
  ],
};
