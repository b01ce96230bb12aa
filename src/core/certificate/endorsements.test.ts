import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideEndorsement, endorsableFields } from "./endorsements.ts";
import type { Endorsement } from "./endorsements.ts";
import { content } from "./testing/world.ts";

const certificate = content();
const decide = (
  asked: { field: string; seal?: string; value: string },
  earlier: readonly Endorsement[] = [],
) => decideEndorsement(certificate, earlier, asked);

describe("an endorsement", () => {
  test("puts an address right, and says what stood there before", () => {
    expect(decide({ field: "importer.address", value: "Hoveniersstraat 4, Antwerpen" })).toEqual({
      ok: true,
      endorsement: { field: "importer.address", value: "Hoveniersstraat 4, Antwerpen" },
      before: certificate.importer.address,
    });
  });

  test("of a container names it by its seal", () => {
    const asked = { field: "container.reference", value: "SL 004912 A" };
    expect(decide(asked)).toEqual({ ok: false, reason: "NO_SUCH_SEAL" });
    expect(decide({ ...asked, seal: "SL-X" })).toEqual({ ok: false, reason: "NO_SUCH_SEAL" });
    expect(decide({ ...asked, seal: "SL-A-0012345" })).toMatchObject({ ok: true, before: "" });
  });

  test("after another begins where that one ended", () => {
    const first: Endorsement = { field: "exporter.address", value: "14 Siaka Stevens Street" };
    expect(decide(first, [first])).toEqual({ ok: false, reason: "UNCHANGED" });
    expect(decide({ ...first, value: "16 Siaka Stevens Street" }, [first])).toMatchObject({
      before: first.value,
    });
  });

  test("of anything that the code says is refused: it needs a replacement", () => {
    for (const field of [
      "importer.name",
      "importer.country",
      "number",
      "lines.0.carats",
      "seal",
      "expiresOn",
    ])
      expect(decide({ field, value: "x" })).toEqual({ ok: false, reason: "NOT_ENDORSABLE" });
    fc.assert(
      fc.property(fc.string(), fc.string(), (field, value) => {
        const { ok } = decide({ field, value });
        expect(!ok || (endorsableFields as readonly string[]).includes(field)).toBe(true);
      }),
    );
  });

  test("is text that can be printed", () => {
    for (const value of ["", "x".repeat(301), "right\u202eto left", " loose"])
      expect(decide({ field: "importer.address", value })).toEqual({ ok: false, reason: "NOT_PRINTABLE" });
  });
});
