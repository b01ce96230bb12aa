import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accountOf, differing, isPastDue, timingOf } from "./certificates.ts";
import type { Shipment } from "./certificates.ts";

const quarter = { from: "2026-04-01", until: "2026-07-01" };
const shipment = (more: Partial<Shipment>): Shipment => ({
  certificate: "a",
  number: "SL 1",
  exporter: "SL",
  importer: "AE",
  product: "7102.31",
  exportedOn: "2026-05-01",
  sealed: { carats: 100_00n, usd: 500_00n },
  received: null,
  endedOn: null,
  due: null,
  ...more,
});

describe("certificate by certificate", () => {
  test("what was on its way and what was sent is received, ended, or on its way: to the hundredth", () => {
    const day = fc
      .integer({ min: 0, max: 400 })
      .map((n) => new Date(Date.UTC(2025, 11, 1) + n * 86_400_000).toISOString().slice(0, 10));
    const any = fc
      .record({
        sent: day,
        last: day,
        end: fc.constantFrom("received", "ended", "on its way"),
        carats: fc.bigInt({ min: 1n, max: 10n ** 8n }),
      })
      .map(({ sent, last, end, carats }) => {
        const later = last < sent ? sent : last;
        return shipment({
          exportedOn: sent,
          sealed: { carats, usd: carats * 5n },
          received: end === "received" ? { on: later, found: null } : null,
          endedOn: end === "ended" ? later : null,
        });
      });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 30 }), (shipments) => {
        const { inFlightAtStart, exported, received, ended, inFlightAtEnd } = accountOf(
          shipments,
          quarter,
          "2026-12-31",
        );
        expect(inFlightAtStart.carats + exported.carats).toBe(
          received.carats + ended.carats + inFlightAtEnd.carats,
        );
        expect(inFlightAtStart.usd + exported.usd).toBe(received.usd + ended.usd + inFlightAtEnd.usd);
      }),
    );
  });

  test("a shipment of the last days is in flight at the end, and the timing says by how much exports lead", () => {
    const account = accountOf(
      [
        shipment({}),
        shipment({
          certificate: "b",
          exportedOn: "2026-03-30",
          received: { on: "2026-04-02", found: null },
          sealed: { carats: 30_00n, usd: 1n },
        }),
      ],
      quarter,
      "2026-07-01",
    );
    expect(timingOf(account)).toEqual({ carats: 70_00n, certificates: 2 });
  });

  test("what the importing desk found is set against what was sealed, for those that were weighed", () => {
    const short = shipment({
      certificate: "b",
      received: { on: "2026-05-03", found: { carats: 99_00n, usd: 500_00n } },
    });
    const unopened = shipment({ received: { on: "2026-05-03", found: null } });
    const account = accountOf([unopened, short], quarter, "2026-07-01");
    expect(account).toMatchObject({ weighed: 1, difference: { carats: -1_00n, usd: 0n } });
    expect(differing([unopened, short], quarter)).toEqual([short]);
  });

  test("past due is what a rule sets a day for, and nobody confirmed or withdrew", () => {
    expect(isPastDue(shipment({ due: "2026-06-01" }), "2026-06-01")).toBe(false);
    expect(isPastDue(shipment({ due: "2026-06-01" }), "2026-06-02")).toBe(true);
    expect(isPastDue(shipment({ due: "2026-06-01", endedOn: "2026-05-20" }), "2026-06-02")).toBe(false);
    expect(isPastDue(shipment({}), "2030-01-01")).toBe(false);
  });

  test("two codes of one certificate are one certificate", () => {
    const both = [shipment({}), shipment({ product: "7102.10" })];
    expect(accountOf(both, quarter, "2026-07-01").exported.certificates).toBe(1);
  });
});
