import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roughGoods } from "#core/kp/goods.ts";
import { numberFormats } from "#core/kp/numbers.ts";
import { cellsOf, compareMonthly, monthlyRows, readCells } from "./monthly-file.ts";
import type { Cells, MonthlyRow } from "./monthly-file.ts";
import { content } from "./testing/world.ts";

const certificate = content({ participant: "EU", number: "EU00012345", authority: "EU-BE" });
const exported = (over: Partial<MonthlyRow> = {}): MonthlyRow => ({
  direction: "EXPORT",
  number: "EU00012345",
  issuingAuthority: "EU-BE",
  validatingAuthority: "EU-BE",
  issuedOn: "2026-11-20",
  validatedOn: "2026-11-21",
  expiresOn: "2027-01-20",
  provenance: "EU",
  origin: ["SL"],
  code: "7102.31",
  carats: 123_456n,
  usd: 23_456_789n,
  verifyingAuthority: "",
  verifiedOn: "",
  ...over,
});
const read = (cells: Partial<Cells>, month = "2026-11") =>
  readCells({ ...cellsOf(exported()), ...cells }, month, numberFormats);
const faults = (cells: Partial<Cells>, month?: string) => {
  const reading = read(cells, month);
  return reading.ok ? [] : reading.problems.map(({ column, code }) => `${column} ${code}`);
};

const arbitrary: fc.Arbitrary<MonthlyRow> = fc
  .record({
    serial: fc.integer({ min: 1, max: 99_999_999 }),
    imported: fc.boolean(),
    origin: fc.subarray(["AO", "BW", "CD", "SL", "ZA"]),
    code: fc.constantFrom(...roughGoods.map(({ code }) => code)),
    carats: fc.bigInt({ min: 1n, max: 10n ** 12n }),
    usd: fc.bigInt({ min: 1n, max: 10n ** 15n }),
    authority: fc.constantFrom("EU-BE", "=cmd()", "+1", "a,b;c", 'say "x"', "ligne\nligne", "Ünïc\u00f6de"),
  })
  .map(({ serial, imported, authority, ...rest }) =>
    exported({
      ...rest,
      direction: imported ? "IMPORT" : "EXPORT",
      number: `EU${String(serial).padStart(8, "0")}`,
      issuingAuthority: authority,
      verifyingAuthority: imported ? "EU-BE" : "",
      verifiedOn: imported ? "2026-11-30" : "",
    }),
  );

describe("the monthly file", () => {
  test("has a row for each code of a certificate, its lines summed", () => {
    const { origin, lines } = certificate;
    const rows = monthlyRows({
      ...exported(),
      origin,
      lines: [...lines, { ...lines[0]!, carats: 1n, usd: 2n }],
    });
    expect(rows.map(({ code, carats, usd }) => [code, carats, usd])).toEqual([
      ["7102.21", 25_001n, 412_502n],
      ["7102.31", 123_456n, 23_456_789n],
    ]);
  });

  test("read back, every row is what it was", () => {
    fc.assert(
      fc.property(arbitrary, (row) => {
        expect(readCells(cellsOf(row), "2026-11", numberFormats)).toEqual({ ok: true, row, comma: false });
      }),
    );
  });

  test("accepts a decimal comma and says so; takes neither groups nor thirds of a decimal", () => {
    expect(read({ carats: "1234,56" })).toMatchObject({ ok: true, comma: true, row: { carats: 123_456n } });
    for (const carats of ["1,234.56", "1.234,56", "1234.567", "1 234", "-5", "1e3", "٣"])
      expect([carats, faults({ carats })]).toEqual([carats, ["carats not-an-amount"]]);
    expect(faults({ carats: "0.00" })).toEqual(["carats not-positive"]);
  });

  test("names the field and the reason of everything that is wrong, all at once", () => {
    expect(
      faults({
        direction: "sideways",
        certificate_number: "",
        issued_on: "20/11/2026",
        provenance: "Belgium",
        origin: "SL XX",
        hs_code: "7102.39",
      }),
    ).toEqual([
      "direction unknown-direction",
      "issued_on not-a-date",
      "provenance unknown-country",
      "origin unknown-country",
      "hs_code not-a-rough-code",
      "certificate_number missing",
    ]);
    expect(faults({ validated_on: "2026-11-19" })).toEqual(["validated_on dates-out-of-order"]);
    expect(faults({}, "2026-10")).toEqual(["validated_on other-month"]);
    expect(faults({ verified_on: "2026-11-22" })).toEqual(["verified_on not-empty"]);
    expect(faults({ direction: "IMPORT" })).toEqual(["verified_on missing", "verifying_authority missing"]);
    expect(faults({ issuing_authority: "x".repeat(200) })).toEqual(["issuing_authority too-long"]);
  });
});

describe("the file against the register", () => {
  test("a file of the register itself differs in nothing, in whatever order", () => {
    fc.assert(
      fc.property(fc.uniqueArray(arbitrary, { selector: (row) => row.number }), (rows) => {
        expect(compareMonthly([...rows].reverse(), rows)).toEqual({
          matched: rows.length,
          differing: [],
          unknown: [],
          missing: [],
        });
      }),
    );
  });

  test("tells what differs field by field, what is unknown here, and what the file leaves out", () => {
    const [a, b, c] = [exported(), exported({ number: "EU00000002" }), exported({ number: "EU00000003" })];
    const changed = { ...a, carats: 123_457n, origin: ["BW"] };
    const comparison = compareMonthly([changed, c], [a, b]);
    expect(comparison.matched).toBe(0);
    expect(comparison.differing.map(({ column, file, register }) => [column, file, register])).toEqual([
      ["origin", "BW", "SL"],
      ["carats", "1234.57", "1234.56"],
    ]);
    expect(comparison.unknown.map(({ number }) => number)).toEqual(["EU00000003"]);
    expect(comparison.missing.map(({ number }) => number)).toEqual(["EU00000002"]);
  });
});
