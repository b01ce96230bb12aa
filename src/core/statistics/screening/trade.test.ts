import { describe, expect, test } from "vitest";
import { schemeStatuses } from "../../kp/history.ts";
import type { Observation } from "../observation.ts";
import type { Period } from "../periods.ts";
import type { ReturnRow } from "../return-rules.ts";
import type { Certified } from "./certified.ts";
import { tradeFindings } from "./trade.ts";
import type { TradeFinding } from "./trade.ts";

const quarter = (year: number, part: 1 | 2 | 3 | 4): Period => ({ kind: "QUARTER", year, part });
const row = (more: Partial<ReturnRow> = {}): ReturnRow => ({
  flow: "EXPORT",
  counterpart: "AE",
  product: "7102.31",
  mining: "_T",
  origin: "_Z",
  carats: 152_345n,
  usd: 30_123_456n,
  count: null,
  status: "NORMAL",
  valuation: null,
  note: null,
  ...more,
});
const before = (period: Period, more: Partial<Observation> = {}): Observation => ({
  ...row(),
  reporter: "SL",
  period,
  part: 0,
  nil: false,
  basis: null,
  source: "RETURN",
  entered: null,
  changed: null,
  knownFrom: "2026-01-01T00:00:00.000Z",
  knownUntil: null,
  open: false,
  ...more,
});
const year = (more: Partial<Observation> = {}): readonly Observation[] =>
  ([1, 2, 3, 4] as const).map((part) =>
    before(quarter(2025, part), {
      carats: 150_000n + BigInt(part) * 7_121n,
      usd: 30_000_000n + BigInt(part) * 919_123n,
      ...more,
    }),
  );
const find = (
  rows: readonly ReturnRow[],
  history: readonly Observation[] = year(),
  more: { today?: string; certified?: Certified } = {},
): readonly TradeFinding[] =>
  tradeFindings({
    rows,
    period: { kind: "QUARTER", year: 2026, part: 3 },
    participant: "SL",
    today: more.today ?? "2026-11-10",
    history,
    statuses: schemeStatuses,
    certified: more.certified,
  });
const rules = (findings: readonly TradeFinding[]): readonly string[] =>
  findings.filter(({ strength }) => strength >= 1).map(({ rule }) => rule);

describe("a row beside the filer's own quarters", () => {
  test("that is as usual is asked nothing", () => {
    expect(find([row()])).toEqual([]);
  });

  test("with a zero too many in the value is told what was probably meant", () => {
    const [finding] = find([row({ usd: 301_234_560n })]);
    expect(finding).toMatchObject({
      rule: "trade-unit-value",
      rows: [0],
      perhaps: { carats: 152_345n, usd: 30_123_456n },
    });
    expect(finding?.strength).toBeGreaterThan(2);
  });

  test("with a zero too many in the carats is told so, and not that the value is small", () => {
    expect(find([row({ carats: 1_523_450n })])[0]).toMatchObject({
      perhaps: { carats: 152_345n, usd: 30_123_456n },
    });
  });

  test("with both columns swapped is told so", () => {
    expect(find([row({ carats: 30_123_456n, usd: 152_345n })])[0]).toMatchObject({
      perhaps: { carats: 152_345n, usd: 30_123_456n },
    });
  });

  test("ten times as large in both amounts keeps its value per carat, and is asked about its weight", () => {
    const grown = row({ carats: 6_123_450n, usd: 1_201_234_560n });
    expect(find([grown])[0]).toMatchObject({ rule: "trade-volume", perhaps: null });
    expect(find([row({ carats: 1_680_000n, usd: 323_000_000n })])[0]).toMatchObject({
      rule: "trade-volume",
      perhaps: { carats: 168_000n, usd: 32_300_000n },
    });
  });

  test("is compared with other partners of the same goods where it has no past of its own", () => {
    expect(rules(find([row({ counterpart: "IN", usd: 301_234_560n })]))).toEqual(["trade-unit-value"]);
    expect(rules(find([row({ counterpart: "IN", product: "7102.10", usd: 301_234_560n })]))).toEqual([]);
  });

  test("that repeats another quarter to the cent is asked whether it was copied", () => {
    const [first] = year();
    const copied = row({ carats: first?.carats ?? null, usd: first?.usd ?? null });
    expect(find([copied])[0]).toMatchObject({ rule: "trade-copy", other: "2025-Q1" });
    const round = year({ carats: 100_000n, usd: 20_000_000n });
    expect(find([row({ carats: 100_000n, usd: 20_000_000n })], round)).toEqual([]);
  });

  test("without value, or without carats, needs a reason", () => {
    expect(find([row({ usd: null })])[0]).toMatchObject({ rule: "trade-value-missing", strength: 9 });
    expect(find([row({ carats: 0n })])[0]).toMatchObject({ rule: "trade-carats-missing", strength: 9 });
    expect(find([row({ carats: 0n, usd: 0n })])).toEqual([]);
  });
});

test("a partner outside the scheme is told, a trading entity is not", () => {
  expect(find([row({ counterpart: "CF", flow: "IMPORT" }), row({ counterpart: "TW" })], [])).toEqual([]);
  expect(find([row({ counterpart: "MC" })], [])[0]).toMatchObject({
    rule: "trade-partner",
    reason: "NOT_A_PARTICIPANT",
  });
});

test("figures of a quarter that is under way are told by how many days they come before its end", () => {
  expect(find([row()], year(), { today: "2026-08-01" })[0]).toMatchObject({
    rule: "filed-before-the-end",
    days: 60,
  });
  expect(rules(find([row()], year(), { today: "2029-03-01" }))).toEqual(["filed-years-late"]);
});

describe("beside the certificates", () => {
  const certified: Certified = {
    flows: [
      { flow: "EXPORT", partner: "AE", code: "7102.31", carats: 152_345n, usd: 30_123_456n, certificates: 3 },
      { flow: "EXPORT", partner: "EU", code: "7102.31", carats: 10_000n, usd: 500_000n, certificates: 1 },
    ],
    issued: 4,
    received: 0,
  };
  test("what agrees is not spoken of, and what is missing from the return is", () => {
    const [finding, ...more] = find([row()], [], { certified });
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      rule: "departs-from-certificates",
      rows: [],
      partner: "EU",
      carats: 0n,
      certifiedCarats: 10_000n,
      percent: -100,
    });
  });

  test("a departure is told in percent, weakly where it is small", () => {
    const rows = (carats: bigint) => [
      row({ carats }),
      row({ counterpart: "EU", carats: 10_000n, usd: 500_000n }),
    ];
    expect(find(rows(152_400n), [], { certified })).toMatchObject([{ percent: 0.03, strength: 0.5 }]);
    expect(find(rows(190_000n), [], { certified })).toMatchObject([{ percent: 24.71, strength: 2.2 }]);
    const [unknown] = find([...rows(152_345n), row({ counterpart: "IN" })], [], { certified });
    expect(unknown).toMatchObject({ percent: null, rows: [2] });
  });

  test("counts are compared as they are", () => {
    const count = (n: number): ReturnRow =>
      row({ flow: "KPC_ISSUED", counterpart: "W", product: "_T", carats: null, usd: null, count: n });
    expect(find([count(4)], [], { certified })).toEqual([]);
    expect(find([count(5)], [], { certified })).toMatchObject([
      { rule: "counts-depart", filed: 5, certified: 4 },
    ]);
  });
});

test("a count ten times the usual needs a reason", () => {
  const counts = (n: number) => ({
    counterpart: "W",
    product: "_T" as const,
    carats: null,
    usd: null,
    count: n,
  });
  const history = year({ flow: "KPC_ISSUED", ...counts(30) });
  expect(find([row({ flow: "KPC_ISSUED", ...counts(310) })], history)).toMatchObject([
    { rule: "count-unusual", usual: 30, strength: 2 },
  ]);
});

test("exports beyond production and imports are told, as far as production is known", () => {
  const mined = ([1, 2] as const).map((part) =>
    before(
      { kind: "HALF", year: 2026, part },
      { flow: "PRODUCTION", counterpart: "_Z", product: "_T", mining: "ASM", carats: 1_000_000n },
    ),
  );
  const exported = row({ carats: 15_000_000n, usd: 3_000_000_000n });
  expect(find([exported], mined.slice(0, 1))).toEqual([]);
  expect(find([exported], mined)).toMatchObject([
    { rule: "trade-exports-beyond", available: 2_000_000n, times: 7.5 },
  ]);
  expect(find([exported, row({ flow: "IMPORT", counterpart: "EU", carats: 14_000_000n })], mined)).toEqual(
    [],
  );
});
