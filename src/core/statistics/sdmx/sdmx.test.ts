// SDMX files of ours: the official schemas take every message, what is written as CSV reads back equal in every form, and a
// query gives what its key and filters say.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { Ajv2019 } from "ajv/dist/2019.js";
import type { ValidateFunction } from "ajv/dist/2019.js";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { beforeAll, describe, expect, it, test } from "vitest";
import { readDelimited } from "#platform/files/sheet-csv.ts";
import { sharedData } from "../../../../test/support/shared-data.ts";
import { flows, valuations, bases } from "../observation.ts";
import type { Observation } from "../observation.ts";
import { daysOf } from "../periods.ts";
import { miningTypes } from "../returns.ts";
import { published } from "../testing/published.ts";
import { writeSdmxCsv } from "./csv.ts";
import type { CsvOptions } from "./csv.ts";
import { dataflowOf, dataflows } from "./components.ts";
import { dataMessage } from "./data-message.ts";
import type { MessageHeader } from "./data-message.ts";
import { parseFilter, parseKey, parseStretch, select } from "./query.ts";
import type { QueryProblem, Wanted } from "./query.ts";
import { readSdmxCsv } from "./read-csv.ts";
import { recordOf } from "./record.ts";
import { referenceKinds, structureMessage, structureTypes } from "./structure-message.ts";

const header: MessageHeader = {
  id: "M1",
  prepared: "2026-06-01T10:00:00.000Z",
  sender: { id: "KP", name: "Test scheme" },
  baseUrl: "https://kp.example",
  test: true,
};

const sampled: readonly Observation[] = [
  published({ carats: 12_345_067n, usd: 99_999n, mining: "ASM" }),
  published({ reporter: "BW", nil: true, carats: 0n, usd: 0n, mining: "UNSPECIFIED", period: "2024-S2" }),
  published({ reporter: "NA", status: "WITHHELD", note: '=HYPERLINK("x"); "quoted"\nsecond line' }),
  published({
    reporter: "IN",
    period: { kind: "FISCAL", original: "2009-10", from: "2009-04-01", until: "2010-04-01" },
    carats: 5n,
    usd: null,
    status: "PROVISIONAL",
    source: "gjepc-monthly",
    entered: "2013-03-18T06:01:19",
    knownUntil: "2026-01-01T00:00:00.000Z",
  }),
  published({
    flow: "EXPORT",
    reporter: "WORLD",
    counterpart: "_O",
    product: "7102.31",
    mining: "_T",
    origin: "MIXED",
    period: "2024-Q3",
    usd: 0n,
    carats: 16_317_400n,
    valuation: "FOB",
    basis: "GROSS",
  }),
  published({ flow: "KPC_ISSUED", counterpart: "W", mining: "_T", period: "2024-Q1", count: 412 }),
  published({
    flow: "KPC_RECEIVED",
    counterpart: "AE",
    mining: "_T",
    period: "2024-Q1",
    count: 0,
    nil: true,
  }),
];

const forms: readonly CsvOptions[] = (["1.0", "2.0", "2.1"] as const).flatMap((version) =>
  (["id", "name", "both"] as const).flatMap((labels) =>
    (["point", "comma"] as const).map((locale): CsvOptions => ({
      version,
      labels,
      locale,
      language: labels === "both" ? "fr" : "en",
      keys: locale === "comma" ? "both" : "none",
    })),
  ),
);

function readBack(text: string): ReturnType<typeof readSdmxCsv> {
  const sheet = readDelimited(new TextEncoder().encode(text));
  if (!sheet.ok) throw new Error(JSON.stringify(sheet.problem));
  return readSdmxCsv(sheet.rows, true);
}

describe("SDMX-CSV", () => {
  it.each(forms)("reads back equal: $version, labels=$labels, decimal $locale", (form) => {
    expect(readBack(writeSdmxCsv(sampled, form))).toMatchObject({ ok: true, observations: sampled });
  });

  test("any figure reads back equal", () => {
    const amount = fc.option(fc.bigInt({ min: 0n, max: 10n ** 12n }), { nil: null });
    const figure = fc
      .record({
        flow: fc.constantFrom(...flows),
        reporter: fc.constantFrom("SL", "NA", "EU", "TW", "WORLD", "OTHERS"),
        counterpart: fc.constantFrom("W", "_O", "_Z", "AE", "NO"),
        product: fc.constantFrom("7102.10", "7102.21", "7102.31", "_T"),
        mining: fc.constantFrom(...miningTypes, "_T"),
        origin: fc.constantFrom("_Z", "MIXED", "CD"),
        period: fc.constantFrom("2003-S1", "2024-Q4", "2024-M07", "2199"),
        part: fc.integer({ min: 0, max: 9 }),
        carats: amount,
        usd: amount,
        count: fc.option(fc.integer({ min: 0, max: 10_000_000 }), { nil: null }),
        status: fc.constantFrom("NORMAL", "PROVISIONAL", "ESTIMATED"),
        valuation: fc.constantFrom(null, ...valuations),
        basis: fc.constantFrom(null, ...bases),
        note: fc.option(fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 80 }), { nil: null }),
      })
      .map((given) => published(given as Parameters<typeof published>[0]))
      .filter(({ note }) => note === null || note.trim() === note);
    fc.assert(
      fc.property(figure, fc.constantFrom(...forms), (one, form) => {
        const back = readBack(writeSdmxCsv([one], form));
        expect(back).toEqual({ ok: true, observations: [one], ignored: expect.any(Array) });
      }),
      { numRuns: 300 },
    );
  });

  test("the head is that of the field guide", () => {
    expect(
      writeSdmxCsv([sampled[0] as Observation])
        .split("\r\n")
        .slice(0, 2),
    ).toEqual([
      "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REPORTER,COUNTERPART,FLOW,PRODUCT,MINING,ORIGIN,SOURCE,PART,TIME_PERIOD," +
        "CARATS,VALUE_USD,COUNT,OBS_STATUS,CONF_STATUS,RETURN_KIND,VALUATION,BASIS,HS_EDITION,PERIOD_ORIGINAL,NOTE," +
        "ENTERED,CHANGED,KNOWN_FROM,KNOWN_UNTIL",
      "dataflow,KP:PRODUCTION(1.0.0),I,S,SL,_Z,PROD,_T,ASM,_Z,RELEASE,0,2024-S1,123450.67,999.99,,A,F,FIGURE,,,,,,,," +
        "2025-03-01T00:00:00.000Z,",
    ]);
  });

  test("a withheld figure has no amount in any form", () => {
    const secret = published({ status: "WITHHELD", carats: 4_242n, usd: 777n, count: 9 });
    for (const form of forms) expect(writeSdmxCsv([secret], form)).not.toMatch(/42[.,]42|7[.,]77|\b9\b/);
    const json = JSON.stringify(dataMessage(messageOf([secret])));
    expect(json).not.toMatch(/42\.42|7\.77/);
  });

  test("a text that a spreadsheet would take for a formula does not begin with its sign", () => {
    const text = writeSdmxCsv([published({ carats: 1n, note: "=1+1" })]);
    expect(text).toContain(",'=1+1,");
  });

  it.each([
    ["a column that is missing", (text: string) => text.replace("REPORTER", "REPORTR"), "column-missing"],
    ["a column that stands twice", (text: string) => text.replace("NOTE", "BASIS"), "column-twice"],
    ["another structure", (text: string) => text.replace("KP:PROD", "XX:PROD"), "foreign-structure"],
    ["an unknown code", (text: string) => text.replace(",SL,", ",XX,"), "unknown-code"],
    ["a third decimal", (text: string) => text.replace("123450.67", "123450.675"), "not-a-number"],
    ["thousands as 1.234", (text: string) => text.replace("123450.67", "123.450"), "not-a-number"],
    ["a negative amount", (text: string) => text.replace("123450.67", "-1.00"), "not-a-number"],
    ["a third half", (text: string) => text.replace("2024-S1", "2024-S3"), "not-a-period"],
    ["a deletion", (text: string) => text.replace(",I,", ",D,"), "not-taken"],
  ])("%s refuses the whole file", (_, spoil, code) => {
    const good = writeSdmxCsv([sampled[0] as Observation, sampled[1] as Observation]);
    const reading = readBack(spoil(good));
    expect(reading).toMatchObject({ ok: false, problems: [{ code }] });
  });
});

function messageOf(observations: readonly Observation[], history = false) {
  return { observations, dimensionAtObservation: "AllDimensions" as const, header, history };
}

const folder = sharedData();

describe.skipIf(folder === undefined)("the official schemas", () => {
  const standards = join(folder ?? "", "standards/sdmx");
  const json = (path: string): object => JSON.parse(readFileSync(join(standards, path), "utf8")) as object;
  const validator = (schema: string) => {
    const ajv = new Ajv2019({ strict: false, allErrors: true });
    (addFormats as unknown as (one: Ajv2019) => void)(ajv);
    return ajv.compile(json(`schemas/${schema}`));
  };
  let data: ValidateFunction;
  let structure: ValidateFunction;
  // Not before: where the folder is absent, nothing of it is read.
  beforeAll(() => {
    data = validator("sdmx-json-data-schema.json");
    structure = validator("sdmx-json-structure-schema.json");
  });

  it("take their own samples, so that a refusal is ours", () => {
    for (const name of readdirSync(join(standards, "samples"))) {
      const check = name.startsWith("structure") ? structure : data;
      expect([name, check(json(`samples/${name}`)), check.errors]).toEqual([name, true, null]);
    }
  });

  it("refuse a message that is none", () => {
    expect(data({ ...dataMessage(messageOf(sampled)), meta: {} })).toBe(false);
    expect(structure({ meta: {}, data: {} })).toBe(false);
  });

  it.each(["all", ...dataflows.map(({ id }) => id)])(
    "take our data of %s, flat, in series, and with history",
    (id) => {
      const observations = sampled.filter(({ flow }) => id === "all" || dataflowOf(flow).id === id);
      for (const dimensionAtObservation of ["TIME_PERIOD", "AllDimensions"] as const)
        for (const history of [false, true]) {
          const message = dataMessage({ ...messageOf(observations, history), dimensionAtObservation });
          expect([data(message), data.errors]).toEqual([true, null]);
        }
    },
  );

  it("take our structures, whatever is asked for", () => {
    for (const type of structureTypes)
      for (const references of referenceKinds) {
        const message = structureMessage({ type, id: "*", references }, header);
        expect([type, structure(message), structure.errors]).toEqual([type, true, null]);
      }
  });
});

describe("SDMX-JSON", () => {
  test("an amount is the same number to the hundredth, and codes stand as places in their lists", () => {
    const message = dataMessage(messageOf([published({ carats: 999_999_999_999n, usd: 10n ** 15n - 1n })]));
    const text = JSON.stringify(message);
    expect(text).toContain('"0:0:0:0:0:0:0:0:0:0":[9999999999.99,9999999999999.99,null,0,0,0,');
  });

  test("with history, each vintage is a data set with the time for which it stood", () => {
    const earlier = published({ carats: 1n, knownUntil: "2025-06-01T00:00:00.000Z" });
    const later = published({ carats: 2n, knownFrom: "2025-06-01T00:00:00.000Z" });
    const message = dataMessage(messageOf([earlier, later], true));
    expect(message["data"]).toMatchObject({
      dataSets: [
        { validFrom: earlier.knownFrom, validTo: earlier.knownUntil },
        { validFrom: later.knownFrom },
      ],
    });
  });

  test("what is not there is no artefact", () => {
    expect(structureMessage({ type: "codelist", id: "CL_NONE", references: "all" }, header)).toBeUndefined();
  });

  test("a flow with its descendants brings the structure, its concepts and the code lists it uses", () => {
    const message = structureMessage({ type: "dataflow", id: "TRADE", references: "descendants" }, header);
    const {
      dataStructures,
      codelists,
      dataflows: found,
    } = (message ?? {})["data"] as Record<string, { id: string }[]>;
    expect(found?.map(({ id }) => id)).toEqual(["TRADE"]);
    expect(dataStructures?.map(({ id }) => id)).toEqual(["KP_STATISTICS"]);
    expect(codelists?.map(({ id }) => id)).toContain("CL_KP_AREA");
  });
});

describe("a query", () => {
  const chosen = (wanted: Wanted | QueryProblem): readonly string[] => {
    if ("code" in wanted) throw new Error(JSON.stringify(wanted));
    const found = select(sampled, [wanted]);
    // What a query says of all it can match is true of each that it does match.
    const { within } = wanted;
    for (const one of found) {
      const { from, until } = daysOf(one.period);
      expect(within.flows ?? [one.flow]).toContain(one.flow);
      expect(within.reporters ?? [one.reporter]).toContain(one.reporter);
      expect(within.counterparts ?? [one.counterpart]).toContain(one.counterpart);
      expect(within.sources ?? [one.source]).toContain(one.source);
      expect([from >= (within.from ?? from), until <= (within.until ?? until)]).toEqual([true, true]);
    }
    return found.map((one) => recordOf(one).REPORTER);
  };

  it.each([
    [parseKey("*"), {}],
    [
      parseKey("S.SL+W.AE.EXP....gjepc+RELEASE."),
      {
        reporters: ["SL", "W", "WORLD"],
        counterparts: ["AE"],
        flows: ["EXPORT"],
        sources: ["gjepc", "RELEASE"],
      },
    ],
    [parseKey("*.BW.AE.*.*.*.*.*.*,*.NA.*.*.*.*.*.*.*"), { reporters: ["BW", "NA"] }],
    [parseFilter("REPORTER", "SL,BW"), { reporters: ["SL", "BW"] }],
    [parseFilter("REPORTER", "SL,ne:BW"), {}],
    [parseFilter("CARATS", "gt:5"), {}],
    [parseFilter("TIME_PERIOD", "ge:2024-Q3+lt:2026"), { from: "2024-07-01", until: "2026-01-01" }],
    [parseFilter("TIME_PERIOD", "ge:2020+ge:2024+le:2025-S1"), { from: "2024-01-01", until: "2025-07-01" }],
    [parseFilter("TIME_PERIOD", "ge:2024,le:2020"), {}],
    [parseStretch("2024", ""), { from: "2024-01-01" }],
    // A day before what a database's calendar takes narrows nothing.
    [parseStretch("0001-01-01", "2024"), { until: "2025-01-01" }],
  ])("says within which figures it is: %j", (wanted, within) => {
    expect(wanted).toMatchObject({ within: expect.anything() });
    expect((wanted as Wanted).within).toEqual(within);
  });

  it.each([
    ["*", ["SL", "BW", "NA", "IN", "W", "SL", "SL"]],
    ["S.SL+BW.*.PROD.*.*.*.*.*", ["SL", "BW"]],
    ["S.SL.......", ["SL"]],
    ["*.BW.*.*.*.*.*.*.*,*.NA.*.*.*.*.*.*.*", ["BW", "NA"]],
    ["Q.W.*.EXP.HS710231.*.*.*.*", ["W"]],
    ["*.XX.*.*.*.*.*.*.*", []],
  ])("by the key %s", (key, expected) => {
    expect(chosen(parseKey(key))).toEqual(expected);
  });

  it.each([
    ["TIME_PERIOD", "ge:2024-Q3", ["BW", "W"]],
    ["TIME_PERIOD", "ge:2024-S1+le:2024-S1", ["SL", "NA", "SL", "SL"]],
    ["REPORTER", "ne:SL", ["BW", "NA", "IN", "W"]],
    ["REPORTER", "SL,IN", ["SL", "IN", "SL", "SL"]],
    ["CARATS", "gt:100000", ["SL", "W"]],
    ["SOURCE", "sw:gj", ["IN"]],
    ["OBS_STATUS", "Q", ["NA"]],
  ])("by the filter c[%s]=%s", (component, text, expected) => {
    expect(chosen(parseFilter(component, text))).toEqual(expected);
  });

  test("by a stretch of time whose ends count", () => {
    expect(chosen(parseStretch("2024", "2024-Q1"))).toEqual(["SL", "SL"]);
    expect(chosen(parseStretch("2009-04-01", "2010-03-31"))).toEqual(["IN"]);
  });

  it.each([
    [parseKey("S.SL"), "key-length"],
    [parseKey("x".repeat(3_000)), "too-long"],
    [parseFilter("NAME", "x"), "unknown-component"],
    [parseFilter("REPORTER", "xx:SL"), "unknown-operator"],
    [parseFilter("TIME_PERIOD", "ge:yesterday"), "not-a-period"],
    [parseStretch("yesterday", ""), "not-a-period"],
    [parseStretch("", "9999-12-31"), "not-a-period"],
    [parseFilter("TIME_PERIOD", "le:2020-01-01/P9999Y"), "not-a-period"],
  ])("that is none says so", (problem, code) => {
    expect(problem).toMatchObject({ code });
  });
});
