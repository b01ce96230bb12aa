import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { translator } from "./translator.ts";
import type { MessageKey } from "./translator.ts";

const en = translator("en");
const fr = translator("fr");

// Spaces of several widths stand between groups of digits; tests read them as one.
const plain = (text: string) => text.replaceAll(/[\u00a0\u202f\u2009]/g, " ");

describe("words", () => {
  it("are those of the language", () => {
    expect(en("common.button.save")).toBe("Save");
    expect(fr("common.button.save")).toBe("Enregistrer");
  });

  it("follow the number", () => {
    expect(en("ui.characters.limit", { limit: 1 })).toBe("Up to 1 character.");
    expect(plain(fr("ui.characters.limit", { limit: 1000000 }))).toBe("1 000 000 de caractères au maximum.");
  });

  it("fall back to English and are counted when the language does not have them", () => {
    const ar = translator("ar");
    expect(ar("common.button.save")).toBe("حفظ");
    expect(ar("ui.date.day")).toBe("Day");
    expect(ar("ui.date.month")).toBe("Month");
    expect([ar.missing, ar.dir]).toEqual([2, "rtl"]);
    expect([fr.missing, fr.dir]).toEqual([0, "ltr"]);
  });

  it("show the key where no language has it, and the value's name where the caller forgot it, but never break the page", () => {
    expect(translator("en")("common.no-such-key" as MessageKey)).toBe("⟦common.no-such-key⟧");
    expect(en("common.unit.carats")).toBe("{amount} ct");
  });

  it("take what looks like markup for words", () => {
    expect(en("common.layout.not-yet", { language: "<b>x</b>" })).toContain("<b>x</b>");
  });

  it("can be asked for before use, without being fooled by names every object has", () => {
    expect(en.has("common.button.save")).toBe(true);
    for (const key of ["common.toString", "toString.x", "__proto__.x", "common", ""])
      expect([key, en.has(key)]).toEqual([key, false]);
  });
});

describe("dates and instants", () => {
  it("are written out, so that 3 April is never 4 March", () => {
    expect(en.date("2026-04-03")).toBe("3 April 2026");
    expect(fr.date("2026-04-03")).toBe("3 avril 2026");
  });

  it("say UTC, whatever zone they came in", () => {
    expect(en.instant("2026-11-24T23:05:59Z")).toBe("24 November 2026, 23:05 UTC");
    expect(plain(fr.instant("2026-11-25T00:05:00+01:00"))).toBe("24 novembre 2026 à 23:05 UTC");
  });

  it("are refused when they are no dates, or instants without a zone", () => {
    for (const wrong of ["2026-02-30", "2026-13-01", "24.11.2026", ""])
      expect(() => en.date(wrong)).toThrow(RangeError);
    for (const wrong of ["2026-11-24T10:00:00", "2026-11-24", "now"])
      expect(() => en.instant(wrong)).toThrow(RangeError);
  });
});

describe("weights and money", () => {
  it("have two decimals and the language's marks", () => {
    expect(plain(en.carats(120455n))).toBe("1,204.55 ct");
    expect(plain(fr.carats(120455n))).toBe("1 204,55 ct");
    expect(plain(en.usd(12500050n))).toBe("US$125,000.50");
    expect(plain(fr.usd(12500050n))).toBe("125 000,50 $US");
    expect(plain(en.carats(-5n))).toBe("-0.05 ct");
  });

  it("keep Latin digits in Arabic, so that the screen matches the certificate", () => {
    expect(translator("ar").carats(120455n)).toContain("1,204.55");
  });

  it("show exactly the digits that are stored, however many", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), (hundredths) => {
        const digits = en.carats(hundredths).replaceAll(/[^\d-]/g, "");
        expect(BigInt(digits)).toBe(hundredths);
      }),
    );
  });
});

describe("lists and countries", () => {
  it("are joined and named as the language does it", () => {
    expect(en.list(["PDF", "JPEG", "PNG"])).toBe("PDF, JPEG and PNG");
    expect(fr.list(["PDF", "PNG"])).toBe("PDF et PNG");
    expect(fr.country("BE")).toBe("Belgique");
  });
});
