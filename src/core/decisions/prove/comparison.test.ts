// The comparison of rules gives the numbers with which the design was chosen.
import { describe, expect, it } from "vitest";
import { compareRules } from "./comparison.ts";
import { bodyOf } from "./profiles.ts";

describe("rules side by side on five governments, three seats of industry and three of civil society", () => {
  const rows = compareRules(bodyOf(5, 3, 3));

  it("looks at every profile of eleven seats", () => {
    expect(rows.map(({ profiles }) => profiles)).toEqual(rows.map(() => 790_272));
  });

  it.each([
    // passes over a pillar, lone veto, opposition without ground decides, objection helps, adopted in per cent
    ["strict", 37_632, true, 219_520, 0, 22],
    ["strict-written", 18_816, true, 53_312, 0, 11],
    ["two-thirds-of-cast", 12_044, false, 242_833, 0, 27],
    ["voluntary-principles", 0, false, 64_264, 0, 6],
    ["irma", 33_560, false, 207_350, 0, 42],
    ["eiti", 3_120, false, 0, 0, 6],
    ["quorum-of-cast", 12_044, false, 182_485, 8_348, 27],
    ["genuine-consensus", 0, false, 0, 0, 9],
  ] as const)("%s: %i, %s, %i, %i, %i %%", (id, passesOver, loneVeto, groundless, objectionHelps, share) => {
    const row = rows.find((one) => one.id === id);
    expect(row).toMatchObject({ passesOver, loneVeto, groundless, objectionHelps });
    expect(Math.round((100 * (row?.adopted ?? 0)) / (row?.profiles ?? 1))).toBe(share);
  });

  it("finds the single veto of a pillar with one seat", () => {
    const alone = compareRules(bodyOf(6, 1, 3));
    expect(alone.filter(({ loneVeto }) => loneVeto).map(({ id }) => id)).toEqual([
      "strict",
      "strict-written",
      "voluntary-principles",
      "irma",
      "eiti",
    ]);
    const genuine = alone.find(({ id }) => id === "genuine-consensus");
    expect(Math.round((100 * (genuine?.adopted ?? 0)) / (genuine?.profiles ?? 1))).toBe(18);
  });
});
