// What views promise of figures: sums are of one source and of like things, never of a sum and its parts; what is missing is said.
import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { ofReleases } from "../observation.ts";
import { figure, trade } from "../testing/observations.ts";
import { cellOf, plotted, tradeCell } from "./cells.ts";
import { ladders } from "./ladder.ts";
import { codeMix, largest, linksOf } from "./partners.ts";
import { rank } from "./ranking.ts";
import { byMining, disagreements, unitValues, yearly } from "./series.ts";
import { everything, yearSum, yearSums } from "./sums.ts";

describe("the sum of a year", () => {
  const halves = [
    figure({ period: "2019-S1", carats: 100_00n, usd: 1_000_00n }),
    figure({ period: "2019-S2", carats: 50_00n, usd: 500_00n }),
  ];

  test("is the sum of its halves", () => {
    expect(yearSum(halves, 2019)).toMatchObject({ carats: 150_00n, usd: 1_500_00n, missing: [] });
  });
  test("says which half is missing, and is then not whole", () => {
    const sum = yearSum(halves.slice(0, 1), 2019);
    expect(sum?.missing).toEqual(["2019-S2"]);
    expect(cellOf(sum, "carats")).toEqual({
      kind: "FIGURE",
      amount: 100_00n,
      whole: false,
      provisional: false,
    });
  });
  test("is the year's own figure where there is one, never added to its halves", () => {
    const all = [...halves, figure({ period: "2019", carats: 151_00n, usd: 1_510_00n })];
    expect(yearSum(all, 2019)?.carats).toBe(151_00n);
  });
  test("is of one source: two that speak of the same year are two sums, the whole one first", () => {
    const other = figure({ period: "2019-S1", carats: 99_00n, source: "another" });
    expect(yearSums([other, ...halves], 2019).map(({ source, carats }) => [source, carats])).toEqual([
      ["invented", 150_00n],
      ["another", 99_00n],
    ]);
  });
  test("is never of goods valued in two ways", () => {
    const mixed = [
      trade({ period: "2019", usd: 10n, valuation: "FOB" }),
      trade({ period: "2019", usd: 11n, valuation: "CIF", counterpart: "CN" }),
    ];
    expect(yearSums(mixed, 2019).map(({ usd }) => usd)).toEqual([11n, 10n]);
  });
  test("takes the figure for the world and leaves out the partners that it is made of", () => {
    const all = [
      trade({ period: "2019-Q1", carats: 1n }),
      trade({ period: "2019-Q1", carats: 2n, counterpart: "CN" }),
      trade({ period: "2019-Q1", carats: 3n, counterpart: "W", product: "_T" }),
      trade({ period: "2019-Q2", carats: 5n }),
    ];
    expect(yearSum(all, 2019)).toMatchObject({ carats: 8n, missing: ["2019-Q3", "2019-Q4"] });
  });
  test("adds parts that a person said to be parts, and mining types", () => {
    const all = [
      figure({ period: "2021-S1", carats: 1n, mining: "ASM" }),
      figure({ period: "2021-S1", carats: 2n, mining: "LSM" }),
      figure({ period: "2021-S1", carats: 4n, mining: "LSM", part: 1 }),
    ];
    expect(yearSum(all, 2021)?.carats).toBe(7n);
    expect(yearSum(all, 2021, { ...everything, mining: "ASM" })?.carats).toBe(1n);
  });
  test("a nil half is part of the year whatever the other is valued in", () => {
    const all = [
      trade({ period: "2019-S1", usd: 10n, carats: 1n, valuation: "FOB" }),
      trade({ period: "2019-S2", nil: true, counterpart: "W", product: "_T" }),
    ];
    expect(yearSum(all, 2019)).toMatchObject({ usd: 10n, missing: [], nil: false });
    expect(cellOf(yearSum(all.slice(1), 2019), "usd")).toEqual({ kind: "NIL" });
  });
  test("a filed trade return that names no imports says nil of them; of any other source, and of half a year, nothing is said", () => {
    const exported = (source: string, ...periods: readonly ("2019-S1" | "2019")[]) =>
      yearSum(
        periods.map((period) => trade({ period, usd: 10n, source })),
        2019,
      );
    expect(tradeCell(undefined, exported(ofReleases, "2019"), "usd")).toEqual({ kind: "NIL" });
    expect(tradeCell(undefined, exported(ofReleases, "2019-S1"), "usd")).toEqual({ kind: "NOT_FILED" });
    expect(tradeCell(undefined, exported("customs", "2019"), "usd")).toEqual({ kind: "NOT_FILED" });
    expect(tradeCell(undefined, undefined, "usd")).toEqual({ kind: "NOT_FILED" });
  });
  test("goods that a source tells apart and does not name are none; of goods it does not tell apart nothing is known", () => {
    const industrial = { ...everything, product: "7102.21" as const };
    expect(yearSum([trade({ period: "2019", carats: 1n })], 2019, industrial)).toMatchObject({ nil: true });
    expect(yearSum([trade({ period: "2019", carats: 1n, product: "_T" })], 2019, industrial)).toBeUndefined();
  });
  test("value missing is not value zero, and withheld is neither", () => {
    const [first] = halves;
    expect(cellOf(yearSum([figure({ period: "2019", carats: 5n })], 2019), "usd")).toEqual({
      kind: "NOT_GIVEN",
    });
    const withheld = figure({ period: "2019-S2", status: "WITHHELD" });
    expect(cellOf(yearSum([withheld], 2019), "usd")).toEqual({ kind: "WITHHELD" });
    expect(cellOf(yearSum([first ?? withheld, withheld], 2019), "usd")).toMatchObject({
      kind: "FIGURE",
      whole: false,
    });
    expect(cellOf(undefined, "usd")).toEqual({ kind: "NOT_FILED" });
  });
  test("dollars a carat are not made of dollars of some goods and carats of others", () => {
    const all = [...halves, figure({ period: "2019-S2", carats: 1_000_00n, mining: "ASM" })];
    expect(cellOf(yearSum(all, 2019), "unit")).toEqual({ kind: "NOT_GIVEN" });
    expect(cellOf(yearSum(halves, 2019), "unit")).toMatchObject({ amount: 10_00n });
  });
  test("of any figures is at most their sum, and the same in any order", () => {
    const one = fc.record({
      period: fc.constantFrom("2019", "2019-S1", "2019-S2", "2019-Q1", "2019-Q4"),
      carats: fc.option(fc.bigInt(0n, 10n ** 12n)),
      usd: fc.option(fc.bigInt(0n, 10n ** 15n)),
      counterpart: fc.constantFrom("W", "AE", "CN", "_O"),
      product: fc.constantFrom("_T" as const, "7102.31" as const),
      nil: fc.boolean(),
      source: fc.constantFrom("a", "b"),
      valuation: fc.constantFrom(null, "FOB" as const),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (said) => {
        const all = said.map((figures) => trade(figures));
        const sums = yearSums(all, 2019);
        const most = all.reduce((sum, { carats }) => sum + (carats ?? 0n), 0n);
        for (const sum of sums) expect((sum.carats ?? 0n) <= most).toBe(true);
        expect(yearSums(all.toReversed(), 2019).map(({ carats }) => carats)).toEqual(
          sums.map(({ carats }) => carats),
        );
      }),
    );
  });
});

describe("a ranking", () => {
  test("ranks like with like, leaves the sums of files out, and names who is silent", () => {
    const all = [
      trade({ reporter: "BW", period: "2019", usd: 30n, valuation: "FOB" }),
      trade({ reporter: "AO", period: "2019", usd: 40n, valuation: "FOB" }),
      trade({ reporter: "AE", period: "2019", usd: 99n, valuation: "CIF" }),
      trade({ reporter: "WORLD", period: "2019", usd: 400n }),
      trade({ reporter: "NA", period: "2019", nil: true, counterpart: "W", product: "_T" }),
    ];
    const ranking = rank(all, 2019, "usd", ["BW", "NA", "SL"]);
    expect(ranking.ranked.map(({ reporter }) => reporter)).toEqual(["AO", "BW"]);
    expect(ranking.unlike.map(({ reporter }) => reporter)).toEqual(["AE"]);
    expect(ranking.unranked.map(({ reporter, cell }) => [reporter, cell.kind])).toEqual([["NA", "NIL"]]);
    expect(ranking.aggregates.map(({ reporter }) => reporter)).toEqual(["WORLD"]);
    expect([ranking.total, ranking.silent]).toEqual([70n, ["SL"]]);
  });
});

describe("a series", () => {
  test("keeps its gaps: a year without a return is no zero", () => {
    const points = yearly(
      [figure({ period: "2019", carats: 2_00n }), figure({ period: "2021", nil: true })],
      "carats",
      [2019, 2020, 2021],
    );
    expect(points.map(({ cell }) => plotted(cell, "carats"))).toEqual([2, null, 0]);
  });
  test("a band is the middle of the filer's own figures of one mining type, and there is none for a few", () => {
    const prices = [100n, 110n, 120n, 130n, 140n, 150n, 160n, 170n, 180n, 190n, 10_000n];
    const figures = prices.map((usd, i) => figure({ period: String(2010 + i), carats: 1_00n, usd }));
    const [large] = unitValues(byMining(figures));
    expect(large?.band).toEqual({ low: 110n, high: 190n });
    expect(unitValues(byMining(figures.slice(0, 4)))[0]?.band).toBeNull();
  });
  test("sources disagree only where they mean the same and both speak of the whole", () => {
    const all = [
      figure({ period: "2019", carats: 10n, source: "a" }),
      figure({ period: "2019-S1", carats: 4n, source: "b" }),
      figure({ period: "2020", carats: 10n, source: "a" }),
      figure({ period: "2020", carats: 11n, source: "b" }),
      figure({ period: "2021", carats: 10n, source: "a" }),
      figure({ period: "2021", carats: 12n, source: "b", basis: "GROSS" }),
    ];
    expect(disagreements(all, "carats").map(({ year }) => year)).toEqual([2020]);
  });
});

describe("a ladder", () => {
  test("has a step for each time that a source says something else, and none for a change that changes nothing", () => {
    const at = (year: number): string => `${year}-01-01T00:00:00.000Z`;
    const [ladder] = ladders(
      [
        figure({ period: "2019-S1", carats: 10n, knownFrom: at(2020), knownUntil: at(2022) }),
        figure({ period: "2019-S2", carats: 10n, knownFrom: at(2020) }),
        figure({ period: "2019-S1", carats: 10n, knownFrom: at(2022), knownUntil: at(2023) }),
        figure({ period: "2019-S1", carats: 12n, knownFrom: at(2023) }),
      ],
      2019,
      "carats",
    );
    expect(ladder?.steps.map(({ at: since, sum }) => [since.slice(0, 4), sum?.carats])).toEqual([
      ["2020", 20n],
      ["2023", 22n],
    ]);
  });
});

describe("trade by partner", () => {
  const told = [
    trade({ reporter: "BW", counterpart: "AE", period: "2019", usd: 5n }),
    trade({ reporter: "BW", counterpart: "IN", period: "2019", usd: 7n }),
    trade({ reporter: "BW", counterpart: "W", product: "_T", period: "2019", usd: 12n }),
    trade({ reporter: "AO", counterpart: "W", product: "_T", period: "2019", usd: 3n }),
    trade({ reporter: "AE", flow: "IMPORT", counterpart: "BW", product: "7102.10", period: "2019", usd: 6n }),
  ];
  test("as the exporters tell it names no world as a partner, and who names none", () => {
    const { links, unnamed } = linksOf(told, 2019, "EXPORT", "usd");
    expect(links.map(({ from, to, sum }) => [from, to, sum.usd])).toEqual([
      ["BW", "IN", 7n],
      ["BW", "AE", 5n],
    ]);
    expect(unnamed.map(({ reporter }) => reporter)).toEqual(["AO"]);
    expect(largest(links, 1).others).toEqual({ links: 1, amount: 5n });
  });
  test("code by code shows that two sides put the same goods under two codes", () => {
    const mix = codeMix(told, { from: "BW", to: "AE", year: 2019, measure: "usd" });
    expect(mix.map(({ code, exporter, importer }) => [code, exporter.cell.kind, importer.cell.kind])).toEqual(
      [
        ["7102.10", "NIL", "FIGURE"],
        ["7102.21", "NIL", "NIL"],
        ["7102.31", "FIGURE", "NIL"],
      ],
    );
  });
});
