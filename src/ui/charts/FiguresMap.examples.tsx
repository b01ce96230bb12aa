import { Table } from "#ui/components/table/Table.tsx";
import type { ComponentExamples } from "#ui/examples.ts";
import { FiguresMap } from "./FiguresMap.tsx";

/** Invented. */
const figures: Readonly<Record<string, number | null>> = {
  BW: 25_100_000,
  CD: 8_300_000,
  AO: 9_800_000,
  ZA: 5_900_000,
  NA: 2_400_000,
  CA: 15_900_000,
  RU: 37_300_000,
  ZW: 4_900_000,
  SL: 520_000,
  LS: 720_000,
  TZ: 45_000,
  GH: 61_000,
  LR: 55_000,
  GN: 118_000,
  CI: 4_000,
  BR: 160_000,
  GY: 81_000,
  AU: 0,
  VE: null,
  CF: null,
  EU: 0,
  CN: 0,
  MU: 0,
};

export const figuresMapExamples: ComponentExamples = {
  component: "FiguresMap",
  purpose: "Figures on the map in at most five classes, with the list that says the same.",
  examples: (t) => [
    {
      name: "Production of a year",
      node: (
        <FiguresMap
          t={t}
          id="figures-map"
          title="Three Participants mined more than half of all carats"
          description="Darker is more. Russia, Botswana and Canada are darkest; two Participants have no figure."
          measure="carats"
          figures={figures}
          list={
            <Table
              id="figures-map-list"
              caption="Production"
              captionHidden
              columns={[{ label: "Participant" }, { label: "Carats", numeric: true }]}
              rows={Object.entries(figures).map(([code, value]) => [
                t.country(code),
                value === null ? "No figure" : t.number(value),
              ])}
              empty="No figures"
            />
          }
        />
      ),
    },
  ],
};
