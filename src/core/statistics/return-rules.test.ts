import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { addedTogether, rowKey, settle } from "./return-rules.ts";
import type { GivenReturn, GivenRow, ReturnRow } from "./return-rules.ts";

const today = "2026-11-28";
const row = (more: Partial<GivenRow> = {}): GivenRow => ({
  flow: "EXPORT",
  counterpart: "AE",
  product: "7102.31",
  mining: "",
  carats: 150_000n,
  usd: 30_000_000n,
  count: null,
  ...more,
});
const trade = (rows: readonly GivenRow[], more: Partial<GivenReturn> = {}): GivenReturn => ({
  participant: "SL",
  type: "TRADE",
  period: { kind: "QUARTER", year: 2026, part: 3 },
  kind: "FIGURE",
  status: "NORMAL",
  rows,
  ...more,
});
const codes = (given: GivenReturn): readonly string[] => {
  const settled = settle(given, today);
  return settled.ok ? [] : settled.problems.map(({ row: at, field, code }) => `${at} ${field} ${code}`);
};

describe("a trade return", () => {
  test("keeps each row with its partner's and its goods' code as the scheme writes them", () => {
    const settled = settle(trade([row({ counterpart: "Belgium", product: "710231" })]), today);
    expect(settled).toEqual({
      ok: true,
      rows: [
        {
          flow: "EXPORT",
          counterpart: "EU",
          product: "7102.31",
          mining: "_T",
          origin: "_Z",
          carats: 150_000n,
          usd: 30_000_000n,
          count: null,
          status: "NORMAL",
          valuation: null,
          note: null,
        },
      ],
    });
  });

  test("takes a country by any of its names, a member state as the Union, and Hong Kong as China", () => {
    const partners = (counterpart: string): string | undefined => {
      const settled = settle(trade([row({ counterpart })]), today);
      return settled.ok ? settled.rows[0]?.counterpart : undefined;
    };
    expect(["Namibia", "NA", "BE", "HK", "Émirats arabes unis", "TW"].map(partners)).toEqual([
      "NA",
      "NA",
      "EU",
      "CN",
      "AE",
      "TW",
    ]);
  });

  test("refuses lab-grown and worked stones with the reason, and codes that are none", () => {
    const refusal = (product: string) => {
      const settled = settle(trade([row({ product })]), today);
      return settled.ok ? undefined : settled.problems[0];
    };
    expect(refusal("7104.21")).toMatchObject({
      row: 0,
      field: "product",
      code: "CODE_REFUSED",
      values: { reason: "lab-grown-diamonds", code: "7104.21" },
    });
    expect(refusal("7102.39")?.values?.["reason"]).toBe("worked-diamonds");
    expect(refusal("")?.code).toBe("return-code-missing");
  });

  test("names every row that is no row of a return", () => {
    expect(
      codes(
        trade([
          row({ flow: "PRODUCTION" }),
          row({ counterpart: "" }),
          row({ counterpart: "Atlantis" }),
          row({ counterpart: "World" }),
          row({ counterpart: "SL" }),
          row({ carats: -1n }),
          row({ carats: 10n ** 12n + 1n }),
          row({ counterpart: "IN", carats: null, usd: null }),
          row({ valuation: "GUESS" }),
        ]),
      ),
    ).toEqual([
      "0 flow return-flow",
      "1 counterpart return-partner-missing",
      "2 counterpart return-partner-unknown",
      "3 counterpart return-partner-aggregate",
      "4 counterpart return-partner-self",
      "5 carats negative",
      "6 carats too-large",
      "7 carats return-row-empty",
      "8 valuation return-valuation",
    ]);
  });

  test("has each partner, flow and code once, and says which row has it already", () => {
    const settled = settle(trade([row(), row({ counterpart: "IN" }), row({ product: "7102 31" })]), today);
    expect(settled).toMatchObject({
      problems: [{ row: 2, field: "counterpart", code: "return-key-twice", values: { other: 1 } }],
    });
  });

  test("passes over lines of a form that nobody filled in", () => {
    const blank = row({ counterpart: "", product: "", carats: null, usd: null });
    const settled = settle(trade([blank, row(), blank]), today);
    expect(settled.ok && settled.rows.length).toBe(1);
  });
});

describe("nil", () => {
  test("says zero of all that the type asks for", () => {
    const settled = settle(trade([], { kind: "NIL" }), today);
    expect(
      settled.ok && settled.rows.map(({ flow, counterpart, carats }) => [flow, counterpart, carats]),
    ).toEqual([
      ["IMPORT", "W", 0n],
      ["EXPORT", "W", 0n],
    ]);
  });

  test("and figures are not the same return", () => {
    expect(codes(trade([row()], { kind: "NIL" }))).toEqual(["null null return-nil-with-figures"]);
    expect(codes(trade([row({ carats: 0n, usd: null })], { kind: "NIL" }))).toEqual([]);
  });
});

test("a return without rows is no nil: it says nothing, and is asked which of the two it is", () => {
  expect(codes(trade([]))).toEqual(["null null return-without-rows"]);
});

test("a period that has not begun has no return, one that runs has", () => {
  const at = (year: number, part: 1 | 2 | 3 | 4) =>
    codes(trade([row()], { period: { kind: "QUARTER", year, part } }));
  expect(at(2027, 1)).toEqual(["null null return-not-begun"]);
  expect(at(2026, 4)).toEqual([]);
});

test("production is told by mining type, counts by whole certificates", () => {
  const production = (mining: string): GivenReturn => ({
    ...trade([row({ flow: "PRODUCTION", counterpart: "", product: "", mining })]),
    type: "PRODUCTION",
    period: { kind: "HALF", year: 2026, part: 1 },
  });
  expect(codes(production("ASM"))).toEqual([]);
  expect(codes(production(""))).toEqual(["0 mining return-mining"]);
  const counts = (count: number | null): GivenReturn => ({
    ...trade([row({ flow: "KPC_ISSUED", counterpart: "", carats: null, usd: null, count })]),
    type: "CERTIFICATES",
  });
  expect(codes(counts(12))).toEqual([]);
  expect(codes(counts(-1))).toEqual(["0 count return-count"]);
  expect(codes(counts(1.5))).toEqual(["0 count return-count"]);
});

test("parts added together lose nothing, and leave each key once", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 9n });
  const some = fc.record({
    flow: fc.constantFrom("IMPORT", "EXPORT"),
    counterpart: fc.constantFrom("AE", "IN"),
    product: fc.constantFrom("7102.10", "7102.31"),
    carats: fc.option(amount),
    usd: fc.option(amount),
  });
  fc.assert(
    fc.property(fc.array(some, { maxLength: 20 }), (given) => {
      const rows = given.map((one) => ({
        ...one,
        mining: "_T",
        origin: "_Z",
        count: null,
        status: "NORMAL",
        valuation: null,
        note: null,
      })) as readonly ReturnRow[];
      const sum = (of: readonly ReturnRow[]): bigint =>
        of.reduce((total, { carats }) => total + (carats ?? 0n), 0n);
      const added = addedTogether(rows);
      expect(sum(added)).toBe(sum(rows));
      expect(added.length).toBe(new Set(rows.map(rowKey)).size);
    }),
  );
});
