import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterEvent, decideNext, lifeOf, standingOn, transitions } from "./life.ts";
import type { Life, LifeEvent, LifeEventKind } from "./life.ts";

const facts = { authority: "SL-KPA", expiresAt: "2027-01-20T00:00:00Z" };
const kinds: readonly LifeEventKind[] = [
  "issued",
  "validated",
  "printed",
  "exported",
  "presented",
  "confirmed",
];

function event(kind: LifeEventKind, at: string, over: Partial<LifeEvent> = {}): LifeEvent {
  const exporting = kind !== "presented" && kind !== "confirmed";
  return {
    kind,
    at,
    person: kind === "issued" ? "Fatu" : "Ibrahim",
    authority: exporting ? "SL-KPA" : "BE-DO",
    ...over,
  };
}

const day = (n: number) => `2026-12-${String(n).padStart(2, "0")}T10:00:00Z`;
const straight = kinds.map((kind, index) => event(kind, day(index + 1)));

function refusal(past: readonly LifeEvent[], next: LifeEvent): string | undefined {
  const decision = decideNext(past.length === 0 ? undefined : lifeOf(past, facts), next, facts);
  return decision.ok ? undefined : decision.reason;
}

describe("the life of a certificate", () => {
  test("goes from issue to confirmation, one step after the other", () => {
    const states = straight.map((_, index) => lifeOf(straight.slice(0, index + 1), facts).state);
    expect(states).toEqual(["ISSUED", "VALIDATED", "PRINTED", "EXPORTED", "PRESENTED", "CONFIRMED"]);
    expect(lifeOf(straight, facts).confirmed).toEqual({ at: day(6), authority: "BE-DO", outcome: "full" });
  });

  test("a confirmation with mismatches is a confirmation with discrepancy", () => {
    const life = lifeOf(
      [...straight.slice(0, 5), event("confirmed", day(6), { mismatches: ["CARATS_DIFFER"] })],
      facts,
    );
    expect(life.confirmed?.outcome).toBe("discrepancy");
  });

  test("nothing follows a confirmation, least of all a second one", () => {
    for (const kind of kinds) expect(refusal(straight, event(kind, day(9)))).toBe("ALREADY_CONFIRMED");
  });

  test("whoever issued cannot validate", () => {
    expect(refusal(straight.slice(0, 1), event("validated", day(2), { person: "Fatu" }))).toBe("SAME_PERSON");
    expect(refusal(straight.slice(0, 1), event("validated", day(2), { person: "Ibrahim" }))).toBeUndefined();
  });

  test("only the issuing authority validates, prints and exports", () => {
    expect(refusal(straight.slice(0, 1), event("validated", day(2), { authority: "LR-KPA" }))).toBe(
      "OTHER_AUTHORITY",
    );
    expect(refusal(straight.slice(0, 3), event("exported", day(4), { authority: "LR-KPA" }))).toBe(
      "OTHER_AUTHORITY",
    );
  });

  test("a step cannot be skipped nor done twice", () => {
    expect(refusal([], event("validated", day(1)))).toBe("TOO_EARLY");
    expect(refusal(straight.slice(0, 1), event("printed", day(2)))).toBe("TOO_EARLY");
    expect(refusal(straight.slice(0, 2), event("exported", day(3)))).toBe("TOO_EARLY");
    expect(refusal(straight.slice(0, 2), event("validated", day(3)))).toBe("ALREADY_DONE");
    expect(refusal(straight.slice(0, 1), event("issued", day(3)))).toBe("ALREADY_DONE");
  });

  test("a spoiled sheet is printed again, and the sheets are counted", () => {
    const life = lifeOf([...straight.slice(0, 3), event("printed", day(4))], facts);
    expect(life.state).toBe("PRINTED");
    expect(life.prints).toBe(2);
  });

  test("a paper may arrive although its departure was never recorded, and be shown more than once", () => {
    const life = lifeOf(
      [...straight.slice(0, 3), event("presented", day(5)), event("presented", day(6))],
      facts,
    );
    expect(life.state).toBe("PRESENTED");
  });

  test("an expired certificate is not exported; its arrival is recorded but not confirmed", () => {
    const late = "2027-01-20T00:00:00Z";
    expect(refusal(straight.slice(0, 3), event("exported", late))).toBe("EXPIRED");
    const arrived = [...straight.slice(0, 4), event("presented", late)];
    expect(lifeOf(arrived, facts).state).toBe("PRESENTED");
    expect(refusal(arrived, event("confirmed", "2027-01-21T00:00:00Z"))).toBe("EXPIRED");
  });

  test("what arrived in time may be confirmed after the last day", () => {
    const arrived = [...straight.slice(0, 4), event("presented", "2027-01-19T23:59:59Z")];
    expect(refusal(arrived, event("confirmed", "2027-01-25T09:00:00Z"))).toBeUndefined();
  });

  test("an event cannot happen before the last one", () => {
    expect(refusal(straight.slice(0, 2), event("printed", day(1)))).toBe("BEFORE_THE_LAST_EVENT");
  });

  test("a history that could not have happened is a bug and throws", () => {
    expect(() => lifeOf([], facts)).toThrow("begins by being issued");
    expect(() => afterEvent(undefined, event("confirmed", day(1)), facts)).toThrow("TOO_EARLY");
  });

  test("standing follows the clock as well as the events", () => {
    const life = lifeOf(straight, facts);
    expect(standingOn(life, facts, "2026-11-30T00:00:00Z")).toBeUndefined();
    expect(standingOn(life, facts, day(1))).toBe("not-released");
    expect(standingOn(life, facts, day(2))).toBe("open");
    expect(standingOn(life, facts, day(6))).toBe("used");
    const open = lifeOf(straight.slice(0, 4), facts);
    expect(standingOn(open, facts, "2027-01-19T23:59:59Z")).toBe("open");
    expect(standingOn(open, facts, facts.expiresAt)).toBe("expired");
  });

  test("whatever is tried in whatever order, there is at most one confirmation and never one without validation", () => {
    const any = fc.record({
      kind: fc.constantFrom(...kinds),
      person: fc.constantFrom("Fatu", "Ibrahim"),
      authority: fc.constantFrom("SL-KPA", "SL-KPA", "SL-KPA", "BE-DO"),
    });
    let confirmations = 0;
    fc.assert(
      fc.property(fc.array(any, { minLength: 20, maxLength: 40, size: "max" }), (tries) => {
        let life: Life | undefined;
        for (const [index, attempt] of tries.entries()) {
          const next = { ...attempt, at: new Date(Date.parse(day(1)) + index * 1000).toISOString() };
          if (decideNext(life, next, facts).ok) life = afterEvent(life, next, facts);
        }
        if (life === undefined) return;
        const seen = life.events.map((past) => past.kind);
        expect(seen.filter((kind) => kind === "confirmed").length).toBeLessThanOrEqual(1);
        if (life.state === "CONFIRMED") {
          confirmations++;
          expect(seen).toContain("validated");
        }
        const persons = new Map(life.events.map((past) => [past.kind, past.person]));
        if (persons.has("validated")) expect(persons.get("validated")).not.toBe(persons.get("issued"));
      }),
      { numRuns: 2000 },
    );
    expect(confirmations).toBeGreaterThan(10);
  });

  test("each row of the table leads somewhere and every state is reached", () => {
    expect(new Set(transitions.map((row) => row.to)).size).toBe(6);
  });
});
