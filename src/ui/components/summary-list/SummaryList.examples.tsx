import type { ComponentExamples } from "#ui/examples.ts";
import { SummaryList } from "./SummaryList.tsx";

export const summaryListExamples: ComponentExamples = {
  component: "SummaryList",
  purpose: "What is known, question by question; with links, a page to check one's answers.",
  examples: (t) => [
    {
      name: "Check your answers",
      node: (
        <SummaryList
          rows={[
            {
              key: "Country of destination",
              value: t.country("BE"),
              actions: [
                { href: "#destination", text: t("common.button.change"), about: "country of destination" },
              ],
            },
            {
              key: "Weight",
              value: t.carats(120455n),
              actions: [{ href: "#weight", text: t("common.button.change"), about: "weight" }],
            },
            {
              key: "Value",
              value: t.usd(12500050n),
              actions: [{ href: "#worth", text: t("common.button.change"), about: "value" }],
            },
          ]}
        />
      ),
    },
    {
      name: "A card",
      node: (
        <SummaryList
          title="Parcel 1 of 2"
          level={4}
          rows={[
            { key: "Goods", value: "7102.31, unworked or simply sawn, cleaved or bruted" },
            { key: "Issued", value: t.date("2026-11-24") },
          ]}
        />
      ),
    },
  ],
};
