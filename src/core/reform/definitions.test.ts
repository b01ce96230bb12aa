import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { both, composeChecklist, either, judge, questionNames, questions } from "./definitions.ts";
import type { Alternative, Checklist, Facts, Known, Verdict } from "./definitions.ts";

const known = fc.constantFrom<Known>("yes", "no", "unknown");
const answered = (names: readonly string[], required: boolean) =>
  fc.record(Object.fromEntries(names.map((name) => [name, known])), required ? {} : { requiredKeys: [] });
const facts = fc.record(
  Object.fromEntries(questionNames.map((question) => [question, answered(questions[question], true)])),
) as unknown as fc.Arbitrary<Facts>;
const alternative = fc.record(
  Object.fromEntries(questionNames.map((question) => [question, answered(questions[question], false)])),
  { requiredKeys: [] },
) as unknown as fc.Arbitrary<Alternative>;
const checklist = fc.array(alternative, { maxLength: 4 });

const order: Readonly<Record<Verdict, number>> = { NOT_COVERED: 0, CANNOT_BE_SAID: 1, COVERED: 2 };
const verdict = (list: Checklist, of: Facts): number => order[judge(list, of).verdict];

describe("a case under a definition", () => {
  test("adding an alternative never uncovers a case", () => {
    fc.assert(
      fc.property(checklist, alternative, facts, (list, more, of) => {
        expect(verdict([...list, more], of)).toBeGreaterThanOrEqual(verdict(list, of));
      }),
    );
  });

  test("a further actor, act, aim or place in an alternative never uncovers a case", () => {
    fc.assert(
      fc.property(alternative, facts, fc.constantFrom(...questionNames), (one, of, question) => {
        if (one[question] === undefined) return;
        for (const answer of questions[question]) {
          const wider = { ...one, [question]: { ...one[question], [answer]: "yes" } };
          expect(verdict([wider], of)).toBeGreaterThanOrEqual(verdict([one], of));
        }
      }),
    );
  });

  test("a further question never covers a case that was not covered", () => {
    fc.assert(
      fc.property(alternative, alternative, facts, (one, other, of) => {
        expect(verdict([{ ...other, ...one }], of)).toBeLessThanOrEqual(verdict([one], of));
      }),
    );
  });

  test("learning what was unknown, of the text or of the facts, never turns one definite answer into the other", () => {
    const learn = <Each>(each: Each, as: Known): Each =>
      JSON.parse(JSON.stringify(each).replaceAll('"unknown"', `"${as}"`)) as Each;
    fc.assert(
      fc.property(checklist, facts, (list, of) => {
        const before = judge(list, of).verdict;
        if (before === "CANNOT_BE_SAID") return;
        for (const text of ["yes", "no"] as const)
          for (const fact of ["yes", "no"] as const)
            expect(judge(learn(list, text), learn(of, fact)).verdict).toBe(before);
      }),
    );
  });

  test("the order of the alternatives does not matter", () => {
    fc.assert(
      fc.property(checklist, facts, (list, of) => {
        expect(judge(list.toReversed(), of).verdict).toBe(judge(list, of).verdict);
      }),
    );
  });

  test("the reasons bear the verdict: all fit, one fails, or one is open and none fails", () => {
    fc.assert(
      fc.property(fc.array(alternative, { minLength: 1, maxLength: 3 }), facts, (list, of) => {
        const { verdict: said, findings } = judge(list, of);
        const results = findings.map(({ result }) => result);
        if (said === "COVERED") expect(results.every((result) => result === "yes")).toBe(true);
        else if (said === "NOT_COVERED") expect(results).toContain("no");
        else expect(results.includes("unknown") && !results.includes("no")).toBe(true);
        for (const { answers, result, open } of findings) {
          if (result !== "no") expect(answers.length).toBeGreaterThan(0);
          expect(open === undefined).toBe(result !== "unknown");
        }
      }),
    );
  });

  test("what a text leaves out by name is not told as asked for", () => {
    const none = { actor: {}, act: {}, aim: {}, place: {}, recognition: {} };
    expect(judge([{ actor: { REBELS: "yes", STATE_FORCES: "no" } }], none).findings).toEqual([
      { question: "actor", result: "no", answers: ["REBELS"] },
    ]);
  });

  test("both and either are Kleene's: unknown settles nothing that the other side does not settle", () => {
    expect(both("no", "unknown")).toBe("no");
    expect(both("yes", "unknown")).toBe("unknown");
    expect(either("yes", "unknown")).toBe("yes");
    expect(either("no", "unknown")).toBe("unknown");
  });

  test("of a text that is not known nothing can be said, and a definition without alternatives covers nothing", () => {
    fc.assert(
      fc.property(facts, (of) => {
        expect(judge("text-not-known", of).verdict).toBe("CANNOT_BE_SAID");
        expect(judge([], of).verdict).toBe("NOT_COVERED");
      }),
    );
  });
});

describe("a definition from an address", () => {
  test("takes the words it knows and leaves the others out", () => {
    expect(composeChecklist(["REBELS", "STATE_FORCES", "LEGITIMATE_GOVERNMENT", "__proto__", "x"])).toEqual([
      { actor: { REBELS: "yes", STATE_FORCES: "yes" }, aim: { LEGITIMATE_GOVERNMENT: "yes" } },
    ]);
  });

  test("asks nothing where nothing is chosen, and so covers everything", () => {
    fc.assert(
      fc.property(facts, (of) => {
        expect(judge(composeChecklist([]), of).verdict).toBe("COVERED");
      }),
    );
  });
});
