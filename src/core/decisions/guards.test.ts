// What each guard is for: an item's life in which the promise is at stake. Every promise is kept by the rule as shipped,
// and broken by the rule without that one guard; so none of them could be lost unnoticed.
import { expect, it } from "vitest";
import { genuineConsensus, guardNames, isNight, withoutGuard } from "./index.ts";
import type { GuardName, Item, ItemState, RuleSet } from "./index.ts";
import { itemOf, scriptOf, seatsOf } from "./testing/script.ts";
import type { Script } from "./testing/script.ts";

const names = (pillar: string, from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `${pillar}${from + i}`);
const usual = { G: 12, I: 3, C: 5 };
const two = [
  { id: "x", text: "x", dependsOn: [] },
  { id: "y", text: "y", dependsOn: [] },
];

/** Lists the item and plays every call alike, to the end. */
function life(
  rule: RuleSet,
  given: Partial<Item>,
  inCall: (script: Script) => void,
  sizes: { readonly [pillar: string]: number } = usual,
): ItemState {
  const script = scriptOf(rule, itemOf(given), seatsOf(sizes));
  script.list();
  let played = 0;
  script.until((state) => {
    if (state.stage === "CALL" && state.calls.length > played) {
      played++;
      inCall(script);
    }
    return script.state().stage === "CLOSED";
  });
  return script.state();
}

function all(script: Script): string[] {
  return script.state().roster!.seats.map((seat) => seat.id);
}

/** Everybody supports, then these seats say something else. */
function except(seats: readonly string[], code: "O" | "U" | "N", on?: readonly string[]) {
  return (script: Script) => {
    script.says(all(script), "S");
    script.says(seats, code, on);
  };
}

function discussion(rule: RuleSet): Script {
  const script = scriptOf(rule, itemOf({ class: "K0", kind: "DISCUSSION" }), seatsOf(usual));
  script.office("SECRETARIAT", { type: "roster", seats: seatsOf(usual) });
  script.seat("C1", { type: "submit" });
  for (const seat of ["I1", "G1"]) script.seat(seat, { type: "second", as: "SECONDER" });
  return script;
}

const promises: { readonly [name in GuardName]: (rule: RuleSet) => boolean } = {
  cap: (rule) => life(rule, {}, except(names("G", 1, 4), "O")).outcome?.code === "NOT_ADOPTED",
  capOfOne(rule) {
    // One government of five delays by its rounds, and needs no mediation to be passed over.
    const end = life(rule, {}, except(["G1"], "O"), { G: 5, I: 3, C: 3 });
    return end.outcome?.code === "ADOPTED_WITH_DISSENT" && !end.mediationUsed;
  },
  pillarBlock: (rule) => life(rule, {}, except(names("C", 1, 3), "O")).outcome?.reason === "PILLAR",
  smallPillar: (rule) =>
    life(rule, {}, except(["I1"], "O"), { G: 12, I: 1, C: 5 }).outcome?.code === "ADOPTED_WITH_DISSENT",
  floor: (rule) => life(rule, {}, () => {}).outcome?.code === "NO_DECISION",
  otherFloor: (rule) =>
    life(rule, { class: "K4" }, (script) => script.says(names("G", 1, 12), "S")).outcome?.code ===
    "NO_DECISION",
  supportAloneFills: (rule) =>
    life(rule, {}, (script) => {
      script.says(["G1", "G2", "G3", "I1", "C1", "C2"], "S");
      script.says(["G4"], "O");
    }).outcome?.code === "NO_DECISION",
  groundless: (rule) => life(rule, {}, except(names("G", 1, 6), "U")).outcome?.code === "ADOPTED_CONSENSUS",
  reply(rule) {
    const script = scriptOf(rule, itemOf(), seatsOf(usual));
    script.list();
    for (let call = 1; script.state().stage !== "CLOSED"; call++) {
      except(["G1"], "O")(script);
      script.tick();
      if (script.state().stage !== "FACILITATION") continue;
      script.office("SECRETARIAT", { type: "nameFacilitator", person: "A. Wise", actor: null });
      for (const seat of ["G3", "C1"]) script.seat(seat, { type: "acceptFacilitator", accept: true });
      script.office("FACILITATOR", { type: "answer", seat: "G1", clause: "scope", text: "Because." });
      script.tick();
    }
    return script.state().outcome?.code === "ADOPTED_CONSENSUS";
  },
  recused: (rule) =>
    life(rule, { subjects: ["G3"] }, except(["G3"], "O")).outcome?.code === "ADOPTED_CONSENSUS",
  recusalLimit: (rule) =>
    life(rule, { subjects: names("G", 1, 6) }, except(names("G", 1, 6), "O")).outcome?.code === "NOT_ADOPTED",
  snapshot(rule) {
    const end = life(rule, {}, (script) => {
      script.says(names("G", 1, 11), "S");
      script.says([...names("I", 1, 3), ...names("C", 1, 5)], "S");
      script.office("SECRETARIAT", { type: "roster", seats: seatsOf({ ...usual, G: 40 }) });
    });
    return end.outcome?.code === "ADOPTED_CONSENSUS" && end.calls.length === 1;
  },
  window(rule) {
    const script = scriptOf(rule, itemOf(), seatsOf(usual));
    script.list();
    except(["G12"], "N")(script);
    script.later(15 * 24);
    script.says(names("G", 1, 6), "O");
    script.tick();
    return script.state().outcome?.code === "ADOPTED_CONSENSUS";
  },
  closed(rule) {
    const script = scriptOf(rule, itemOf(), seatsOf(usual));
    script.list();
    script.until((state) => state.stage === "CLOSED");
    script.seat("G1", { type: "withdraw" });
    return script.state().outcome?.code === "NO_DECISION";
  },
  credential(rule) {
    const end = life(rule, {}, (script) => {
      script.says(all(script), "S");
      for (const seat of names("G", 1, 6))
        script.seat(seat, { type: "position", on: "ALL", code: "N" }, { credential: "FORGED" });
    });
    return (
      end.outcome?.code === "ADOPTED_CONSENSUS" && end.calls.length === 1 && end.calls[0]!.silent.length === 0
    );
  },
  dependencies: (rule) =>
    life(
      rule,
      { clauses: [...two, { id: "z", text: "z", dependsOn: ["x"] }] },
      except(names("G", 1, 6), "O", ["x"]),
    ).outcome?.adopted.join() === "y",
  settled: (rule) =>
    life(rule, { clauses: two }, (script) => {
      script.says([...names("G", 5, 11), "I1", "C1", "C2"], "S");
      script.says(names("G", 1, 4), "O", ["x"]);
    }).outcome?.adopted.join() === "y",
  recalls: (rule) => life(rule, {}, () => {}).stage === "CLOSED",
  rounds: (rule) => life(rule, {}, except(["G1"], "O")).stage === "CLOSED",
  once: (rule) => life(rule, {}, except(["C1", "C2"], "O")).stage === "CLOSED",
  brake: (rule) => life(rule, {}, except(["C1", "C2"], "O")).calls.length === 4,
  ofRight(rule) {
    const script = discussion(rule);
    for (let time = 0; time < 2; time++) {
      script.office("SECRETARIAT", { type: "checkForm", defects: ["form"] });
      script.seat("C1", { type: "cure", clauses: null });
    }
    script.until((state) => state.stage === "CLOSED");
    return script.state().outcome?.code === "RECORDED";
  },
  discussionClock(rule) {
    const script = discussion(rule);
    script.until((state) => state.stage === "CLOSED");
    return script.state().outcome?.code === "RECORDED";
  },
  listingClock(rule) {
    const script = discussion(rule);
    script.until((state) => state.stage === "LISTED");
    return true;
  },
  declaration(rule) {
    const script = scriptOf(rule, itemOf(), seatsOf(usual));
    script.list();
    script.office("CHAIR", { type: "declare", outcome: "ADOPTED_CONSENSUS" });
    return script.state().outcome === null;
  },
  everySponsor(rule) {
    const script = scriptOf(rule, itemOf({ coSponsors: ["G5"] }), seatsOf(usual));
    script.office("SECRETARIAT", { type: "roster", seats: seatsOf(usual) });
    script.seat("G1", { type: "submit" });
    script.seat("G5", { type: "second", as: "SPONSOR" });
    script.seat("G1", { type: "withdraw" });
    return script.state().outcome === null;
  },
  night(rule) {
    const script = scriptOf(
      rule,
      itemOf({ timeZone: "Asia/Dubai" }),
      seatsOf(usual),
      "2027-03-01T18:00:00.000Z",
    );
    script.list();
    return !isNight(script.state().calls[0]!.closesAt, "Asia/Dubai");
  },
};

it.each(guardNames)("without %s a promise is broken that the rule keeps", (name) => {
  expect(promises[name](genuineConsensus())).toBe(true);
  expect(keeps(promises[name], genuineConsensus(withoutGuard(name)))).toBe(false);
});

function keeps(promise: (rule: RuleSet) => boolean, rule: RuleSet): boolean {
  try {
    return promise(rule);
  } catch (error) {
    // The life has no end, or nothing is due any more.
    if (error instanceof Error && /never came|nothing is due/.test(error.message)) return false;
    throw error;
  }
}
