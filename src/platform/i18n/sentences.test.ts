import { describe, expect, test } from "vitest";
import { problemSentence } from "./sentences.ts";
import { translator } from "./translator.ts";

describe("the sentence of a refusal", () => {
  test("names the pillars that are missing in the reader's words, and other witnesses by their names", () => {
    const values = { witnesses: "industry, civil-society, w4.example" };
    expect(problemSentence(translator("en"), "witnesses-missing", values)).toContain(
      "(industry, civil society and w4.example)",
    );
    expect(problemSentence(translator("fr"), "witnesses-missing", values)).toMatch(
      /\(.*société civile et w4\.example\)/,
    );
  });
});
