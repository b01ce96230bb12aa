// Rows of a sheet as returns: each taken whole, or told with its row, its column and what does not fit.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SheetRow } from "../../text/sheet.ts";
import { totalOf } from "../returns.ts";
import { readPublished } from "./published.ts";
import { readReturns } from "./returns.ts";
import type { ReadingOptions } from "./returns.ts";
import { parseStamp } from "./stamps.ts";

const head =
  "Country Name,Year,Quarter,Trade Type,Production Type,Carat,US Value,Public,Created,Last Modified";
const good = "Namibia,2019,1,Production,Production,100.5,2000.25,Public,18Mar13:06:01:19,";

function sheet(...lines: readonly string[]): readonly SheetRow[] {
  return lines.map((line, place) => ({ row: place + 1, cells: line.split(",") }));
}
const read = (lines: readonly string[], options: Partial<ReadingOptions> = {}) =>
  readReturns(sheet(head, ...lines), { source: "test", ...options });
const refusals = (line: string): readonly string[] =>
  read([line])
    .reports.filter(({ weight }) => weight === "REFUSED")
    .map(({ row, column, code }) => `${row}${column ?? ""} ${code}`);

describe("a row of the original workbook", () => {
  it("is a return, with its stamps and amounts to the hundredth", () => {
    expect(read([good]).returns).toEqual([
      {
        row: 2,
        participant: "NA",
        half: { kind: "HALF", year: 2019, part: 1 },
        filed: { kind: "FIGURE", mining: "UNSPECIFIED", carats: 10_050n, usd: 200_025n },
        status: "NORMAL",
        entered: "2013-03-18T06:01:19",
        changed: null,
        source: "test",
        asOf: null,
      },
    ]);
  });

  it("tells once that a column called Quarter holds halves", () => {
    expect(read([good, good]).reports.map(({ code }) => code)).toEqual(["half-called-quarter"]);
  });

  it("keeps figure, nil and amounts that are not given apart", () => {
    const { returns } = read([
      "NA,2019,1,No Production,,0,0,Public,,",
      "NA,2019,2,Production,ASM,,5,Public,,",
    ]);
    expect(returns.map(({ filed }) => filed)).toEqual([
      { kind: "NIL" },
      { kind: "FIGURE", mining: "ASM", carats: null, usd: 500n },
    ]);
  });

  it.each([
    ["Atlantis,2019,1,Production,,1,1,Public,,", "2A unknown-participant"],
    [",2019,1,Production,,1,1,Public,,", "2A missing"],
    ["NA,19,1,Production,,1,1,Public,,", "2B not-a-year"],
    ["NA,1999,1,Production,,1,1,Public,,", "2B year-outside"],
    ["NA,2019,3,Production,,1,1,Public,,", "2C quarter-in-production"],
    ["NA,2019,x,Production,,1,1,Public,,", "2C not-a-half"],
    ["NA,2019,12,Production,,1,1,Public,,", "2C not-a-half"],
    ["NA,2019,1,Sale,,1,1,Public,,", "2D unknown-kind"],
    ["NA,2019,1,Production,Deep,1,1,Public,,", "2E unknown-mining"],
    ["NA,2019,1,Production,,-1,1,Public,,", "2F negative"],
    ["NA,2019,1,Production,,1,1.0051,Public,,", "2G too-many-decimals"],
    ["NA,2019,1,Production,,=1+1,1,Public,,", "2F not-a-number"],
    ["NA,2019,1,No Production,,7,1,Public,,", "2D nil-with-amounts"],
    [`${"N".repeat(200)},2019,1,Production,,1,1,Public,,`, "2A too-long"],
  ])("%s is refused: %s", (line, said) => {
    expect(read([line]).returns).toEqual([]);
    expect(refusals(line)).toContain(said);
  });

  it("is refused as a whole while the others are taken", () => {
    const reading = read([good, "NA,2019,2,Production,,-1,1,Public,,", good]);
    expect([reading.returns.length, reading.refused, reading.rows]).toEqual([2, 1, 3]);
  });

  it("is passed over where it is a sum, and told", () => {
    const reading = read(["World,2019,1,Production,,1,1,Public,,"]);
    expect([reading.returns.length, reading.refused, reading.reports.at(-1)?.code]).toEqual([
      0,
      0,
      "aggregate",
    ]);
  });

  it("is taken without a stamp that is none, and cells outside the columns are told", () => {
    const { returns, reports } = read([`${good.replace("18Mar13:06:01:19", "25401934276.59")},,stray`]);
    expect(returns.map(({ entered }) => entered)).toEqual([null]);
    expect(reports.slice(1).map(({ column, code, text }) => `${column} ${code} ${text}`)).toEqual([
      "L stray-cell stray",
      "I stamp-broken 25401934276.59",
    ]);
  });

  it("is withheld where its filer did not make it public", () => {
    expect(read([good.replace("Public", "No")]).returns[0]?.status).toBe("WITHHELD");
  });

  it("is refused where a used cell is a formula or an error, and noted where it was not UTF-8", () => {
    const cells = good.split(",");
    const marked = (mark: "formula" | "error" | "latin-1") =>
      readReturns([...sheet(head), { row: 2, cells, marks: { 5: mark } }], { source: "test" });
    expect([marked("formula").refused, marked("error").refused, marked("latin-1").refused]).toEqual([
      1, 1, 0,
    ]);
    expect(marked("latin-1").reports.at(-1)?.code).toBe("latin-1");
  });
});

describe("a sheet", () => {
  it("asks for the decimal sign where 1.234 could mean 1234, and takes the answer", () => {
    const line = "NA,2019,1,Production,,383.931,1.234,Public,,";
    expect(read([line]).reports.map(({ code }) => code)).toEqual(["decimal-ambiguous"]);
    expect(totalOf(read([line], { decimal: "," }).returns)).toEqual({ carats: 38_393_100n, usd: 123_400n });
    expect(read([line], { decimal: "." }).refused).toBe(1);
  });

  it("takes units as typed, and named columns", () => {
    const rows = sheet("Land,Jahr,Halbjahr,Karat,Wert", "NA,2019,2,1.5,2.25");
    const named = new Map([
      ["Land", "participant"],
      ["Jahr", "year"],
      ["Halbjahr", "half"],
      ["Karat", "carats"],
      ["Wert", "usd"],
    ] as const);
    const reading = readReturns(rows, { source: "test", named, caratsUnit: "lakh", usdUnit: "crore" });
    expect(totalOf(reading.returns)).toEqual({ carats: 15_000_000n, usd: 2_250_000_000n });
  });

  it("without its columns, or with one of them twice, is not read at all", () => {
    const codes = (line: string) =>
      readReturns(sheet(line, "NA,2019,1,1,1"), { source: "test" }).reports.map(
        ({ code, text }) => `${code} ${text}`,
      );
    expect(codes("Country,Year,Half,Carats")).toEqual(["column-missing usd"]);
    expect(codes("Country,Year,Half,Carats,Carat,Value")).toEqual(["column-twice Carat"]);
    expect(readReturns([], { source: "test" }).reports.map(({ code }) => code)).toEqual(["no-head"]);
  });

  it("never throws, and accounts for every row, whatever the cells hold", () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom("NA", "World", "2019", "1", "Production", "1.5", "-", "18Mar13:06:01:19"),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 14 }), { maxLength: 12 }), (rows) => {
        const data = rows.map((cells, place) => ({ row: place + 2, cells }));
        const reading = readReturns([...sheet(head), ...data], { source: "test", decimal: "." });
        const passed = reading.reports.filter(({ code }) => code === "aggregate").length;
        expect(reading.returns.length + reading.refused + passed).toBeGreaterThanOrEqual(rows.length);
        expect(reading.returns.length + reading.refused).toBeLessThanOrEqual(rows.length);
      }),
    );
  });
});

describe("a time stamp", () => {
  it.each([
    ["18Mar13:06:01:19", "2013-03-18T06:01:19"],
    ["2013-03-18T06:01:19", "2013-03-18T06:01:19"],
    ["29Feb12:00:00:00", "2012-02-29T00:00:00"],
  ])("%s is read", (text, stamp) => {
    expect(parseStamp(text)).toBe(stamp);
  });

  it.each([
    "25401934276.59",
    "29Feb13:00:00:00",
    "18Mrz13:06:01:19",
    "18Mar13:24:00:00",
    "18mar13:06:01:19",
    "",
    "18Mar2013",
  ])("%j is none", (text) => {
    expect(parseStamp(text)).toBeUndefined();
  });
});

describe("published figures", () => {
  const columns =
    "figure_id,period_type,period,reporter,counterpart,measure,carats,value_usd,precision,source_url";
  const give = (line: string) => readPublished(sheet(columns, line));

  it("are as exact as their last digit, or as the article says", () => {
    const { figures } = readPublished(
      sheet(
        columns,
        "F1,year,2019,AO,,production,9149746.23,,exact,https://a.example",
        "F2,year,2012,AO,,production,8330000,1110000000,rounded,https://a.example",
      ),
    );
    expect(figures.map(({ carats, usd }) => [carats?.give, usd?.give])).toEqual([
      [0n, undefined],
      [500_000n, 500_000_000n],
    ]);
  });

  it("of months, partners and shares are passed over; what cannot be read is told", () => {
    expect(give("F1,month,2019-06,AO,,production,1,,exact,x").passedOver).toBe(1);
    expect(give("F1,year,2019,AO,IN,export,1,,exact,x").passedOver).toBe(1);
    expect(give("F1,year,19,AO,,production,1,,exact,x").reports.map(({ code }) => code)).toEqual(["period"]);
    expect(give("F1,year,2019,Atlantis,,production,1,,exact,x").reports.map(({ code }) => code)).toEqual([
      "reporter",
    ]);
    expect(give("F1,year,2019,AO,,production,many,,exact,x").reports.map(({ code }) => code)).toEqual([
      "amount",
    ]);
    expect(readPublished(sheet("a,b", "1,2")).reports).toHaveLength(6);
  });
});
