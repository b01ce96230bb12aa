// Genuine consensus, walked through: each path of the procedure and each promise of it in a short script.
import { describe, expect, it } from "vitest";
import { itemOf, scriptOf, seatsOf, wholeObjection } from "./testing/script.ts";
import { fold, genuineConsensus, ruleSets } from "./index.ts";
import type { Item } from "./index.ts";

const rule = ruleSets["genuine-consensus@1"];
const seats = seatsOf({ G: 12, I: 3, C: 5 });
const names = (pillar: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `${pillar}${from + i}`);
const everybody = seats.map((seat) => seat.id);

function listed(given: Partial<Item> = {}) {
  const script = scriptOf(rule, itemOf(given), seats);
  script.list();
  return script;
}

describe("A call of genuine consensus", () => {
  it("adopts by consensus when everybody supports, at once", () => {
    const script = listed();
    const opened = script.state().calls[0]!;
    script.later(2);
    script.says(everybody, "S");
    expect(script.state().deadline!.at).toBe(script.now());
    script.tick();
    expect(script.state().outcome).toMatchObject({ code: "ADOPTED_CONSENSUS", adopted: ["scope"] });
    expect(script.now() < opened.closesAt).toBe(true);
  });

  it("is no decision when everybody stays silent, after two recalls by name", () => {
    const script = listed();
    script.until((state) => state.stage === "CLOSED");
    const { calls, outcome } = script.state();
    expect(outcome).toMatchObject({ code: "NO_DECISION", reason: "SUPPORT" });
    expect(calls.map((call) => call.kind)).toEqual(["FIRST", "RECALL", "RECALL"]);
    expect(calls.at(-1)!.silent).toEqual(everybody);
  });

  it("adopts with dissent over a lone objection, after two rounds in which it is answered", () => {
    const script = listed();
    script.later(1);
    script.says(everybody.slice(1), "S");
    script.says(["G1"], "O");
    for (const round of [1, 2]) {
      script.tick();
      expect(script.state()).toMatchObject({ stage: "FACILITATION", round });
      script.office("SECRETARIAT", { type: "nameFacilitator", person: "A. Wise", actor: null });
      for (const seat of ["G3", "C1"]) script.seat(seat, { type: "acceptFacilitator", accept: true });
      const answered = script.office("FACILITATOR", {
        type: "answer",
        seat: "G1",
        clause: "scope",
        text: "Means.",
      });
      expect(answered.accepted).toBe(true);
      script.seat("G1", { type: "reply", answer: script.acts.at(-1)!.id, text: "Not enough." });
      script.tick();
      script.says(["G1"], "O");
    }
    script.tick();
    expect(script.state().outcome?.code).toBe("ADOPTED_WITH_DISSENT");
  });

  it("lets an objection lapse that is not made again after facilitation", () => {
    const script = listed();
    script.later(1);
    script.says(everybody.slice(1), "S");
    script.says(["G1"], "O");
    script.tick();
    script.tick();
    script.tick();
    expect(script.state().outcome?.code).toBe("ADOPTED_CONSENSUS");
  });

  it("does not adopt over more objections than the cap, through mediation", () => {
    const script = listed();
    script.later(1);
    for (;;) {
      const { stage } = script.state();
      if (stage === "CLOSED") break;
      if (stage === "CALL") {
        script.says(everybody.slice(4), "S");
        script.says(names("G", 1, 4), "O");
      }
      script.tick();
    }
    expect(script.state().mediationUsed).toBe(true);
    expect(script.state().outcome).toMatchObject({ code: "NOT_ADOPTED", reason: "CAP" });
  });

  it("does not pass over the majority of civil society", () => {
    const script = listed();
    for (let state = script.state(); state.stage !== "CLOSED"; state = script.state()) {
      if (state.stage === "CALL") {
        script.says(everybody, "S");
        script.says(names("C", 1, 3), "O");
      }
      script.tick();
    }
    expect(script.state().outcome).toMatchObject({ code: "NOT_ADOPTED", reason: "PILLAR" });
  });

  it("adopts the clauses that can be adopted, without the one that is blocked and those that need it", () => {
    const script = listed({
      clauses: [
        { id: "1", text: "a", dependsOn: [] },
        { id: "2", text: "b", dependsOn: [] },
        { id: "3", text: "c", dependsOn: ["2"] },
        { id: "4", text: "d", dependsOn: ["1"] },
      ],
    });
    for (let state = script.state(); state.stage !== "CLOSED"; state = script.state()) {
      if (state.stage === "CALL") {
        script.says(everybody, "S");
        script.says(names("G", 1, 6), "O", ["2"]);
      }
      script.tick();
    }
    expect(script.state().outcome).toMatchObject({ code: "ADOPTED_CONSENSUS", adopted: ["1", "4"] });
  });

  it("counts an objection without ground, explanation or cure for nothing, and says so", () => {
    const script = listed();
    script.later(1);
    script.says(everybody, "S");
    script.seat("G1", {
      type: "position",
      on: ["scope"],
      code: "O",
      objection: { ...wholeObjection, explanation: "No." },
    });
    expect(rule.explain(script.state()).map((one) => one.code)).toContain("opposed-without-ground");
    script.tick();
    expect(script.state().outcome?.code).toBe("ADOPTED_CONSENSUS");
  });

  it("gives three more days when the last two changed what would happen, once", () => {
    const script = listed();
    const { closesAt } = script.state().calls[0]!;
    script.later(14 * 24 - 1);
    script.says([...names("G", 1, 7), "I1", "C1", "C2"], "S");
    script.tick();
    expect(script.state().calls[0]).toMatchObject({ extended: true, closedAt: null });
    expect(script.state().calls[0]!.closesAt > closesAt).toBe(true);
    script.tick();
    expect(script.state().outcome?.code).toBe("ADOPTED_CONSENSUS");
  });

  it("never closes at night at the host's", () => {
    const script = scriptOf(rule, itemOf({ timeZone: "Africa/Gaborone" }), seats, "2027-03-01T20:30:00.000Z");
    script.list();
    // 22:30 in Gaborone: the close moves to 08:00, which is 06:00 UTC.
    expect(script.state().calls[0]!.closesAt).toMatch(/T06:00:00.000Z$/);
  });
});

describe("What is refused changes nothing", () => {
  it("refuses acts of revoked, unknown and forged credentials", () => {
    const script = listed();
    for (const [credential, reason] of [
      ["REVOKED", "delegate-revoked"],
      ["UNKNOWN", "delegate-unknown"],
      ["FORGED", "signature-forged"],
    ] as const) {
      const before = script.state();
      const answer = script.seat("G1", { type: "position", on: "ALL", code: "S" }, { credential });
      expect(answer).toEqual({ accepted: false, reason });
      expect(script.state()).toBe(before);
    }
  });

  it("refuses a late position although nobody has recorded yet that the call closed", () => {
    const script = listed();
    script.later(15 * 24);
    expect(script.seat("G1", { type: "position", on: "ALL", code: "S" })).toEqual({
      accepted: false,
      reason: "call-closed",
    });
  });

  it("refuses a chair who closes early, and a deadline that is not the item's", () => {
    const script = listed();
    const { deadline } = script.state();
    expect(script.office("CHAIR", { type: "tick", deadline: deadline!.at })).toMatchObject({
      reason: "not-yet-due",
    });
    expect(script.office("CHAIR", { type: "tick", deadline: script.now() })).toMatchObject({
      reason: "other-deadline",
    });
  });

  it("stores what a chair declares, flags it when it is not the outcome, and changes nothing", () => {
    const script = listed();
    script.office("CHAIR", { type: "declare", outcome: "ADOPTED_CONSENSUS" });
    script.until((state) => state.stage === "CLOSED");
    expect(script.state().outcome?.code).toBe("NO_DECISION");
    expect(script.state().declarations).toMatchObject([{ outcome: "ADOPTED_CONSENSUS", differs: true }]);
  });

  it("keeps the roster with which a call opened", () => {
    const script = listed();
    script.office("SECRETARIAT", {
      type: "roster",
      seats: [...seats, { id: "G99", pillar: "G", actor: "G99" }],
    });
    expect(script.seat("G99", { type: "position", on: "ALL", code: "S" })).toMatchObject({
      reason: "not-in-roster-of-call",
    });
  });

  it("lets each seat have two open amendments in a round", () => {
    const script = scriptOf(rule, itemOf(), seats);
    script.office("SECRETARIAT", { type: "roster", seats });
    script.seat("G1", { type: "submit" });
    script.seat("G2", { type: "second", as: "SECONDER" });
    script.office("SECRETARIAT", { type: "checkForm", defects: [] });
    const answers = [1, 2, 3].map((n) =>
      script.seat("C1", { type: "amend", clause: "scope", text: `t${n}` }),
    );
    expect(answers.map((answer) => answer.accepted)).toEqual([true, true, false]);
    expect(answers[2]).toMatchObject({ reason: "too-many-amendments" });
  });
});

describe("A discussion", () => {
  const discussion = itemOf({ class: "K0", kind: "DISCUSSION", subjects: ["G5"] });
  it("needs three sponsors of two pillars, and nobody can then keep it from being recorded", () => {
    const script = scriptOf(rule, discussion, seats);
    script.office("SECRETARIAT", { type: "roster", seats });
    script.seat("C1", { type: "submit" });
    script.seat("C2", { type: "second", as: "SECONDER" });
    expect(rule.explain(script.state()).map((one) => one.code)).toEqual([
      "needs-seconder-other-pillar",
      "needs-sponsors",
    ]);
    script.seat("I1", { type: "second", as: "SECONDER" });
    expect(script.state().stage).toBe("SUBMITTED");
    expect(script.office("SECRETARIAT", { type: "checkForm", defects: ["no"] })).toMatchObject({
      reason: "discussion-is-of-right",
    });
    script.seat("G5", { type: "statement", text: "We object.", objectsToDiscussing: true });
    script.until((state) => state.stage === "CLOSED");
    expect(script.state().outcome?.code).toBe("RECORDED");
    expect(script.state().statements[0]!.objectsToDiscussing).toBe(true);
  });
});

it("folds the same acts to the same state, from the beginning or from any prefix", () => {
  const script = listed();
  script.says(everybody, "S");
  script.tick();
  const whole = fold(rule, itemOf(), script.acts);
  expect(whole.state).toEqual(script.state());
  expect(JSON.stringify(fold(genuineConsensus(), itemOf(), script.acts).state)).toBe(
    JSON.stringify(whole.state),
  );
});
