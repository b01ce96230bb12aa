// `kimberlite decisions prove` says what it found: a table and exit code 0 when all holds, the acts of a counter-example when not.
import { Command } from "commander";
import { describe, expect, it } from "vitest";
import { fold } from "#core/decisions/rules.ts";
import { genuineConsensus } from "#core/decisions/genuine.ts";
import { guardNames, withoutGuard } from "#core/decisions/guards.ts";
import { tryWithout } from "#core/decisions/prove/mutants.ts";
import { prove, workOf } from "#core/decisions/prove/plan.ts";
import { invariantIds } from "#core/decisions/prove/finding.ts";
import { translator } from "#platform/i18n/translator.ts";
import { addDecisionCommands } from "./commands.ts";
import { mutantsInWords, reportInWords, reportOf } from "./prove.ts";

const t = translator("en");

describe("the report", () => {
  it("has a row for each invariant and says that none is broken", () => {
    const report = reportOf("SMALL", [{ ...prove("texts"), milliseconds: 300 }], 1.23);
    expect(report).toMatchObject({ violations: 0, checked: 33_866, seconds: 1.2 });
    const words = reportInWords(t, report);
    for (const id of invariantIds) expect(words).toMatch(new RegExp(`^${id} `, "m"));
    expect(words).toContain("33,866 checks, 0 states explored, in 1.2 s: no violation.");
  });

  it("names the first counter-examples when one is broken", () => {
    const proved = prove("severed", withoutGuard("dependencies"));
    const words = reportInWords(t, reportOf("SMALL", [{ ...proved, milliseconds: 1 }], 1));
    expect(words).toMatch(/violations\. The first of each:\nI13: K2 blocked, wanted, wanted: adopted c2 c3/);
  });

  it("every counter-example is a log that folds again to what it shows, also where only counts were asked", () => {
    for (const [piece, guard] of [
      ["severed", "dependencies"],
      ["calls-small", "pillarBlock"],
    ] as const) {
      const { findings } = prove(piece, withoutGuard(guard));
      const example = Object.values(findings).find(({ violations }) => violations > 0)?.examples[0];
      const log = JSON.parse(JSON.stringify(example?.log)) as NonNullable<typeof example>["log"];
      if (log === undefined) throw new Error("no log");
      const { state } = fold(genuineConsensus(withoutGuard(guard)), log.item, log.acts);
      expect(state.outcome?.code).toMatch(/^ADOPTED/);
      // The rule as it is shipped does not adopt it so.
      const shipped = fold(genuineConsensus(), log.item, log.acts).state;
      expect(shipped.outcome?.adopted).not.toEqual(state.outcome?.adopted);
    }
  });

  it("says which guards nobody missed", () => {
    expect(mutantsInWords(t, [{ guard: "cap" }], [{ guard: "cap" }])).toContain("taken out: cap");
  });
});

describe("the plan", () => {
  it("looks at every invariant, and every depth has its work", () => {
    expect(workOf("SMALL").length).toBeLessThan(workOf("USUAL").length);
    expect(workOf("USUAL")).not.toContain("graph-everything-K4");
    expect(workOf("DEEP")).toContain("graph-everything-K4");
    expect(new Set(workOf("DEEP")).size).toBe(workOf("DEEP").length);
  });

  it("finds every guard that is taken out", { timeout: 300_000 }, () => {
    expect(guardNames.map(tryWithout).filter(({ caughtBy }) => caughtBy === undefined)).toEqual([]);
  });

  it("finds nothing with all guards in", { timeout: 120_000 }, () => {
    for (const id of workOf("SMALL")) {
      const { findings } = prove(id);
      for (const [invariant, { checked, violations, examples }] of Object.entries(findings)) {
        expect({ id, invariant, violations, examples }).toEqual({
          id,
          invariant,
          violations: 0,
          examples: [],
        });
        expect(checked).toBeGreaterThan(0);
      }
    }
  });
});

describe("what cannot be asked", () => {
  it("an option that is not one is refused", async () => {
    const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
    addDecisionCommands(program);
    const exits: (number | undefined)[] = [];
    const exit = process.exit.bind(process);
    process.exit = (code?: number) => {
      exits.push(code);
      throw new Error("exit");
    };
    try {
      await expect(
        program.parseAsync(["node", "kimberlite", "decisions", "prove", "--fast"]),
      ).rejects.toThrow();
    } finally {
      process.exit = exit;
    }
    expect(exits).toEqual([2]);
  });
});
