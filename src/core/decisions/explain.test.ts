// What the page says is needed is what is needed: the sentences come true exactly, no sooner and no later.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outcomes, ruleSets, sentenceArguments, sentenceCodes, whatIf } from "./index.ts";
import type { Item, Sentence, Supposed } from "./index.ts";
import { itemOf, scriptOf, seatsOf } from "./testing/script.ts";

const rule = ruleSets["genuine-consensus@1"];
const classes = ["K1", "K2", "K3", "K4"] as const;

const open = fc.record({
  class: fc.constantFrom(...classes),
  G: fc.integer({ min: 4, max: 20 }),
  I: fc.integer({ min: 0, max: 6 }),
  C: fc.integer({ min: 0, max: 6 }),
  codes: fc.array(fc.constantFrom("S", "A", "N", "N", "N", "U", "O"), { minLength: 32, maxLength: 32 }),
});

function played(given: { class: Item["class"]; G: number; I: number; C: number; codes: readonly string[] }) {
  const seats = seatsOf({ G: given.G, I: given.I, C: given.C });
  const item = itemOf({ class: given.class });
  const script = scriptOf(rule, item, seats);
  script.office("SECRETARIAT", { type: "roster", seats });
  script.seat("G1", { type: "submit" });
  script.seat("G2", { type: "second", as: "SECONDER" });
  script.office("SECRETARIAT", { type: "checkForm", defects: [] });
  script.tick();
  seats.forEach((seat, i) => script.says([seat.id], given.codes[i] as "S"));
  return { script, item, seats };
}

const codesOf = (sentences: readonly Sentence[]) => sentences.map((one) => one.code);

describe("The sentences of an open call", () => {
  it("ask for just as many supports as would adopt, and one fewer would not", () => {
    fc.assert(
      fc.property(open, (given) => {
        const { script, item, seats } = played(given);
        const said = rule.explain(script.state());
        if (codesOf(said).includes("falls-if-withdrawn")) return;
        const needs = said.filter((one) => one.code === "needs-supports");
        const free = (pillar: string) =>
          seats.filter((seat, i) => seat.pillar === pillar && ["A", "N", "U"].includes(given.codes[i]!));
        const all = needs.map((need) => ({
          count: Number(need.arguments["count"]),
          seats: free(String(need.arguments["pillar"])),
        }));
        if (all.some((need) => need.seats.length < need.count)) return;
        const support = (fewer: number): Supposed[] =>
          all.flatMap((need, i) =>
            need.seats
              .slice(0, need.count - (i === 0 ? fewer : 0))
              .map((seat): Supposed => ({ seat: seat.id, on: "ALL", code: "S" })),
          );
        const would = (supposed: Supposed[]) =>
          codesOf(rule.explain(whatIf(rule, item, script.acts, supposed).binding.state)).includes(
            "would-adopt",
          );
        expect(would(support(0))).toBe(true);
        expect(would(support(1))).toBe(needs.length === 0);
      }),
      { numRuns: 80 },
    );
  });

  it("name how many objections would have to be withdrawn, and no fewer would do", () => {
    fc.assert(
      fc.property(open, (given) => {
        const { script, item } = played({
          ...given,
          codes: given.codes.map((one, i) => (i % 3 === 0 ? "O" : one)),
        });
        const blocks = rule.explain(script.state()).filter((one) => one.code === "falls-if-withdrawn");
        if (blocks.length === 0) return;
        const withdrawn = (fewer: number) =>
          blocks.flatMap((block, i) =>
            (block.arguments["seats"] as string[])
              .slice(0, Number(block.arguments["count"]) - (i === 0 ? fewer : 0))
              .map((seat): Supposed => ({ seat, on: "ALL", code: "N" })),
          );
        const blocked = (supposed: Supposed[]) =>
          codesOf(rule.explain(whatIf(rule, item, script.acts, supposed).binding.state)).includes(
            "falls-if-withdrawn",
          );
        expect(blocked(withdrawn(0))).toBe(false);
        expect(blocked(withdrawn(1))).toBe(true);
      }),
      { numRuns: 80 },
    );
  });

  it("foretell what the close says when nobody moves", () => {
    fc.assert(
      fc.property(open, (given) => {
        const { script, item } = played(given);
        const first = rule.explain(script.state())[0]!;
        const { ifClosedNow } = outcomes(rule, item, script.acts);
        if (ifClosedNow !== null && ifClosedNow.outcome !== null) {
          const adopted = ifClosedNow.outcome.adopted.length > 0;
          expect(first.code).toBe(adopted ? "would-adopt" : "would-not-adopt");
        }
        script.tick();
        if (script.state().calls[0]!.extended) script.tick();
        expect(script.state().stage).toBe(ifClosedNow?.stage);
      }),
      { numRuns: 80 },
    );
  });
});

it("gives every sentence just the arguments that its code has", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(open, (given) => {
      const { script } = played(given);
      for (;;) {
        for (const one of rule.explain(script.state())) {
          seen.add(one.code);
          expect(Object.keys(one.arguments).toSorted()).toEqual([...sentenceArguments[one.code]].toSorted());
        }
        if (script.state().stage === "CLOSED") return;
        script.tick();
      }
    }),
    { numRuns: 40 },
  );
  expect(seen.size).toBeGreaterThan(10);
  expect(Object.keys(sentenceArguments).toSorted()).toEqual([...sentenceCodes].toSorted());
});

describe("Today's rule beside genuine consensus, on the same acts", () => {
  it("lets one blocked clause take the whole text, where genuine consensus adopts the rest", () => {
    const seats = seatsOf({ G: 12, I: 3, C: 3 });
    const item = itemOf({
      clauses: ["1", "2", "3"].map((id) => ({ id, text: id, dependsOn: [] })),
    });
    const script = scriptOf(rule, item, seats);
    script.list();
    script.says(
      seats.map((seat) => seat.id),
      "S",
    );
    for (const seat of ["G1", "G2", "G3", "G4"]) script.says([seat], "O", ["2"]);
    const { shadows, ifClosedNow } = outcomes(rule, item, script.acts);
    expect(ifClosedNow?.stage).toBe("FACILITATION");
    const strict = shadows.find((one) => one.ruleSet === "kp-strict@2003")!;
    expect(strict).toMatchObject({ outcome: "NOT_ADOPTED", adopted: [], provisional: true });
    expect(strict.sentences.find((one) => one.code === "objection-blocks")?.arguments).toEqual({
      seats: ["G1", "G2", "G3", "G4"],
      clauses: ["2"],
    });
  });

  it("adopts what nobody said anything to, where genuine consensus finds no decision", () => {
    const strict = ruleSets["kp-strict@2003"];
    const seats = seatsOf({ G: 12, I: 3, C: 3 });
    const script = scriptOf(strict, itemOf(), seats);
    script.list();
    script.office("CHAIR", { type: "openCall", closesAt: "2027-03-02T09:00:00.000Z" });
    script.tick();
    expect(script.state().outcome?.code).toBe("ADOPTED_CONSENSUS");
    const genuine = outcomes(strict, itemOf(), script.acts).shadows.find(
      (one) => one.ruleSet === "genuine-consensus@1",
    );
    expect(genuine).toMatchObject({ outcome: "NO_DECISION", reason: "SUPPORT", provisional: false });
  });

  it("keeps a discussion off the agenda for one objection, where genuine consensus records it", () => {
    const strict = ruleSets["kp-strict@2003"];
    const item = itemOf({ class: "K0", kind: "DISCUSSION", subjects: ["G9"] });
    const seats = seatsOf({ G: 12, I: 3, C: 3 });
    const script = scriptOf(strict, item, seats);
    script.office("SECRETARIAT", { type: "roster", seats });
    script.seat("G1", { type: "submit" });
    script.seat("G2", { type: "second", as: "SECONDER" });
    script.seat("C1", { type: "second", as: "SECONDER" });
    script.seat("G9", { type: "statement", text: "We object.", objectsToDiscussing: true });
    expect(script.state().outcome).toMatchObject({ code: "NOT_LISTED", reason: "AGENDA" });
    expect(
      outcomes(strict, item, script.acts).shadows.find((one) => one.ruleSet === "genuine-consensus@1"),
    ).toMatchObject({ outcome: "RECORDED" });
  });
});
