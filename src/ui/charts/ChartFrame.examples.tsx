import { Table } from "#ui/components/table/Table.tsx";
import type { ComponentExamples } from "#ui/examples.ts";
import { ChartFrame } from "./ChartFrame.tsx";
import { LineChart } from "./LineChart.tsx";

const periods = ["2021", "2022", "2023", "2024"];
const carats = [720_000n, 690_000n, 0n, 640_000n];

export const chartFrameExamples: ComponentExamples = {
  component: "ChartFrame",
  purpose:
    "Around every chart: a sentence, its unit, as of when and after whom; the same as a table; files; what there is to know.",
  examples: (t) => [
    {
      name: "A chart in its frame",
      node: (
        <ChartFrame
          t={t}
          id="framed"
          title="Production went down by a ninth in three years"
          unit="Carats, by year"
          asOf="2026-11-28T09:30:00Z"
          source={<a href="#framed">Release 4</a>}
          note="An invented example. In 2023 nothing was produced, and a nil return says so."
          table={
            <Table
              id="framed-table"
              caption="Production by year"
              captionHidden
              columns={[{ label: "Year" }, { label: "Carats", numeric: true }]}
              rows={periods.map((period, place) => [period, t.carats((carats[place] ?? 0n) * 100n)])}
              empty="No figures"
            />
          }
          downloads={[
            { format: "CSV", href: "#framed" },
            { format: "XLSX", href: "#framed" },
          ]}
          about={
            <p>Sums of the returns that release 4 published. Questions: the authority of the Participant.</p>
          }
        >
          <LineChart
            t={t}
            id="framed-chart"
            title="Production went down by a ninth in three years"
            description="720,000 carats in 2021, 690,000 in 2022, none in 2023, 640,000 in 2024."
            measure="carats"
            periods={periods}
            series={[{ label: "Ghana", values: carats.map(Number) }]}
          />
        </ChartFrame>
      ),
    },
  ],
};
