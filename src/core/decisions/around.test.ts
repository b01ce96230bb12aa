// Small rules around the engine: the lot, the hour at the host's, clauses, recusal, the limits of discussions, continuity.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  adoptableSet,
  byDay,
  canBack,
  caretakerMayBring,
  checkDiscussion,
  clauseProblem,
  continuity,
  drawByLot,
  isNight,
  isPlainId,
  recusalOf,
} from "./index.ts";
import { itemOf, seatsOf } from "./testing/script.ts";

const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
const people = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 30 });

describe("The lot", () => {
  it("gives the same seats for the same seed, however they are listed", () => {
    fc.assert(
      fc.property(seed, people, fc.nat(10), (seed, all, n) => {
        const drawn = drawByLot(seed, all, n);
        expect(drawByLot(seed, all.toReversed(), n)).toEqual(drawn);
        expect(drawn).toHaveLength(Math.min(n, all.length));
      }),
    );
  });

  it("is not changed among the others by somebody who was not drawn", () => {
    fc.assert(
      fc.property(seed, people, fc.nat(5), (seed, all, n) => {
        const drawn = drawByLot(seed, all, n);
        expect(drawByLot(seed, [...drawn, ...all.filter((one) => drawn.includes(one))], n)).toEqual(drawn);
      }),
    );
  });

  it("favours nobody: each of ten is drawn about as often", () => {
    const ten = Array.from({ length: 10 }, (_, i) => `seat ${i}`);
    const times = new Map<string, number>();
    for (let i = 0; i < 1000; i++) {
      const bytes = new Uint8Array(32);
      new DataView(bytes.buffer).setUint32(0, i);
      for (const one of drawByLot(bytes, ten, 1)) times.set(one, (times.get(one) ?? 0) + 1);
    }
    for (const one of ten) expect(Math.abs(times.get(one)! - 100)).toBeLessThan(50);
  });

  it("has this known draw, so that others can check their own", () => {
    // The same three by sorting SHA-256 in Python.
    expect(drawByLot(new Uint8Array(32), ["AO", "BW", "CA", "NA", "ZA"], 3)).toEqual(["CA", "BW", "NA"]);
  });
});

describe("The hour at the host's", () => {
  const zones = [
    "UTC",
    "Asia/Dubai",
    "Africa/Gaborone",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Auckland",
  ];
  it("a close moves to the next morning, never back, by at most half a day and a change of clocks", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2026-01-01"), max: new Date("2029-12-31"), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (date, zone) => {
          const at = date.toISOString();
          const moved = byDay(at, zone);
          expect(isNight(moved, zone)).toBe(false);
          const hours = (Date.parse(moved) - Date.parse(at)) / 3_600_000;
          expect(hours).toBeGreaterThanOrEqual(0);
          expect(hours).toBeLessThanOrEqual(13.1);
          expect(moved === at).toBe(!isNight(at, zone));
        },
      ),
    );
  });
});

describe("Clauses", () => {
  it("the adopted set is closed, and no closed set of adoptable clauses is larger", () => {
    const dag = fc
      .integer({ min: 1, max: 6 })
      .chain((n) =>
        fc.tuple(
          ...Array.from({ length: n }, (_, i) => fc.subarray(Array.from({ length: i }, (_, j) => `c${j}`))),
        ),
      );
    fc.assert(
      fc.property(dag, fc.nat(63), (on, mask) => {
        const clauses = on.map((dependsOn, i) => ({ id: `c${i}`, text: "", dependsOn }));
        const bits = (set: number) => clauses.filter((_, i) => (set >> i) & 1).map((clause) => clause.id);
        const adoptable = new Set(bits(mask));
        const closed = (ids: readonly string[]) =>
          clauses.every(
            (clause) => !ids.includes(clause.id) || clause.dependsOn.every((id) => ids.includes(id)),
          );
        const set = adoptableSet(clauses, adoptable);
        expect(closed(set)).toBe(true);
        for (let other = 0; other < 2 ** clauses.length; other++) {
          const ids = bits(other);
          if (ids.every((id) => adoptable.has(id)) && closed(ids))
            expect(ids.every((id) => set.includes(id))).toBe(true);
        }
      }),
    );
  });

  it("stand in no circle, have one name each, and know those on which they depend", () => {
    const clause = (id: string, ...dependsOn: string[]) => ({ id, text: "", dependsOn });
    expect(clauseProblem([])).toBe("no-clause");
    expect(clauseProblem([clause("1"), clause("1")])).toBe("clause-twice");
    expect(clauseProblem([clause("1", "2")])).toBe("unknown-dependency");
    expect(clauseProblem([clause("1", "1")])).toBe("circular-dependency");
    expect(clauseProblem([clause("1", "3"), clause("2", "1"), clause("3", "2")])).toBe("circular-dependency");
    expect(clauseProblem([clause("__proto__")])).toBe("clause-id");
    expect(["constructor", "toString", "", "-", "x".repeat(81)].filter(isPlainId)).toEqual([]);
    expect(clauseProblem([clause("1"), clause("2", "1")])).toBeNull();
  });
});

describe("Recusal", () => {
  const roster = { at: "2027-03-01T09:00:00.000Z", seats: seatsOf({ G: 10, I: 3 }) };
  it("takes the subjects, up to a fifth of a pillar; beyond that nobody", () => {
    const of = (subjects: string[], itemClass: "K3" | "K4" | "K0" = "K3") =>
      recusalOf(itemOf({ class: itemClass, subjects }), roster);
    expect(of(["G1", "G2"])).toEqual({ recused: ["G1", "G2"], thematic: [] });
    expect(of(["G1", "G2", "G3"])).toEqual({ recused: [], thematic: ["G"] });
    expect(of(["G1", "I1"])).toEqual({ recused: ["G1"], thematic: ["I"] });
    expect(of(["G1"], "K4")).toEqual({ recused: [], thematic: [] });
    expect(of(["G1"], "K0")).toEqual({ recused: [], thematic: [] });
  });
});

describe("Discussions", () => {
  const open = (id: string, backers: string[], recorded = false) => ({
    id,
    subjects: ["SL"],
    topic: `Topic ${id}`,
    backers,
    recorded,
  });
  it("a seat backs three open ones, and recorded ones do not count", () => {
    const known = [open("1", ["a"]), open("2", ["a"]), open("3", ["a"], true)];
    expect(canBack("a", known)).toBe(true);
    expect(canBack("a", [...known, open("4", ["a"])])).toBe(false);
    expect(checkDiscussion(open("5", ["a", "b"]), [...known, open("4", ["a"])]).full).toEqual(["a"]);
  });
  it("the same question joins the open one, and repeats the recorded one", () => {
    const known = [
      { ...open("1", []), topic: "Remote attendance" },
      { ...open("2", [], true), topic: "Old" },
    ];
    const asked = (topic: string) => checkDiscussion({ ...open("3", []), topic }, known);
    expect(asked("  remote  ATTENDANCE. ")).toMatchObject({ sameAs: "1", repeats: null });
    expect(asked("old")).toMatchObject({ sameAs: null, repeats: "2" });
    expect(asked("new")).toMatchObject({ sameAs: null, repeats: null });
  });
});

describe("The chain of continuity", () => {
  const facts = {
    elected: null,
    viceChair: null,
    region: "Africa",
    formerChairs: [
      { actor: "ZW", region: "Africa", year: 2023 },
      { actor: "AE", region: "Asia", year: 2024 },
      { actor: "RU", region: "Europe", year: 2020 },
    ],
    unavailable: [],
  };
  it("never leaves the chair empty", () => {
    expect(continuity({ ...facts, elected: "GH" })).toMatchObject({ as: "ELECTED", caretaker: false });
    expect(continuity({ ...facts, viceChair: "GH" })).toMatchObject({ as: "VICE_CHAIR", holder: "GH" });
    expect(continuity(facts)).toEqual({ as: "CUSTODIAN", holder: "AE", caretaker: true });
    expect(continuity({ ...facts, unavailable: ["AE"] })).toMatchObject({ holder: "RU" });
    expect(continuity({ ...facts, viceChair: "GH", unavailable: ["AE", "RU", "GH"] })).toEqual({
      as: "EXECUTIVE_SECRETARY",
      holder: null,
      caretaker: true,
    });
    expect(["K0", "K1", "K2", "K3", "K4", "E"].filter(caretakerMayBring)).toEqual(["K0", "K1", "E"]);
  });
});
