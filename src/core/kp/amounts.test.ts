import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  caratsToString,
  formatCarats,
  formatUsd,
  largestCarats,
  largestUsd,
  parseCarats,
  parseUsd,
  usdToString,
} from "./amounts.ts";
import { languages } from "./language.ts";

const value = (text: string, locale?: string) => {
  const result = parseCarats(text, locale);
  return result.ok ? result.value : result.problem;
};

describe("amounts as people type them", () => {
  it.each([
    ["1234.56", 123456n],
    ["1,234.56", 123456n],
    ["1.234,56", 123456n],
    ["1 234,56", 123456n],
    ["1\u202f234,56", 123456n],
    ["1\u00a0234.56", 123456n],
    ["1'234.56", 123456n],
    ["1’234’567.5", 123456750n],
    ["1,234,567", 123456700n],
    ["1.234.567", 123456700n],
    ["12,34,567.89", 123456789n],
    ["1 234 567", 123456700n],
    ["1,5", 150n],
    ["0.01", 1n],
    [".5", 50n],
    ["007.20", 720n],
    ["١٢٣٤٫٥٦", 123456n],
    ["١٬٢٣٤٫٥٦", 123456n],
    ["۱۲۳۴٫۵", 123450n],
    ["１２３４．５６", 123456n],
    ["\u200f1,234.56\u200e", 123456n],
    ["  42  ", 4200n],
  ])("%j is one amount in any language", (text, expected) => {
    expect(value(text)).toBe(expected);
    for (const language of languages) {
      const read = value(text, language);
      // A lone decimal comma is the only writing that a language may make doubtful.
      if (text !== "1,5") expect(read).toBe(expected);
    }
  });

  it.each([
    ["1,234", undefined, "ambiguous"],
    ["1.234", undefined, "ambiguous"],
    ["1,234", "en", 123400n],
    ["1.234", "en", "too-many-decimals"],
    ["1,234", "fr", "too-many-decimals"],
    ["1,234", "pt", "too-many-decimals"],
    ["1,234", "ru", "too-many-decimals"],
    ["1.234", "pt-BR", 123400n],
    ["1.234", "fr", "ambiguous"],
    ["1,234", "ar", "ambiguous"],
    ["1,23", "en", "ambiguous"],
    ["1,23", "fr", 123n],
    ["0,123", undefined, "too-many-decimals"],
    ["1 234,567", undefined, "too-many-decimals"],
    ["1,234.567", "en", "too-many-decimals"],
    ["1.2345", undefined, "too-many-decimals"],
  ] as const)(
    "%j in %s reads as %s: a third decimal is never rounded away, a doubt is said",
    (text, locale, expected) => {
      expect(value(text, locale)).toBe(expected);
    },
  );

  it.each([
    ["", "empty"],
    ["   ", "empty"],
    ["abc", "not-a-number"],
    ["1e5", "not-a-number"],
    ["12 34", "not-a-number"],
    ["1,23,45", "not-a-number"],
    ["1,2345,678", "not-a-number"],
    ["1 234.567,89", "not-a-number"],
    ["1.2.3,4", "not-a-number"],
    ["1.", "not-a-number"],
    [".", "not-a-number"],
    ["--1", "not-a-number"],
    ["5 ct", "not-a-number"],
    ["1/2", "not-a-number"],
    ["½", "not-a-number"],
    ["NaN", "not-a-number"],
    ["9".repeat(200), "not-a-number"],
    ["-1", "negative"],
    ["−1,50", "negative"],
    ["0", "zero"],
    ["0.00", "zero"],
    ["-0", "zero"],
  ])("%j is refused as %s", (text, problem) => {
    expect(value(text)).toBe(problem);
  });

  it("is bounded at ten thousand million carats and ten million million dollars", () => {
    expect(parseCarats("10000000000.00")).toEqual({ ok: true, value: largestCarats });
    expect(parseCarats("10000000000.01")).toEqual({ ok: false, problem: "too-large" });
    expect(parseUsd("10,000,000,000,000")).toEqual({ ok: true, value: largestUsd });
    expect(parseUsd("10,000,000,000,000.01")).toEqual({ ok: false, problem: "too-large" });
  });

  it("keeps published world totals to the cent", () => {
    expect(parseCarats("127,399,362.81")).toEqual({ ok: true, value: 12739936281n });
    expect(parseUsd("$3,395,275,390.94".slice(1))).toEqual({ ok: true, value: 339527539094n });
  });
});

describe("amounts as written", () => {
  it("reads back what it writes, in every language, to the last hundredth", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: largestCarats }),
        fc.constantFrom(...languages),
        (amount, language) => {
          expect(parseCarats(formatCarats(amount, language), language)).toEqual({ ok: true, value: amount });
          expect(parseUsd(formatUsd(amount, language))).toEqual({ ok: true, value: amount });
          expect(parseCarats(caratsToString(amount))).toEqual({ ok: true, value: amount });
        },
      ),
    );
  });

  it("never throws and never answers outside the bounds, whatever is typed", () => {
    const typed = fc.string({
      unit: fc.constantFrom(...Array.from("0123456789.,- ’'٫٬٣d_\u202f")),
      maxLength: 30,
    });
    fc.assert(
      fc.property(typed, fc.option(fc.constantFrom(...languages), { nil: undefined }), (text, language) => {
        const result = parseCarats(text, language);
        if (result.ok) expect(result.value > 0n && result.value <= largestCarats).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("a language may settle a doubt but never changes an amount that was clear without it", () => {
    const typed = fc.string({ unit: fc.constantFrom(...Array.from("0123456789., ")), maxLength: 12 });
    fc.assert(
      fc.property(typed, fc.constantFrom(...languages), (text, language) => {
        const alone = parseCarats(text);
        const within = parseCarats(text, language);
        if (alone.ok && within.ok) expect(within.value).toBe(alone.value);
      }),
      { numRuns: 2000 },
    );
  });

  it("has one canonical form for machines and a true minus sign for readers", () => {
    expect(caratsToString(123450n)).toBe("1234.50");
    expect(usdToString(5n)).toBe("0.05");
    expect(caratsToString(-5n)).toBe("-0.05");
    expect(formatCarats(123456789n, "en")).toBe("1,234,567.89");
    expect(formatCarats(123456789n, "pt")).toBe("1.234.567,89");
    expect(formatCarats(-123456789n, "fr")).toBe("−1\u202f234\u202f567,89");
    expect(formatUsd(100n, "unknown")).toBe("1.00");
  });
});
