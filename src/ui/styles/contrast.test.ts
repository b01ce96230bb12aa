// Contrast of every pair of colours that meets (WCAG 1.4.3: 4.5 for text; 1.4.11: 3 for borders and marks).
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { styleFiles } from "#ui/assets.ts";

const here = fileURLToPath(new URL("./", import.meta.url));
const css = new Map(styleFiles.map((name) => [name, readFileSync(`${here}${name}.css`, "utf8")]));
const tokens = new Map(
  [...css.get("tokens")!.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((match) => [match[1]!, match[2]!]),
);

function luminance(name: string): number {
  const hex = tokens.get(name);
  if (hex === undefined) throw new Error(`no colour --${name}`);
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["paper", "sheet", "sand"];

/** Text whose ground is set by a block around it. */
const inherited: readonly (readonly [string, string])[] = [
  ...["ink", "ink-soft"].flatMap((text) =>
    [...grounds, "green-tint"].map((ground) => [text, ground] as const),
  ),
  ...["link", "link-hover", "link-visited", "bad", "green"].flatMap((text) =>
    ["paper", "sheet", "green-tint"].map((ground) => [text, ground] as const),
  ),
  ...["on-dark", "on-dark-soft"].map((text) => [text, "green-deep"] as const),
  ...["good", "info", "ochre-ink", "bad", "unknown"].flatMap(
    (tone) =>
      [
        ["on-dark", tone],
        [tone, "sheet"],
      ] as const,
  ),
];

const marks: readonly (readonly [string, string])[] = [
  ...["paper", "sheet", "sand"].map((ground) => ["line-firm", ground] as const),
  ...["good", "info", "ochre-ink", "bad", "green", "map-participant", "map-restricted"].map(
    (mark) => [mark, "paper"] as const,
  ),
  ...[1, 2, 3, 4, 5, 6].flatMap((series) =>
    ["paper", "sheet"].map((ground) => [`series-${series}`, ground] as const),
  ),
  ["map-participant", "map-outside"],
  ["map-restricted", "map-outside"],
  ["ochre", "green-deep"],
  ["focus", "focus-ink"],
  ["focus-ink", "paper"],
  ["focus-ink", "sheet"],
  ["focus", "green-deep"],
  ["focus", "green"],
];

/** Letters in the squares of a chart. */
const squares: readonly (readonly [string, string])[] = [
  ...["low-1", "low-2", "level", "high-1", "high-2"].map((gap) => ["ink", `gap-${gap}`] as const),
  ...["gap-low-3", "gap-high-3", "series-1"].map((ground) => ["on-dark", ground] as const),
  ...["flow-1", "flow-2", "flow-others", "band", "ochre-tint", "info-tint", "unknown-tint"].map(
    (ground) => ["ink", ground] as const,
  ),
];

/** Rules that set both colours themselves. */
const declared = [...css].flatMap(([, text]) =>
  [...text.matchAll(/\{([^{}]*)\}/g)].flatMap((rule) => {
    const color = /(?:^|;|\s)color: var\(--([\w-]+)\)/.exec(rule[1]!)?.[1];
    const ground = /(?:^|;|\s)background(?:-color)?: var\(--([\w-]+)\)/.exec(rule[1]!)?.[1];
    // --verdict stands for the five tones, which are among the inherited pairs.
    return color === undefined || ground === undefined || color === "verdict" || ground === "verdict"
      ? []
      : [[color, ground] as const];
  }),
);

describe("text", () => {
  it("is found with its ground in the style sheets", () => {
    expect(declared.length).toBeGreaterThan(15);
  });

  it.each([
    ...new Map([...inherited, ...squares, ...declared].map((pair) => [pair.join(" on "), pair])).values(),
  ])("%s on %s has a contrast of 4.5 or more", (text, ground) => {
    expect(contrast(text, ground)).toBeGreaterThanOrEqual(4.5);
  });
});

describe("borders and marks", () => {
  it.each(marks)("%s on %s has a contrast of 3 or more", (mark, ground) => {
    expect(contrast(mark, ground)).toBeGreaterThanOrEqual(3);
  });
});

describe("the style sheets", () => {
  it("take every colour from the tokens", () => {
    for (const [name, text] of css) {
      if (["tokens", "print", "charts-print", "colours"].includes(name)) continue;
      expect([name, text.match(/#[0-9a-f]{3,8}\b/gi) ?? []]).toEqual([name, []]);
    }
  });

  it("use only tokens that are there, and every colour token somewhere", () => {
    const all = [...css.values()].join("\n");
    const used = new Set([...all.matchAll(/var\(--([\w-]+)\)/g)].map((match) => match[1]!));
    const defined = new Set([...all.matchAll(/--([\w-]+):/g)].map((match) => match[1]!));
    expect([...used].filter((name) => !defined.has(name))).toEqual([]);
    expect([...tokens.keys()].filter((name) => !used.has(name))).toEqual([]);
  });

  it("name no side by left or right, so that a page from right to left is its mirror", () => {
    for (const [name, text] of css) {
      expect([
        name,
        text.match(
          /^\s*(?:margin|padding|border)-(?:left|right)|^\s*(?:left|right):|text-align: (?:left|right)|float:/gm,
        ) ?? [],
      ]).toEqual([name, []]);
    }
  });
});
