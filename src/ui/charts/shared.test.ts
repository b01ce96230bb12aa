// The parts that charts share: words of numbers, ticks, names that do not touch.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { translator } from "#platform/i18n/translator.ts";
import { apart } from "./apart.ts";
import { valueTicks } from "./axes.tsx";
import { amountText, axisWords, drawn } from "./measure.ts";
import { inLines, shortened, textWidth } from "./text.ts";

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
  const bounds = { top: 0, bottom: 300 };
  it("do not cover one another and keep their order while there is room", () => {
    const name = fc.record({
      wished: fc.double({ min: 0, max: 300, noNaN: true }),
      height: fc.constantFrom(16, 30),
    });
    fc.assert(
      fc.property(fc.array(name, { maxLength: 10 }), (names) => {
        const placed = apart(names, bounds);
        const order = names.map((_, at) => at).sort((a, b) => names[a]!.wished - names[b]!.wished);
        let above = 0;
        for (const place of order) {
          expect(placed[place]! - names[place]!.height / 2).toBeGreaterThanOrEqual(above - 1e-9);
          above = placed[place]! + names[place]!.height / 2;
        }
        expect(above).toBeLessThanOrEqual(300 + 1e-9);
      }),
    );
  });

  it("stay where they are where none touches another", () => {
    const names = [20, 200, 100].map((wished) => ({ wished, height: 16 }));
    expect(apart(names, bounds)).toEqual([20, 200, 100]);
  });
});

describe("words that do not fit", () => {
  it("go on in a second line, and are cut only where that is not enough", () => {
    expect(inLines("Sierra Leone", 200, 13, 2)).toEqual(["Sierra Leone"]);
    expect(inLines("Democratic Republic of the Congo", 170, 13, 2)).toEqual([
      "Democratic Republic",
      "of the Congo",
    ]);
    expect(inLines("Democratic Republic of the Congo", 100, 13, 2)[1]).toMatch(/^Republic of.*…$/);
    expect(inLines("Liechtenstein", 40, 13, 2)).toHaveLength(1);
  });

  it("are cut, and say so", () => {
    expect(shortened("Ghana", 100, 13)).toBe("Ghana");
    const cut = shortened("Democratic Republic of the Congo", 100, 13);
    expect(cut).toMatch(/^Democratic.*…$/);
    expect(textWidth(cut, 13)).toBeLessThanOrEqual(100);
  });
});
