// What is kept about countries and days must be what would be found afresh.
import fc from "fast-check";
import { expect, it } from "vitest";
import { standingByList } from "./standing.ts";
import { trustList } from "./testing/world.ts";

const country = fc.constantFrom("SL", "BE", "IN", "CF", "VE", "KE", "CA", "QA");
const day = fc.constantFrom("2010-06-01", "2015-01-01", "2022-05-26", "2022-05-27", "2026-11-24");
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

it("gives of any shipment, in any order of asking, what a fresh look at the list gives", () => {
  const kept = trustList();
  fc.assert(
    fc.property(shipment, day, day, (asked, issuedOn, today) => {
      const fresh = { ...kept };
      expect(standingByList(kept, asked, issuedOn, today)).toEqual(
        standingByList(fresh, asked, issuedOn, today),
      );
    }),
    { numRuns: 2000 },
  );
});
