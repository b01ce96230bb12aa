// What holds for every chart, whatever it is given: no NaN in any picture, no picture without a name, small on the wire.
import fc from "fast-check";
import type { VNode } from "preact";
import { render } from "preact-render-to-string";
import { brotliCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { translator } from "#platform/i18n/translator.ts";
import { gallery } from "#ui/gallery.tsx";
import { BarsChart } from "./BarsChart.tsx";
import { CodeMix } from "./CodeMix.tsx";
import { FilingStrip, filingStates } from "./FilingStrip.tsx";
import { HeatMap } from "./HeatMap.tsx";
import { LineChart } from "./LineChart.tsx";
import { FiguresMap } from "./FiguresMap.tsx";
import { MassBalance } from "./MassBalance.tsx";
import { RevisionLadder } from "./RevisionLadder.tsx";
import { Sankey } from "./Sankey.tsx";
import { UnitValueBand } from "./UnitValueBand.tsx";

const t = translator("en");
const frame = { t, id: "chart", title: "A title", description: "A description" };

/** Nothing, zero, what is no number at all, and anything between a hundredth and beyond the world's production. */
const value = fc.oneof(
  fc.constantFrom(null, 0, Number.NaN, Number.POSITIVE_INFINITY),
  fc.double({ min: 0.01, max: 1e12, noNaN: true }),
);
const label = fc.constantFrom("Sierra Leone", "République démocratique du Congo", "", "中华人民共和国");
const periods = fc
  .integer({ min: 0, max: 60 })
  .map((count) => Array.from({ length: count }, (_, at) => String(2003 + at)));

const signed = fc.oneof(value, fc.double({ min: -1e9, max: 0, noNaN: true }));
const code = fc.constantFrom("BW", "ZA", "EU", "AE", "IN", "CN", "SL");
const amount = signed.map((given) => given ?? 0);
const day = fc
  .date({ min: new Date("2003-01-01"), max: new Date("2030-01-01"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const side = fc.record({ label, values: fc.array(signed, { maxLength: 4 }) });

const anyChart: Readonly<Record<string, fc.Arbitrary<VNode>>> = {
  LineChart: fc
    .record({
      periods,
      series: fc.array(
        fc.record({
          label,
          values: fc.array(signed, { maxLength: 60 }),
          provisional: fc.array(fc.nat(60)),
        }),
        { maxLength: 8 },
      ),
    })
    .map((data) => <LineChart {...frame} measure="carats" {...data} />),
  BarsChart: fc
    .record({
      parts: fc.array(label, { maxLength: 4 }),
      bars: fc.array(fc.record({ label, values: fc.array(signed, { maxLength: 4 }) }), { maxLength: 30 }),
    })
    .map((data) => <BarsChart {...frame} measure="usd" {...data} />),
  CodeMix: fc
    .record({
      codes: fc.array(label, { maxLength: 4 }),
      cases: fc.array(fc.record({ label, exporter: side, importer: side }), { maxLength: 6 }),
    })
    .map((data) => <CodeMix {...frame} measure="carats" {...data} />),
  MassBalance: fc
    .record({ production: signed, imports: signed, exports: signed, stock: signed })
    .map((data) => <MassBalance {...frame} measure="carats" {...data} />),
  FilingStrip: fc
    .record({
      by: fc.constantFrom("half" as const, "quarter" as const),
      periods: fc.array(
        fc.record({
          year: fc.integer({ min: 2003, max: 2060 }),
          part: fc.integer({ min: 1, max: 4 }),
          state: fc.constantFrom(...filingStates),
        }),
        { maxLength: 60 },
      ),
    })
    .map((data) => <FilingStrip {...frame} {...data} />),
  HeatMap: fc
    .record({
      periods,
      pairs: fc.array(
        fc.record({
          label,
          cells: fc.array(
            fc.oneof(
              fc.double({ min: -2, max: 2 }).map((gap) => ({ gap })),
              fc
                .constantFrom("exporter" as const, "importer" as const, "both" as const)
                .map((missing) => ({ missing })),
            ),
            { maxLength: 60 },
          ),
        }),
        { maxLength: 12 },
      ),
    })
    .map((data) => <HeatMap {...frame} {...data} />),
  UnitValueBand: fc
    .record({
      periods,
      panels: fc.array(
        fc.record({ label, values: fc.array(signed, { maxLength: 60 }), asked: fc.array(fc.nat(60)) }),
        { maxLength: 3 },
      ),
    })
    .map((data) => <UnitValueBand {...frame} {...data} />),
  Sankey: fc
    .record({
      flows: fc.array(fc.record({ from: code, to: code, value: amount }), { maxLength: 40 }),
      producers: fc.array(code),
    })
    .map((data) => <Sankey {...frame} measure="usd" nameOf={(of) => of} {...data} />),
  RevisionLadder: fc
    .record({
      sources: fc.array(
        fc.record({ label, steps: fc.array(fc.record({ on: day, value: amount }), { maxLength: 8 }) }),
        { maxLength: 4 },
      ),
      until: day,
    })
    .map(({ sources, until }) => (
      <RevisionLadder
        {...frame}
        measure="carats"
        until={until}
        sources={sources.map((source) => ({
          ...source,
          steps: source.steps.toSorted((a, b) => a.on.localeCompare(b.on)),
        }))}
      />
    )),
};

describe.each(Object.entries(anyChart))("%s, whatever it is given,", (_, charts) => {
  it("has no NaN, no infinity, nothing undefined, and no negative width or height", () => {
    fc.assert(
      fc.property(charts, (chart) => {
        const svg = render(chart);
        expect(svg).not.toMatch(/NaN|Infinity|undefined|⟦/);
        expect(svg).not.toMatch(/ (?:width|height|r|rx|ry)="-/);
      }),
      { numRuns: 60 },
    );
  });

  it("has a title and a description for each width, under ids of their own", () => {
    fc.assert(
      fc.property(charts, (chart) => {
        const svg = render(chart);
        for (const width of ["wide", "narrow"]) {
          expect(svg).toContain(`aria-labelledby="chart-${width}-title chart-${width}-description"`);
          expect(svg).toContain(`<title id="chart-${width}-title">A title</title>`);
        }
      }),
      { numRuns: 10 },
    );
  });
});

describe("the map of figures, whatever it is given,", () => {
  it("has no NaN, nothing undefined, and a name", () => {
    const figures = fc.dictionary(fc.constantFrom("BW", "EU", "MU", "SL", "XX", "CN"), signed);
    fc.assert(
      fc.property(figures, (given) => {
        const svg = render(<FiguresMap {...frame} measure="carats" figures={given} />);
        expect(svg).not.toMatch(/NaN|Infinity|undefined|⟦/);
        expect(svg).toContain('aria-labelledby="chart-title chart-description"');
      }),
      { numRuns: 10 },
    );
  });
});

describe("the charts of the gallery", () => {
  const examples = gallery
    .filter(({ component }) => component in anyChart)
    .flatMap(({ component, examples: of }) =>
      of(t).map(({ name, node }) => [`${component}: ${name}`, render(<div>{node}</div>)] as const),
    );

  it.each(examples)("%s is under 12 kB on the wire", (_, html) => {
    expect(brotliCompressSync(html).byteLength).toBeLessThan(12_000);
  });
});
