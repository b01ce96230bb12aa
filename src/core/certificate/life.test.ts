import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  afterEvent,
  certificateStates,
  decideNext,
  lifeEventKinds,
  lifeOf,
  standingOn,
  transitions,
  withdrawalOf,
  withdrawnStates,
} from "./life.ts";
import type { CertificateState, Life, LifeEvent, LifeEventKind } from "./life.ts";

const facts = { authority: "SL-KPA", importers: ["BE-DO"], expiresAt: "2027-01-20T00:00:00Z" };
const mainLine = ["issued", "validated", "printed", "exported", "presented", "confirmed"] as const;

function event(kind: LifeEventKind, at: string, over: Partial<LifeEvent> = {}): LifeEvent {
  const importing = ["presented", "confirmed", "detained", "released", "sent-back", "forfeited"].includes(
    kind,
  );
  return {
    kind,
    at,
    person: kind === "issued" ? "Fatu" : "Ibrahim",
    authority: importing ? "BE-DO" : "SL-KPA",
    ...over,
  };
}

const day = (n: number) => `2026-12-${String(n).padStart(2, "0")}T10:00:00Z`;
const straight = mainLine.map((kind, index) => event(kind, day(index + 1)));

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

  test("nothing follows a confirmation, least of all a second one; only forgeries of it can be told", () => {
    for (const kind of lifeEventKinds) {
      const expected = kind === "fake-reported" ? undefined : "ALREADY_CONFIRMED";
      expect([kind, refusal(straight, event(kind, day(9)))]).toEqual([kind, expected]);
    }
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

  test("only an importing authority of the destination receives and confirms", () => {
    expect(refusal(straight.slice(0, 4), event("presented", day(5), { authority: "AE-KP" }))).toBe(
      "OTHER_AUTHORITY",
    );
    expect(refusal(straight.slice(0, 5), event("confirmed", day(6), { authority: "AE-KP" }))).toBe(
      "OTHER_AUTHORITY",
    );
  });
});

describe("withdrawn certificates", () => {
  const printed = straight.slice(0, 3);
  const sent = straight.slice(0, 4);

  test("are withdrawn for good: a lost one that is found is not revived", () => {
    const found = [...sent, event("lost", day(5)), event("found", day(6))];
    expect(lifeOf(found, facts).state).toBe("LOST");
    for (const kind of ["validated", "printed", "exported", "confirmed", "endorsed"] as const)
      expect(["ALREADY_DONE", "WITHDRAWN"]).toContain(refusal(found, event(kind, day(7))));
    expect(standingOn(lifeOf(found, facts), facts, day(7))).toBe("lost");
  });

  test("found is only what was lost", () => {
    expect(refusal([...printed, event("replaced", day(4))], event("found", day(5)))).toBe("NEVER_LOST");
    expect(
      refusal([...printed, event("stolen", day(4)), event("replaced", day(5))], event("found", day(6))),
    ).toBeUndefined();
  });

  test("may turn up at any border, where they are presented and the goods detained, and stay withdrawn", () => {
    const elsewhere = { authority: "ZA-KP" };
    const held = [
      ...sent,
      event("stolen", day(5)),
      event("presented", day(6), elsewhere),
      event("detained", day(7), elsewhere),
    ];
    expect(lifeOf(held.slice(0, 6), facts).state).toBe("STOLEN");
    expect(lifeOf(held, facts).state).toBe("DETAINED");
    expect(standingOn(lifeOf(held, facts), facts, day(8))).toBe("stolen");
    expect(lifeOf([...held, event("released", day(8), elsewhere)], facts).state).toBe("STOLEN");
    expect(refusal(held, event("released", day(8)))).toBe("GOODS_ELSEWHERE");
  });

  test("are replaced only when nothing has left, and who holds the stolen one still hears so", () => {
    expect(refusal(sent, event("replaced", day(5)))).toBe("TOO_LATE");
    expect(refusal([...sent, event("lost", day(5))], event("replaced", day(6)))).toBe("AFTER_EXPORT");
    const replaced = lifeOf([...printed, event("stolen", day(4)), event("replaced", day(5))], facts);
    expect(replaced.state).toBe("REPLACED");
    expect(standingOn(replaced, facts, day(6))).toBe("stolen");
    expect(withdrawalOf(replaced.events)).toEqual({ state: "stolen", since: day(4), by: "SL-KPA" });
  });

  test("are returned unused before they left, also after their last day", () => {
    expect(refusal(printed, event("returned", "2027-02-01T00:00:00Z"))).toBeUndefined();
    expect(refusal(sent, event("returned", day(5)))).toBe("TOO_LATE");
    expect(refusal(straight.slice(0, 1), event("returned", day(2)))).toBe("TOO_EARLY");
  });

  test("are reported lost by the issuer, or by whoever has the goods", () => {
    expect(refusal(straight.slice(0, 5), event("lost", day(6), { authority: "BE-DO" }))).toBeUndefined();
    expect(refusal(sent, event("lost", day(6), { authority: "BE-DO" }))).toBe("GOODS_ELSEWHERE");
  });

  test("a forgery is a mark: the genuine one stays good", () => {
    const marked = lifeOf([...sent, event("fake-reported", day(5), { authority: "AE-KP" })], facts);
    expect(marked.state).toBe("EXPORTED");
    expect(standingOn(marked, facts, day(6))).toBe("open");
    expect(refusal(marked.events, event("presented", day(6)))).toBeUndefined();
  });
});

describe("detained goods", () => {
  const arrived = straight.slice(0, 5);
  const held = [...arrived, event("detained", day(6))];

  test("are released to where they stood, and may then be confirmed", () => {
    const released = lifeOf([...held, event("released", day(7))], facts);
    expect(released.state).toBe("PRESENTED");
    expect(standingOn(released, facts, day(6))).toBe("detained");
    expect(standingOn(released, facts, day(8))).toBe("open");
    expect(refusal(released.events, event("confirmed", day(8)))).toBeUndefined();
    const again = lifeOf([...released.events, event("detained", day(8)), event("released", day(9))], facts);
    expect(again.state).toBe("PRESENTED");
  });

  test("are not confirmed while they are held", () => {
    expect(refusal(held, event("confirmed", day(7)))).toBe("TOO_LATE");
  });

  test("are sent back or forfeited by who holds them, which ends the certificate", () => {
    for (const kind of ["sent-back", "forfeited"] as const) {
      expect(refusal(held, event(kind, day(7), { authority: "AE-KP" }))).toBe("GOODS_ELSEWHERE");
      const ended = [...held, event(kind, day(7))];
      for (const next of lifeEventKinds.filter((other) => other !== "fake-reported"))
        expect(["ALREADY_DONE", "WITHDRAWN"]).toContain(refusal(ended, event(next, day(8))));
    }
    expect(refusal(arrived, event("forfeited", day(6)))).toBe("TOO_EARLY");
  });

  test("may be detained in transit, by the authority that let them in", () => {
    const sent = straight.slice(0, 4);
    const transit = { authority: "AE-KP" };
    expect(refusal(sent, event("detained", day(5), transit))).toBe("GOODS_ELSEWHERE");
    const inside = [...sent, event("transit-entered", day(5), transit)];
    const stopped = [...inside, event("detained", day(6), transit)];
    expect(lifeOf([...stopped, event("released", day(7), transit)], facts).state).toBe("EXPORTED");
  });
});

describe("transit", () => {
  const sent = straight.slice(0, 4);
  const entered = (at: string, authority: string) => event("transit-entered", at, { authority });
  const left = (at: string, authority: string) => event("transit-left", at, { authority });

  test("is of a third side: neither who sends nor who receives", () => {
    expect(refusal(sent, entered(day(5), "BE-DO"))).toBe("OTHER_AUTHORITY");
    expect(refusal(sent, entered(day(5), "SL-KPA"))).toBe("OTHER_AUTHORITY");
    expect(refusal(sent, entered(day(5), "AE-KP"))).toBeUndefined();
  });

  test("is left once for each time it was entered", () => {
    expect(refusal(sent, left(day(5), "AE-KP"))).toBe("NOT_IN_TRANSIT");
    const inside = [...sent, entered(day(5), "AE-KP")];
    expect(refusal(inside, entered(day(6), "AE-KP"))).toBe("TRANSIT_OPEN");
    expect(refusal(inside, left(day(6), "ZA-KP"))).toBe("NOT_IN_TRANSIT");
    expect(refusal([...inside, left(day(6), "AE-KP")], entered(day(7), "ZA-KP"))).toBeUndefined();
  });
});

describe("an exporter’s request", () => {
  test("is answered once", () => {
    const asked = [...straight.slice(0, 3), event("asked", day(4))];
    expect(refusal(asked, event("declined", day(5)))).toBeUndefined();
    expect(refusal([...asked, event("declined", day(5))], event("declined", day(6)))).toBe("NOTHING_ASKED");
  });
});

const second = (n: number) => new Date(Date.parse(day(1)) + n * 1000).toISOString();
const ended: ReadonlySet<CertificateState> = new Set(["CONFIRMED", "SENT_BACK", "FORFEITED"]);
const withdrawn: ReadonlySet<CertificateState> = new Set(withdrawnStates);

/** What must hold of every life, whatever was tried. */
function expectSound(life: Life): void {
  const seen = life.events.map(({ kind }) => kind);
  const count = (kind: LifeEventKind) => seen.filter((one) => one === kind).length;
  if (count("issued") !== 1 || count("validated") > 1 || count("exported") > 1 || count("confirmed") > 1)
    throw new Error(`done twice: ${seen.join(" ")}`);
  if (
    count("replaced") > 1 ||
    (count("replaced") === 1 && count("exported") > 0 && seen.indexOf("exported") < seen.indexOf("replaced"))
  )
    throw new Error(`replaced twice, or after export: ${seen.join(" ")}`);
  const withdrawal = withdrawalOf(life.events);
  if (life.state === "CONFIRMED") {
    if (withdrawal !== null) throw new Error(`confirmed although ${withdrawal.state}: ${seen.join(" ")}`);
    if (!seen.includes("validated") || !seen.includes("presented"))
      throw new Error(`confirmed: ${seen.join(" ")}`);
  }
  const standing = standingOn(life, facts, second(1_000));
  const good = standing === "open" || standing === "not-released" || standing === "used";
  const against =
    withdrawn.has(life.state) ||
    life.state === "DETAINED" ||
    life.state === "SENT_BACK" ||
    life.state === "FORFEITED";
  if (good === against) throw new Error(`${life.state} stands as ${standing}: ${seen.join(" ")}`);
}

/** Across one event: what ended stays ended, what was withdrawn stays withdrawn. */
function expectSoundStep(before: Life, after: Life): void {
  if (ended.has(before.state) && after.state !== before.state)
    throw new Error(`${before.state} → ${after.state}`);
  const against = withdrawalOf(before.events);
  if (against !== null && against.state !== "detained" && withdrawalOf(after.events) === null)
    throw new Error(`revived from ${against.state}`);
  if (withdrawn.has(before.state) && !withdrawn.has(after.state) && after.state !== "DETAINED")
    throw new Error(`${before.state} → ${after.state}`);
}

describe("every life of a small world", () => {
  const parties = [
    { authority: "SL-KPA", person: "Fatu" },
    { authority: "SL-KPA", person: "Ibrahim" },
    { authority: "BE-DO", person: "An" },
    { authority: "AE-KP", person: "Noor" },
  ];

  test("all sequences of three events, by every party, after each step of the main line, are sound", () => {
    const reached = new Set<CertificateState>();
    let lives = 0;
    const walk = (life: Life, depth: number): void => {
      lives++;
      reached.add(life.state);
      expectSound(life);
      if (depth === 0) return;
      for (const kind of lifeEventKinds) {
        for (const party of parties) {
          const next = { kind, at: second(life.events.length), ...party };
          const decision = decideNext(life, next, facts);
          if (!decision.ok) continue;
          const after = afterEvent(life, next, facts);
          expectSoundStep(life, after);
          walk(after, depth - 1);
        }
      }
    };
    for (let steps = 1; steps <= mainLine.length; steps++) {
      const past = straight.slice(0, steps).map((one, place) => ({ ...one, at: second(place) }));
      walk(lifeOf(past, facts), 3);
    }
    expect([...reached].sort()).toEqual([...certificateStates].sort());
    expect(lives).toBeGreaterThan(5_000);
  });

  test("whatever is tried in whatever order, however long, is sound", () => {
    const any = fc.record({ kind: fc.constantFrom(...lifeEventKinds), party: fc.constantFrom(...parties) });
    const states = new Set<CertificateState>();
    fc.assert(
      fc.property(fc.array(any, { minLength: 30, maxLength: 90, size: "max" }), (tries) => {
        let life: Life | undefined;
        for (const [index, { kind, party }] of tries.entries()) {
          const next = { kind, at: second(index), ...party };
          if (!decideNext(life, next, facts).ok) continue;
          const after = afterEvent(life, next, facts);
          if (life !== undefined) expectSoundStep(life, after);
          life = after;
          expectSound(life);
        }
        if (life !== undefined) states.add(life.state);
      }),
      { numRuns: 1_000 },
    );
    expect(states.size).toBeGreaterThan(8);
  });

  test("every kind of event has its place in the table", () => {
    expect(new Set(transitions.map((row) => row.event))).toEqual(new Set(lifeEventKinds));
  });
});
