import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareBytes,
  concatBytes,
  equalBytes,
  fromBase64,
  fromBase64Url,
  fromHex,
  fromUtf8,
  toBase64,
  toBase64Url,
  toHex,
  utf8,
} from "./bytes.ts";
import { FormatError } from "./format-error.ts";

describe("bytes", () => {
  test("every text form gives the bytes back and agrees with the platform's own", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(toHex(bytes)).toBe(Buffer.from(bytes).toString("hex"));
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
        expect(toBase64Url(bytes)).toBe(Buffer.from(bytes).toString("base64url"));
        expect(fromHex(toHex(bytes))).toEqual(bytes);
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
      }),
    );
  });

  test("a second spelling of the same bytes is refused", () => {
    for (const text of ["AA==\n", "AB==", "AA=", "AA", "A A=", "AA==="])
      expect(() => fromBase64(text), text).toThrow(FormatError);
    for (const text of ["AB", "AA==", "A+", "A/"])
      expect(() => fromBase64Url(text), text).toThrow(FormatError);
    for (const text of ["A0", "0", "0g", " 00"]) expect(() => fromHex(text), text).toThrow(FormatError);
  });

  test("bytes that are not UTF-8 are refused, and nothing is dropped from those that are", () => {
    for (const bytes of [[0xc3, 0x28], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xff]]) {
      expect(() => fromUtf8(Uint8Array.from(bytes))).toThrow(FormatError);
    }
    expect(fromUtf8(utf8("\ufeffé"))).toBe("\ufeffé");
  });

  test("order is that of unsigned bytes, the shorter first", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6 }), fc.uint8Array({ maxLength: 6 }), (a, b) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Buffer.compare(a, b));
        expect(equalBytes(a, b)).toBe(Buffer.compare(a, b) === 0);
        expect(concatBytes(a, b)).toEqual(new Uint8Array(Buffer.concat([a, b])));
      }),
      { numRuns: 1000 },
    );
  });
});

test("base64url is what Buffer writes, and of each value one spelling is read", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      const text = Buffer.from(bytes).toString("base64url");
      expect(toBase64Url(bytes)).toBe(text);
      expect(fromBase64Url(text)).toEqual(bytes);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 12 }), (text) => {
      let read: Uint8Array;
      try {
        read = fromBase64Url(text);
      } catch (error) {
        expect(error).toBeInstanceOf(FormatError);
        return;
      }
      expect(Buffer.from(read).toString("base64url")).toBe(text);
    }),
    { numRuns: 3_000 },
  );
});
