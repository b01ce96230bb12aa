// Random lives of items: the engine against a second, short reading of the rule; and what must not matter does not matter:
// the order of acts in a window, names, acts that are refused or say nothing, and where a replay begins.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { drawByLot, fold, ruleSets } from "./index.ts";
import type { Act, Clause, Item, Seat } from "./index.ts";
import { reference } from "./testing/reference.ts";
import type { Said } from "./testing/reference.ts";
import { itemOf, scriptOf, seatsOf } from "./testing/script.ts";

const rule = ruleSets["genuine-consensus@1"];

interface Life {
  readonly item: Item;
  readonly seats: readonly Seat[];
  readonly recused: readonly string[];
  readonly calls: readonly Said[];
}

const dag = fc
  .integer({ min: 1, max: 5 })
  .chain((n) =>
    fc.tuple(
      ...Array.from({ length: n }, (_, i) => fc.subarray(Array.from({ length: i }, (_, j) => `c${j}`))),
    ),
  )
  .map((on): Clause[] => on.map((dependsOn, i) => ({ id: `c${i}`, text: `t${i}`, dependsOn })));

/** Mostly support, so that all outcomes come often enough. */
const code = fc.constantFrom("S", "S", "S", "S", "S", "R", "A", "P", "O", "O", "U", "N");

const life: fc.Arbitrary<Life> = fc
  .record({
    class: fc.constantFrom("K1", "K2", "K3", "K4"),
    sizes: fc.record({
      G: fc.integer({ min: 3, max: 12 }),
      I: fc.integer({ min: 0, max: 5 }),
      C: fc.integer({ min: 0, max: 5 }),
    }),
    clauses: dag,
    severable: fc.boolean(),
    subject: fc.boolean(),
  })
  .chain((given) => {
    const seats = seatsOf(given.sizes);
    const subjects = given.subject ? ["G3"] : [];
    const item = itemOf({
      class: given.class as Item["class"],
      clauses: given.clauses,
      severable: given.severable || given.class !== "K4",
      subjects,
    });
    const recuses = given.subject && (given.class === "K2" || given.class === "K3") && given.sizes.G >= 5;
    const one = fc.tuple(
      fc.constantFrom(...seats.map((seat) => seat.id)),
      fc.constantFrom(...given.clauses.map((clause) => clause.id)),
      code,
    );
    // A majority that supports everything, then single positions on top.
    const base = fc
      .subarray(seats.map((seat) => seat.id))
      .map((ids) => ids.flatMap((id) => given.clauses.map((clause) => [id, clause.id, "S"] as const)));
    // In half of the lives some seats object to a clause in every call: what blocks has to last.
    const bloc = fc
      .tuple(
        fc.boolean(),
        fc.subarray(seats.map((seat) => seat.id)),
        fc.constantFrom(...given.clauses.map((clause) => clause.id)),
      )
      .map(([lasts, ids, clause]): Said => (lasts ? ids.map((id) => [id, clause, "O"]) : []));
    const said = fc.tuple(base, fc.array(one, { maxLength: 12 }));
    return fc.record({
      item: fc.constant(item),
      seats: fc.constant(seats),
      recused: fc.constant(recuses ? ["G3"] : []),
      calls: fc
        .tuple(bloc, fc.array(said, { minLength: 8, maxLength: 8 }))
        .map(([lasting, calls]) => calls.map(([first, then]): Said => [...first, ...then, ...lasting])),
    });
  });

/** Plays the calls of a life; `disturb` may add acts that must not matter. */
function play(life: Life, disturb: (script: ReturnType<typeof scriptOf>) => void = () => {}) {
  const script = scriptOf(rule, life.item, life.seats);
  script.office("SECRETARIAT", { type: "roster", seats: life.seats });
  script.seat("G1", { type: "submit" });
  script.seat("G2", { type: "second", as: "SECONDER" });
  if (script.state().stage === "DRAFT") script.seat("C1", { type: "second", as: "SECONDER" });
  script.office("SECRETARIAT", { type: "checkForm", defects: [] });
  script.tick();
  let played = 0;
  script.until((state) => {
    if (state.stage === "CALL" && state.calls.length > played) {
      const said = life.calls[played] ?? [];
      played++;
      for (const [seat, clause, what] of said) script.says([seat], what as "S", [clause]);
      disturb(script);
    }
    return state.stage === "CLOSED" || script.state().stage === "CLOSED";
  });
  return script;
}

function outcomeOf(script: ReturnType<typeof scriptOf>) {
  const { outcome, calls } = script.state();
  return { code: outcome!.code, adopted: [...outcome!.adopted], calls: calls.length };
}

/** Positions of later calls without P, which would be refused where it was used before. */
function tidy(life: Life): Life {
  return {
    ...life,
    calls: life.calls.map((said, k) => (k === 0 ? said : said.filter(([, , what]) => what !== "P"))),
  };
}

function expected(life: Life) {
  const { item, seats, recused } = life;
  return reference(
    {
      class: item.class as "K2",
      seats,
      recused,
      clauses: item.clauses,
      severable: item.severable,
    },
    life.calls.map((said) => said.filter(([seat]) => !recused.includes(seat))),
  );
}

const lives = life.map(tidy);

describe("On random lives of items", () => {
  it("the engine ends where the reference ends, with the same clauses, after as many calls", () => {
    fc.assert(
      fc.property(lives, (life) => {
        expect(outcomeOf(play(life))).toEqual(expected(life));
      }),
      { numRuns: 300 },
    );
  });

  it("refused acts, late acts, statements and early declarations change nothing", () => {
    fc.assert(
      fc.property(lives, (life) => {
        const disturbed = play(life, (script) => {
          script.seat("G1", { type: "position", on: "ALL", code: "O" }, { credential: "REVOKED" });
          script.seat("G2", { type: "position", on: "ALL", code: "O" }, { credential: "FORGED" });
          script.seat("G99", { type: "position", on: "ALL", code: "O" });
          script.seat("G1", { type: "position", on: ["unknown"], code: "S" });
          script.seat("G1", { type: "position", on: "ALL", code: "R" });
          script.office("CHAIR", { type: "declare", outcome: "NOT_ADOPTED" });
          script.office("CHAIR", { type: "tick", deadline: "2026-01-01T00:00:00.000Z" });
          script.office("SECRETARIAT", { type: "checkForm", defects: ["late"] });
          script.seat("G2", { type: "statement", text: "Noted.", objectsToDiscussing: true });
          script.office("SECRETARIAT", {
            type: "roster",
            seats: [...life.seats, { id: "G98", pillar: "G", actor: "G98" }],
          });
          script.office("SECRETARIAT", { type: "roster", seats: life.seats });
        });
        expect(outcomeOf(disturbed)).toEqual(expected(life));
      }),
      { numRuns: 100 },
    );
  });

  it("the order of different seats' acts inside a window does not matter", () => {
    fc.assert(
      fc.property(lives, fc.integer(), (life, seed) => {
        const shuffled = { ...life, calls: life.calls.map((said) => shuffleSeats(said, seed)) };
        expect(outcomeOf(play(shuffled))).toEqual(outcomeOf(play(life)));
      }),
      { numRuns: 100 },
    );
  });

  it("seats of one pillar may change places and clauses their names", () => {
    fc.assert(
      fc.property(lives, fc.integer(), (life, seed) => {
        // The subject is another, as it is the seat that is recused.
        const free = life.seats.map((seat) => seat.id).filter((id) => id !== "G3");
        const seat = new Map<string, string>();
        for (const pillar of ["G", "I", "C"]) {
          const own = free.filter((id) => id.startsWith(pillar));
          shuffle(own, seed).forEach((to, i) => seat.set(own[i]!, to));
        }
        const clause = (id: string) => `renamed ${id}`;
        const renamed: Life = {
          ...life,
          item: {
            ...life.item,
            clauses: life.item.clauses.map((one) => ({
              ...one,
              id: clause(one.id),
              dependsOn: one.dependsOn.map(clause),
            })),
          },
          calls: life.calls.map((said) =>
            said.map(([who, what, code]) => [seat.get(who) ?? who, clause(what), code] as const),
          ),
        };
        const before = outcomeOf(play(life));
        expect(outcomeOf(play(renamed))).toEqual({ ...before, adopted: before.adopted.map(clause) });
      }),
      { numRuns: 100 },
    );
  });

  it("a replay from any prefix, and the same acts told twice, end in the same bytes", () => {
    fc.assert(
      fc.property(lives, fc.nat(), (life, cut) => {
        const { acts } = play(life);
        const whole = JSON.stringify(fold(rule, life.item, acts).state);
        const at = cut % (acts.length + 1);
        let state = JSON.parse(JSON.stringify(fold(rule, life.item, acts.slice(0, at)).state));
        for (const act of acts.slice(at)) state = rule.step(state, act).state;
        expect(JSON.stringify(state)).toBe(whole);
        const twice = acts.flatMap((act): Act[] => [act, act]);
        expect(JSON.stringify(fold(rule, life.item, twice).state)).toBe(whole);
      }),
      { numRuns: 60 },
    );
  });
});

/** Another order of the acts in which each seat keeps the order of its own. */
function shuffleSeats(said: Said, seed: number): Said {
  const seats = shuffle([...new Set(said.map(([seat]) => seat))], seed);
  return seats.flatMap((seat) => said.filter(([who]) => who === seat));
}

function shuffle(ids: readonly string[], seed: number): string[] {
  const bytes = new Uint8Array(32);
  new DataView(bytes.buffer).setInt32(0, seed);
  return drawByLot(bytes, ids, ids.length);
}
