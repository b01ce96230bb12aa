import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  defaultFormat,
  demonstrationSource,
  findFormat,
  formatNumber,
  inBlocks,
  numberFormats,
  overlappingBlocks,
  parcelSuffixProblem,
  parseNumber,
} from "./numbers.ts";
import type { NumberBlock } from "./numbers.ts";

const sierraLeone = findFormat(numberFormats, "SL")!;
const union = findFormat(numberFormats, "EU")!;

describe("certificate numbers", () => {
  it.each(["SL 004911", "SL004911", "sl-004911", "SL 4911", "sl 0 0 4 9 1 1", " SL.004911 "])(
    "%j is Sierra Leone's 4911, looked up by one spelling",
    (text) => {
      expect(parseNumber(text, numberFormats)).toMatchObject({
        ok: true,
        participant: "SL",
        serial: 4911n,
        asPrinted: "SL 004911",
      });
    },
  );

  it("reads digits alone only where one Participant can be meant", () => {
    expect(parseNumber("4306", [sierraLeone])).toMatchObject({ ok: true, participant: "SL", serial: 4306n });
    expect(parseNumber("12345678", numberFormats)).toMatchObject({ ok: true, participant: "EU" });
    expect(parseNumber("004911", numberFormats)).toEqual({ ok: false, problem: "country-missing" });
  });

  it("reads the European Community's older prefix as the Union's, and says which it read", () => {
    expect(parseNumber("EU00012345", numberFormats)).toMatchObject({ participant: "EU", prefixRead: "EU" });
    expect(parseNumber("EC 00012345", numberFormats)).toMatchObject({
      ok: true,
      participant: "EU",
      asPrinted: "EU00012345",
      prefixRead: "EC",
    });
    const ecuador = defaultFormat("EC");
    expect(parseNumber("EC 000123", [...numberFormats, ecuador])).toMatchObject({
      ok: true,
      participant: "EC",
    });
  });

  it.each([
    ["", "empty"],
    [" - ", "empty"],
    ["KE 004911", "unknown-country"],
    ["SL 49", "too-few-digits"],
    ["SL 0049110", "too-many-digits"],
    ["SL 000000", "zero"],
    ["EU 1234567", "too-few-digits"],
    ["SL 49A11", "not-a-number"],
    ["SL", "not-a-number"],
    ["JMI/GGDO/4199", "unknown-country"],
    ["9".repeat(60), "not-a-number"],
  ])("%j is refused as %s", (text, problem) => {
    expect(parseNumber(text, numberFormats)).toEqual({ ok: false, problem });
  });

  it("every Participant's printed number reads back, with and without its separators", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...numberFormats),
        fc.bigInt({ min: 1n, max: 999_999n }),
        (format, serial) => {
          const asPrinted = formatNumber(format, serial);
          const expected = { ok: true, participant: format.participant, serial, asPrinted };
          expect(parseNumber(asPrinted, numberFormats)).toMatchObject(expected);
          expect(parseNumber(asPrinted.toLowerCase().replace(" ", "-"), numberFormats)).toMatchObject(
            expected,
          );
        },
      ),
    );
  });

  it("formats that no source gives say so", () => {
    expect(numberFormats).toHaveLength(61);
    expect(
      numberFormats.filter((format) => format.source !== demonstrationSource).map((f) => f.participant),
    ).toEqual(["EU", "SL"]);
    for (const format of numberFormats) {
      expect(parseNumber(format.example, numberFormats)).toMatchObject({
        ok: true,
        asPrinted: format.example,
      });
    }
  });

  it("refuses to print a serial that does not fit", () => {
    expect(() => formatNumber(sierraLeone, 1_000_000n)).toThrow(RangeError);
    expect(() => formatNumber(sierraLeone, 0n)).toThrow(RangeError);
    expect(formatNumber(union, 12_345n)).toBe("EU00012345");
  });
});

describe("Sierra Leone 2015: the certificate that was not", () => {
  const blocks: readonly NumberBlock[] = [
    { authority: "SL-GGDO", office: "Freetown", from: 4001n, to: 4500n, year: 2014 },
    { authority: "SL-GGDO", office: "Freetown", from: 4501n, to: 5000n, year: 2015 },
  ];

  it("4306 is of the 2014 range, so it cannot have been issued in 2015", () => {
    expect(inBlocks(4306n, blocks, "2015-03-01")).toEqual({
      ok: false,
      reason: "OTHER_YEAR",
      block: blocks[0],
    });
    expect(inBlocks(4306n, blocks, "2014-12-31").ok).toBe(true);
    expect(inBlocks(4911n, blocks, "2015-03-01")).toEqual({ ok: true, block: blocks[1] });
    expect(inBlocks(4306n, blocks).ok).toBe(true);
    expect(inBlocks(5001n, blocks, "2015-03-01")).toEqual({ ok: false, reason: "NOT_ALLOTTED" });
    expect(inBlocks(4000n, blocks)).toEqual({ ok: false, reason: "NOT_ALLOTTED" });
  });

  it("its parcel number JMI/GGDO/4199 does not end with 4306", () => {
    expect(parcelSuffixProblem(sierraLeone, "4306", "JMI/GGDO/4199")).toEqual({
      problem: "PARCEL_NUMBER_DIFFERS",
      expected: "4306",
      found: "4199",
    });
    expect(parcelSuffixProblem(sierraLeone, "SL 004911", "JMI/GGDO/4911")).toBeUndefined();
    expect(parcelSuffixProblem(sierraLeone, "SL 004911", "JMI/GGDO/004911 ")).toBeUndefined();
    expect(parcelSuffixProblem(sierraLeone, "SL 004911", "JMI/GGDO/14911")?.found).toBe("14911");
    expect(parcelSuffixProblem(sierraLeone, "SL 004911", "JMI/GGDO")?.found).toBe("");
    expect(parcelSuffixProblem(union, "EU00012345", "A/1")).toBeUndefined();
  });

  it("no two blocks may share a serial", () => {
    expect(overlappingBlocks(blocks)).toBeUndefined();
    const shared = { authority: "SL-GGDO", office: "Kenema", from: 4500n, to: 4500n };
    expect(overlappingBlocks([shared, ...blocks])).toEqual([blocks[0], shared]);
    const small = (from: number) => ({
      authority: "A",
      office: "B",
      from: BigInt(from),
      to: BigInt(from + 2),
    });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 8 }), (starts) => {
        const disjoint =
          new Set(starts.flatMap((from) => [from, from + 1, from + 2])).size === starts.length * 3;
        expect(overlappingBlocks(starts.map(small)) === undefined).toBe(disjoint);
      }),
    );
  });
});
