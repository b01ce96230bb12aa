// Numbers of files: exact, with a decimal sign for the column and a typed unit, or a question.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { caratsToString, largestUsd } from "../../kp/amounts.ts";
import { decimalOf, readHundredths, textOfDouble, units } from "./numbers.ts";
import type { DecimalSign, Unit } from "./numbers.ts";

const read = (text: string, decimal: DecimalSign = ".", unit: Unit = "one"): string => {
  const reading = readHundredths(text, decimal, unit, largestUsd);
  return reading.ok ? caratsToString(reading.value) : reading.problem;
};

describe("a number of a file", () => {
  it.each([
    ["1234.5", ".", "one", "1234.50"],
    ["1,234,567.89", ".", "one", "1234567.89"],
    ["1.234.567,89", ",", "one", "1234567.89"],
    ["1 234 567,8", ",", "one", "1234567.80"],
    ["1\u202f234,5", ",", "one", "1234.50"],
    ["12,34,567", ".", "one", "1234567.00"],
    ["383.931", ",", "one", "383931.00"],
    ["4512.37", ".", "crore", "45123700000.00"],
    ["1.2345678", ".", "lakh", "123456.78"],
    ["23.2", ".", "million", "23200000.00"],
    ["0", ".", "one", "0.00"],
    ["0.00", ".", "one", "0.00"],
    ["2.500", ".", "one", "2.50"],
  ] as const)("%s with %s in %s is %s", (text, decimal, unit, said) => {
    expect(read(text, decimal, unit)).toBe(said);
  });

  it.each([
    ["383.931", "too-many-decimals"],
    ["-5", "negative"],
    ["(5)", "negative"],
    ["1,23,4", "not-a-number"],
    ["12,345,67", "not-a-number"],
    ["1.2.3", "not-a-number"],
    ["1e9", "not-a-number"],
    ["=1+1", "not-a-number"],
    ["five", "not-a-number"],
    ["5.", "not-a-number"],
    ["99999999999999999999", "too-large"],
    ["9".repeat(10_000), "not-a-number"],
  ])("%s is refused: %s", (text, problem) => {
    expect(read(text)).toBe(problem);
  });

  it("comes back to the hundredth in either custom and in every unit", () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 14n });
    fc.assert(
      fc.property(amount, fc.constantFrom<DecimalSign>(".", ","), (value, decimal) => {
        const [whole = "", fraction = ""] = caratsToString(value).split(".");
        const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, decimal === "." ? "," : ".");
        for (const text of [`${whole}${decimal}${fraction}`, `${grouped}${decimal}${fraction}`])
          expect(read(text, decimal)).toBe(caratsToString(value));
      }),
    );
    fc.assert(
      fc.property(amount, fc.constantFrom(...(Object.keys(units) as Unit[])), (value, unit) => {
        const places = units[unit] + 2;
        const digits = String(value).padStart(places + 1, "0");
        const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`;
        if (text.length <= 40) expect(read(text, ".", unit)).toBe(caratsToString(value));
      }),
    );
  });
});

describe("the decimal sign of a file", () => {
  it.each([
    [["1234.50", "7"], "."],
    [["1234,5", "7"], ","],
    [["1.234.567"], ","],
    [["1,234,567"], "."],
    [["1.234,56"], ","],
    [["1,234.56"], "."],
    [["1.234", "5,67"], ","],
    [["0.123"], "."],
    [["12345", "0"], "either"],
    [["1.234", "383.931"], "ambiguous"],
    [["1,234"], "ambiguous"],
    [["1.5", "1,5"], "both"],
  ] as const)("of %j is %s", (texts, sign) => {
    expect(decimalOf(texts)).toBe(sign);
  });
});

describe("a double of a workbook", () => {
  it.each([
    ["89841373.70999999", "89841373.71"],
    ["255516832.81", "255516832.81"],
    ["1.2345E7", "12345000"],
    ["0.30000000000000004", "0.3"],
    ["5", "5"],
    ["1e400", "1e400"],
    ["x", "x"],
  ])("%s means %s", (text, meant) => {
    expect(textOfDouble(text)).toBe(meant);
  });

  it("gives back every amount of two decimals up to a million million", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n }), (value) => {
        const written = String(Number(caratsToString(value)));
        expect(read(textOfDouble(written))).toBe(caratsToString(value));
      }),
    );
  });
});
