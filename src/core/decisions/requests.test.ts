import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  daysAfter,
  foldRequest,
  mayOpen,
  reachesNumber,
  requestParameters,
  requestTicks,
  stepRequest,
  stillNeeded,
} from "./requests.ts";
import type { RequestAct, RequestKind, RequestState, SeatedPillar } from "./requests.ts";

const start = "2026-06-01T10:00:00.000Z";
const opened = (
  kind: RequestKind,
  over: Partial<RequestAct & { type: "opened" }> = {},
): RequestAct & { type: "opened" } => ({
  id: "1",
  at: start,
  type: "opened",
  by: "CSC",
  kind,
  about: kind === "STOCK_TAKE" ? null : "SL",
  questions: ["How was it?"],
  ...over,
});
const at = (days: number) => daysAfter(start, days);
const supported = (by: string): RequestAct => ({ id: by, at: start, type: "supported", by });
const answered = (by: string, days: number, answers: readonly string[] = ["So."]): RequestAct => ({
  id: `a${by}${days}`,
  at: at(days),
  type: "answered",
  by,
  answers,
});
const ticked = (
  tick: (typeof requestTicks)[number],
  days: number,
  names: readonly string[] = [],
): RequestAct => ({
  id: `t${tick}`,
  at: at(days),
  type: "ticked",
  tick,
  names,
});
const after = (...acts: readonly RequestAct[]): RequestState => foldRequest(acts) as RequestState;
const refusalOf = (state: RequestState, act: RequestAct) => {
  const answer = stepRequest(state, act);
  return answer.accepted ? "accepted" : answer.reason;
};

const governments = Array.from({ length: 59 }, (_, i) => `G${i}`);
const body: readonly SeatedPillar[] = [
  { pillar: "G", seats: [...governments, "SL"] },
  { pillar: "I", seats: ["I1", "I2", "I3"] },
  { pillar: "C", seats: ["CSC", "C2", "C3"] },
];

describe("a request for information", () => {
  test("is answered in ten days, or it is recorded that it was not", () => {
    const open = after(opened("INFORMATION"));
    expect(open.deadline).toEqual({ at: at(10), tick: "UNANSWERED" });
    expect(refusalOf(open, ticked("UNANSWERED", 9))).toBe("not-yet-due");
    const missed = after(opened("INFORMATION"), ticked("UNANSWERED", 10));
    expect(missed).toMatchObject({ missed: true, stage: "OPEN", deadline: null });
  });

  test("takes a late answer, and says that it is late", () => {
    const late = after(opened("INFORMATION"), ticked("UNANSWERED", 10), answered("SL", 30));
    expect(late).toMatchObject({ stage: "DONE", missed: true, answers: [{ by: "SL", late: true }] });
    expect(after(opened("INFORMATION"), answered("SL", 3)).answers[0]?.late).toBe(false);
  });

  test("is answered by the Participant that is asked and by nobody else", () => {
    const open = after(opened("INFORMATION"));
    expect(refusalOf(open, answered("CSC", 1))).toBe("not-asked");
    expect(refusalOf(open, supported("G1"))).toBe("no-support-needed");
    const self = stepRequest(undefined, opened("INFORMATION", { by: "SL" }));
    expect(self).toEqual({ accepted: false, reason: "asks-itself" });
  });
});

describe("fact-finding", () => {
  const gathering = (seats: readonly string[], by = "CSC") =>
    after(opened("FACT_FINDING", { by }), ...seats.map(supported));

  test("needs nine governments beside the requester", () => {
    expect(reachesNumber(gathering(governments.slice(0, 8)), body)).toBe(false);
    expect(reachesNumber(gathering(governments.slice(0, 9)), body)).toBe(true);
    // A government that requests is not one of the nine others.
    expect(reachesNumber(gathering(governments.slice(1, 9), "G0"), body)).toBe(false);
    expect(reachesNumber(gathering(governments.slice(1, 10), "G0"), body)).toBe(true);
  });

  test("or five with majorities of both other pillars", () => {
    const pillars = ["I1", "I2", "C2"];
    expect(reachesNumber(gathering([...governments.slice(0, 5), ...pillars]), body)).toBe(true);
    expect(reachesNumber(gathering([...governments.slice(0, 4), ...pillars]), body)).toBe(false);
    expect(reachesNumber(gathering([...governments.slice(0, 5), "I1", "C2"]), body)).toBe(false);
    const without = body.filter(({ pillar }) => pillar !== "I");
    expect(reachesNumber(gathering([...governments.slice(0, 5), "C2"]), without)).toBe(false);
  });

  test("what is still needed is exactly that: with it the request happens, with one seat less it does not", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<RequestKind>("FACT_FINDING", "STOCK_TAKE"),
        fc.subarray([...governments.slice(0, 30), "I1", "I2", "I3", "C2", "C3"]),
        (kind, seats) => {
          const acts = [opened(kind), ...seats.map(supported)];
          const needed = stillNeeded(after(...acts), body);
          const others = governments.filter((one) => !seats.includes(one));
          const reaches = (more: readonly string[]) =>
            reachesNumber(after(...acts, ...more.map(supported)), body);
          expect(reaches(others.slice(0, needed.governments))).toBe(true);
          const { mixed } = needed;
          if (mixed === null || needed.governments === 0) return;
          const of = (names: readonly string[], n: number) =>
            names.filter((one) => !seats.includes(one)).slice(0, n);
          const all = [
            ...of(others, mixed.governments),
            ...of(["I1", "I2", "I3"], mixed.industry),
            ...of(["C2", "C3"], mixed.civilSociety),
          ];
          expect(reaches(all)).toBe(true);
          if (all.length > 0)
            expect(reaches(all.slice(1))).toBe(
              all.length - 1 >= needed.governments && all.slice(1).every((one) => one.startsWith("G")),
            );
        },
      ),
    );
  });

  test("the subject neither supports nor blocks it", () => {
    expect(refusalOf(gathering([]), supported("SL"))).toBe("subject-supports");
  });

  const triggered = [
    opened("FACT_FINDING"),
    ...governments.slice(0, 9).map(supported),
    ticked("TRIGGERED", 1, ["e1", "e2", "e3", "e4"]),
  ];
  const drawn = [...triggered, ticked("DRAWN", 2, ["e1", "e2", "e3"])];
  const report: RequestAct = { id: "r", at: at(20), type: "reported", by: null, report: "Found." };

  test("the report is due 21 days after the draw, and a late one is taken", () => {
    expect(after(...drawn).deadline).toEqual({ at: at(23), tick: "OVERDUE" });
    const late = after(...drawn, ticked("OVERDUE", 23), { ...report, at: at(40) });
    expect(late).toMatchObject({ missed: true, stage: "DONE", report: { text: "Found." } });
  });

  test("the subject may name one expert until five days after the draw, and annex its reply to the report", () => {
    const name = (days: number, by = "SL"): RequestAct => ({
      id: "n",
      at: at(days),
      type: "expert-named",
      by,
      expert: "e9",
    });
    expect(after(...drawn, name(6)).namedExpert).toBe("e9");
    expect(refusalOf(after(...drawn), name(7))).toBe("naming-closed");
    expect(refusalOf(after(...drawn), name(3, "CSC"))).toBe("not-asked");
    expect(refusalOf(after(...drawn, name(3)), name(4))).toBe("already-named");
    expect(refusalOf(after(...drawn), answered("SL", 3))).toBe("not-drawn");
    expect(after(...drawn, report, answered("SL", 30)).answers).toHaveLength(1);
  });

  test("whatever the subject does, the report is accepted: publication cannot be blocked", () => {
    const bySubject = fc.constantFrom<RequestAct>(
      supported("SL"),
      answered("SL", 3),
      { id: "n", at: at(3), type: "expert-named", by: "SL", expert: "e9" },
      ticked("LAPSED", 3),
      ticked("CLOSED", 3),
      ticked("UNANSWERED", 3),
      opened("FACT_FINDING", { by: "SL", about: "CSC" }),
    );
    fc.assert(
      fc.property(fc.array(bySubject, { maxLength: 8 }), (acts) => {
        expect(refusalOf(after(...drawn, ...acts), report)).toBe("accepted");
      }),
    );
  });

  test("without its number it lapses after half a year, and never sooner", () => {
    expect(refusalOf(gathering([]), ticked("LAPSED", 179))).toBe("not-yet-due");
    expect(after(opened("FACT_FINDING"), ticked("LAPSED", 180)).stage).toBe("LAPSED");
  });
});

describe("a stock-take", () => {
  const asked = (seats: readonly string[]) => after(opened("STOCK_TAKE"), ...seats.map(supported));

  test("is called by a third of the governments, or by majorities of both other pillars", () => {
    expect(reachesNumber(asked(governments.slice(0, 19)), body)).toBe(false);
    expect(reachesNumber(asked(governments.slice(0, 20)), body)).toBe(true);
    expect(reachesNumber(asked(["C2", "I1"]), body)).toBe(false);
    expect(reachesNumber(asked(["C2", "I1", "I2"]), body)).toBe(true);
  });

  test("runs 180 days; the last answer of each counts, and who said nothing is named", () => {
    const called = [opened("STOCK_TAKE"), ticked("TRIGGERED", 1)];
    expect(after(...called).deadline).toEqual({ at: at(181), tick: "CLOSED" });
    expect(refusalOf(after(...called), answered("G1", 3, ["a", "b"]))).toBe("answers-missing");
    const closed = after(
      ...called,
      answered("G1", 3, ["No."]),
      answered("G1", 9, ["Yes."]),
      ticked("CLOSED", 181, ["G2"]),
    );
    expect(closed.answers).toEqual([{ by: "G1", at: at(9), answers: ["Yes."], late: false }]);
    expect(closed.silent).toEqual(["G2"]);
    expect(refusalOf(closed, answered("G2", 200))).toBe("closed");
  });
});

describe("floods", () => {
  const { mostOpen } = requestParameters;

  test("a seat has at most three requests open; those that were left unanswered do not count", () => {
    const others = Array.from({ length: mostOpen }, (_, i) =>
      after(opened("INFORMATION", { questions: [`q${i}`] })),
    );
    expect(mayOpen(opened("INFORMATION"), others)).toBe("too-many-open");
    expect(mayOpen(opened("INFORMATION", { by: "WDC" }), others)).toBeUndefined();
    const missed = others.map((state) => ({ ...state, missed: true }));
    expect(mayOpen(opened("INFORMATION"), missed)).toBeUndefined();
  });

  test("the same question to the same Participant stands open once, whatever its spacing and case", () => {
    const open = [after(opened("INFORMATION", { questions: ["How  was\nit? "] }))];
    expect(mayOpen(opened("INFORMATION", { questions: ["how was it?"] }), open)).toBe("same-question-open");
    expect(mayOpen(opened("INFORMATION", { about: "ZA" }), open)).toBeUndefined();
  });
});

describe("any acts in any order", () => {
  const seat = fc.constantFrom("CSC", "SL", "G1", "G2");
  const act: fc.Arbitrary<RequestAct> = fc
    .record({ days: fc.nat(400), by: seat, pick: fc.nat(20) })
    .map(({ days, by, pick }) => {
      if (pick < 4) return { ...supported(by), at: at(days) };
      if (pick < 8) return answered(by, days);
      if (pick < 10) return { id: "n", at: at(days), type: "expert-named", by, expert: "e" };
      if (pick < 12) return { id: "r", at: at(days), type: "reported", by, report: "r" };
      return ticked(requestTicks[pick % requestTicks.length] ?? "CLOSED", days);
    });

  test("what is refused changes nothing, and what is done stays done", () => {
    fc.assert(
      fc.property(
        fc.constantFrom<RequestKind>("INFORMATION", "FACT_FINDING", "STOCK_TAKE"),
        fc.array(act),
        (kind, acts) => {
          let state = after(opened(kind));
          for (const one of acts) {
            const answer = stepRequest(state, one);
            if (!answer.accepted) continue;
            if (state.stage === "LAPSED") throw new Error("a lapsed request moved");
            if (state.report !== null) expect(answer.state.report).toEqual(state.report);
            if (state.missed) expect(answer.state.missed).toBe(true);
            ({ state } = answer);
          }
          expect(foldRequest([opened(kind), ...acts])).toEqual(state);
        },
      ),
    );
  });
});
