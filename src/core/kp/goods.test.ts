import { describe, expect, it } from "vitest";
import { isRoughCode, parseRoughCode, roughCodeName, roughGoods } from "./goods.ts";

describe("goods codes", () => {
  it.each([
    "7102.10",
    "710210",
    "7102 10",
    "7102-10",
    "7102.10.00",
    " 7102 10 00 90 ",
    "HS 7102.10",
    "hs:710210",
  ])("%j is unsorted diamonds", (text) => {
    expect(parseRoughCode(text)).toEqual({ ok: true, code: "7102.10" });
  });

  it.each([
    ["7102.29", "worked-diamonds", "7102.29"],
    ["71023900", "worked-diamonds", "7102.39"],
    ["7104.21", "lab-grown-diamonds", "7104.21"],
    ["7104 91", "lab-grown-diamonds", "7104.91"],
    ["7104.10", "synthetic-stones", "7104.10"],
    ["7104", "synthetic-stones", "7104"],
    ["7105.10", "diamond-dust", "7105.10"],
    ["7108.12", "other-goods", "7108.12"],
    ["7102", "subheading-missing", "7102"],
    ["7102.11", "other-goods", "7102.11"],
  ])("%j is refused because it is %s", (text, reason, code) => {
    expect(parseRoughCode(text)).toEqual({ ok: false, reason, code });
  });

  it.each(["diamonds", "7102.1", "7102103", "7", "7102.10.00.00.00.00", "x".repeat(100)])(
    "%j is no code at all",
    (text) => {
      expect(parseRoughCode(text)).toEqual({ ok: false, reason: "not-a-code" });
    },
  );

  it("says nothing about an empty field but that it is empty", () => {
    expect(parseRoughCode("  ")).toEqual({ ok: false, reason: "empty" });
  });

  it("names the three codes in two languages", () => {
    expect(roughGoods).toHaveLength(3);
    for (const { code } of roughGoods) {
      expect(isRoughCode(code)).toBe(true);
      expect(roughCodeName(code, "fr")).toMatch(/^Diamants/);
      expect(roughCodeName(code, "en")).not.toBe(roughCodeName(code, "fr-CA"));
    }
    expect(isRoughCode("7102.39")).toBe(false);
  });
});
