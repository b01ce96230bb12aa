import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Actor, Ctx } from "#modules/record/index.ts";
import { seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { testScheme } from "../../../test/support/scheme.ts";
import type { TestScheme } from "../../../test/support/scheme.ts";
import { issueAll } from "./commands/issue.ts";
import { certifiedIn } from "./flows.ts";

let scheme: TestScheme;
const binta: Actor = {
  kind: "person",
  id: "binta",
  name: "binta",
  organisation: "SL-KPA",
  roles: ["issuing-officer"],
};
const as = (actor: Actor): Ctx => scheme.ctx(actor);
const party = (name: string, country: string) => ({ name, address: "1 Sample Street", country });
const goods = (to: string) => ({
  origin: { kind: "SINGLE" as const, country: "SL" },
  exporter: party("Demo Exporter", "SL"),
  importer: party("Demo Importer", to),
  parcels: 1,
  lines: [
    { code: "7102.31", carats: "1234.50", usd: "456789.01" },
    { code: "7102.21", carats: "10.00", usd: "99.99" },
  ],
  containers: [],
});
const quarter = { from: "2026-04-01", until: "2026-07-01" };
const change = (what: string, number: string) =>
  sql`update certificate set ${sql.raw(what)} where number = ${number}`.execute(scheme.owner.kysely);

let numbers: readonly string[];

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await seedDemonstrationAuthorities(scheme.ctx());
  const issued = await issueAll(
    as(binta),
    ["BE", "DE", "AE", "AE"].map((to) => ({ office: "SL-KPA/FNA", goods: goods(to) })),
  );
  numbers = issued.map(({ number }) => number);
});
afterAll(() => scheme.close());

// As goods that left and arrived; how that comes to be is told by the tests of exports and arrivals.
test("exports are those that left in the quarter, by partner and code; a certificate that was not used is none", async () => {
  expect(await certifiedIn(as(binta), "SL", quarter)).toEqual({ flows: [], issued: 4, received: 0 });
  const [belgium = "", germany = "", dubai = "", unused = ""] = numbers;
  await change("exported_at = '2026-06-30T23:59:59Z', state = 'EXPORTED'", belgium);
  await change("exported_at = '2026-06-03T10:00:00Z', state = 'EXPORTED'", germany);
  await change("exported_at = '2026-07-01T00:00:00Z', state = 'EXPORTED'", dubai);
  await change("exported_at = '2026-06-03T10:00:00Z', state = 'RETURNED_UNUSED'", unused);
  const found = await certifiedIn(as(binta), "SL", quarter);
  expect(found).toMatchObject({ issued: 3, received: 0 });
  // Both member states are one partner.
  expect(found?.flows).toEqual([
    { flow: "EXPORT", partner: "EU", code: "7102.21", carats: 2_000n, usd: 19_998n, certificates: 2 },
    { flow: "EXPORT", partner: "EU", code: "7102.31", carats: 246_900n, usd: 91_357_802n, certificates: 2 },
  ]);
  const next = await certifiedIn(as(binta), "SL", { from: "2026-07-01", until: "2026-10-01" });
  expect(next?.flows.map(({ partner }) => partner)).toEqual(["AE", "AE"]);
});

test("imports are what the Participant's authorities counted on arrival, not what the paper said", async () => {
  const [belgium = "", germany = ""] = numbers;
  const lines = '{"actuals":{"lines":[{"code":"7102.31","carats":"1230.00","usd":"450000.00"}]}}';
  await change(
    `importing_authority = 'EU-BE', confirmed_at = '2026-06-20T10:00:00Z', confirmation = '${lines}'`,
    belgium,
  );
  await change(
    "importing_authority = 'EU-DE', confirmed_at = '2026-06-21T10:00:00Z', confirmation = '{}'",
    germany,
  );
  const found = await certifiedIn(as(binta), "EU", quarter);
  expect(found).toEqual({
    issued: 0,
    received: 2,
    flows: [
      { flow: "IMPORT", partner: "SL", code: "7102.21", carats: 1_000n, usd: 9_999n, certificates: 1 },
      { flow: "IMPORT", partner: "SL", code: "7102.31", carats: 246_450n, usd: 90_678_901n, certificates: 2 },
    ],
  });
  expect(await certifiedIn(as(binta), "NA", quarter)).toBeUndefined();
});
