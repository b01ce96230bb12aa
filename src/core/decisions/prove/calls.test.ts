// One call: no profile breaks an invariant, and the prover is shown to notice designs that are known to be wrong.
import { describe, expect, it } from "vitest";
import { evaluate } from "../evaluate.ts";
import { withoutGuard } from "../guards.ts";
import { share } from "../parameters.ts";
import type { Thresholds } from "../parameters.ts";
import type { PillarCounts } from "../state.ts";
import { bodiesAfterRecusal, checkCalls, settingsInForce, sweptSettings } from "./calls.ts";
import { tally } from "./finding.ts";
import type { InvariantId } from "./finding.ts";
import { bodyOf, countsAt, eachProfile, profilesOf } from "./profiles.ts";

const small = { bodies: [bodyOf(4, 1, 1), bodyOf(5, 2, 3), bodyOf(6, 1, 3)], detail: "ALL" as const };

function broken(run: (into: ReturnType<typeof tally>) => void): InvariantId[] {
  const into = tally();
  run(into);
  return Object.entries(into.findings()).flatMap(([id, finding]) =>
    finding.violations > 0 ? [id as InvariantId] : [],
  );
}

const usual: Thresholds = {
  floor: share(1, 2),
  otherFloor: share(1, 3),
  cap: share(1, 8),
  pillarBlock: true,
};

describe("profiles", () => {
  it("are all the ways in which seats can stand, each once and found again by its number", () => {
    const profiles = profilesOf(bodyOf(4, 1, 2), "ALL");
    // Five kinds of standing: (n + 4 choose 4) for each pillar.
    expect(profiles.size).toBe(70 * 5 * 15);
    const seen = new Set<string>();
    eachProfile(profiles, (counts, number) => {
      seen.add(JSON.stringify(counts));
      expect(countsAt(profiles, number)).toEqual(counts);
    });
    expect(seen.size).toBe(profiles.size);
  });
});

describe("one call of genuine consensus", () => {
  it("breaks no invariant with the settings in force", () => {
    expect(broken((into) => checkCalls({ ...small, settings: settingsInForce }, into))).toEqual([]);
  });

  it("breaks none with other settings that a plenary may choose", () => {
    expect(broken((into) => checkCalls({ ...small, settings: sweptSettings }, into))).toEqual([]);
  });

  it("breaks none whoever is recused within the limit", () => {
    const bodies = bodiesAfterRecusal(bodyOf(10, 5, 5));
    expect(bodies).toHaveLength(11);
    expect(
      broken((into) =>
        checkCalls({ bodies, detail: "STANCES", settings: settingsInForce, recused: true }, into),
      ),
    ).toEqual([]);
  });
});

describe("designs that are known to be wrong", () => {
  const shown = (judge: Parameters<typeof checkCalls>[3]) =>
    broken((into) => checkCalls({ ...small, settings: [usual] }, into, undefined, judge));

  it("a quorum that counts objections: an objector can cause adoption (I8)", () => {
    const cast = ({ support, objection, aside, opposed }: PillarCounts) =>
      support + objection + aside + opposed;
    const found = shown((_, counts) => {
      const [governments] = counts;
      if (governments === undefined || cast(governments) * 2 < governments.eligible) return "INSUFF";
      return governments.support * 3 >= (governments.support + governments.objection) * 2 ? "T1" : "BLOCK";
    });
    expect(found).toContain("I8");
  });

  it("a floor waived only for a pillar that is wholly absent: its one supporter makes the text fail (I8)", () => {
    const found = shown((thresholds, counts) => {
      const present = counts.filter(
        ({ pillar, support, aside, objection, opposed }) =>
          pillar === "G" || support + aside + objection + opposed > 0,
      );
      return evaluate({ ...thresholds, otherFloor: share(1, 2) }, present);
    });
    expect(found).toContain("I8");
  });

  it("a pillar of one seat that blocks is a single veto (I5)", () => {
    expect(
      broken((into) => checkCalls({ ...small, settings: [usual] }, into, withoutGuard("smallPillar"))),
    ).toContain("I5");
  });

  it("today's rule passes over pillars, and one seat stops everything without a reason (I4, I5, I6, I7)", () => {
    const found = shown((_, [governments]) =>
      (governments?.objection ?? 0) + (governments?.opposed ?? 0) > 0 ? "BLOCK" : "T1",
    );
    expect(found).toEqual(expect.arrayContaining(["I4", "I5", "I6", "I7"]));
  });

  it.each([
    ["cap", "I4"],
    ["capOfOne", "I5"],
    ["pillarBlock", "I4"],
    ["floor", "I7"],
    ["otherFloor", "I7"],
    ["supportAloneFills", "I8"],
    ["groundless", "I6"],
  ] as const)("without the guard %s, %s is broken", (guard, invariant) => {
    expect(
      broken((into) => checkCalls({ ...small, settings: [usual] }, into, withoutGuard(guard))),
    ).toContain(invariant);
  });

  it("a floor that is a share of those who spoke lets silence decide (I7 or I8)", () => {
    const found = shown((thresholds, counts) =>
      evaluate(
        thresholds,
        counts.map((pillar) =>
          pillar.pillar === "G"
            ? { ...pillar, eligible: Math.max(4, pillar.support + pillar.objection) }
            : pillar,
        ),
      ),
    );
    expect(found.length).toBeGreaterThan(0);
  });
});
