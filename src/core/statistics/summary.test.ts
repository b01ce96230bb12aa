// The annual summary keeps nil, not filed and withheld apart, gives no withheld figure away, and says what a later release restates.
import { describe, expect, test } from "vitest";
import { parsePeriod } from "./periods.ts";
import type { Period } from "./periods.ts";
import { restatements } from "./restatements.ts";
import { periodsWithin, summaryColumns, summaryOf, withholdDerivable, withoutPartners } from "./summary.ts";
import type { NotFiled } from "./summary.ts";
import { published } from "./testing/published.ts";
import type { Published } from "./testing/published.ts";

const year = parsePeriod("2024") as Period;
const trade = (given: Published) =>
  published({
    flow: "EXPORT",
    mining: "_T",
    period: "2024-Q1",
    counterpart: "AE",
    product: "7102.31",
    ...given,
  });
const kindOf = (
  participant: string,
  flow: string,
  notFiled: readonly NotFiled[],
  figures: readonly Published[],
) => {
  const { lines } = summaryOf(figures.map(published), year, ["SL", "GN", "TR"], notFiled);
  const place = summaryColumns.findIndex((one) => one.flow === flow);
  return lines.find((line) => line.participant === participant)?.cells[place];
};

describe("the annual summary", () => {
  test("adds the halves and the mining types of a Participant, and gives dollars a carat", () => {
    const { lines, totals } = summaryOf(
      [
        published({ period: "2024-S1", mining: "ASM", carats: 100n, usd: 5_000n }),
        published({ period: "2024-S1", mining: "LSM", carats: 300n, usd: 5_000n }),
        published({ period: "2024-S2", carats: 600n, usd: 10_000n }),
        published({ reporter: "BW", period: "2024-S1", carats: 1_000n, usd: 80_000n }),
        published({ reporter: "BW", period: "2024-S2", carats: 0n, usd: 0n, nil: true }),
      ],
      year,
      [],
      [],
    );
    expect(lines.map(({ participant, cells }) => [participant, ...cells.slice(0, 3)])).toMatchObject([
      ["BW", { amount: 1_000n }, { amount: 80_000n }, { amount: 8_000n }],
      ["SL", { amount: 1_000n }, { amount: 20_000n }, { amount: 2_000n }],
    ]);
    expect(totals.slice(0, 3).map(({ amount }) => amount)).toEqual([2_000n, 100_000n, 5_000n]);
  });

  test("tells nil, not filed and withheld apart", () => {
    const missing = [
      { participant: "GN", type: "PRODUCTION", period: "2024-S1" },
      { participant: "GN", type: "PRODUCTION", period: "2024-S2" },
    ] as const;
    const nil = { reporter: "TR", nil: true, carats: 0n, usd: 0n };
    expect(kindOf("TR", "PRODUCTION", missing, [{ ...nil }, { ...nil, period: "2024-S2" }])).toEqual({
      kind: "NIL",
    });
    expect(kindOf("GN", "PRODUCTION", missing, [])).toEqual({ kind: "NOT_FILED" });
    expect(kindOf("SL", "PRODUCTION", [], [{ status: "WITHHELD" }])).toEqual({ kind: "WITHHELD" });
  });

  test("a return on trade that names no imports says that there were none", () => {
    const exported = { flow: "EXPORT", mining: "_T", period: "2024-Q1", carats: 1n, usd: 1n } as const;
    expect(kindOf("SL", "IMPORT", [], [exported])).toEqual({ kind: "NIL" });
  });

  test("a figure of which a half is not filed is not whole", () => {
    const missing = [{ participant: "SL", type: "PRODUCTION", period: "2024-S2" }] as const;
    expect(kindOf("SL", "PRODUCTION", missing, [{ carats: 5n, usd: 5n }])).toMatchObject({ whole: false });
  });

  test("is made of two halves and four quarters; a half of one half and two quarters", () => {
    expect(periodsWithin(year)).toHaveLength(2 + 4 + 4);
    expect(periodsWithin(parsePeriod("2024-S2") as Period).map(({ period }) => period)).toEqual([
      "2024-S2",
      "2024-Q3",
      "2024-Q4",
      "2024-Q3",
      "2024-Q4",
    ]);
  });
});

describe("a figure that is withheld", () => {
  test("has no amount, and is not the difference between a total and the rest", () => {
    const rows = [
      trade({ counterpart: "AE", carats: 1n, usd: 1n, status: "WITHHELD" }),
      trade({ counterpart: "IN", carats: 2n, usd: 2n }),
      trade({ counterpart: "W", carats: 3n, usd: 3n }),
    ];
    expect(withholdDerivable(rows).map(({ status, carats }) => [status, carats])).toEqual([
      ["WITHHELD", null],
      ["NORMAL", 2n],
      ["WITHHELD", null],
    ]);
  });

  test("leaves a total that two withheld ones share", () => {
    const rows = [
      trade({ counterpart: "AE", status: "WITHHELD" }),
      trade({ counterpart: "IN", status: "WITHHELD" }),
      trade({ counterpart: "W", carats: 3n }),
    ];
    expect(withholdDerivable(rows).map(({ carats }) => carats)).toEqual([null, null, 3n]);
  });

  test("is in no total of the summary", () => {
    const { totals } = summaryOf(
      [published({ carats: 7n, usd: 7n }), published({ reporter: "BW", status: "WITHHELD" })],
      year,
      [],
      [],
    );
    expect(totals[0]).toEqual({ amount: 7n, withheld: 1, notFiled: 0, partly: 0 });
  });
});

test("a later release restates what is changed, added and taken back, and nothing else", () => {
  const [a, b, c] = ["SL", "BW", "NA"].map((reporter) => published({ reporter, carats: 1n }));
  if (a === undefined || b === undefined || c === undefined) throw new Error("three");
  const changed = { ...b, carats: 2n };
  expect(restatements([a, b], [{ ...a, knownFrom: "2026-01-01T00:00:00.000Z" }, changed, c])).toEqual([
    { before: b, after: changed },
    { before: undefined, after: c },
  ]);
  expect(restatements([a], [])).toEqual([{ before: a, after: undefined }]);
});

describe("trade without its partners", () => {
  test("is one figure for each code and flow, and adds up to the same", () => {
    const parts = [
      trade({ counterpart: "AE", carats: 100n, usd: 900n }),
      trade({ counterpart: "EU", carats: 40n, usd: 300n }),
      trade({ counterpart: "EU", product: "7102.10", carats: 7n, usd: 5n }),
    ];
    const said = withoutPartners(parts);
    expect(said.map(({ counterpart, product, carats, usd }) => [counterpart, product, carats, usd])).toEqual([
      ["W", "7102.31", 140n, 1_200n],
      ["W", "7102.10", 7n, 5n],
    ]);
    expect(summaryOf(said, year, [], []).totals).toEqual(summaryOf(parts, year, [], []).totals);
  });

  test("gives no part away: withheld where one part is, and no amount that one part does not give", () => {
    const [withheld] = withoutPartners([
      trade({ counterpart: "AE", carats: 100n, usd: 900n }),
      trade({ counterpart: "EU", carats: 40n, usd: 300n, status: "WITHHELD" }),
    ]);
    expect(withheld).toMatchObject({ status: "WITHHELD", carats: null, usd: null });
    const [partly] = withoutPartners([
      trade({ counterpart: "AE", carats: 100n, usd: null }),
      trade({ counterpart: "EU", carats: 40n, usd: 300n }),
    ]);
    expect(partly).toMatchObject({ status: "NORMAL", carats: 140n, usd: null });
  });

  test("leaves what the return itself says of all partners, and what has none", () => {
    const own = trade({ counterpart: "W", carats: 150n, usd: 1_000n });
    const mined = published({ period: "2024-S1", carats: 5n, usd: 6n });
    expect(withoutPartners([own, trade({ counterpart: "AE", carats: 100n, usd: 900n }), mined])).toEqual([
      own,
      mined,
    ]);
  });
});
