// Files of figures as their publishers make them: each kind known by its head, each amount in its typed unit to the cent,
// sums flagged, fiscal years kept as what they are, and what does not fit told with row and column.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rowsOfCsv, sharedData } from "../../../../test/support/shared-data.ts";
import type { SheetRow } from "../../text/sheet.ts";
import { periodText } from "../periods.ts";
import type { FigureReport, FigureRow } from "./figures.ts";
import { keyLine, lineReader, saidLine } from "./lines.ts";
import { parseMapping } from "./mapping.ts";
import type { Mapping } from "./mapping.ts";
import { openFigures } from "./open.ts";
import type { OpenOptions } from "./open.ts";

const rowsOf = (lines: readonly string[]): readonly SheetRow[] =>
  lines.map((line, place) => ({ row: place + 1, cells: line.split(",") }));

function readAll(rows: readonly SheetRow[], options: OpenOptions = {}) {
  const [head, ...data] = rows;
  const opened = openFigures(head as SheetRow, data, options);
  const figures: FigureRow[] = [];
  const reports: FigureReport[] = opened.ok ? [...opened.notes] : [...opened.reports];
  let refused = 0;
  if (opened.ok) for (const row of data) if (!opened.reader.read(row, figures, reports)) refused += 1;
  return { kind: opened.kind, figures, reports, refused, codes: reports.map(({ code }) => code) };
}
const read = (head: string, ...lines: string[]) => readAll(rowsOf([head, ...lines]));

const gjepc =
  "reporter,flow,basis,year,month,vintage,value_inr_crore,value_usd_million,quantity_lakh_carats,release_period,fiscal_year";
const itc = "hs6,flow,reporter,year,value_thousand_usd";
const suppliers = "reporter,partner,flow,basis,period,period_type,value_inr_crore,value_usd_million,status";
const published =
  "figure_id,period_type,period,reporter,counterpart,measure,carats,value_usd,precision,source_url,published,known_issue";
const trade = "reporter,counterpart,flow,product,time_period,carats,value_usd";

describe("a monthly release of two vintages", () => {
  it("is read in millions and lakh, each vintage from the last day of its release", () => {
    const { kind, figures } = read(
      gjepc,
      "IN,import,gross,2012,4,first_release,3537.52,805.81,135.9,2012-04,2012-13",
      "IN,import,gross,2012,4,restated,3600.00,810.00,136,2013-04,2012-13",
    );
    expect(kind).toBe("gjepc-monthly");
    expect(figures.map(({ vintage, carats, usd, basis }) => [vintage, carats, usd, basis])).toEqual([
      ["2012-04-30", 1_359_000_000n, 80_581_000_000n, "GROSS"],
      ["2013-04-30", 1_360_000_000n, 81_000_000_000n, "GROSS"],
    ]);
    expect(figures.map(({ period, note }) => [periodText(period), note])[0]).toEqual([
      "2012-M04",
      "first_release; 3537.52 crore INR",
    ]);
  });
});

describe("trade by reporter", () => {
  it("is read in thousands; a world row is flagged and stays the world's", () => {
    const { figures, codes } = read(itc, "710210,export,World,2016,31", "710231,import,Namibia,2016,7");
    expect(figures.map(({ reporter, product, usd }) => [reporter, product, usd])).toEqual([
      ["WORLD", "7102.10", 3_100_000n],
      ["NA", "7102.31", 700_000n],
    ]);
    expect(codes).toEqual(["aggregate"]);
  });

  it.each([
    ["710239,export,Namibia,2016,1", "2A not-rough"],
    ["710290,export,Namibia,2016,1", "2A not-rough"],
    // Diamonds in the nomenclature before the Harmonized System, and in that of trade statistics.
    ["71.02,export,Namibia,2016,1", "2A not-rough"],
    ["277.11,export,Namibia,2016,1", "2A not-rough"],
    ["667.22,export,Namibia,2016,1", "2A not-rough"],
    ["710210,reexport,Namibia,2016,1", "2B unknown-code"],
    ["710210,export,Atlantis,2016,1", "2C unknown-reporter"],
    ["710210,export,Namibia,16,1", "2D not-a-period"],
    ["710210,export,Namibia,2016,-1", "2E negative"],
    ["710210,export,Namibia,2016,1e3", "2E not-a-number"],
    ["710210,export,Namibia,2016,0.123456", "2E too-many-decimals"],
  ])("refuses %s: %s", (line, said) => {
    const { figures, reports, refused } = read(itc, line);
    expect([figures, refused]).toEqual([[], 1]);
    expect(reports.map(({ row, column, code }) => `${row}${column ?? ""} ${code}`)).toContain(said);
  });

  it("tells what is no country, and passes it over", () => {
    const { figures, codes, refused } = read(itc, "710210,export,Free Zones,2016,1");
    expect([figures, codes, refused]).toEqual([[], ["no-country"], 0]);
  });
});

describe("imports by supplier", () => {
  it("keep the words and the days of a fiscal year, and tell nil from not available", () => {
    const { figures, codes } = read(
      suppliers,
      "IN,BE,import,gross,1999-00,fiscal_year,2260.60,1237.60,final",
      "IN,OTHERS,import,gross,2005,calendar_year,,,not_available",
      "IN,GB,import,gross,2005,calendar_year,,0,nil",
    );
    expect(figures.map(({ period, counterpart, usd, nil }) => [period, counterpart, usd, nil])).toEqual([
      [
        { kind: "FISCAL", original: "1999-00", from: "1999-04-01", until: "2000-04-01" },
        "BE",
        123_760_000_000n,
        false,
      ],
      [{ kind: "YEAR", year: 2005 }, "GB", 0n, true],
    ]);
    expect(codes).toEqual(["no-amount"]);
  });
});

describe("published figures", () => {
  it("speak with the voice of their outlet, so that two may disagree on one fact", () => {
    const { figures, codes } = read(
      published,
      "F1,year,2019,RU,,export,,168198857.66,exact,https://www.a.example/x,2020,",
      "F2,year,2019,RU,,export,,169198857.66,exact,https://b.example/y,2020-03-05,misprint",
      "F3,ytd,2021-01/2021-09,RU,AE,export,5,,rounded,https://b.example/z,2021-12,",
      "F4,year,2019,RU,,export_share,,7,exact,https://b.example/z,2020,",
    );
    expect(figures.map(({ voice, vintage, counterpart, usd }) => [voice, vintage, counterpart, usd])).toEqual(
      [
        ["a.example", "2020-12-31", "W", 16_819_885_766n],
        ["b.example", "2020-03-05", "W", 16_919_885_766n],
        ["b.example", "2021-12-31", "AE", null],
      ],
    );
    expect(codes).toEqual(["other-measure"]);
  });
});

describe("country-years of several voices", () => {
  const eiti =
    "iso2,country,year,external_carats,eiti_reconciled_carats,eiti_government_carats,eiti_companies_carats,production_value_usd,source_note";
  it("are one figure a voice, and a value is that of the first voice with carats", () => {
    const { figures } = read(
      eiti,
      "GH,Ghana,2009,376000.0,,,375000,6978559.999999999,",
      "CD,,2012,,,20140000,,293358346.93,",
    );
    expect(figures.map(({ voice, carats, usd }) => [voice, carats, usd])).toEqual([
      ["usgs", 37_600_000n, 697_856_000n],
      ["companies", 37_500_000n, null],
      ["government", 2_014_000_000n, 29_335_834_693n],
    ]);
  });
});

describe("any other file", () => {
  const json = {
    period: { year: "An", quarter: "Trimestre" },
    reporter: { column: "Pays" },
    flow: { column: "Sens", codes: { entrée: "IMPORT", sortie: "EXPORT", transit: "" } },
    product: { column: "SH" },
    carats: { column: "Poids", unit: "thousand" },
    usd: { column: "Valeur", unit: "million" },
  };
  const mapping = (parseMapping(json) as { readonly mapping: Mapping }).mapping;
  const semicolons = (...lines: string[]) =>
    readAll(
      ["Pays;An;Trimestre;Sens;SH;Poids;Valeur", ...lines].map((line, place) => ({
        row: place + 1,
        cells: line.split(";"),
      })),
      { mapping },
    );

  it("is read by a mapping that a person writes, with decimal commas and its own words", () => {
    const { kind, figures, codes } = semicolons(
      "Namibie;2019;2;entrée;7102 31;1.234,5;0,75",
      "Namibie;2019;3;transit;7102 31;1;1",
    );
    expect(kind).toBe("mapped");
    expect(
      figures.map(({ reporter, period, flow, carats, usd }) => [
        reporter,
        periodText(period),
        flow,
        carats,
        usd,
      ]),
    ).toEqual([["NA", "2019-Q2", "IMPORT", 123_450_000n, 75_000_000n]]);
    expect(codes).toEqual(["other-measure"]);
  });

  it("is asked about where 1.234 may be 1234, and where the sign comes late", () => {
    expect(semicolons("Namibie;2019;2;entrée;710231;1.234;2.345").codes).toEqual(["decimal-ambiguous"]);
    const [head, sure, late] = [
      "Pays;An;Trimestre;Sens;SH;Poids;Valeur",
      "NA;2019;2;entrée;710231;1;2",
      "NA;2019;3;entrée;710231;1.234;2",
    ].map((line, place) => ({ row: place + 1, cells: line.split(";") })) as readonly SheetRow[] as [
      SheetRow,
      SheetRow,
      SheetRow,
    ];
    const opened = openFigures(head, [sure], { mapping });
    const reports: FigureReport[] = [];
    expect(opened.ok && opened.reader.read(late, [], reports)).toBe(false);
    expect(reports.map(({ code, column }) => `${column} ${code}`)).toEqual(["F decimal-late"]);
  });

  it("needs every column that the mapping names, and a mapping where no head is known", () => {
    const { reports } = readAll(rowsOf(["Pays,An", "NA,2019"]), { mapping });
    expect(reports.map(({ code, text }) => `${code} ${text}`)).toEqual([
      "mapped-column-missing Trimestre",
      "mapped-column-missing Sens",
      "mapped-column-missing SH",
    ]);
    expect(read("a,b,c", "1,2,3").codes).toEqual(["unknown-kind-of-file"]);
  });

  it.each([
    [{ ...json, colour: 1 }, "colour"],
    [{ ...json, carats: { column: "Poids", unit: "tola" } }, "carats.unit"],
    [{ ...json, flow: undefined }, "flow"],
    [{ ...json, period: { text: 7 } }, "period.text"],
    [{ ...json, fiscalFrom: 13 }, "fiscalFrom"],
    [[], ""],
    [{ ...json, names: { Zaire: 1 } }, "names.Zaire"],
  ])("is not read by a mapping that says what is not known (%#)", (wrong, at) => {
    expect(parseMapping(wrong)).toMatchObject({ ok: false, at });
  });
});

describe("a row", () => {
  it("with a formula, an error or text that was not UTF-8 is refused or noted with its column", () => {
    const [head, data] = rowsOf([trade, "NA,BE,EXPORT,710231,2019-Q1,1,2"]) as [SheetRow, SheetRow];
    const marked = (mark: "formula" | "error" | "latin-1") =>
      readAll([head, { ...data, marks: { 5: mark } }]).reports.map(({ column, code }) => `${column} ${code}`);
    expect([marked("formula"), marked("error"), marked("latin-1")]).toEqual([
      ["F formula"],
      ["F cell-error"],
      ["F latin-1"],
    ]);
  });

  it("with a value and no carats is taken and asked about", () => {
    const { figures, codes } = read(
      trade,
      "NA,BE,EXPORT,710231,2019-Q1,,2",
      "NA,BE,EXPORT,710231,2019-Q2,163174,0.00",
    );
    expect([figures.length, codes]).toEqual([2, ["value-without-carats", "carats-without-value"]]);
  });
});

describe("a file of our own releases", () => {
  it("is read as it was written: nil stays nil, a sum stays a sum", () => {
    const columns =
      "STRUCTURE,FREQ,REPORTER,COUNTERPART,FLOW,PRODUCT,MINING,ORIGIN,TIME_PERIOD,CARATS,VALUE_USD,COUNT,OBS_STATUS,RETURN_KIND,NOTE";
    const { kind, figures, refused } = read(
      columns,
      "dataflow,S,NA,_Z,PROD,_T,_U,_Z,2019-S1,0.00,0.00,,A,NIL,",
      "dataflow,Q,W,W,EXP,HS710231,_T,_Z,2019-Q2,5.00,6.00,,P,FIGURE,",
    );
    expect([kind, refused]).toEqual(["figures", 0]);
    expect(
      figures.map((one) => [one.reporter, one.flow, one.product, one.mining, one.nil, one.status]),
    ).toEqual([
      ["NA", "PRODUCTION", "_T", "UNSPECIFIED", true, "NORMAL"],
      ["WORLD", "EXPORT", "7102.31", "_T", false, "PROVISIONAL"],
    ]);
  });
});

describe("the line of a figure", () => {
  it("is read back as it was written, whatever its note says", () => {
    const [row] = read(trade, "NA,BE,EXPORT,710231,2019-Q1,1,2").figures as [FigureRow];
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 30 }),
        fc.option(fc.bigInt({ min: 0n, max: 10n ** 15n })),
        fc.boolean(),
        (note, carats, nil) => {
          const one = { ...row, note: note === "" ? null : note, carats, nil };
          const line = `+\t${keyLine(one)}\t${saidLine(one)}`;
          expect(line).not.toContain("\n");
          expect(lineReader()(line)).toEqual({ change: "+", row: one });
        },
      ),
    );
  });
});

const folder = sharedData();
describe.skipIf(folder === undefined)("the real files", () => {
  it.each([
    ["kp/kp_production_half_yearly.csv", "kp-production", 1032, 1032],
    ["trade/itc_hs6_rough_by_reporter_year.csv", "itc-reporters", 3627, 3602],
    ["trade/india_rough_imports_monthly.csv", "gjepc-monthly", 126, 126],
    ["trade/india_rough_imports_by_supplier.csv", "gjepc-suppliers", 106, 103],
    ["figures/published_figures_from_articles.csv", "published", 260, 241],
    ["figures/eiti_diamond_country_years_2004_2013.csv", "eiti", 30, 31],
  ])("%s is known as %s and no row of it is refused", (path, kind, rows, figures) => {
    const sheet = rowsOfCsv(`${folder}/${path}`);
    const reading = readAll(sheet);
    expect([reading.kind, sheet.length - 1, reading.figures.length, reading.refused]).toEqual([
      kind,
      rows,
      figures,
      0,
    ]);
  });
});
