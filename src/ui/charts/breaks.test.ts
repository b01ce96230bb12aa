import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classBreaks, classOf, mostClasses } from "./breaks.ts";

const values = fc.array(fc.oneof(fc.constant(0), fc.double({ min: -1e6, max: 1e12, noNaN: true })), {
  maxLength: 80,
});

describe("the classes of a map", () => {
  it("cover every value, at most five, going up, and none is empty at the ends", () => {
    fc.assert(
      fc.property(values, (given) => {
        const breaks = classBreaks(given);
        expect(breaks.length).toBeLessThan(mostClasses);
        expect(breaks).toEqual([...new Set(breaks)].sort((a, b) => a - b));
        for (const value of given) {
          const at = classOf(value, breaks);
          if (at > 0) expect(value).toBeGreaterThanOrEqual(breaks[at - 1]!);
          if (at < breaks.length) expect(value).toBeLessThan(breaks[at]!);
        }
        if (given.length > 0) {
          expect(classOf(Math.min(...given), breaks)).toBe(0);
          expect(classOf(Math.max(...given), breaks)).toBe(breaks.length);
        }
      }),
    );
  });

  it("begin at round numbers, with about as many places in each", () => {
    const breaks = classBreaks([
      4_021, 45_800, 55_100, 61_000, 81_300, 118_000, 160_000, 520_000, 5_912_345, 37_300_000,
    ]);
    expect(breaks).toEqual([55_000, 81_000, 160_000, 5_900_000]);
  });

  it("are one where all are equal, and none where there is nothing", () => {
    expect(classBreaks([7, 7, 7])).toEqual([]);
    expect(classBreaks([])).toEqual([]);
  });
});
