import { describe, expect, test } from "vitest";
import { nationalRecognitions, schemeStatuses } from "#core/kp/history.ts";
import type { NumberBlock } from "#core/kp/numbers.ts";
import { nationalRules, ruleFor } from "#core/kp/rules.ts";
import { unlistedOriginMark } from "./content.ts";
import type { ContentProblem } from "./problems.ts";
import { checkContent } from "./rules.ts";
import type { ContentContext, ContentToCheck, LineToCheck } from "./rules.ts";
import { content } from "./testing/world.ts";

const blocks: readonly NumberBlock[] = [
  { authority: "SL-KPA", office: "SL-KPA/FNA", from: 4_800n, to: 4_999n, year: 2026 },
  { authority: "SL-KPA", office: "SL-KPA/KEN", from: 5_000n, to: 5_099n, year: 2026 },
  { authority: "SL-KPA", office: "SL-KPA/FNA", from: 4_300n, to: 4_399n, year: 2025 },
  { authority: "EU-BE", office: "EU-BE/ANR", from: 1n, to: 99_999n },
];

function context(over: Partial<ContentContext> = {}): ContentContext {
  const today = over.today ?? "2026-11-21";
  return {
    rule: ruleFor(nationalRules, "SL", today),
    statuses: schemeStatuses,
    recognitions: nationalRecognitions,
    blocks,
    today,
    stage: "validation",
    ...over,
  };
}

function problems(
  over: Partial<ContentToCheck> = {},
  circumstances: Partial<ContentContext> = {},
): readonly string[] {
  return found(over, circumstances).map(({ field, code }) => `${field} ${code}`);
}

function found(
  over: Partial<ContentToCheck> = {},
  circumstances: Partial<ContentContext> = {},
): readonly ContentProblem[] {
  return checkContent({ ...content(), ...over }, context(circumstances));
}

const line = (over: Partial<LineToCheck>): readonly LineToCheck[] => [
  { code: "7102.31", carats: 100n, usd: 100n, ...over },
];
const party = { name: "Koidu Exports", address: "Freetown", country: "SL" };

describe("Annex I A", () => {
  test("a certificate in order has no problem at any stage", () => {
    for (const stage of ["application", "issue", "validation"] as const)
      expect(problems({}, { stage })).toEqual([]);
  });

  test("2: an origin is a country; a mixed parcel lists none or several, each once", () => {
    expect(problems({ origin: { kind: "SINGLE", country: "EU" } })).toContain("origin COUNTRY_UNKNOWN");
    expect(problems({ origin: { kind: "MIXED", listed: [] } })).toEqual([]);
    expect(problems({ origin: { kind: "MIXED", listed: ["AO"] } })).toEqual(["origin ORIGIN_NOT_MIXED"]);
    expect(problems({ origin: { kind: "MIXED", listed: ["AO", "AO"] } })).toEqual(["origin ORIGIN_REPEATED"]);
    expect(problems({ origin: { kind: "MIXED", listed: ["AO", "BW"] } })).toEqual([]);
    expect(problems({ lines: line({ origin: "BW" }) })).toEqual(["lines.0.origin ORIGIN_OF_LINE_DIFFERS"]);
  });

  test.each([
    ["SL", "2024-04-30", "***", false],
    ["SL", "2024-05-01", "***", true],
    ["US", "2024-04-30", "***", false],
    ["US", "2026-11-21", "***", false],
    ["CA", "2024-04-30", "", false],
    ["CA", "2026-11-21", "", false],
  ])('2: a mixed parcel of %s on %s prints "%s"; may it list its origins: %s', (code, day, mark, mayList) => {
    const rule = ruleFor(nationalRules, code, day);
    expect(unlistedOriginMark(rule)).toBe(mark);
    const found = problems({ origin: { kind: "MIXED", listed: ["AO", "BW"] } }, { rule });
    expect(found.includes("origin ORIGINS_MAY_NOT_BE_LISTED")).toBe(!mayList);
    expect(problems({ origin: { kind: "MIXED", listed: [] } }, { rule })).toEqual([]);
  });

  test("4: the number is printed in its form and lies in the block of that office and year", () => {
    expect(problems({ number: "SL 4912" })).toEqual(["number NUMBER_NOT_AS_PRINTED"]);
    expect(problems({ number: "GH 004912" })).toContain("number NUMBER_FORMAT");
    expect(problems({ number: "SL 999999" })).toEqual(["number NUMBER_NOT_ALLOTTED"]);
    expect(problems({ number: "" })).toEqual(["number TEXT_EMPTY"]);
    expect(problems({}, { office: "SL-KPA/FNA" })).toEqual([]);
    expect(problems({}, { office: "SL-KPA/KEN" })).toEqual(["number NUMBER_NOT_ALLOTTED"]);
  });

  test("4: Sierra Leone 2015, a number of last year's block on this year's paper", () => {
    expect(found({ number: "SL 004306" })).toEqual([
      { field: "number", code: "NUMBER_OF_ANOTHER_YEAR", values: { year: 2025 } },
    ]);
  });

  test("4: another authority's block is nobody else's", () => {
    const mine = { participant: "EU", authority: "EU-DE", number: "EU00000042" };
    expect(problems(mine, { rule: ruleFor(nationalRules, "EU", "2026-11-21") })).toContain(
      "number NUMBER_NOT_ALLOTTED",
    );
  });

  test("6 and 7: dates exist, are in order, and end within the national validity", () => {
    expect(problems({ issuedOn: "2026-02-30" })).toContain("issuedOn DATE_INVALID");
    expect(problems({ issuedOn: "2026-11-22", validatedOn: "2026-11-22" })).toContain(
      "issuedOn ISSUED_IN_FUTURE",
    );
    expect(problems({ expiresOn: "2026-11-19" })).toContain("expiresOn EXPIRY_BEFORE_ISSUE");
    expect(problems({ expiresOn: "2027-01-19" })).toEqual([]);
    expect(found({ expiresOn: "2027-01-20" })).toEqual([
      { field: "expiresOn", code: "EXPIRY_TOO_LATE", values: { latest: "2027-01-19" } },
    ]);
    expect(
      problems({ issuedOn: "2026-09-01", expiresOn: "2026-10-01", validatedOn: "2026-09-02" }),
    ).toContain("expiresOn ALREADY_EXPIRED");
  });

  test("7: the European Union counts two months", () => {
    const union = {
      participant: "EU",
      authority: "EU-BE",
      number: "EU00000042",
      importer: { ...party, country: "IN" },
      expiresOn: "2027-01-20",
    };
    expect(problems(union, { rule: ruleFor(nationalRules, "EU", "2026-11-21") })).toEqual([]);
    expect(
      problems({ ...union, expiresOn: "2027-01-21" }, { rule: ruleFor(nationalRules, "EU", "2026-11-21") }),
    ).toEqual(["expiresOn EXPIRY_TOO_LATE"]);
  });

  test("8: the authority has a code, the certificate an id", () => {
    expect(
      problems(
        { authority: "kpa", publicId: new Uint8Array(3) },
        { blocks: [{ ...blocks[0]!, authority: "kpa" }] },
      ),
    ).toEqual(["authority AUTHORITY_CODE", "publicId PUBLIC_ID"]);
  });

  test("9: exporter and importer have names that can be printed and countries", () => {
    expect(problems({ exporter: { ...party, name: "Koidu\u202e" } })).toEqual([
      "exporter.name TEXT_HIDDEN_CHARACTER",
    ]);
    expect(problems({ exporter: { ...party, address: "" } })).toEqual(["exporter.address TEXT_EMPTY"]);
    expect(problems({ exporter: { ...party, name: "N".repeat(121) } })).toEqual([
      "exporter.name TEXT_TOO_LONG",
    ]);
    expect(problems({ exporter: { ...party, country: "XX" } })).toEqual(["exporter.country COUNTRY_UNKNOWN"]);
  });

  test("10 and 11: carats and dollars are above zero and below any slip of the keyboard", () => {
    expect(problems({ lines: line({ carats: 0n }) })).toEqual(["lines.0.carats CARATS_NOT_POSITIVE"]);
    expect(problems({ lines: line({ usd: -1n }) })).toEqual(["lines.0.usd VALUE_NOT_POSITIVE"]);
    expect(problems({ lines: line({ carats: 10n ** 12n }) })).toEqual([]);
    expect(problems({ lines: line({ carats: 10n ** 12n + 1n }) })).toContain(
      "lines.0.carats CARATS_TOO_LARGE",
    );
    expect(problems({ lines: [...line({ usd: 10n ** 15n }), ...line({ usd: 1n })] })).toEqual([
      "lines VALUE_TOO_LARGE",
    ]);
  });

  test("12: one to 9,999 parcels; one to forty lines", () => {
    for (const parcels of [0, -1, 1.5, 10_000, Number.NaN])
      expect(problems({ parcels }), String(parcels)).toEqual(["parcels PARCELS_OUT_OF_RANGE"]);
    expect(problems({ lines: [] })).toEqual(["lines NO_LINES"]);
    expect(problems({ lines: Array.from({ length: 41 }, () => line({})[0]!) })).toEqual([
      "lines TOO_MANY_LINES",
    ]);
  });

  test("13: a code outside the three is refused with its reason", () => {
    const reason = (code: string) =>
      found({ lines: line({ code }) }).map(({ code: problem, values }) => [
        problem,
        values["reason"] ?? values["asPrinted"],
      ]);
    expect(reason("7102.39")).toEqual([["CODE_REFUSED", "worked-diamonds"]]);
    expect(reason("7104.21")).toEqual([["CODE_REFUSED", "lab-grown-diamonds"]]);
    expect(reason("7103.10")).toEqual([["CODE_REFUSED", "other-goods"]]);
    expect(reason("710231")).toEqual([["CODE_NOT_AS_PRINTED", "7102.31"]]);
  });

  test("14: validation comes after issue and before expiry, with a named seal", () => {
    expect(problems({ validatedOn: null })).toEqual(["validatedOn NOT_VALIDATED"]);
    expect(problems({ validatedOn: null }, { stage: "issue" })).toEqual([]);
    expect(problems({ validatedOn: "2026-11-19" })).toEqual(["validatedOn VALIDATED_BEFORE_ISSUE"]);
    expect(problems({ validatedOn: "2026-11-22" })).toEqual(["validatedOn VALIDATED_IN_FUTURE"]);
    expect(problems({ containers: [] })).toEqual(["containers NO_SEAL"]);
    expect(problems({ containers: [] }, { stage: "issue" })).toEqual([]);
    expect(problems({ containers: [{ seal: "A" }, { seal: "A" }] })).toEqual([
      "containers.1.seal SEAL_REPEATED",
    ]);
    expect(problems({ containers: [{ seal: "A", reference: "\n" }] })).toEqual([
      "containers.0.reference TEXT_HIDDEN_CHARACTER",
    ]);
  });

  test("what would not fit into the code is stopped before it is printed", () => {
    const containers = Array.from({ length: 40 }, (_, i) => ({
      seal: `SEAL-${String(i).padStart(30, "0")}`,
    }));
    expect(problems({ containers })).toEqual(["lines TOO_LONG_FOR_CODE"]);
  });
});

describe("who may trade", () => {
  const to = (country: string) => ({ importer: { ...party, country } });
  const dated = (day: string): Partial<ContentToCheck> => ({
    issuedOn: day,
    validatedOn: day,
    expiresOn: day,
  });

  test("not to a country outside the scheme, nor to one that may not trade", () => {
    expect(found(to("KE"))).toMatchObject([
      { field: "importer.country", code: "IMPORTER_MAY_NOT_TRADE", values: { reason: "NOT_A_PARTICIPANT" } },
    ]);
    expect(found(to("VE"))).toMatchObject([
      { code: "IMPORTER_MAY_NOT_TRADE", values: { reason: "SELF_SUSPENDED" } },
    ]);
  });

  test("an export leaves the Participant: within the European Union no certificate is issued", () => {
    const rule = ruleFor(nationalRules, "EU", "2026-11-21");
    expect(
      problems(
        { participant: "EU", authority: "EU-BE", number: "EU00000042", ...to("DE"), expiresOn: "2027-01-19" },
        { rule },
      ),
    ).toEqual(["importer.country NOT_AN_EXPORT"]);
    expect(problems(to("SL"))).toEqual(["importer.country NOT_AN_EXPORT"]);
  });

  test("Canada and Qatar, between the scheme's decision and Canada's law, in both directions", () => {
    const early = { today: "2022-04-20", stage: "issue" } as const;
    const formats = {
      blocks: [
        { authority: "QA-KPA", office: "x", from: 1n, to: 999n },
        { authority: "CA-KPA", office: "x", from: 1n, to: 999n },
      ],
    };
    const qatar = {
      participant: "QA",
      authority: "QA-KPA",
      number: "QA 000123",
      ...dated("2022-04-20"),
      ...to("CA"),
    };
    const canada = {
      participant: "CA",
      authority: "CA-KPA",
      number: "CA 000123",
      ...dated("2022-04-20"),
      ...to("QA"),
    };
    expect(
      problems(qatar, { ...early, ...formats, rule: ruleFor(nationalRules, "QA", "2022-04-20") }),
    ).toEqual(["importer.country ISSUER_NOT_RECOGNISED"]);
    expect(
      problems(canada, { ...early, ...formats, rule: ruleFor(nationalRules, "CA", "2022-04-20") }),
    ).toEqual(["importer.country IMPORTER_NOT_RECOGNISED"]);
    const later = { ...qatar, ...dated("2022-06-20") };
    expect(
      problems(later, {
        ...early,
        ...formats,
        today: "2022-06-20",
        rule: ruleFor(nationalRules, "QA", "2022-06-20"),
      }),
    ).toEqual([]);
  });

  test("Central African Republic: only with a zone, and only a compliant one", () => {
    const day = "2017-06-01";
    const certificate = {
      participant: "CF",
      authority: "CF-KPA",
      number: "CF 000042",
      origin: { kind: "SINGLE", country: "CF" },
      ...dated(day),
    } as const;
    const at = (zone?: string) =>
      found(certificate, {
        today: day,
        blocks: [{ authority: "CF-KPA", office: "x", from: 1n, to: 99n }],
        rule: ruleFor(nationalRules, "CF", day),
        ...(zone === undefined ? {} : { zone }),
      }).map(({ code, values }) => [code, values["reason"]]);
    expect(at()).toEqual([["ORIGIN_MAY_NOT_BE_TRADED", "ZONE_REQUIRED"]]);
    expect(at("Bria")).toEqual([["ORIGIN_MAY_NOT_BE_TRADED", "ZONE_NOT_COMPLIANT"]]);
    expect(at("Berberati")).toEqual([]);
  });

  test("stones under a United Nations embargo are stopped wherever they are certified; a suspended country's old stock is not", () => {
    const day = "2010-06-01";
    const from = (country: string) =>
      found(
        { origin: { kind: "SINGLE", country }, ...dated(day) },
        { today: day, blocks: [{ ...blocks[0]!, year: 2010 }], rule: ruleFor(nationalRules, "SL", day) },
      ).map(({ values }) => values["reason"]);
    expect(from("CI")).toEqual(["EMBARGOED"]);
    expect(from("VE")).toEqual([]);
  });

  test("a suspended issuer issues nothing", () => {
    const day = "2013-07-01";
    expect(
      found(
        {
          participant: "CF",
          authority: "CF-KPA",
          number: "CF 000042",
          origin: { kind: "SINGLE", country: "CF" },
          ...dated(day),
        },
        {
          today: day,
          blocks: [{ authority: "CF-KPA", office: "x", from: 1n, to: 99n }],
          rule: ruleFor(nationalRules, "CF", day),
        },
      ).map(({ field, code, values }) => [field, code, values["reason"]]),
    ).toEqual([
      ["participant", "ISSUER_MAY_NOT_TRADE", "SUSPENDED"],
      ["origin", "ORIGIN_MAY_NOT_BE_TRADED", "SUSPENDED"],
    ]);
  });

  test("an application is judged by today, because it has no date of issue yet", () => {
    const old = { ...dated("2010-06-01"), participant: "CF", authority: "CF-KPA" };
    expect(problems(old, { stage: "application" })).toEqual([]);
  });
});

test("every problem is told at once, each with its field", () => {
  const wrong = problems({
    parcels: 0,
    lines: line({ code: "7104.21", carats: 0n, usd: 0n }),
    exporter: { name: "", address: "", country: "" },
    containers: [],
  });
  expect(wrong.length).toBe(8);
  expect(new Set(wrong).size).toBe(8);
});
