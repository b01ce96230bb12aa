import { inspect } from "node:util";
import { decode, encode, rfc8949EncodeOptions } from "cborg";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equalBytes, fromHex, toHex } from "./bytes.ts";
import { decodeCbor, encodeCbor } from "./cbor.ts";
import type { CborValue } from "./cbor.ts";
import { FormatError } from "./format-error.ts";

function faultOf(hex: string): string {
  try {
    decodeCbor(fromHex(hex));
    return "accepted";
  } catch (error) {
    if (error instanceof FormatError) return error.fault;
    throw error;
  }
}

const key = fc.oneof(fc.maxSafeInteger(), fc.string({ unit: "grapheme", maxLength: 30 }));
const value = fc.letrec<{ value: CborValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<CborValue>(null, true, false),
    fc.maxSafeInteger().map((number) => (Object.is(number, -0) ? 0 : number)),
    fc
      .bigInt(-(2n ** 64n), 2n ** 64n - 1n)
      .map((big) => (BigInt(Number(big)) === big && Number.isSafeInteger(Number(big)) ? Number(big) : big)),
    fc.string({ unit: "grapheme", maxLength: 100 }),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie("value"), { maxLength: 30 }),
    fc.array(fc.tuple(key, tie("value")), { maxLength: 30 }).map((pairs) => new Map(pairs)),
  ),
})).value;

describe("deterministic CBOR", () => {
  test("reads the examples of RFC 8949 appendix A that lie in our subset", () => {
    const examples: readonly (readonly [string, CborValue])[] = [
      ["00", 0],
      ["17", 23],
      ["1818", 24],
      ["1903e8", 1000],
      ["1a000f4240", 1_000_000],
      ["1b000000e8d4a51000", 1_000_000_000_000],
      ["1bffffffffffffffff", 18_446_744_073_709_551_615n],
      ["3bffffffffffffffff", -18_446_744_073_709_551_616n],
      ["20", -1],
      ["3903e7", -1000],
      ["f4", false],
      ["f5", true],
      ["f6", null],
      ["40", new Uint8Array()],
      ["4401020304", Uint8Array.of(1, 2, 3, 4)],
      ["60", ""],
      ["62225c", '"\\'],
      ["62c3bc", "ü"],
      ["64f0908591", "\ud800\udd51"],
      ["80", []],
      ["8301820203820405", [1, [2, 3], [4, 5]]],
      [
        "a201020304",
        new Map([
          [1, 2],
          [3, 4],
        ]),
      ],
      [
        "a26161016162820203",
        new Map<string, CborValue>([
          ["a", 1],
          ["b", [2, 3]],
        ]),
      ],
    ];
    for (const [hex, expected] of examples) {
      expect(decodeCbor(fromHex(hex)), hex).toEqual(expected);
      expect(toHex(encodeCbor(expected)), hex).toBe(hex);
    }
  });

  test("refuses a second spelling", () => {
    const spellings = [
      ["1800", "0 in two bytes"],
      ["1817", "23 in two bytes"],
      ["190018", "24 in three bytes"],
      ["1a0000ffff", "65,535 in five bytes"],
      ["1b00000000ffffffff", "2^32-1 in nine bytes"],
      ["3800", "-1 in two bytes"],
      ["5800", "no bytes, long length"],
      ["780161", "text, long length"],
      ["980101", "array, long length"],
      ["b8010101", "map, long length"],
      ["9f01ff", "array without length"],
      ["bf0101ff", "map without length"],
      ["5f4101ff", "bytes in chunks"],
      ["7f6161ff", "text in chunks"],
      ["a203040102", "keys out of order"],
      ["a2616201616102", "text keys out of order"],
      ["a2616100200a", "text key before a negative key"],
      ["a201020103", "a key twice"],
      ["0000", "bytes after the end"],
      ["ff", "a break alone"],
    ] as const;
    for (const [hex, what] of spellings) expect(faultOf(hex), what).toBe("not-canonical");
  });

  test("a plain object is written like the map of its entries", () => {
    const entries = fc.dictionary(fc.string({ unit: "grapheme", maxLength: 30 }), value);
    fc.assert(
      fc.property(entries, (some) => {
        const object = { ...some };
        expect(encodeCbor([object])).toEqual(encodeCbor([new Map(Object.entries(object))]));
      }),
    );
  });

  test("refuses what is outside the subset", () => {
    for (const hex of [
      "f90000",
      "fa47c35000",
      "fb3ff199999999999a",
      "f7",
      "e0",
      "f818",
      "c074323031332d30332d3231",
      "d818456449455446",
      "a1f500",
      "a1410000",
      "a1800000",
      "a1f600",
    ]) {
      expect(faultOf(hex), hex).toBe("wrong-type");
    }
  });

  test("refuses what is cut, without believing a length", () => {
    for (const hex of [
      "",
      "18",
      "19ff",
      "5a7fffffff",
      "5bffffffffffffffff",
      "9affffffff",
      "bb7fffffffffffffff",
      "6261",
      "8201",
      "a101",
      "62c328",
      "1c",
    ]) {
      expect(faultOf(hex), hex).toBe("damaged");
    }
  });

  test("refuses to write what could not be read back", () => {
    const foreign: unknown[] = [
      1.5,
      Number.NaN,
      Infinity,
      2 ** 53,
      undefined,
      "\ud800",
      2n ** 64n,
      { a: undefined },
      Object.create(null),
      /x/,
      new Map([[1.5, 1]]),
      new Map([[true, 1]]),
      () => 1,
      new Date(0),
    ];
    for (const value of foreign)
      expect(() => encodeCbor(value as CborValue), inspect(value)).toThrow(FormatError);
    let deep: CborValue = 1;
    for (let i = 0; i < 17; i++) deep = [deep];
    expect(() => encodeCbor(deep)).toThrow("nested too deeply");
    expect(() => decodeCbor(fromHex(`${"81".repeat(17)}01`))).toThrow("nested too deeply");
    expect(decodeCbor(fromHex(`${"81".repeat(16)}01`))).toBeDefined();
  });

  test("any value of the subset comes back, and its bytes are those of another encoder", () => {
    fc.assert(
      fc.property(value, (original) => {
        const bytes = encodeCbor(original);
        expect(decodeCbor(bytes)).toEqual(original);
        expect(equalBytes(encode(decodeCbor(bytes), rfc8949EncodeOptions), bytes)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("changed bytes are refused, or are the one encoding of what is read, and another decoder reads the same", () => {
    let accepted = 0;
    fc.assert(
      fc.property(value, fc.nat(), fc.integer({ min: 0, max: 255 }), (original, at, byte) => {
        const bytes = encodeCbor(original).slice();
        bytes[at % bytes.length] = byte;
        let read: CborValue;
        try {
          read = decodeCbor(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
          return;
        }
        accepted++;
        expect(toHex(encodeCbor(read))).toBe(toHex(bytes));
        expect(decode(bytes, { useMaps: true, strict: true, rejectDuplicateMapKeys: true })).toEqual(read);
      }),
      { numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(300);
  });

  test("random bytes are refused or read, never anything else", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          expect(toHex(encodeCbor(decodeCbor(bytes)))).toBe(toHex(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      { numRuns: 5000 },
    );
  });
});
