import { describe, expect, test } from "vitest";
import type { CborValue } from "./cbor.ts";
import { codecs } from "./codec.ts";
import { FormatError } from "./format-error.ts";

const { text, oneOf, flag, integer, serial, instant, bytes, list, words, record } = codecs("trust-list");

const desk = record<{ name: string; open: boolean }, { since: string; range: readonly bigint[] }>(
  { name: text(5, /^[A-Z]+$/), open: flag },
  { since: instant, range: list(serial, 2) },
);

const map = (entries: Record<string, CborValue>) => new Map(Object.entries(entries));

describe("descriptions of values", () => {
  test("what is written is read back", () => {
    const value = { name: "KEN", open: true, since: "2026-11-24T09:40:00.000Z", range: [1n, 2n ** 60n] };
    expect(desk.read(desk.write(value), "desk")).toEqual(value);
    expect(desk.write({ name: "A", open: false })).toEqual(map({ name: "A", open: false }));
  });

  test("a field that is missing, unknown or of another type is refused with its place", () => {
    const refusals: readonly (readonly [CborValue, string])[] = [
      [map({ name: "A" }), "desk.open"],
      [map({ name: "A", open: 1 }), "desk.open"],
      [map({ name: "a", open: true }), "desk.name"],
      [map({ name: "ABCDEF", open: true }), "desk.name"],
      [map({ name: "A", open: true, more: 1 }), "unknown field more"],
      [map({ name: "A", open: true, range: [1, 2, 3] }), "desk.range"],
      [map({ name: "A", open: true, range: [-1] }), "desk.range[0]"],
      [map({ name: "A", open: true, since: "2026" }), "desk.since"],
      [[], "is not a map"],
    ];
    for (const [value, place] of refusals) {
      expect(() => desk.read(value, "desk"), place).toThrow(place);
      expect(() => desk.read(value, "desk")).toThrow(FormatError);
    }
  });

  test("words, numbers and bytes are bounded", () => {
    expect(() => oneOf(["a", "b"]).read("c", "x")).toThrow(FormatError);
    expect(() => integer(1, 3).read(4, "x")).toThrow(FormatError);
    expect(() => bytes(2).read(new Uint8Array(3), "x")).toThrow(FormatError);
    expect(() => words(2, 9).read(map({ EN: "x" }), "x")).toThrow(FormatError);
    expect(words(2, 9).read(map({ en: "x" }), "x")).toEqual({ en: "x" });
  });

  test("an instant keeps its second and loses its fraction, and a time without a zone is none", () => {
    expect(instant.read(instant.write("2026-11-24T09:40:00.999Z"), "x")).toBe("2026-11-24T09:40:00.000Z");
    expect(() => instant.write("2026-11-24T09:40:00")).toThrow(FormatError);
  });
});
