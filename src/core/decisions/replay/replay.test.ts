// The replay says what the evidence allows and no more, and the scheme's own history comes out as it is remembered.
import { describe, expect, it } from "vitest";
import { realDecisions } from "../../kp/decisions.ts";
import { genuineParameters, share } from "../parameters.ts";
import type { Verdict } from "../state.ts";
import { historicExamples } from "./examples.ts";
import { governmentsOf, knownOf, usualAssumptions } from "./known.ts";
import type { Assumptions, Known } from "./known.ts";
import { replay, replayUnder, verdictsOf } from "./replay.ts";
import type { ReplayRuleId, RuleSettings } from "./rules.ts";
import { replayRule, replayRuleIds, usualSettings } from "./rules.ts";
import type { KnownDecision } from "./rows.ts";

function real(id: string): KnownDecision {
  const found = realDecisions.find((decision) => decision.id === id);
  if (found === undefined) throw new Error(id);
  return found;
}

function under(
  rule: ReplayRuleId,
  id: string,
  change: {
    settings?: Partial<RuleSettings>;
    assumed?: Partial<Assumptions>;
    decision?: Partial<KnownDecision>;
  } = {},
) {
  return replayUnder(
    rule,
    { ...real(id), ...change.decision },
    { ...usualSettings, ...change.settings },
    { ...usualAssumptions, ...change.assumed },
  );
}

const silentPillars = { assumed: { unknownPillars: "SILENT" as const } };

describe("history under every rule", () => {
  it("H1: Jerusalem 2010 is not adopted today, and nobody who is named stopped it", () => {
    expect(under("kp-strict@2003", "D13")).toMatchObject({
      outcomes: ["NOT_ADOPTED"],
      decisive: { by: "UNNAMED" },
    });
  });

  it("H2: Kinshasa 2011 is not adopted today, and the pillar of civil society stops it under genuine consensus", () => {
    expect(under("kp-strict@2003", "D16")).toMatchObject({
      outcomes: ["NOT_ADOPTED"],
      decisive: { by: "NAMED", needed: 1, of: ["US", "CA"] },
    });
    const genuine = under("genuine-consensus@1", "D16");
    expect(genuine).toMatchObject({
      outcomes: ["NOT_ADOPTED"],
      decisive: { by: "PILLAR", pillars: ["C"] },
    });
    // Three objections of forty-eight stay under the cap: without the pillar it could be adopted.
    expect(under("genuine-consensus@1", "D16", { decision: { pillars: {} } }).outcomes).toContain("ADOPTED");
  });

  it("H3: November 2011 is adopted today without anybody having to support it", () => {
    expect(under("kp-strict@2003", "D17")).toMatchObject({ outcomes: ["ADOPTED"], silence: "CONSENTS" });
  });

  it("H4: the subject of a measure takes no part under genuine consensus, and does under today's rule", () => {
    const objected = { decision: { objections: { named: ["CF"], total: 1 }, procedure: "C" as const } };
    expect(under("kp-strict@2003", "D21", objected).outcomes).toEqual(["NOT_ADOPTED"]);
    expect(replayRule("genuine-consensus@1", real("D21"), usualSettings).recuses).toBe(true);
    expect(under("genuine-consensus@1", "D21", objected).decisive).toEqual({ by: "NOBODY" });
  });

  it("H5: thirty of fifty-four pass today's written rule and fail a plain two thirds of all", () => {
    expect(under("kp-strict-written", "D24").outcomes).toEqual(["ADOPTED"]);
    expect(under("two-thirds-of-all", "D24").outcomes).toEqual(["NOT_ADOPTED"]);
    expect(under("genuine-consensus@1", "D24", silentPillars).outcomes).toEqual(["ADOPTED"]);
    // Nothing is known of the other pillars, whose majority could have stopped it.
    expect(under("genuine-consensus@1", "D24").outcomes).toEqual(["ADOPTED", "NOT_ADOPTED"]);
  });

  it("H5: with a floor of two thirds it is not decided, so the floor is a political choice", () => {
    const strict = { ...genuineParameters.K3.thresholds.FIRST, floor: share(2, 3) };
    const K3 = {
      ...genuineParameters.K3,
      thresholds: { ...genuineParameters.K3.thresholds, FIRST: strict, LAST: strict },
    };
    expect(
      under("genuine-consensus@1", "D24", {
        ...silentPillars,
        settings: { genuine: { ...genuineParameters, K3 } },
      }),
    ).toMatchObject({ outcomes: ["NO_DECISION"] });
  });

  it("H8: Kasane 2022 is kept off the agenda today by any one of five, and listed under the right to discuss", () => {
    expect(under("kp-strict@2003", "D34")).toMatchObject({
      outcomes: ["NOT_LISTED"],
      decisive: { by: "NAMED", needed: 1, of: ["RU", "BY", "CF", "KG", "ML"] },
    });
    expect(under("genuine-consensus@1", "D34").outcomes).toEqual(["DISCUSSED"]);
    // Without a seconder from another pillar that is known, it is not known to be listed.
    expect(under("genuine-consensus@1", "D34", { decision: { pillars: {} } }).outcomes).toEqual([
      "DISCUSSED",
      "NOT_LISTED",
    ]);
  });

  it("H9 to H12: the same item again, a factual reference, a lifting, two texts of which neither passes", () => {
    expect(under("kp-strict@2003", "D35").outcomes).toEqual(["NOT_LISTED"]);
    expect(under("kp-strict@2003", "D36").outcomes).toEqual(["ADOPTED"]);
    expect(under("kp-strict@2003", "D41").outcomes).toEqual(["NOT_ADOPTED"]);
    expect(under("kp-strict@2003", "D45").outcomes).toEqual(["ADOPTED"]);
    for (const id of ["D48", "D49", "D50"])
      expect(under("kp-strict@2003", id).outcomes, id).toEqual(["NOT_ADOPTED"]);
    expect(under("genuine-consensus@1", "D48").decisive).toEqual({ by: "PILLAR", pillars: ["C"] });
  });

  it("knows every decision that the twelve moments name", () => {
    for (const { decisions } of historicExamples) for (const id of decisions) expect(real(id).id).toBe(id);
  });

  it("silence of those who did not reply was consent in 2015 and decides nothing once somebody objects", () => {
    expect(under("kp-strict-written", "D24").silence).toBe("CONSENTS");
    expect(under("kp-strict@2003", "D16").silence).toBe("NOTHING");
    expect(under("genuine-consensus@1", "D05").silence).toBe("STOPS");
  });

  it("what happened is among the outcomes of the rule under which it happened", () => {
    for (const decision of realDecisions) {
      if (!/^[PIS]$/.test(decision.procedure)) continue;
      const { outcomes } = replayUnder("kp-strict@2003", decision, usualSettings, usualAssumptions);
      if (decision.result === "PASS") expect(outcomes, decision.id).toEqual(["ADOPTED"]);
      if (decision.result === "BLOCKED")
        expect(outcomes, decision.id).toEqual([decision.class === "K0" ? "NOT_LISTED" : "NOT_ADOPTED"]);
    }
  });
});

describe("what is known", () => {
  it("is a range for whoever is not named, and never more than there were", () => {
    const known = knownOf(real("D34"), usualAssumptions, []);
    expect(known).toMatchObject({
      eligible: { least: 59, most: 59 },
      support: { least: 8, most: 54 },
      objections: { least: 5, most: 51 },
    });
    expect(knownOf(real("D24"), usualAssumptions, ["CF"])).toMatchObject({
      eligible: { least: 53, most: 53 },
      support: { least: 29, most: 30 },
      objections: { least: 0, most: 0 },
    });
  });

  it("takes the result for evidence only if asked", () => {
    const blind = { ...usualAssumptions, resultIsEvidence: false };
    expect(knownOf(real("D05"), usualAssumptions, []).objections.most).toBe(0);
    expect(knownOf(real("D05"), blind, []).objections.most).toBe(50);
    expect(replayUnder("kp-strict@2003", real("D05"), usualSettings, blind).outcomes).toEqual([
      "ADOPTED",
      "NOT_ADOPTED",
    ]);
  });
});

describe("the set of outcomes", () => {
  const bodies: readonly Partial<KnownDecision>[] = [
    { eligible: 9 },
    { eligible: 9, support: { named: ["US", "CA"] } },
    { eligible: 12, objections: { named: ["RU", "CN", "BR"] } },
    { eligible: 9, support: { total: 5 }, objections: { total: 0 } },
    { eligible: 10, objections: { total: 2 }, pillars: { I: "for", C: "against" } },
    { eligible: 4, support: { total: 3 }, pillars: { C: "for" } },
  ];

  it("is the same as by asking for every count one by one", () => {
    for (const body of bodies)
      for (const itemClass of ["K1", "K2", "K3", "K4", "E"] as const)
        for (const rule of replayRuleIds) {
          const decision: KnownDecision = {
            id: "X",
            date: "2020",
            procedure: "C",
            result: "PASS",
            class: itemClass,
            ...body,
          };
          const known = knownOf(decision, usualAssumptions, []);
          for (const reading of replayRule(rule, decision, usualSettings).readings)
            expect(
              [...verdictsOf(reading, known)].sort(),
              `${rule} ${itemClass} ${JSON.stringify(body)}`,
            ).toEqual(everyVerdict(reading, known));
        }
  });

  it("of a decision of which nobody knows the kind is that of all kinds", () => {
    const { class: _, ...unknown } = real("D24");
    const { outcomes } = replayUnder("genuine-consensus@1", unknown, usualSettings, usualAssumptions);
    expect(outcomes).toEqual(["ADOPTED", "NO_DECISION", "NOT_ADOPTED"]);
  });

  it("of all fifty-two comes within seconds", () => {
    expect(realDecisions.map((decision) => replay(decision).rules.length)).toEqual(
      realDecisions.map(() => replayRuleIds.length),
    );
  });
});

function everyVerdict(rule: Parameters<typeof verdictsOf>[0], known: Known): Verdict[] {
  const found = new Set<Verdict>();
  for (let eligible = known.eligible.least; eligible <= known.eligible.most; eligible++)
    for (const others of known.others)
      for (let o = known.objections.least; o <= known.objections.most; o++)
        for (let s = known.support.least; s <= known.support.most; s++)
          if (s + o <= eligible) found.add(rule([governmentsOf(eligible, s, o), ...others]));
  return [...found].sort();
}
