import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8 } from "#core/encoding/bytes.ts";
import { findTextFault, utf8Length } from "./text.ts";

describe("text on a certificate", () => {
  test("names as people are called are accepted in every script of the scheme", () => {
    for (const name of [
      "Koidu Exports Ltd",
      "Société Générale – Kénéma",
      "Алмазы Анабара, АО",
      "شركة الماس",
      "می\u200cخواهیم",
      "上海钻石交易所",
      "O'Neill & Søn (Pty) 1/2",
      "ক্\u200dষ",
    ]) {
      expect(findTextFault(name, 120), name).toBeUndefined();
    }
  });

  test("hidden and reordering characters are refused", () => {
    for (const hidden of [
      "\u202e",
      "\u202a",
      "\u2066",
      "\u2069",
      "\u200e",
      "\u200f",
      "\u061c",
      "\u200b",
      "\ufeff",
      "\u00ad",
      "\u2028",
      "\u0000",
      "\n",
      "\t",
      "\u007f",
      "\u0085",
      "\ufffd",
      "\ue000",
      "\ud800",
      "\u{e0041}",
      "\u3164",
      "\ufe0f",
      "\u180e",
    ]) {
      expect(findTextFault(`Koidu${hidden}Exports`, 120), JSON.stringify(hidden)).toBe("HIDDEN_CHARACTER");
    }
    // A joiner joins letters; beside a space or digit it only hides.
    for (const name of ["\u200cKoidu", "Koidu\u200d", "Koidu \u200cX", "1\u200c2"])
      expect(findTextFault(name, 120)).toBe("HIDDEN_CHARACTER");
  });

  test("spaces are single and ordinary, and stand between words", () => {
    for (const name of [" A", "A ", "A  B", "A\u00a0B", "A\u2003B", "A\u3000B"])
      expect(findTextFault(name, 120), JSON.stringify(name)).toBe("LOOSE_SPACES");
  });

  test("empty, too long in bytes, and letters apart from their accents are refused", () => {
    expect(findTextFault("", 5)).toBe("EMPTY");
    expect(findTextFault("éééé", 8)).toBeUndefined();
    expect(findTextFault("éééé", 7)).toBe("TOO_LONG");
    expect(findTextFault("e\u0301", 9)).toBe("NOT_COMPOSED");
  });

  test("length is that of the UTF-8 bytes, and no text throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(utf8Length(text)).toBe(utf8(text).length);
        findTextFault(text, 40);
      }),
      { numRuns: 1000 },
    );
  });
});
