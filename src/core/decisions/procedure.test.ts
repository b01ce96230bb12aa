// The parts of the procedure that are used rarely, each in a short script: amendments and their answers, panels by lot,
// the merits of an objection, claims of exclusion, mediation, ministers, and the wait for the last answers.
import { describe, expect, it } from "vitest";
import {
  checkObjection,
  panelByLot,
  panelCandidates,
  ruleSets,
  settleCompeting,
  standingOf,
} from "./index.ts";
import type { Item } from "./index.ts";
import { itemOf, scriptOf, seatsOf, wholeObjection } from "./testing/script.ts";
import type { Script } from "./testing/script.ts";

const rule = ruleSets["genuine-consensus@1"];
const seats = seatsOf({ G: 12, I: 3, C: 5 });
const everybody = seats.map((seat) => seat.id);
const seed = "ab".repeat(32);
const names = (pillar: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `${pillar}${from + i}`);

function submitted(given: Partial<Item> = {}): Script {
  const script = scriptOf(rule, itemOf(given), seats);
  script.office("SECRETARIAT", { type: "roster", seats });
  script.seat("G1", { type: "submit" });
  script.seat("I1", { type: "second", as: "SECONDER" });
  script.office("SECRETARIAT", { type: "checkForm", defects: [] });
  return script;
}

function called(given: Partial<Item> = {}): Script {
  const script = submitted(given);
  script.tick();
  script.later(1);
  return script;
}

/** Everybody supports but these, who object, in every call until the condition holds. */
function objecting(script: Script, objectors: readonly string[], until: () => boolean): void {
  let played = 0;
  while (!until()) {
    const { stage, calls } = script.state();
    if (stage === "CALL" && calls.length > played) {
      played = calls.length;
      script.says(everybody, "S");
      script.says(objectors, "O");
    }
    script.tick();
  }
}

describe("Amendments", () => {
  const scope = (text: string) => [{ id: "scope", text, dependsOn: [] }];

  it("are each accepted or rejected with a reason when a sponsor consolidates", () => {
    const script = submitted();
    script.seat("C1", { type: "amend", clause: "scope", text: "new" });
    const amendment = script.acts.at(-1)!.id;
    const consolidate = (rejected: { amendment: string; reason: string }[]) =>
      script.seat("G1", { type: "consolidate", clauses: scope("new"), accepted: [], rejected });
    expect(consolidate([])).toMatchObject({ reason: "amendment-unanswered" });
    expect(consolidate([{ amendment, reason: " " }])).toMatchObject({ reason: "words-missing" });
    expect(consolidate([{ amendment: "none", reason: "x" }])).toMatchObject({ reason: "amendment-unknown" });
    expect(consolidate([{ amendment, reason: "Too wide." }]).accepted).toBe(true);
    expect(script.state().amendments[0]).toMatchObject({ status: "REJECTED", reason: "Too wide." });
    expect(script.state().versions.map((version) => version.number)).toEqual([1, 2]);
  });

  it("come from no sponsor that the item does not name, and not in the last day", () => {
    const script = submitted();
    expect(script.seat("G7", { type: "second", as: "SPONSOR" })).toMatchObject({
      reason: "not-named-as-sponsor",
    });
    expect(
      script.seat("G7", { type: "consolidate", clauses: scope("gutted"), accepted: [], rejected: [] }),
    ).toMatchObject({ reason: "not-a-sponsor" });
    script.later(20.5 * 24);
    expect(script.seat("C1", { type: "amend", clause: "scope", text: "x" })).toMatchObject({
      reason: "text-frozen",
    });
  });

  it("make at most three versions before mediation, so that a compromise has its own", () => {
    const script = submitted();
    const versions = [1, 2, 3].map((n) =>
      script.seat("G1", { type: "consolidate", clauses: scope(`v${n}`), accepted: [], rejected: [] }),
    );
    expect(versions.map((answer) => answer.accepted)).toEqual([true, true, false]);
  });

  it("of facilitation wipe the positions, and those on an unchanged text stay", () => {
    const changed = called();
    objecting(changed, ["G4"], () => changed.state().stage === "FACILITATION");
    changed.seat("G1", { type: "consolidate", clauses: scope("mended"), accepted: [], rejected: [] });
    changed.tick();
    expect(changed.state().calls[1]!.positions).toEqual({});
    const kept = called();
    objecting(kept, ["G4"], () => kept.state().stage === "FACILITATION");
    kept.tick();
    const [, second] = kept.state().calls;
    expect(second!.positions["G5"]!["scope"]).toMatchObject({ code: "S", carried: true });
    expect(second!.positions["G4"]!["scope"]).toMatchObject({ code: "O", lapsed: true });
  });
});

describe("A challenge to a recusal", () => {
  function challenged() {
    const script = submitted({ subjects: ["G3"] });
    script.seat("G3", { type: "challengeRecusal", seat: "G4", recuse: true, reason: "It owns the mine." });
    return { script, challenge: script.acts.at(-1)!.id };
  }

  it("is judged by one seat of each pillar that the lot gives and nobody picks", () => {
    const { script, challenge } = challenged();
    const picked = { type: "drawPanel", purpose: "RECUSAL", about: challenge, seed } as const;
    expect(script.office("SECRETARIAT", { ...picked, members: ["G5", "I2", "C1"] })).toMatchObject({
      reason: "panel-wrong",
    });
    const members = panelByLot(script.state(), "RECUSAL", challenge, seed)!;
    expect(members.map((member) => member[0])).toEqual(["G", "C", "I"]);
    const parties = panelCandidates(script.state(), "RECUSAL", challenge).flatMap(
      (place) => place.candidates,
    );
    for (const party of ["G1", "I1", "G3", "G4"]) expect(parties).not.toContain(party);
    expect(script.office("SECRETARIAT", { ...picked, members }).accepted).toBe(true);
    const votes = members.map((member, i) => ({ member, recuse: i < 2, reason: "As shown." }));
    expect(script.office("PANEL", { type: "ruleOnRecusal", challenge, votes: votes.slice(1) })).toMatchObject(
      { reason: "votes-wrong" },
    );
    script.office("PANEL", { type: "ruleOnRecusal", challenge, votes });
    script.tick();
    expect(script.state().calls[0]!.recused).toEqual(["G3", "G4"]);
  });

  it("comes within five days, and changes no call that is open", () => {
    const { script, challenge } = challenged();
    script.later(5 * 24);
    expect(
      script.seat("C1", { type: "challengeRecusal", seat: "G5", recuse: true, reason: "x" }),
    ).toMatchObject({ reason: "too-late-to-challenge" });
    script.tick();
    expect(script.office("PANEL", { type: "ruleOnRecusal", challenge, votes: [] })).toMatchObject({
      reason: "not-at-this-stage",
    });
    expect(script.state().calls[0]!.recused).toEqual(["G3"]);
  });
});

describe("The merits of an objection", () => {
  it("are set aside only by three quarters of every pillar, moved from two", () => {
    const script = called();
    script.says(everybody, "S");
    script.says(["G4"], "O");
    const move = { type: "moveMerits", seat: "G4", clause: "scope", reason: "A matter of taste." } as const;
    script.seat("G5", move);
    const motion = script.acts.at(-1)!.id;
    const standing = () => {
      const call = script.state().calls[0]!;
      return standingOf(script.state(), call, "scope", call.positions["G4"]!["scope"]!);
    };
    const judge = (ids: readonly string[]) => {
      for (const id of ids) script.seat(id, { type: "merits", motion, unrelated: true });
    };
    judge([...names("G", 5, 12), "G1", "G2", "G3", ...names("I", 1, 3), ...names("C", 1, 3)]);
    expect(standing()).toBe("SUSTAINED");
    judge(["C4"]);
    expect(standing()).toBe("SUSTAINED");
    script.seat("C1", move);
    expect(standing()).toBe("SET_ASIDE");
    expect(script.seat("G4", { type: "merits", motion, unrelated: false })).toMatchObject({
      reason: "motion-own-objection",
    });
    // Another objection is another question.
    script.says(["G4"], "O");
    expect(standing()).toBe("SUSTAINED");
  });
});

describe("A claim of exclusion", () => {
  it("stops the clock of the call until a panel rules, for fifteen days at most, and once", () => {
    const script = called();
    const { closesAt } = script.state().calls[0]!;
    script.seat("C1", { type: "claimExclusion", reason: "No visa was given." });
    expect(script.state().deadline?.event).toBe("FREEZE_ENDS");
    script.later(14 * 24);
    expect(script.seat("C2", { type: "position", on: "ALL", code: "S" }).accepted).toBe(true);
    script.tick();
    expect(script.state().claims[0]!.ruling).toBe("NONE_IN_TIME");
    const moved = script.state().calls[0]!.closesAt;
    expect((Date.parse(moved) - Date.parse(closesAt)) / 86_400_000).toBeGreaterThanOrEqual(15);
    script.seat("C2", { type: "claimExclusion", reason: "Again." });
    expect(script.state().deadline).toEqual({ at: moved, event: "CALL_CLOSES" });
  });

  it("keeps the first floor of that pillar in the last call, unless the panel dismisses it", () => {
    const outcome = (dismissed: boolean) => {
      const script = called();
      script.says(names("G", 1, 12), "S");
      script.seat("C1", { type: "claimExclusion", reason: "Our delegate was held." });
      const claim = script.acts.at(-1)!.id;
      const members = panelByLot(script.state(), "EXCLUSION", claim, seed)!;
      script.office("SECRETARIAT", { type: "drawPanel", purpose: "EXCLUSION", about: claim, members, seed });
      script.office("PANEL", { type: "ruleOnExclusion", claim, upheld: !dismissed, reason: "Heard." });
      script.until((state) => state.stage === "CLOSED");
      return script.state().outcome!;
    };
    expect(outcome(false).code).toBe("NO_DECISION");
    expect(outcome(true)).toMatchObject({ code: "ADOPTED_CONSENSUS", withoutEngagement: ["C", "I"] });
  });
});

describe("Mediation and ministers", () => {
  it("mediators come from the lot, write their own text, and cannot touch what is settled", () => {
    const script = called({
      clauses: ["x", "y"].map((id) => ({ id, text: id, dependsOn: [] })),
    });
    let played = 0;
    while (script.state().stage !== "MEDIATION") {
      if (script.state().stage === "CALL" && script.state().calls.length > played) {
        played++;
        script.says(everybody, "S");
        script.says(names("G", 2, 5), "O", ["x"]);
      }
      script.tick();
    }
    expect(script.state().settled.map((one) => one.clause)).toEqual(["y"]);
    const independents = ["A. Free", "B. Free"];
    const members = panelByLot(script.state(), "MEDIATION", null, seed, independents)!;
    expect(members).toHaveLength(5);
    expect(members.some((member) => names("G", 2, 5).includes(member))).toBe(false);
    const draw = { type: "drawPanel", purpose: "MEDIATION", about: null, members, seed } as const;
    expect(script.office("SECRETARIAT", { ...draw, independents }).accepted).toBe(true);
    const text = (y: string) => [
      { id: "x", text: "between", dependsOn: [] },
      { id: "y", text: y, dependsOn: [] },
    ];
    const compromise = (y: string) =>
      script.office("PANEL", { type: "compromise", clauses: text(y), reasons: "Both gave." });
    expect(compromise("changed")).toMatchObject({ reason: "clauses-invalid" });
    expect(compromise("y").accepted).toBe(true);
    script.tick();
    expect(script.state().calls.at(-1)).toMatchObject({ kind: "LAST_RESORT", positions: {} });
    script.says(everybody, "S", ["x"]);
    script.tick();
    expect(script.state().outcome).toMatchObject({ code: "ADOPTED_CONSENSUS", adopted: ["x", "y"] });
  });

  it("ministers meet when a third of the governments ask, and sign themselves", () => {
    const script = called({ class: "K3" });
    const blocking = names("G", 2, 7);
    objecting(script, blocking, () => script.state().stage === "MEDIATION");
    expect(script.seat("I1", { type: "requestMinisters" }).accepted).toBe(true);
    for (const seat of names("G", 2, 5)) script.seat(seat, { type: "requestMinisters" });
    objecting(script, blocking, () => script.state().stage === "MINISTERIAL");
    script.tick();
    expect(script.seat("G8", { type: "position", on: "ALL", code: "S" })).toMatchObject({
      reason: "minister-must-sign",
    });
    // Recalled, it is still for ministers.
    script.tick();
    expect(script.state().calls.at(-1)).toMatchObject({ kind: "RECALL", ministers: true });
    script.says(everybody, "S");
    script.tick();
    expect(script.state().outcome?.code).toBe("ADOPTED_CONSENSUS");
  });

  it("ministers do not meet when too few ask", () => {
    const script = called({ class: "K3" });
    objecting(script, names("G", 2, 7), () => script.state().stage === "MEDIATION");
    script.seat("G2", { type: "requestMinisters" });
    objecting(script, names("G", 2, 7), () => script.state().stage === "CLOSED");
    expect(script.state().outcome?.code).toBe("NOT_ADOPTED");
  });
});

describe("A last objection", () => {
  it("gets its answer, or ten days, and vetoes nothing by coming last", () => {
    const script = called();
    script.says(everybody, "S");
    script.says(["G4"], "O");
    for (let round = 0; round < 2; round++) {
      script.tick();
      script.tick();
      script.says(["G4"], "O");
    }
    script.tick();
    expect(script.state()).toMatchObject({ stage: "ANSWERS" });
    const waits = script.state().deadline!.at;
    script.office("SECRETARIAT", { type: "answer", seat: "G4", clause: "scope", text: "It was weighed." });
    expect(script.state().deadline!.at < waits).toBe(true);
    script.tick();
    expect(script.state().outcome?.code).toBe("ADOPTED_WITH_DISSENT");
  });
});

describe("The form of an objection", () => {
  const form = { seat: "G4", clause: "scope", objection: wholeObjection, accredited: true } as const;

  it("is told each of its six tests", () => {
    const script = called({ subjects: ["G9"] });
    const check = (given: object) => checkObjection(script.state(), { ...form, at: script.now(), ...given });
    expect(check({})).toMatchObject({
      V1: true,
      V2: true,
      V3: true,
      V4: true,
      V5: true,
      V6: true,
      valid: true,
    });
    expect(check({ clause: "other" })).toMatchObject({ V1: false, valid: false });
    expect(check({ objection: { ...wholeObjection, explanation: "Too short." } })).toMatchObject({
      V2: false,
      missingCharacters: 190,
    });
    expect(check({ objection: { ...wholeObjection, cure: null } })).toMatchObject({ V3: false });
    expect(check({ seat: "G9" })).toMatchObject({ V4: false });
    expect(check({ accredited: false })).toMatchObject({ V4: false });
    expect(check({ at: script.state().calls[0]!.closesAt })).toMatchObject({ V5: false });
  });
});

describe("Texts on one question", () => {
  function adopted(id: string, objectors: readonly string[], silent: readonly string[] = []) {
    const script = scriptOf(rule, itemOf({ id }), seats);
    script.list();
    let played = 0;
    script.until((state) => {
      if (state.stage === "CALL" && state.calls.length > played) {
        played++;
        script.says(everybody, "S");
        script.says(objectors, "O");
        script.says(silent, "N");
      }
      return script.state().stage === "CLOSED";
    });
    return script.state();
  }

  it("one stands: fewest objections, then most support; a tie leaves the question open", () => {
    const [none, one, quiet] = [adopted("a", []), adopted("b", ["G5"]), adopted("c", [], ["G5"])];
    expect(settleCompeting([one, none])).toEqual({ stands: "a", waitsFor: [], tie: false });
    expect(settleCompeting([quiet, one])).toMatchObject({ stands: "c" });
    expect(settleCompeting([quiet, none])).toMatchObject({ stands: "a" });
    expect(settleCompeting([none, adopted("d", [])])).toEqual({ stands: null, waitsFor: [], tie: true });
    expect(settleCompeting([none, scriptOf(rule, itemOf({ id: "e" }), seats).state()])).toMatchObject({
      stands: null,
      waitsFor: ["e"],
    });
  });
});
