import type { ComponentExamples } from "#ui/examples.ts";
import { Table } from "./Table.tsx";

export const tableExamples: ComponentExamples = {
  component: "Table",
  purpose: "Rows to compare. Numbers stand to the right with equal digits.",
  examples: (t) => [
    {
      name: "With totals",
      node: (
        <Table
          id="goods-lines"
          caption="Goods on this certificate"
          columns={[
            { label: "Goods" },
            { label: "Origin" },
            { label: "Parcels", numeric: true },
            { label: "Weight", numeric: true },
            { label: "Value", numeric: true },
          ]}
          rows={[
            ["7102.10, unsorted", t.country("SL"), t.number(2), t.carats(98040n), t.usd(9_412_300n)],
            ["7102.31, unworked", t.country("SL"), t.number(1), t.carats(22415n), t.usd(3_087_750n)],
          ]}
          foot={["Total", "", t.number(3), t.carats(120455n), t.usd(12_500_050n)]}
          empty="No goods yet."
          note="Weights as measured by the exporting authority."
        />
      ),
    },
    {
      name: "Empty",
      node: (
        <Table
          id="alerts"
          caption="Alerts"
          columns={[{ label: "Certificate" }, { label: "Kind" }, { label: "Since" }]}
          rows={[]}
          empty="No alert since 3 March 2026."
        />
      ),
    },
  ],
};
