import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { paragraphOf } from "./paragraph.ts";

const seen = (text: string, measure = 1_000): readonly (readonly string[])[] =>
  paragraphOf(text, "regular")
    .lines(measure, 10, 0)
    .map(({ runs }) =>
      runs.filter(({ text }) => text.trim() !== "").map((run) => `${run.font}:${run.text.trim()}`),
    );

describe("a text that is set", () => {
  test("in one script is one run, Cyrillic and Greek among Latin", () => {
    expect(seen("АЛРОСА Ltd, Ωμέγα")).toEqual([["regular:АЛРОСА Ltd, Ωμέγα"]]);
  });

  test("changes its typeface with the script, and figures stay Latin", () => {
    expect(seen("上海1701号 Ltd")).toEqual([["han:上海", "regular:1701", "han:号", "regular:Ltd"]]);
  });

  test("runs from the right in Arabic, and from the left in the names and figures within it", () => {
    expect(seen("شركة DMCC للماس 2026")).toEqual([
      ["regular:2026", "arabic:للماس", "regular:DMCC", "arabic:شركة"],
    ]);
    expect(seen("Belgium · بلجيكا (BE)")).toEqual([["regular:Belgium ·", "arabic:بلجيكا", "regular:(BE)"]]);
  });

  test("turns brackets round in Arabic, whichever typeface has them", () => {
    const [line = []] = seen("(ماس)");
    expect(line.map((run) => run.replace(/^.*:/, "")).join("")).toMatch(/^\)?.*\(?$/);
    expect(line.join("")).toContain("ماس");
  });

  test("breaks between Chinese characters, but never before a closing mark or within a code", () => {
    for (const [text, measure] of [
      ["上海市浦东新区，世纪大道（中国）", 52],
      ["National Minerals Agency (SL-KPA)", 60],
    ] as const) {
      const lines = seen(text, measure).map((runs) =>
        runs.map((run) => run.replace(/^[a-z-]+:/, "")).join(""),
      );
      expect(lines.length).toBeGreaterThan(1);
      for (const line of lines) expect(line).not.toMatch(/^[，）)]|[（(]$|-$/);
    }
  });

  test("keeps every character, and no line wider than its measure unless it is one character", () => {
    const words = fc.array(
      fc.constantFrom("diamond", "алмаз", "钻石", "ماس", "(1,234.50)", "SL-KPA", "a-b", "٣"),
      {
        minLength: 1,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 200 }), (list, measure) => {
        const text = list.join(" ");
        const lines = paragraphOf(text, "bold").lines(measure, 9, 0);
        const letters = (of: string): string =>
          Array.from(of.replaceAll(/[\s()]/g, ""))
            .toSorted()
            .join("");
        expect(letters(lines.flatMap(({ runs }) => runs.map((run) => run.text)).join(""))).toBe(
          letters(text),
        );
        for (const line of lines)
          expect(
            line.width <= measure ||
              line.runs
                .map((run) => run.text)
                .join("")
                .trim().length <= 2,
          ).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
