import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { knownFlows, tellsTooMuch } from "./disclosure.ts";
import { ledgerOf } from "./ledger.ts";
import { actsOf, flowOf, publicIdOf, published } from "./testing/log.ts";

const set = (...certificates: readonly number[]): ReadonlySet<string> => new Set(certificates.map(String));
const known = (
  publishedFlows: readonly ReadonlySet<string>[],
  withheld: readonly ReadonlySet<string>[] = [],
) => ({
  published: publishedFlows,
  withheld,
});

describe("a total beside those that are published", () => {
  test("is withheld where a subtraction would leave a single shipment", () => {
    // Antwerp confirmed four; three of them are South Africa's, the fourth is Namibia's only one.
    expect(tellsTooMuch(known([set(1, 2, 3, 4)]), set(1, 2, 3), 3)).toBe(true);
    expect(tellsTooMuch(known([set(1, 2, 3)]), set(1, 2, 3, 4), 3)).toBe(true);
    expect(tellsTooMuch(known([set(1, 2, 3)]), set(1, 2, 3), 3)).toBe(false);
    expect(tellsTooMuch(known([set(1, 2, 3, 4)]), set(5, 6, 7), 3)).toBe(false);
    expect(tellsTooMuch(known([]), set(1, 2), 3)).toBe(true);
  });

  test("is withheld where several of them together would", () => {
    const rows = [set(1, 2, 3, 4, 5, 6), set(7, 8, 9, 10, 3), set(4, 5, 6, 7, 8, 9, 10)];
    // (1 2 3 4 5 6) + (3 7 8 9 10) − (4 5 6 7 8 9 10) = 1 + 2 + 2·3; with (1 2 3) given, 3 alone comes out.
    expect(tellsTooMuch(known(rows), set(1, 2, 3), 1)).toBe(false);
    expect(tellsTooMuch(known(rows), set(1, 2, 3), 2)).toBe(true);
  });

  test("keeps the secret of a flow that was withheld for other reasons", () => {
    // Five certificates, all of one trader.
    expect(
      tellsTooMuch(known([set(1, 2, 3, 4, 5, 6, 7, 8, 9)], [set(1, 2, 3, 4, 5)]), set(6, 7, 8, 9), 3),
    ).toBe(true);
    expect(tellsTooMuch(known([set(1, 2, 3, 4, 5, 6, 7, 8, 9)]), set(6, 7, 8, 9), 3)).toBe(false);
  });

  test("is not withheld for what was known before", () => {
    const rows = [set(1, 2, 3), set(1, 2, 3, 4)];
    expect(tellsTooMuch(known(rows), set(5, 6, 7), 3)).toBe(false);
  });

  test("never leaves a group of fewer by one subtraction", () => {
    const flow = fc.uniqueArray(fc.nat(9), { minLength: 3, maxLength: 9 });
    fc.assert(
      fc.property(flow, flow, (one, other) => {
        const [a, b] = [new Set(one), new Set(other)];
        const isSubset = one.every((item) => b.has(item)) || other.every((item) => a.has(item));
        const rest = Math.abs(a.size - b.size);
        const expected = isSubset && rest > 0 && rest < 3;
        expect(tellsTooMuch(known([set(...one)]), set(...other), 3)).toBe(expected);
      }),
    );
  });

  test("is looked for among all that the log says is published", () => {
    const shipment = (number: number, authority: string) => ({
      id: publicIdOf(number),
      authority,
      carats: 1n,
      usd: 1n,
      issuedAt: "2026-08-01T00:00:00.000Z",
      leftAt: "2026-08-02T00:00:00.000Z",
      confirmed: { at: "2026-08-05T00:00:00.000Z", authority: "BE-KPA" },
    });
    const south = [1, 2, 3].map((number) => shipment(number, "ZA-KPA"));
    const all = [...south, shipment(4, "NA-KPA")];
    const none = flowOf([]);
    const ledger = ledgerOf([
      ...all.flatMap(actsOf),
      published("BE-KPA", "2026-Q3", "2026-10-01T00:00:00.000Z", { exports: none, imports: flowOf(all) }),
      published("NA-KPA", "2026-Q3", "2026-10-01T00:00:00.000Z", {
        exports: { certificates: 1, sums: null },
        imports: none,
      }),
    ]);
    const flows = knownFlows(ledger);
    expect(flows.published.map((flow) => flow.size)).toEqual([4]);
    expect(flows.withheld.map((flow) => flow.size)).toEqual([1]);
    expect(tellsTooMuch(flows, new Set(south.map(({ id }) => id)), 3)).toBe(true);
  });
});
