// What is kept about countries and days must be what would be found afresh.
import fc from "fast-check";
import { expect, it } from "vitest";
import { schemeFactsOf, standingOfShipment } from "./standing.ts";
import { trustList } from "./testing/world.ts";

const country = fc.constantFrom("SL", "BE", "IN", "CF", "VE", "KE", "CA", "QA");
const day = fc.constantFrom("2010-06-01", "2015-01-01", "2022-05-26", "2022-05-27", "2026-11-24");
const zone = fc.constantFrom(undefined, "Berberati", "Kono");
const origin = fc.oneof(
  fc.record({ kind: fc.constant("SINGLE" as const), country }),
  fc.record({ kind: fc.constant("MIXED" as const), listed: fc.array(country, { maxLength: 3 }) }),
);
const shipment = fc.record({
  participant: country,
  importer: fc.record({ country }),
  origin,
  lines: fc.array(
    fc.oneof(
      fc.constant({}),
      country.map((code) => ({ origin: code })),
    ),
    { maxLength: 2 },
  ),
});

it("gives of any shipment, in any order of asking, what a fresh look at the rows gives", () => {
  const kept = schemeFactsOf(trustList());
  fc.assert(
    fc.property(shipment, day, zone, (asked, date, where) => {
      const fresh = { statuses: [...kept.statuses], recognitions: kept.recognitions };
      expect(standingOfShipment(kept, asked, date, where)).toEqual(
        standingOfShipment(fresh, asked, date, where),
      );
    }),
    { numRuns: 2000 },
  );
});
