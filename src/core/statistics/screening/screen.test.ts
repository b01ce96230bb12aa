// Each rule of screening on invented histories: what it asks, what it lets pass, and the likely cause it names.
import { describe, expect, it } from "vitest";
import type { ProductionReturn, PublishedFigure } from "../returns.ts";
import { invented, steadyYears } from "../testing/returns.ts";
import type { Invented } from "../testing/returns.ts";
import type { Finding } from "./findings.ts";
import { exportsBeyond } from "./published.ts";
import { mediansWithoutEach, medianOf } from "./robust.ts";
import { screen } from "./screen.ts";

const years = steadyYears();
const added = (...given: readonly Invented[]): readonly ProductionReturn[] => [
  ...years,
  ...given.map(invented),
];
/** The finding of one rule about one row, strong enough to ask. */
function about(
  returns: readonly ProductionReturn[],
  row: number,
  rule: Finding["rule"],
  published: readonly PublishedFigure[] = [],
) {
  return screen(returns, published, 1).warnings.find((one) => one.rule === rule && one.rows.includes(row));
}
/** The return of that row with other amounts. */
function changed(
  row: number,
  change: (one: { carats: bigint; usd: bigint }) => { carats: bigint; usd: bigint },
) {
  return years.map((one): ProductionReturn =>
    one.row === row && one.filed.kind === "FIGURE"
      ? { ...one, filed: { ...one.filed, ...change(one.filed as { carats: bigint; usd: bigint }) } }
      : one,
  );
}

describe("steady returns", () => {
  it("are asked nothing", () => {
    const { warnings, warned } = screen(years, [], 1);
    expect([warnings, warned.size]).toEqual([[], 0]);
  });
});

describe("returns that cannot all stand", () => {
  it("are all named: a key filed twice, and why it may have been", () => {
    const base = { year: 2015, carats: 5.25, usd: 900, row: 1 };
    const again = (second: Partial<Invented>) =>
      about(
        added(
          { ...base, participant: "GY", entered: "2015-08-01T10:00:00" },
          { ...base, participant: "GY", row: 2, ...second },
        ),
        1,
        "same-key",
      );
    expect(again({ entered: "2015-08-01T10:00:00" })).toMatchObject({
      rows: [1, 2],
      times: 2,
      cause: "entered-twice",
    });
    expect(again({ carats: 7.5, entered: "2016-02-01T10:00:00" })?.cause).toBe("later-return-under-this-key");
    expect(again({ carats: 7.5, entered: "2015-08-01T10:05:00" })?.cause).toBe("parts-or-versions");
    expect(again({ mining: "ASM" })).toBeUndefined();
  });

  it("are nil and figures for one half, and nil several times", () => {
    const nil = { participant: "GA", year: 2015, nil: true } as const;
    expect(
      about(
        added({ ...nil, row: 1 }, { participant: "GA", year: 2015, carats: 5, usd: 5, row: 2 }),
        2,
        "nil-with-figures",
      )?.rows,
    ).toEqual([1, 2]);
    expect(about(added({ ...nil, row: 1 }, { ...nil, row: 2 }), 2, "same-key")).toMatchObject({
      mining: "NIL",
    });
    expect(about(added({ ...nil, row: 1 }, { ...nil, row: 2, part: 2 }), 2, "same-key")).toBeUndefined();
  });

  it("are carats without value, value without carats; nothing of both is no contradiction", () => {
    const one = { participant: "GA", year: 2015, row: 1 };
    expect(about(added({ ...one, carats: 5, usd: 0 }), 1, "carats-without-value")).toBeDefined();
    expect(about(added({ ...one, carats: 5, usd: null }), 1, "carats-without-value")).toBeDefined();
    expect(about(added({ ...one, carats: null, usd: 5 }), 1, "value-without-carats")).toBeDefined();
    expect(screen(added({ ...one, carats: 0, usd: 0 }), [], 1).warnings).toEqual([]);
  });
});

describe("time stamps", () => {
  const gabon = { participant: "GA", year: 2021, carats: 51.3, usd: 4_104, row: 1 };
  it.each([
    ["2021-02-20T10:00:00", null, "wrong-half"],
    ["2021-03-20T10:00:00", "2021-05-01T00:00:00", "wrong-half"],
    ["2021-02-20T10:00:00", "2021-09-01T00:00:00", "wrong-half"],
  ])("before the end (%s, changed %s) ask: %s", (entered, changedAt, cause) => {
    expect(about(added({ ...gabon, entered, changed: changedAt }), 1, "before-the-end")?.cause).toBe(cause);
  });

  it.each(["2021-06-10T10:00:00", "2021-07-01T10:00:00", null])("at %s ask nothing", (entered) => {
    expect(about(added({ ...gabon, entered }), 1, "before-the-end")).toBeUndefined();
  });

  it("of a nil return before the end are a remark only", () => {
    const { remarks, warnings } = screen(
      added({ participant: "GA", year: 2021, nil: true, row: 1, entered: "2021-02-20T10:00:00" }),
      [],
      1,
    );
    expect([remarks.map(({ rule }) => rule), warnings]).toEqual([["nil-in-advance"], []]);
  });

  it("years after the period ask for the year, the more for a time before the Participant joined", () => {
    const late = about(added({ ...gabon, entered: "2023-09-05T10:00:00" }), 1, "years-late");
    expect(late).toMatchObject({ years: 2, beforeJoining: false });
    const mali = about(
      added({ ...gabon, participant: "ML", year: 2003, entered: "2023-09-05T10:00:00" }),
      1,
      "years-late",
    );
    expect(mali).toMatchObject({ years: 20, beforeJoining: true, cause: "wrong-year" });
    expect(about(added({ ...gabon, entered: "2023-06-05T10:00:00" }), 1, "years-late")).toBeUndefined();
  });

  it("of a change more than a year after the year’s figures were out ask what was restated", () => {
    const entered = "2021-08-20T10:00:00";
    const on = (day: string) =>
      about(added({ ...gabon, entered, changed: `${day}T10:00:00` }), 1, "changed-after-publication");
    expect(on("2023-07-03")).toMatchObject({ days: 367, on: "2023-07-03" });
    expect(on("2023-06-20")).toBeUndefined();
  });
});

describe("the same digits", () => {
  it("in two halves are a stale copy, in one year a figure split", () => {
    const copy = { participant: "GY", carats: 871_287.39, usd: 5_000_001.5 };
    const over = added({ ...copy, year: 2014, row: 1 }, { ...copy, year: 2015, usd: 7_000_000.1, row: 2 });
    expect(about(over, 1, "same-carats")).toMatchObject({ rows: [1, 2], cause: "stale-copy" });
    const within = added({ ...copy, year: 2014, row: 1 }, { ...copy, year: 2014, part: 2, row: 2 });
    expect(about(within, 2, "same-carats")?.cause).toBe("year-split-in-two");
    expect(about(within, 2, "same-value")).toBeDefined();
  });

  it("of round figures, of others, or of one half say nothing", () => {
    const round = { participant: "GY", carats: 20_000, usd: 400_000 };
    expect(
      about(added({ ...round, year: 2014, row: 1 }, { ...round, year: 2015, row: 2 }), 1, "same-carats"),
    ).toBeUndefined();
    for (const few of [
      { carats: 215_000, usd: 400_000 },
      { carats: 1, usd: 123_450 },
    ])
      for (const rule of ["same-carats", "same-value"] as const)
        expect(
          about(
            added(
              { ...few, participant: "GY", year: 2014, row: 1 },
              { ...few, participant: "GY", year: 2015, row: 2 },
            ),
            1,
            rule,
          ),
        ).toBeUndefined();
    const exact = { carats: 871_287.39, usd: 20_000_001.5, year: 2014 };
    expect(
      about(
        added({ ...exact, participant: "GY", row: 1 }, { ...exact, participant: "GH", row: 2 }),
        1,
        "same-carats",
      ),
    ).toBeUndefined();
  });

  it("of a year’s two halves together are a year filed as a half", () => {
    const guyana = { participant: "GY", usd: 20_000_001.5 };
    const filed = added(
      { ...guyana, year: 2014, carats: 100_001.11, row: 1 },
      { ...guyana, year: 2014, part: 2, carats: 120_002.22, row: 2 },
      { ...guyana, year: 2015, carats: 220_003.33, row: 3 },
    );
    expect(about(filed, 3, "sum-of-others")).toMatchObject({ other: 2014, cause: "year-as-half" });
  });
});

describe("dollars for a carat", () => {
  it.each([
    ["carats times ten", (c: bigint, u: bigint) => [c * 10n, u] as const, "carats-slip"],
    ["carats through a hundred", (c: bigint, u: bigint) => [c / 100n, u] as const, "carats-slip"],
    ["value times a thousand", (c: bigint, u: bigint) => [c, u * 1_000n] as const, "value-slip"],
    ["value through ten", (c: bigint, u: bigint) => [c, u / 10n] as const, "value-slip"],
    ["both exchanged", (c: bigint, u: bigint) => [u, c] as const, "swapped"],
  ] as const)("with %s name the slip and offer what was meant", (_, slip, cause) => {
    for (const row of [1_000, 1_009, 2_019]) {
      let meant = { carats: 0n, usd: 0n };
      const returns = changed(row, (one) => {
        meant = one;
        const [carats, usd] = slip(one.carats, one.usd);
        return { carats, usd };
      });
      const found = about(returns, row, "unit-value");
      expect(found?.cause).toBe(cause);
      const { perhaps } = found as Extract<Finding, { rule: "unit-value" }>;
      expect(Number(perhaps?.carats) / Number(meant.carats)).toBeCloseTo(1, 2);
      expect(Number(perhaps?.usd) / Number(meant.usd)).toBeCloseTo(1, 2);
    }
  });

  it("are judged by mining type: artisanal goods may be worth ten times a country’s large-scale goods", () => {
    const brazil = (mining: "ASM" | "LSM", price: number) =>
      Array.from({ length: 10 }, (_, i) => ({
        participant: "BR",
        mining,
        year: 2015 + (i >> 1),
        part: ((i % 2) + 1) as 1 | 2,
        carats: 1_000.01 + 30 * i,
        usd: (1_000.01 + 30 * i) * price * (1 + 0.01 * i),
      }));
    expect(screen(added(...brazil("ASM", 2_000), ...brazil("LSM", 100)), [], 1).warnings).toEqual([]);
    const odd = {
      participant: "BR",
      mining: "LSM",
      year: 2020,
      carats: 1_100.5,
      usd: 2_200_000,
      row: 1,
    } as const;
    expect(about(added(...brazil("ASM", 2_000), ...brazil("LSM", 100), odd), 1, "unit-value")).toMatchObject({
      mining: "LSM",
      returns: 10,
    });
  });

  it("of a type that the filer reports for the first time are held against its other goods, once there are enough", () => {
    const togo = (others: number) => [
      ...Array.from({ length: others }, (_, i) => ({
        participant: "TG",
        mining: "ASM" as const,
        year: 2012 + i,
        carats: 1_000.01 + 30 * i,
        usd: (1_000.01 + 30 * i) * 2_000,
      })),
      { participant: "TG", mining: "LSM" as const, year: 2018, carats: 900.5, usd: 900.5 * 5_000, row: 1 },
    ];
    expect(about(added(...togo(5)), 1, "unit-value")).toBeUndefined();
    expect(about(added(...togo(4)), 1, "unit-value")).toMatchObject({ returns: 0 });
  });

  it("at a level that lasts are a change and no slip", () => {
    const level = (price: number, from: number) =>
      Array.from({ length: 8 }, (_, i) => ({
        participant: "CN",
        year: from + (i >> 1),
        part: ((i % 2) + 1) as 1 | 2,
        carats: 9_000.13 + i * 50,
        usd: (9_000.13 + i * 50) * price * (1 + 0.01 * i),
      }));
    const { warnings } = screen(added(...level(20, 2010), ...level(100, 2014)), [], 1);
    expect(warnings.filter(({ rule, half }) => rule === "unit-value" && half.year > 2014)).toEqual([]);
  });

  it("of a filer’s first return are held against what others of its type get", () => {
    const guinea = (usd: number) =>
      about(
        added({ participant: "GN", mining: "ASM", year: 2015, carats: 1_000.5, usd, row: 1 }),
        1,
        "unit-value",
      );
    expect(guinea(100_000)).toBeUndefined();
    expect(guinea(80)).toMatchObject({ returns: 0 });
  });

  it("of one filer ten thousand times over are screened in a moment", () => {
    const many = Array.from({ length: 10_000 }, (_, i) =>
      invented({ row: i, year: 2003 + (i % 20), carats: 1_000 + i, usd: 90_000 + 7 * i }),
    );
    const began = performance.now();
    screen(many, [], 1);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe("carats of a half", () => {
  const ghana = (before: number, now: number) =>
    about(
      added(
        { participant: "GH", year: 2014, carats: before, usd: before * 30, row: 1 },
        { participant: "GH", year: 2015, carats: now, usd: now * 30, row: 2 },
      ),
      2,
      "volume",
    );
  it("many times those of the year before ask for a reason", () => {
    expect(ghana(33_000.5, 311_242.12)).toMatchObject({ cause: "mine-or-law", rows: [2] });
    expect(ghana(100_000.5, 1_000_005.7)?.strength).toBeGreaterThan(
      ghana(100_000.5, 650_000.7)?.strength ?? 9,
    );
    expect(ghana(100_000.5, 100_000_500)?.cause).toBe("both-slip");
  });

  it("somewhat more, little of little, or somewhat less ask nothing", () => {
    for (const [before, now] of [
      [100_000, 350_000],
      [20, 900],
      [100_000, 20_000],
    ] as const)
      expect(ghana(before + 0.11, now + 0.37)).toBeUndefined();
  });
});

describe("published figures", () => {
  const said = (
    given: Partial<PublishedFigure> & { readonly carats: PublishedFigure["carats"] },
  ): PublishedFigure => ({
    id: "F1",
    reporter: "GY",
    year: 2014,
    part: null,
    flow: "PRODUCTION",
    usd: null,
    published: "2015",
    source: "https://a.example/x",
    ...given,
  });
  const guyana = added(
    { participant: "GY", year: 2014, carats: 60_000, usd: 9_000_000, row: 1 },
    { participant: "GY", year: 2014, part: 2, carats: 61_515.07, usd: 9_100_000, row: 2 },
  );
  const ask = (...published: readonly PublishedFigure[]) =>
    about(guyana, 1, "published-otherwise", published);

  it("that the year’s returns do not make are asked about, by as much", () => {
    expect(ask(said({ carats: { value: 12_200_000n, give: 0n } }))).toMatchObject({
      rows: [1, 2],
      percent: -0.4,
      filed: 12_151_507n,
    });
  });

  it("are met within their own rounding", () => {
    expect(ask(said({ carats: { value: 12_200_000n, give: 50_000n } }))).toBeUndefined();
  });

  it("contradicted by another publication that agrees with the returns are no question to the filer", () => {
    const other = said({ id: "F2", carats: { value: 12_151_500n, give: 50n } });
    expect(ask(said({ carats: { value: 23_000_000n, give: 0n } }), other)).toBeUndefined();
    const vague = said({ id: "F2", carats: { value: 12_000_000n, give: 1_000_000n } });
    expect(ask(said({ carats: { value: 12_200_000n, give: 0n } }), vague)).toBeDefined();
  });

  it("of a year of which only one half is filed are compared with nothing", () => {
    const half = added({ participant: "GY", year: 2014, carats: 60_000, usd: 9_000_000, row: 1 });
    expect(
      about(half, 1, "published-otherwise", [said({ carats: { value: 12_200_000n, give: 0n } })]),
    ).toBeUndefined();
  });

  it("of exports a hundred times what was mined ask where the goods came from (Republic of Congo 2004)", () => {
    const congo = added(
      { participant: "CG", year: 2004, carats: 25_000.5, usd: 700_000, row: 1 },
      { participant: "CG", year: 2004, part: 2, carats: 26_000.5, usd: 730_000, row: 2 },
    );
    const exports = said({
      reporter: "CG",
      year: 2004,
      flow: "EXPORT",
      carats: { value: 520_000_000n, give: 5_000_000n },
    });
    expect(about(congo, 1, "exports-beyond", [exports])).toMatchObject({
      importsKnown: false,
      cause: "not-counted-or-not-mined",
    });
    const imports = said({
      reporter: "CG",
      year: 2004,
      flow: "IMPORT",
      carats: { value: 510_000_000n, give: 0n },
    });
    expect(about(congo, 1, "exports-beyond", [exports, imports])).toBeUndefined();
    // Somebody who imports in other years may have done so in this one.
    expect(about(congo, 1, "exports-beyond", [exports, { ...imports, year: 2006 }])).toBeUndefined();
  });

  it("beyond supply and stock are told by how much; a year’s stock is borne where nobody knows it", () => {
    const balance = { production: 100n, imports: 50n, exports: 400n, stock: null };
    expect(exportsBeyond(balance)).toEqual({ available: 150n, times: 400 / 150 });
    expect(exportsBeyond({ ...balance, exports: 300n })).toBeNull();
    expect(exportsBeyond({ ...balance, exports: 300n, stock: 0n })?.times).toBe(2);
    expect(exportsBeyond({ ...balance, stock: 250n })).toBeNull();
  });
});

describe("the share", () => {
  it("is never passed, the strongest come first, and nothing found is lost", () => {
    const noisy = [
      ...years,
      ...Array.from({ length: 30 }, (_, i) =>
        invented({ participant: "GA", year: 2003 + (i % 10), nil: true, row: i }),
      ),
    ];
    const all = screen(noisy, [], 1);
    const held = screen(noisy, [], 0.05);
    expect(all.warned.size).toBe(30);
    expect(held.warned.size).toBeLessThanOrEqual(Math.floor(noisy.length * 0.05));
    expect(held.warned.size).toBeGreaterThan(0);
    expect(held.warnings.length + held.remarks.length).toBe(all.warnings.length + all.remarks.length);
  });
});

describe("a median without one of its values", () => {
  it("is the median of the others", () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    expect(mediansWithoutEach(values)).toEqual(
      values.map((_, place) => medianOf(values.toSpliced(place, 1))),
    );
    expect(mediansWithoutEach(values.slice(1))).toEqual(
      values.slice(1).map((_, place) => medianOf(values.slice(1).toSpliced(place, 1))),
    );
  });
});
