import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numberFormats } from "#core/kp/numbers.ts";
import { readNumberQuestion } from "./question.ts";

const read = (number: string | undefined, participant?: string) =>
  readNumberQuestion({ number, participant }, numberFormats);

describe("the number that somebody typed", () => {
  test("an address without a number asks nothing; an empty field is told", () => {
    expect(read(undefined)).toEqual({ kind: "none" });
    expect(read("   ")).toMatchObject({ kind: "refused", problem: "empty" });
  });

  test("letters in front say whose it is, in any spelling", () => {
    for (const typed of ["SL 004912", "sl004912", "SL-4912", " SL 004912 "]) {
      expect(read(typed)).toMatchObject({ kind: "asked", participant: "SL" });
    }
  });

  test("digits that only one Participant prints need no country", () => {
    expect(read("00012345")).toMatchObject({ kind: "asked", participant: "EU" });
  });

  test("digits alone ask for the country, and the chosen one is taken", () => {
    expect(read("004912")).toMatchObject({ kind: "refused", problem: "country-missing" });
    expect(read("004912", "sl")).toMatchObject({ kind: "asked", number: "004912", participant: "SL" });
  });

  test("the letters on the paper win over the chosen country, also those of a country outside the scheme", () => {
    expect(read("SL 004912", "BW")).toMatchObject({ participant: "SL" });
    expect(read("KE 000123", "BW")).toMatchObject({ participant: "KE" });
  });

  test("a country that is no code is as good as none", () => {
    for (const hostile of ["<b>", "SLX", "S", "' or 1=1", "\u0000\u0001"]) {
      expect(read("004912", hostile)).toMatchObject({ problem: "country-missing" });
    }
  });

  test("the text of a code is sent to its own field", () => {
    expect(read("KPC1:6BF8XOK")).toMatchObject({
      kind: "refused",
      problem: "code-text",
      number: "KPC1:6BF8XOK",
    });
  });

  test("whatever is typed, what comes out is short and can be printed", () => {
    expect(read("9".repeat(10_000))).toMatchObject({ problem: "too-long" });
    expect(read("SL\u0000004912\u202e")).toMatchObject({
      problem: "unreadable-characters",
      number: "SL004912",
    });
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.string({ unit: "binary", maxLength: 5 }),
        (number, participant) => {
          const question = read(number, participant);
          if (question.kind === "asked") {
            expect(question.number.length).toBeLessThanOrEqual(40);
            expect(question.number).not.toMatch(/\p{C}/u);
            expect(question.participant).toMatch(/^([A-Z]{2})?$/);
          }
          if (question.kind === "refused" && question.problem !== "code-text")
            expect(question.number.length).toBeLessThanOrEqual(40);
        },
      ),
    );
  });
});
