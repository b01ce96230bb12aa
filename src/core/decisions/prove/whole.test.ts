// The whole procedure, positions held: no class breaks an invariant in any body that is gone through.
import { describe, expect, it } from "vitest";
import { evaluate } from "../evaluate.ts";
import { verdictOf } from "./calls.ts";
import { tally } from "./finding.ts";
import { bodyOf } from "./profiles.ts";
import { checkWhole } from "./whole.ts";

describe("the whole procedure", () => {
  it("breaks no invariant, with every count of a small body and every stance of larger ones", () => {
    const into = tally();
    checkWhole([bodyOf(5, 2, 3), bodyOf(6, 1, 3)], "ALL", into);
    checkWhole([bodyOf(8, 3, 3), bodyOf(20, 4, 6)], "STANCES", into);
    const findings = Object.entries(into.findings());
    expect(findings.map(([id]) => id).sort()).toEqual(["I4", "I5", "I6", "I7", "I8"]);
    for (const [id, { checked, violations, examples }] of findings) {
      expect({ id, violations, examples }).toEqual({ id, violations: 0, examples: [] });
      expect(checked).toBeGreaterThan(30);
    }
  });

  it("would break monotonicity if everything undecided went to the last resort as well (I8)", () => {
    const into = tally();
    checkWhole([bodyOf(8, 3, 3)], "STANCES", into, undefined, ({ thresholds }, counts) => {
      // Wrong: a text that only lacks support at the ordinary cap is judged again by the raised floor and cannot pass,
      // while one objection more brings it to the last resort by another way.
      const first = verdictOf(evaluate(thresholds.FIRST, counts));
      if (first === "ADOPTED") return first;
      if (first === "NO_DECISION") return "NOT_ADOPTED";
      return verdictOf(evaluate(thresholds.LAST_RESORT, counts));
    });
    expect(into.findings().I8?.violations).toBeGreaterThan(0);
  });
});
