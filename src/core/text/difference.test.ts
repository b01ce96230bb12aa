import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differenceOf } from "./difference.ts";

const read = (segments: ReturnType<typeof differenceOf>, without: "added" | "removed"): string =>
  segments
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join("");

const text = fc
  .array(fc.constantFrom("alluvial", "rough", "diamonds", ",", ".", " ", "  ", "\n", "é", "的", "𝔘"))
  .map((parts) => parts.join(""));

describe("the difference of two texts", () => {
  it("marks the words that were changed and no others", () => {
    expect(differenceOf("within 30 days of receipt", "within 21 working days of receipt")).toEqual([
      { kind: "same", text: "within " },
      { kind: "removed", text: "30" },
      { kind: "added", text: "21 working" },
      { kind: "same", text: " days of receipt" },
    ]);
  });

  it("joins changed words that only white space parts", () => {
    expect(differenceOf("may ask once", "shall answer twice").map(({ kind }) => kind)).toEqual([
      "removed",
      "added",
    ]);
  });

  it("gives back both texts to the character", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const segments = differenceOf(before, after);
        expect(read(segments, "added")).toBe(before);
        expect(read(segments, "removed")).toBe(after);
      }),
    );
  });

  it("finds nothing to mark between equal texts", () => {
    fc.assert(fc.property(text, (same) => differenceOf(same, same).every(({ kind }) => kind === "same")));
  });

  it("still gives back both texts where they are too long to compare by words", () => {
    const before = Array.from({ length: 6_000 }, (_, place) => `a${place}`).join(" ");
    const after = Array.from({ length: 6_000 }, (_, place) => `b${place}`).join(" ");
    const segments = differenceOf(`first\n${before}`, `first\n${after}`);
    expect(read(segments, "added")).toBe(`first\n${before}`);
    expect(read(segments, "removed")).toBe(`first\n${after}`);
  });
});
