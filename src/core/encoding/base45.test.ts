import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromBase45, toBase45 } from "./base45.ts";
import { fromUtf8, utf8 } from "./bytes.ts";
import { FormatError } from "./format-error.ts";

describe("base45", () => {
  test("follows the examples of RFC 9285", () => {
    for (const [plain, encoded] of [
      ["AB", "BB8"],
      ["Hello!!", "%69 VD92EX0"],
      ["base-45", "UJCLQE7W581"],
      ["ietf!", "QED8WEX0"],
    ] as const) {
      expect(toBase45(utf8(plain))).toBe(encoded);
      expect(fromUtf8(fromBase45(encoded))).toBe(plain);
    }
  });

  test("refuses groups above their bytes, a dangling character and foreign characters", () => {
    for (const text of ["GGW", ":::", "::", "A", "BB8A", "bb8", "BB_", "BB\u0660", "É00"]) {
      expect(() => fromBase45(text), text).toThrow(FormatError);
    }
  });

  test("any bytes come back, and any text that is read is the one spelling of its bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(fromBase45(toBase45(bytes))).toEqual(bytes);
      }),
    );
    let read = 0;
    const character = fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".split(""));
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 6 }), (text) => {
        let bytes: Uint8Array;
        try {
          bytes = fromBase45(text);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
          return;
        }
        read++;
        expect(toBase45(bytes)).toBe(text);
      }),
      { numRuns: 2000 },
    );
    expect(read).toBeGreaterThan(200);
  });
});
