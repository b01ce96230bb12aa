// What charts must say beside their colours: letters, signs, gaps in words, sums.
import fc from "fast-check";
import { render } from "preact-render-to-string";
import { describe, expect, it } from "vitest";
import { offered } from "#platform/i18n/locales.ts";
import { translator } from "#platform/i18n/translator.ts";
import { BarsChart } from "./BarsChart.tsx";
import { FiguresMap } from "./FiguresMap.tsx";
import { FilingStrip, filingStates, letterOf } from "./FilingStrip.tsx";
import { HeatMap, gapLook } from "./HeatMap.tsx";
import { MassBalance, remainder } from "./MassBalance.tsx";
import { RevisionLadder } from "./RevisionLadder.tsx";
import { Sankey } from "./Sankey.tsx";
import { bandOf, UnitValueBand } from "./UnitValueBand.tsx";

const t = translator("en");
const frame = { t, id: "chart", title: "T", description: "D" };
const wideOf = (html: string): string => html.split("</svg>")[0] ?? "";

describe("the filing strip", () => {
  it.each(offered)("has another letter for each state in %s", (locale) => {
    const letters = filingStates.map((state) => letterOf(translator(locale), state));
    expect(new Set(letters).size).toBe(filingStates.length);
  });

  it("has a square for each period that was due, and none before", () => {
    const html = render(
      <FilingStrip
        {...frame}
        by="half"
        periods={[
          { year: 2019, part: 2, state: "late", detail: "filed on 3 May 2020" },
          { year: 2020, part: 1, state: "missing" },
        ]}
      />,
    );
    expect(wideOf(html).match(/class="chart-cell /g)).toHaveLength(2);
    expect(html).toContain("<title>Jul–Dec, 2019: filed on 3 May 2020</title>");
    expect(html).toContain("Not filed");
    expect(html).not.toContain("Nil return");
  });

  it("names each of a few years, however narrow its squares", () => {
    const periods = [2024, 2025, 2026].map((year) => ({ year, part: 1, state: "on-time" as const }));
    const html = wideOf(render(<FilingStrip {...frame} by="half" periods={periods} />));
    for (const { year } of periods) expect(html).toContain(`>${year}</text>`);
  });
});

describe("the mirror-gap map", () => {
  it("says nothing within five per cent, and grows as far below as above", () => {
    expect([0, 0.05, -0.05].map(gapLook)).toEqual(["level", "level", "level"]);
    expect([0.06, 0.21, 1.9].map(gapLook)).toEqual(["high-1", "high-2", "high-3"]);
    expect([-0.06, -0.21, -1.9].map(gapLook)).toEqual(["low-1", "low-2", "low-3"]);
  });

  it("keeps apart a gap, one side missing and both missing", () => {
    const html = render(
      <HeatMap
        {...frame}
        periods={["2019", "2020", "2021", "2022"]}
        pairs={[{ label: "A → B", cells: [{ gap: -0.34 }, { missing: "exporter" }, { missing: "both" }] }]}
      />,
    );
    expect(html).toContain("<title>A → B, 2019: −34 %</title>");
    expect(html).toContain("<title>A → B, 2020: no figure from the exporter</title>");
    expect(html).toContain("<title>A → B, 2021: Neither side has a figure</title>");
    // A period without a cell is one that neither side filed.
    expect(html).toContain("<title>A → B, 2022: Neither side has a figure</title>");
  });
});

describe("bars", () => {
  it("are as long as their parts together, and say nil and no figure in words", () => {
    const html = render(
      <BarsChart
        {...frame}
        measure="carats"
        parts={["One", "Two"]}
        bars={[
          { label: "A", values: [300, 100] },
          { label: "B", values: [0, null] },
          { label: "C", values: [null, null] },
        ]}
      />,
    );
    const widths = [
      ...wideOf(html.slice(html.indexOf("chart--wide"))).matchAll(
        /class="chart__part[^>]* width="([\d.]+)"/g,
      ),
    ];
    const [one = 0, two = 0] = widths.map((match) => Number(match[1]));
    expect(one / two).toBeCloseTo(3, 1);
    expect(html).toContain("400 ct");
    expect(html).toContain(">0 ct<");
    expect(html).toContain(">No figure<");
  });
});

describe("the mass balance", () => {
  const amount = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 1e9 }));
  it("leaves production and imports, less exports and stock; what is not stated counts as nothing", () => {
    fc.assert(
      fc.property(amount, amount, amount, amount, (production, imports, exports, stock) => {
        expect(remainder({ production, imports, exports, stock })).toBe(
          (production ?? 0) + (imports ?? 0) - (exports ?? 0) - (stock ?? 0),
        );
      }),
    );
  });

  it("names what is not stated, and writes what is missing with a minus", () => {
    const html = render(
      <MassBalance
        {...frame}
        measure="carats"
        production={55_000}
        imports={null}
        exports={149_000}
        stock={0}
      />,
    );
    expect(html).toContain("Not stated");
    expect(html).toContain("−94 thousand ct");
    expect(html).toContain(">0 ct<");
  });
});

describe("the band of unit values", () => {
  it("holds the middle 80 per cent of a history, and there is none of four figures", () => {
    expect(bandOf([100, 110, 120, 130, 140, 150, 160, 170, 180, 190, 200])).toEqual({ low: 110, high: 190 });
    expect(bandOf([100, 110, null, 130, 140, 0])).toBeNull();
  });

  it("rings what was asked about, not whatever is outside", () => {
    const values = [100, 110, 120, 130, 140, 1500];
    const draw = (asked: readonly number[]): string =>
      wideOf(
        render(
          <UnitValueBand
            {...frame}
            periods={["1", "2", "3", "4", "5", "6"]}
            panels={[{ label: "A", values, asked }]}
          />,
        ),
      );
    expect(draw([])).not.toContain("chart__ring");
    expect(draw([5]).match(/chart__ring/g)).toHaveLength(1);
  });
});

describe("the revision ladder", () => {
  it("marks the first figure, and says by how much each later one differs from the one before", () => {
    const html = render(
      <RevisionLadder
        {...frame}
        measure="carats"
        until="2022-01-01"
        sources={[
          {
            label: "Releases",
            steps: [
              { on: "2019-07-01", value: 1_000_000 },
              { on: "2020-07-01", value: 1_050_000 },
              { on: "2021-07-01", value: 1_029_000 },
            ],
          },
        ]}
      />,
    );
    expect(wideOf(html).match(/chart__ring/g)).toHaveLength(1);
    expect(html).toContain(">+5 %<");
    expect(html).toContain(">−2 %<");
    expect(html).toContain("does not begin at zero");
  });
});

describe("the flows", () => {
  it("say that goods sent on are counted again, and how many flows are in the others", () => {
    const flows = Array.from({ length: 14 }, (_, at) => ({ from: "BW", to: `X${at}`, value: 100 + at }));
    const html = render(
      <Sankey {...frame} measure="usd" flows={flows} producers={["BW"]} nameOf={(code) => code} />,
    );
    expect(html).toContain("counted at every border");
    expect(html).toContain("2 smaller flows");
    expect(wideOf(html).match(/class="chart__flow /g)).toHaveLength(13);
  });
});

describe("the map of figures", () => {
  const html = render(
    <FiguresMap {...frame} measure="carats" figures={{ BW: 25e6, SL: 5e5, EU: 0, MU: 12, VE: null }} />,
  );

  it("shows the Union as one Participant in all its states, and small states as dots", () => {
    expect(html.match(/<title>European Union: 0 ct<\/title>/g)?.length).toBe(27);
    expect(html).toMatch(/<circle[^>]*><title>Mauritius: 12 ct<\/title>/);
  });

  it("hatches who has no figure, and leaves plain who was not asked", () => {
    expect(html).toMatch(/figures-map--none" fill="url\(#chart-none\)"[^>]*><title>Venezuela: No figure/);
    expect(html).not.toContain("<title>Brazil");
  });

  it("has a class for the least and one for the most, in words", () => {
    expect(html).toMatch(/Less than [\d.]+ (thousand )?ct/);
    expect(html).toContain("25 million ct or more");
  });
});
