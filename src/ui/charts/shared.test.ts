// The parts that charts share: words of numbers, ticks, names that do not touch.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { translator } from "#platform/i18n/translator.ts";
import { apart } from "./apart.ts";
import { valueTicks } from "./axes.tsx";
import { amountText, axisWords, drawn } from "./measure.ts";
import { shortened, textWidth } from "./text.ts";

const [en, fr] = [translator("en"), translator("fr")];

describe("an amount beside a mark", () => {
  it("has three figures and its unit", () => {
    expect(amountText(en, "carats", 12_437_120)).toBe("12.4 million ct");
    expect(amountText(en, "usd", 840_000)).toBe("US$ 840 thousand");
    expect(amountText(en, "certificates", 12)).toBe("12 certificates");
    expect(amountText(en, "percent", 12.34)).toBe("12.3 %");
    expect(amountText(fr, "carats", 12_437_120)).toBe("12,4 millions de ct");
  });

  it("is one million, not 1,000 thousand, where rounding makes it one", () => {
    expect(amountText(en, "carats", 999_999)).toBe("1 million ct");
  });

  it("comes from hundredths", () => {
    expect(drawn(1_243n)).toBe(12.43);
    expect(drawn(null)).toBeNull();
  });
});

describe("an axis", () => {
  it("has one scale for all its ticks, and plain numbers", () => {
    const words = axisWords(en, "carats", [0, 500_000, 1_000_000]);
    expect(words.name).toBe("million carats");
    expect([0, 500_000, 1_000_000].map(words.tick)).toEqual(["0", "0.5", "1"]);
  });

  it("covers every value, from nothing where it must", () => {
    const values = fc.array(fc.double({ min: -1e9, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(values, fc.boolean(), (given, fromZero) => {
        const ticks = valueTicks(given, { fromZero, about: 5 });
        expect(ticks.length).toBeGreaterThan(1);
        expect(Math.min(...given)).toBeGreaterThanOrEqual(ticks[0]! - 1e-6);
        expect(Math.max(...given)).toBeLessThanOrEqual(ticks.at(-1)! + 1e-6);
        if (fromZero) expect(ticks[0]!).toBeLessThanOrEqual(0);
      }),
    );
  });
});

describe("names beside a picture", () => {
  it("keep their distance and order while there is room", () => {
    const heights = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { maxLength: 10 });
    fc.assert(
      fc.property(heights, (wished) => {
        const placed = apart(wished, 16, { top: 0, bottom: 300 });
        const order = wished.map((_, at) => at).sort((a, b) => wished[a]! - wished[b]!);
        for (const [at, place] of order.entries()) {
          expect(placed[place]).toBeGreaterThanOrEqual(0);
          expect(placed[place]).toBeLessThanOrEqual(300);
          const before = order[at - 1];
          if (before !== undefined)
            expect(placed[place]! - placed[before]!).toBeGreaterThanOrEqual(16 - 1e-9);
        }
      }),
    );
  });

  it("stay where they are where none touches another", () => {
    expect(apart([10, 200, 100], 16, { top: 0, bottom: 300 })).toEqual([10, 200, 100]);
  });
});

describe("words that do not fit", () => {
  it("are cut, and say so", () => {
    expect(shortened("Ghana", 100, 13)).toBe("Ghana");
    const cut = shortened("Democratic Republic of the Congo", 100, 13);
    expect(cut).toMatch(/^Democratic.*…$/);
    expect(textWidth(cut, 13)).toBeLessThanOrEqual(100);
  });
});
