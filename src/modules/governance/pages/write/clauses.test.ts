import { describe, expect, it } from "vitest";
import { clausesOf } from "./clauses.ts";

describe("clauses written in one field", () => {
  it("are one a paragraph, numbered in order where no number is given", () => {
    expect(
      clausesOf("First words\nstill the first\n\nSecond words").map(({ id, text }) => [id, text]),
    ).toEqual([
      ["1", "First words\nstill the first"],
      ["2", "Second words"],
    ]);
  });

  it("keep their own numbers and what they stand together with", () => {
    expect(clausesOf("1. Weigh.\r\n\r\n2 [1] Record the weight.\n\n2.1) [1, 2] Sign.")).toEqual([
      { id: "1", text: "Weigh.", dependsOn: [] },
      { id: "2", text: "Record the weight.", dependsOn: ["1"] },
      { id: "2.1", text: "Sign.", dependsOn: ["1", "2"] },
    ]);
  });

  it("take a figure that begins only some paragraphs for a word of the text", () => {
    expect(clausesOf("30 days are enough.\n\nThe Chair decides.").map(({ id, text }) => [id, text])).toEqual([
      ["1", "30 days are enough."],
      ["2", "The Chair decides."],
    ]);
  });

  it("are none in an empty field", () => {
    expect(clausesOf(" \n\n \n")).toEqual([]);
  });
});
