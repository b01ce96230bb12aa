import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Observation } from "../observation.ts";
import { said } from "../testing/observations.ts";
import type { Said } from "../testing/observations.ts";
import { gapBetween } from "./gap.ts";
import { hypothesesOf } from "./hypotheses.ts";
import type { Around, Hypothesis } from "./hypotheses.ts";
import { filedKey, isOpenGap, keyOf, lineKey, mirrorLines } from "./mirror.ts";
import type { MirrorLine } from "./mirror.ts";

const out = (carats: number | null, more: Partial<Said> = {}): Observation =>
  said({
    reporter: "SL",
    flow: "EXPORT",
    counterpart: "AE",
    product: "7102.31",
    period: "2026-Q2",
    carats,
    ...more,
  });
const into = (carats: number | null, more: Partial<Said> = {}): Observation =>
  said({
    reporter: "AE",
    flow: "IMPORT",
    counterpart: "SL",
    product: "7102.31",
    period: "2026-Q2",
    carats,
    ...more,
  });

function lines(
  observations: readonly Observation[],
  filed: readonly string[] = [],
): ReadonlyMap<string, MirrorLine> {
  return new Map(mirrorLines({ observations, filed: new Set(filed) }).map((line) => [keyOf(line), line]));
}
function line(
  observations: readonly Observation[],
  filed: readonly string[] = [],
  product = "7102.31",
): MirrorLine {
  const found = lines(observations, filed).get(
    lineKey({ exporter: "SL", importer: "AE", period: "2026-Q2", product: product as "_T" }),
  );
  if (found === undefined) throw new Error("no such line");
  return found;
}
function why(
  observations: readonly Observation[],
  around: Partial<Around> = {},
  product = "7102.31",
): readonly Hypothesis[] {
  return hypothesesOf(line(observations, [], product), { lines: lines(observations), ...around });
}

describe("the symmetric difference", () => {
  const amounts = fc.bigInt({ min: 0n, max: 10n ** 15n });

  test("is the same from both sides, with the other sign, and never beyond two", () => {
    fc.assert(
      fc.property(amounts, amounts, (a, b) => {
        const [one, other] = [gapBetween(a, b), gapBetween(b, a)];
        expect(one.share + other.share).toBeCloseTo(0, 9);
        expect(Math.abs(one.share)).toBeLessThanOrEqual(2);
        expect(one.amount).toBe(b - a);
      }),
    );
  });

  test("is two where one side has nothing, and nought where both have the same", () => {
    expect(gapBetween(0n, 5n).share).toBe(2);
    expect(gapBetween(5n, 0n).share).toBe(-2);
    expect(gapBetween(7n, 7n).share).toBe(0);
    expect(gapBetween(0n, 0n).share).toBe(0);
  });
});

describe("both sides of a pair", () => {
  test("agree within the dead zone and differ beyond it", () => {
    expect(line([out(1000), into(1040)]).carats.kind).toBe("AGREES");
    expect(line([out(1000), into(1060)]).carats).toMatchObject({ kind: "DIFFERS", gap: { amount: 6000n } });
  });

  test("no return on one side is missing; a return that names others is nil", () => {
    expect(line([out(1000)]).carats).toEqual({ kind: "ONE_MISSING", missing: "IMPORTER" });
    expect(line([out(1000)], [filedKey("AE", "2026-Q2")]).carats).toMatchObject({
      kind: "NIL_AGAINST_FIGURE",
      nil: "IMPORTER",
    });
  });

  test("nil against nil agrees about nothing, and two silences are apart from that", () => {
    expect(line([out(null, { nil: true }), into(null, { nil: true })]).carats.kind).toBe("BOTH_NIL");
    const expected = mirrorLines({
      observations: [],
      filed: new Set(),
      expected: [{ exporter: "SL", importer: "AE", period: { kind: "QUARTER", year: 2026, part: 2 } }],
    });
    expect(expected.map(({ carats }) => carats.kind)).toEqual(["BOTH_MISSING"]);
  });

  test("unlike is not compared with unlike", () => {
    const values = line([
      out(1000, { usd: 5000, valuation: "FOB" }),
      into(1000, { usd: 5300, valuation: "CIF" }),
    ]);
    expect(values.usd).toEqual({ kind: "UNLIKE", why: ["VALUATION"] });
    expect(values.carats.kind).toBe("AGREES");
    expect(line([out(1000, { basis: "GROSS" }), into(600, { basis: "NET" })]).carats).toEqual({
      kind: "UNLIKE",
      why: ["BASIS"],
    });
    const fiscal: Observation = {
      ...into(900),
      period: { kind: "FISCAL", original: "2026-27", from: "2026-04-01", until: "2027-04-01" },
    };
    expect(line([out(1000), fiscal]).carats).toEqual({ kind: "UNLIKE", why: ["PERIOD"] });
  });

  test("what only one side states is compared, and said to be assumed", () => {
    expect(line([out(1000, { basis: "GROSS" }), into(1000)]).carats).toMatchObject({
      kind: "AGREES",
      assumed: ["BASIS"],
    });
  });

  test("an amount that is not given is no zero, and one that is withheld stays so", () => {
    expect(line([out(1000), into(null, { usd: 5000 })]).carats.kind).toBe("NOT_GIVEN");
    expect(line([out(1000), into(null, { status: "WITHHELD" })]).carats.kind).toBe("WITHHELD");
  });

  test("codes and origins add up to the sum of the pair, unless the source gives it itself", () => {
    const codes = [out(600), out(400, { product: "7102.10" }), out(50, { origin: "SL" })];
    expect(line(codes, [], "_T").exported).toMatchObject({ carats: 105_000n });
    expect(line([...codes, out(1200, { product: "_T" })], [], "_T").exported).toMatchObject({
      carats: 120_000n,
    });
  });

  test("whoever is exchanged, the gap only changes its sign", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.integer({ min: 1, max: 10 ** 9 }), (a, b) => {
        const [one, other] = [line([out(a), into(b)]).carats, line([out(b), into(a)]).carats];
        expect(one.kind).toBe(other.kind);
        if ("gap" in one && "gap" in other) expect(one.gap.amount).toBe(-other.gap.amount);
      }),
    );
  });

  test("only what differs, or stands on one side alone, is a gap to look at", () => {
    expect(isOpenGap(line([out(1000), into(1000)]))).toBe(false);
    expect(isOpenGap(line([out(1000)]))).toBe(true);
    expect(isOpenGap(line([out(null, { nil: true }), into(null, { nil: true })]))).toBe(false);
  });
});

describe("what may explain a gap", () => {
  test("nothing is offered where the two agree", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), (a) => {
        expect(why([out(a, { usd: a * 7 }), into(a, { usd: a * 7 })])).toEqual([]);
      }),
    );
  });

  test("a tenfold slip, with the side that is larger", () => {
    expect(why([out(1000), into(10_010)])).toContainEqual({
      kind: "tenfold",
      of: "carats",
      times: 10,
      larger: "IMPORTER",
    });
    expect(why([out(1000), into(7000)]).filter(({ kind }) => kind === "tenfold")).toEqual([]);
  });

  test("carats and value exchanged on one side", () => {
    expect(why([out(1000, { usd: 90_000 }), into(90_000, { usd: 1000 })])).toContainEqual({
      kind: "swapped",
      side: "IMPORTER",
    });
  });

  test("one code for another, where all codes together agree", () => {
    const rows = [out(600), out(400, { product: "7102.10" }), into(400), into(600, { product: "7102.10" })];
    expect(why(rows)).toContainEqual({ kind: "code", codes: ["7102.10"], carats: 100_000n });
  });

  test("goods on their way over the period’s end, from the register", () => {
    const found = why([out(1000), into(700)], { inFlight: { carats: 290_00n, certificates: 3 } });
    expect(found).toContainEqual(expect.objectContaining({ kind: "in-flight", certificates: 3 }));
    expect(why([out(700), into(1000)], { inFlight: { carats: 290_00n, certificates: 3 } })).toEqual([]);
  });

  test("the next period closes the gap", () => {
    const rows = [out(1000), into(700), out(500, { period: "2026-Q3" }), into(800, { period: "2026-Q3" })];
    expect(why(rows)).toContainEqual({
      kind: "neighbour",
      period: "2026-Q3",
      exported: 150_000n,
      imported: 150_000n,
    });
  });

  test("freight and insurance, where the carats agree", () => {
    const rows = [
      out(1000, { usd: 100_000, valuation: "FOB" }),
      into(1000, { usd: 108_000, valuation: "CIF" }),
    ];
    expect(why(rows)).toEqual([{ kind: "valuation", percent: 8, stated: true }]);
    expect(why([out(1000, { usd: 100_000 }), into(1000, { usd: 250_000 })])).toEqual([]);
  });

  test("a third that stands in the place of one of the two", () => {
    const rows = [
      out(1000),
      into(400),
      into(600, { counterpart: "BE" }),
      said({
        reporter: "BE",
        flow: "EXPORT",
        counterpart: "AE",
        product: "7102.31",
        period: "2026-Q2",
        nil: true,
      }),
    ];
    expect(why(rows)).toContainEqual(
      expect.objectContaining({ kind: "partner", third: "BE", side: "EXPORTER", carats: 60_000n }),
    );
  });

  test("goods sold on by a third and entered under where they first came from", () => {
    const rows = [
      out(400),
      into(1000),
      out(700, { counterpart: "EU" }),
      said({
        reporter: "EU",
        flow: "IMPORT",
        counterpart: "SL",
        product: "7102.31",
        period: "2026-Q2",
        carats: 700,
      }),
      said({
        reporter: "EU",
        flow: "EXPORT",
        counterpart: "AE",
        product: "7102.31",
        period: "2026-Q2",
        carats: 800,
      }),
      into(200, { counterpart: "EU" }),
    ];
    expect(why(rows)).toContainEqual(
      expect.objectContaining({ kind: "re-export", third: "EU", carats: 60_000n }),
    );
  });

  test("what a reader may not see explains nothing to them", () => {
    const rows = [out(1000), into(400), into(600, { counterpart: "BE" })];
    expect(why(rows).filter(({ kind }) => kind === "partner")).toEqual([]);
  });
});
