import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { said } from "../testing/observations.ts";
import { keyOf, mirrorLines } from "./mirror.ts";
import { draftQuestions } from "./questions.ts";
import { standingOf } from "./questionnaire.ts";

const draft = (observations: Parameters<typeof draftQuestions>[0]["observations"]) =>
  draftQuestions({
    participant: "SL",
    year: 2026,
    observations,
    lines: mirrorLines({ observations, filed: new Set() }),
  });

describe("questions of the scheduled look", () => {
  test("a move of more than half against the year before is asked for, a smaller one is not", () => {
    const trade = (now: number, before: number) => [
      said({ reporter: "SL", flow: "EXPORT", period: "2026-Q2", carats: now }),
      said({ reporter: "SL", flow: "EXPORT", period: "2025-Q2", carats: before }),
    ];
    expect(draft(trade(20_000, 10_000))).toMatchObject([
      { kind: "moved", flow: "EXPORT", of: "carats", percent: 100 },
    ]);
    expect(draft(trade(14_000, 10_000))).toEqual([]);
    expect(draft(trade(20, 10))).toEqual([]);
  });

  test("certificates counted and first-half production are looked at as well", () => {
    expect(
      draft([
        said({ reporter: "SL", flow: "KPC_ISSUED", period: "2026-Q2", count: 40 }),
        said({ reporter: "SL", flow: "KPC_ISSUED", period: "2025-Q2", count: 100 }),
        said({ reporter: "SL", flow: "PRODUCTION", period: "2026-S1", nil: true }),
        said({ reporter: "SL", flow: "PRODUCTION", period: "2025-S1", carats: 300_000 }),
      ]),
    ).toMatchObject([
      { flow: "KPC_ISSUED", of: "count", percent: -60 },
      { flow: "PRODUCTION", of: "carats", percent: -100 },
    ]);
  });

  test("what was filed a year ago and not now is asked for as not filed", () => {
    expect(draft([said({ reporter: "SL", flow: "EXPORT", period: "2025-Q2", carats: 5_000 })])).toEqual([
      { kind: "not-filed", flow: "EXPORT", period: "2026-Q2" },
    ]);
  });

  test("pairs whose two sides lie far apart are asked for, those of others are not", () => {
    const gaps = draft([
      said({ reporter: "SL", flow: "EXPORT", counterpart: "AE", period: "2026-Q2", carats: 5_000 }),
      said({ reporter: "AE", flow: "IMPORT", counterpart: "SL", period: "2026-Q2", carats: 9_000 }),
      said({ reporter: "BW", flow: "EXPORT", counterpart: "AE", period: "2026-Q2", carats: 1 }),
      said({ reporter: "AE", flow: "IMPORT", counterpart: "BW", period: "2026-Q2", carats: 9_000 }),
    ]).flatMap((question) => (question.kind === "gap" ? [keyOf(question.line)] : []));
    expect(gaps).toEqual(["SL|AE|2026-Q2|_T"]);
  });
});

describe("where a questionnaire stands", () => {
  const asked = { questions: 3, deadline: "2026-10-31", answers: [], closed: null } as const;
  const answer = (...places: number[]) => ({ at: "2026-11-02T08:00:00.000Z", places });

  test("waiting through the day of the deadline, silent from the next", () => {
    expect(standingOf(asked, "2026-10-31")).toEqual({ kind: "WAITING", open: [0, 1, 2], days: 0 });
    expect(standingOf(asked, "2026-11-01")).toEqual({ kind: "SILENT", open: [0, 1, 2], days: 1 });
  });

  test("one question left open is silence, the last answer ends it", () => {
    const answers = [answer(0), answer(2)];
    expect(standingOf({ ...asked, answers }, "2026-11-05")).toMatchObject({ kind: "SILENT", open: [1] });
    expect(standingOf({ ...asked, answers: [...answers, answer(1)] }, "2026-11-05")).toMatchObject({
      kind: "ANSWERED",
      late: true,
    });
  });

  test("what is closed is neither waiting nor silent", () => {
    expect(standingOf({ ...asked, closed: "CLOSED" }, "2030-01-01")).toEqual({ kind: "CLOSED" });
  });

  test("answers given one by one or together come to the same", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 6 }), (places) => {
        const single = standingOf({ ...asked, answers: places.map((place) => answer(place)) }, "2026-12-01");
        const whole = standingOf({ ...asked, answers: [answer(...places)] }, "2026-12-01");
        expect(single).toEqual(whole);
      }),
    );
  });
});
