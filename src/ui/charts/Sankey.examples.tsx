import type { ComponentExamples } from "#ui/examples.ts";
import { Sankey } from "./Sankey.tsx";

/** Invented. */
const flows = (
  "BW EU 1900,BW AE 420,BW ZA 300,ZA AE 510,ZA EU 260,AO AE 780,AO EU 240,CD AE 420,CD EU 110,CD CN 60,NA EU 310," +
  "SL AE 96,SL EU 44,CA EU 900,CA IN 130,AE IN 1900,AE EU 700,AE CN 210,EU IN 2600,EU AE 1500,EU IL 640,EU CN 300,IL IN 160," +
  "IN AE 220,AU IN 35,LS EU 190"
)
  .split(",")
  .map((flow) => {
    const [from = "", to = "", value] = flow.split(" ");
    return { from, to, value: Number(value) * 1e6 };
  });

export const sankeyExamples: ComponentExamples = {
  component: "Sankey",
  purpose: "Who sends how much to whom: the twelve largest flows one by one, all others as one.",
  examples: (t) => [
    {
      name: "Producers, hubs, destinations",
      node: (
        <Sankey
          t={t}
          id="flows"
          title="Most rough diamonds reach India through two hubs"
          description="Flows from seven producers through the European Union and the United Arab Emirates to India and China."
          measure="usd"
          flows={flows}
          producers={["BW", "ZA", "AO", "CD", "NA", "SL", "CA", "AU", "LS"]}
          nameOf={(code) => t.country(code)}
        />
      ),
    },
    {
      name: "Without a hub between",
      node: (
        <Sankey
          t={t}
          id="flows-two"
          title="Two producers and two hubs"
          description="Sierra Leone sends to the European Union; the United Arab Emirates send to India."
          measure="carats"
          flows={[
            { from: "SL", to: "EU", value: 200_000 },
            { from: "AE", to: "IN", value: 150_000 },
            { from: "XX", to: "AE", value: 40_000 },
            { from: "EU", to: "CN", value: 60_000 },
          ]}
          producers={["SL"]}
          nameOf={(code) => (code === "XX" ? "Others" : t.country(code))}
        />
      ),
    },
  ],
};
