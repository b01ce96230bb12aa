import { describe, expect, it } from "vitest";
import { numberFormats, parseNumber } from "#core/kp/numbers.ts";
import { afterDocumentStep, documentNumber, isPurposeOf } from "./short-document.ts";

describe("a technical certificate or a letter of comfort", () => {
  const issuer = { issuer: true, receiver: false };
  const receiver = { issuer: false, receiver: true };

  it("is used once, and closed by its issuer, used or not", () => {
    expect(afterDocumentStep("ISSUED", "used", receiver)).toBe("USED");
    expect(afterDocumentStep("USED", "used", receiver)).toBeUndefined();
    expect(afterDocumentStep("ISSUED", "closed", issuer)).toBe("CLOSED");
    expect(afterDocumentStep("USED", "closed", issuer)).toBe("CLOSED");
    expect(afterDocumentStep("USED", "closed", receiver)).toBeUndefined();
    expect(afterDocumentStep("CLOSED", "used", receiver)).toBeUndefined();
    expect(afterDocumentStep("CLOSED", "closed", issuer)).toBeUndefined();
  });

  it("has purposes of its own", () => {
    expect(isPurposeOf("TECHNICAL", "DETAINED_OR_SEIZED")).toBe(true);
    expect(isPurposeOf("COMFORT", "DETAINED_OR_SEIZED")).toBe(false);
    expect(isPurposeOf("COMFORT", "ROCK_SAMPLES")).toBe(true);
  });

  it("has a number that nobody reads as a certificate's", () => {
    expect(documentNumber("TECHNICAL", "EU-BE", 2026, 3)).toBe("TC EU-BE 2026/003");
    for (const kind of ["TECHNICAL", "COMFORT"] as const)
      expect(parseNumber(documentNumber(kind, "SL-KPA", 2026, 4911), numberFormats).ok).toBe(false);
  });
});
