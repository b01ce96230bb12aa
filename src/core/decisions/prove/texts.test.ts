// Severable texts: every text of up to five clauses holds, and ways of adopting that are known to be wrong are noticed.
import { describe, expect, it } from "vitest";
import type { adoptableSet } from "../clauses.ts";
import { tally } from "./finding.ts";
import { checkTexts, textsOf } from "./texts.ts";

describe("texts of up to five clauses", () => {
  it("are 1,024 of five, none with a circle", () => {
    expect([...textsOf(5)]).toHaveLength(1_024);
  });

  it("adopt the largest closed set, and an objection removes only what depends on its clause", () => {
    const into = tally();
    checkTexts(5, into);
    expect(into.findings().I13).toEqual({
      checked: 2 + 2 * 4 + 8 * 8 + 64 * 16 + 1_024 * 32,
      violations: 0,
      examples: [],
    });
  });

  it.each([
    [
      "all or nothing",
      (clauses: Parameters<typeof adoptableSet>[0], allowed: ReadonlySet<string>) =>
        clauses.every(({ id }) => allowed.has(id)) ? clauses.map(({ id }) => id) : [],
    ],
    [
      "whatever is adoptable, without its dependencies",
      (clauses: Parameters<typeof adoptableSet>[0], allowed: ReadonlySet<string>) =>
        clauses.filter(({ id }) => allowed.has(id)).map(({ id }) => id),
    ],
    [
      "only direct dependencies",
      (clauses: Parameters<typeof adoptableSet>[0], allowed: ReadonlySet<string>) =>
        clauses
          .filter(({ id, dependsOn }) => allowed.has(id) && dependsOn.every((on) => allowed.has(on)))
          .map(({ id }) => id),
    ],
  ])("notice %s", (_, adopt) => {
    const into = tally();
    checkTexts(3, into, adopt);
    expect(into.findings().I13?.violations).toBeGreaterThan(0);
    expect(into.findings().I13?.examples[0]?.what).toMatch(/c1/);
  });
});
