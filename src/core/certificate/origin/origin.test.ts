// Mixed origin and re-export: carats out never exceed carats in, per origin where known; origin follows the sources;
// provenance is its own question. Examples, every small case, and properties.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RoughCode } from "#core/kp/goods.ts";
import { drawStands, leftOf, refusalOf, totalLeft, withOrigin } from "./balance.ts";
import type { Taking } from "./balance.ts";
import { receivedOf, totalReceived } from "./received.ts";
import type { IncomingGoods, Received } from "./received.ts";
import { decideReexport, mayBecome } from "./reexport.ts";
import type { DrawLine, Reexport, SourceToDraw } from "./reexport.ts";
import { knownOrigins, originFault, provenanceOf } from "./stated-origin.ts";

const sorted = "7102.31";
const industrial = "7102.21";
const unsorted = "7102.10";

const fromSierraLeone: IncomingGoods = {
  origin: { kind: "SINGLE", country: "SL" },
  lines: [{ code: sorted, carats: 10_000n }],
};
const listed: IncomingGoods = {
  origin: { kind: "MIXED", listed: ["BW", "ZA"] },
  lines: [{ code: sorted, carats: 5_000n }],
};
const split: IncomingGoods = {
  origin: { kind: "MIXED", listed: ["BW", "ZA"] },
  lines: [
    { code: sorted, carats: 3_000n, origin: "BW" },
    { code: sorted, carats: 2_000n, origin: "ZA" },
  ],
};
const asterisks: IncomingGoods = {
  origin: { kind: "MIXED", listed: [] },
  lines: [{ code: sorted, carats: 700n }],
};

describe("what came in", () => {
  it("counts to its country when the certificate names one", () => {
    expect(receivedOf(fromSierraLeone).pools).toEqual([{ code: sorted, origin: "SL", carats: 10_000n }]);
  });

  it("counts to the set when the origins are listed without a split, to nothing known when they are not", () => {
    expect(receivedOf(listed)).toMatchObject({
      pools: [{ code: sorted, origin: null, carats: 5_000n }],
      unsplit: ["BW", "ZA"],
    });
    expect(receivedOf(asterisks)).toMatchObject({ pools: [{ origin: null, carats: 700n }], unsplit: [] });
  });

  it("counts to each country where the lines name them", () => {
    expect(receivedOf(split).pools).toEqual([
      { code: sorted, origin: "BW", carats: 3_000n },
      { code: sorted, origin: "ZA", carats: 2_000n },
    ]);
  });

  it("is what the importing desk found, not what was certified", () => {
    const found = receivedOf({ ...fromSierraLeone, found: [{ code: sorted, carats: 9_700n }] });
    expect(totalReceived(found)).toBe(9_700n);
    expect(found.pools).toEqual([{ code: sorted, origin: "SL", carats: 9_700n }]);
  });

  it("with less found than certified, no country has more than certified and the code has no more than found", () => {
    const found = receivedOf({ ...split, found: [{ code: sorted, carats: 4_000n }] });
    const before = [{ code: sorted, origin: "BW", carats: 3_000n }] as const;
    expect(leftOf(found, before)).toMatchObject([
      { origin: "BW", carats: 0n },
      { origin: "ZA", carats: 1_000n },
    ]);
  });

  it("with more found than certified, nobody said where the surplus was mined", () => {
    const found = receivedOf({ ...split, found: [{ code: sorted, carats: 5_050n }] });
    expect(found.pools).toContainEqual({ code: sorted, origin: null, carats: 50n });
  });

  it("found under another code than certified, keeps the origin of the certificate", () => {
    const found = receivedOf({ ...fromSierraLeone, found: [{ code: industrial, carats: 100n }] });
    expect(found.pools).toEqual([{ code: industrial, origin: "SL", carats: 100n }]);
  });
});

describe("a draw", () => {
  const received = receivedOf(fromSierraLeone);
  const draw = (carats: bigint): Taking => ({ code: sorted, origin: "SL", carats });

  it("is refused beyond what is left, to the hundredth of a carat", () => {
    expect(refusalOf(received, [draw(9_999n)], draw(1n))).toBeUndefined();
    expect(refusalOf(received, [draw(9_999n)], draw(2n))).toEqual({ code: "MORE_THAN_LEFT", left: 1n });
  });

  it("is refused from what the certificate did not bring", () => {
    expect(refusalOf(received, [], { code: industrial, origin: null, carats: 1n })?.code).toBe(
      "NOT_IN_SOURCE",
    );
    expect(refusalOf(received, [], { code: sorted, origin: "BW", carats: 1n })?.code).toBe("NOT_OF_COUNTRY");
    expect(refusalOf(receivedOf(listed), [], { code: sorted, origin: "BW", carats: 1n })?.code).toBe(
      "NOT_OF_COUNTRY",
    );
  });

  it("of nothing or less is refused", () => {
    expect(refusalOf(received, [], draw(0n))?.code).toBe("NOT_POSITIVE");
    expect(refusalOf(received, [], draw(-1n))?.code).toBe("NOT_POSITIVE");
  });

  it("without a country means the only pool of its code, and stays open where there are several", () => {
    expect(withOrigin(received, { code: sorted, origin: null, carats: 1n }).origin).toBe("SL");
    expect(withOrigin(receivedOf(split), { code: sorted, origin: null, carats: 1n }).origin).toBeNull();
  });

  it("is given back by an unused, withdrawn or replaced certificate, and by goods that came back", () => {
    for (const state of ["RETURNED_UNUSED", "INVALIDATED", "REPLACED"])
      expect(drawStands(state, false)).toBe(false);
    expect(drawStands("SENT_BACK", true)).toBe(false);
  });

  it("stays drawn while the certificate lives, when its goods are gone, and when they left before it was withdrawn", () => {
    for (const state of ["ISSUED", "EXPORTED", "CONFIRMED", "LOST", "STOLEN", "DETAINED", "FORFEITED"])
      expect([state, drawStands(state, true)]).toEqual([state, true]);
    expect(drawStands("INVALIDATED", true)).toBe(true);
  });
});

describe("the stated origin", () => {
  const known = (...goods: readonly IncomingGoods[]) =>
    knownOrigins(
      goods.map(receivedOf).flatMap((received) => received.pools.map(({ origin }) => ({ origin, received }))),
    );
  const single = (country: string) => ({ kind: "SINGLE", country }) as const;
  const mixed = (...countries: string[]) => ({ kind: "MIXED", listed: countries }) as const;

  it("may be one country only where everything drawn is known to come from it", () => {
    expect(originFault(single("SL"), known(fromSierraLeone), [])).toBeUndefined();
    expect(originFault(single("BW"), known(fromSierraLeone), [])?.code).toBe("ORIGIN_IS_MIXED");
    expect(originFault(single("SL"), known(fromSierraLeone, asterisks), [])?.code).toBe("ORIGIN_IS_MIXED");
    expect(originFault(single("BW"), known(listed), [])?.code).toBe("ORIGIN_IS_MIXED");
  });

  it("is not mixed where everything comes from one country", () => {
    expect(originFault(mixed(), known(fromSierraLeone), [])).toEqual({
      code: "ORIGIN_IS_SINGLE",
      country: "SL",
    });
  });

  it("lists exactly the countries of the sources, or prints asterisks", () => {
    expect(originFault(mixed("BW", "SL", "ZA"), known(fromSierraLeone, listed), [])).toBeUndefined();
    expect(originFault(mixed(), known(fromSierraLeone, listed), [])).toBeUndefined();
    expect(originFault(mixed("BW", "SL"), known(fromSierraLeone, listed), [])).toEqual({
      code: "ORIGINS_NOT_OF_SOURCES",
      countries: ["BW", "SL", "ZA"],
    });
  });

  it("cannot be listed when part of the sources did not say", () => {
    expect(originFault(mixed("SL", "BW"), known(fromSierraLeone, asterisks), [])?.code).toBe(
      "ORIGINS_NOT_KNOWN",
    );
    expect(originFault(mixed(), known(fromSierraLeone, asterisks), [])).toBeUndefined();
  });

  it("takes in what was mined here", () => {
    expect(originFault(mixed("SL", "ZA"), known(fromSierraLeone), ["ZA"])).toBeUndefined();
    expect(originFault(single("ZA"), known(fromSierraLeone), ["ZA"])?.code).toBe("ORIGIN_IS_MIXED");
  });
});

describe("provenance", () => {
  it("is who issued the incoming papers, whatever the stones’ origin", () => {
    expect(provenanceOf([{ participant: "EU" }, { participant: "AE" }, { participant: "EU" }])).toEqual([
      "AE",
      "EU",
    ]);
  });
});

const source = (
  name: string,
  goods: IncomingGoods,
  draws: readonly DrawLine[],
  more: Partial<SourceToDraw> = {},
): SourceToDraw => ({
  source: name,
  participant: "SL",
  received: receivedOf(goods),
  before: [],
  draws,
  losses: [],
  ...more,
});
const take = (
  carats: bigint,
  code: RoughCode = sorted,
  origin: string | null = null,
  becomes = code,
): DrawLine => ({ code, origin, carats, becomes });
const reexport = (more: Partial<Reexport>): Reexport => ({
  origin: { kind: "SINGLE", country: "SL" },
  lines: [{ code: sorted, carats: 4_000n }],
  sources: [source("a", fromSierraLeone, [take(4_000n)])],
  partlyMinedHere: false,
  isHere: (country) => country === "BE",
  ...more,
});
const codes = (more: Partial<Reexport>): readonly string[] =>
  decideReexport(reexport(more)).problems.map(({ field, code }) => `${field} ${code}`);

describe("a re-export", () => {
  it("is covered when its draws make up its lines; its pools are then named", () => {
    const decision = decideReexport(reexport({}));
    expect(decision.problems).toEqual([]);
    expect(decision.sources[0]?.draws[0]?.origin).toBe("SL");
    expect(decision.provenance).toEqual(["SL"]);
  });

  it("needs a source, a draw from each, and each source once", () => {
    expect(codes({ sources: [] })).toEqual(["sources SOURCES_MISSING"]);
    expect(codes({ sources: [source("a", fromSierraLeone, [])] })).toEqual(["sources.0 DRAW_MISSING"]);
    expect(
      codes({
        sources: [source("a", fromSierraLeone, [take(1n)]), source("a", fromSierraLeone, [take(1n)])],
      }),
    ).toEqual(["sources.1 SOURCE_TWICE"]);
  });

  it("is refused where the sources leave carats open, and where they give more than leaves", () => {
    expect(codes({ sources: [source("a", fromSierraLeone, [take(3_999n)])] })).toEqual([
      "sources SOURCES_LESS",
    ]);
    expect(codes({ sources: [source("a", fromSierraLeone, [take(4_001n)])] })).toEqual([
      "sources SOURCES_MORE",
    ]);
  });

  it("counts what others drew before, and what is lost now", () => {
    const before = [{ code: sorted, origin: "SL", carats: 5_900n }] as const;
    const loss = { code: sorted, origin: null, carats: 101n, kind: "BOILING", reason: "acid" } as const;
    expect(codes({ sources: [source("a", fromSierraLeone, [take(4_000n)], { before })] })).toEqual([]);
    expect(
      codes({ sources: [source("a", fromSierraLeone, [take(4_000n)], { before, losses: [loss] })] }),
    ).toEqual(["sources.0.losses.0.carats DRAW_MORE_THAN_LEFT"]);
    expect(
      codes({
        sources: [source("a", fromSierraLeone, [take(4_000n)], { losses: [{ ...loss, reason: " " }] })],
      }),
    ).toEqual(["sources.0.losses.0.reason LOSS_REASON_MISSING"]);
  });

  it("cannot draw the same carat twice in one application", () => {
    expect(
      codes({
        lines: [{ code: sorted, carats: 12_000n }],
        sources: [source("a", fromSierraLeone, [take(6_000n), take(6_000n)])],
      }),
    ).toEqual(["sources.0.draws.1.carats DRAW_MORE_THAN_LEFT"]);
  });

  it("may call unsorted goods sorted, and nothing else by another name", () => {
    const rough = { ...fromSierraLeone, lines: [{ code: unsorted, carats: 10_000n }] } as const;
    expect(codes({ sources: [source("a", rough, [take(4_000n, unsorted, null, sorted)])] })).toEqual([]);
    expect(
      codes({
        lines: [{ code: industrial, carats: 4_000n }],
        sources: [source("a", fromSierraLeone, [take(4_000n, sorted, null, industrial)])],
      }),
    ).toEqual(["sources.0.draws.0.becomes DRAW_CODE_CHANGED"]);
    expect(mayBecome(sorted, unsorted)).toBe(false);
  });

  it("names on a line only origins that its draws are known to have", () => {
    const origin = { kind: "MIXED", listed: ["BW", "ZA"] } as const;
    const lines = [
      { code: sorted, carats: 3_000n, origin: "BW" },
      { code: sorted, carats: 1_000n, origin: "ZA" },
    ] as const;
    const draws = [take(3_000n, sorted, "BW"), take(1_000n, sorted, "ZA")];
    expect(codes({ origin, lines, sources: [source("a", split, draws)] })).toEqual([]);
    expect(codes({ origin, lines, sources: [source("a", listed, [take(4_000n)])] })).toEqual([
      "sources SOURCES_ORIGIN_LESS",
      "sources SOURCES_ORIGIN_LESS",
    ]);
  });

  it("of goods partly mined here may be larger than its draws", () => {
    expect(
      codes({
        partlyMinedHere: true,
        isHere: (country) => country === "ZA",
        origin: { kind: "MIXED", listed: ["SL", "ZA"] },
        lines: [{ code: sorted, carats: 9_000n }],
      }),
    ).toEqual([]);
  });
});

describe("whatever is drawn, in whatever order", () => {
  const code = fc.constantFrom<RoughCode>(unsorted, industrial, sorted);
  const country = fc.constantFrom("SL", "BW", "ZA");
  const line = fc.record({ code, carats: fc.bigInt(1n, 400n) });
  const goods: fc.Arbitrary<IncomingGoods> = fc.oneof(
    fc.record({
      origin: country.map((one) => ({ kind: "SINGLE" as const, country: one })),
      lines: fc.array(line, { minLength: 1, maxLength: 4 }),
      found: fc.array(line, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      origin: fc.constantFrom(
        { kind: "MIXED" as const, listed: [] as string[] },
        { kind: "MIXED" as const, listed: ["SL", "BW", "ZA"] },
      ),
      lines: fc.array(fc.record({ code, carats: fc.bigInt(1n, 400n) }), { minLength: 1, maxLength: 4 }),
    }),
    fc.record({
      origin: fc.constant({ kind: "MIXED" as const, listed: ["SL", "BW", "ZA"] }),
      lines: fc.array(fc.record({ code, carats: fc.bigInt(1n, 400n), origin: country }), {
        minLength: 1,
        maxLength: 5,
      }),
      found: fc.array(line, { minLength: 1, maxLength: 3 }),
    }),
  );
  const taking = fc.record({ code, origin: fc.option(country), carats: fc.bigInt(-2n, 300n) });

  const taken = (received: Received, wishes: readonly Taking[]): Taking[] => {
    const done: Taking[] = [];
    for (const wish of wishes) if (refusalOf(received, done, wish) === undefined) done.push(wish);
    return done;
  };
  const sum = (rows: readonly { carats: bigint }[]): bigint =>
    rows.reduce((all, { carats }) => all + carats, 0n);

  it("never more than was received: in all, of a code, of a known origin", () => {
    fc.assert(
      fc.property(goods, fc.array(taking, { maxLength: 25 }), (incoming, wishes) => {
        const received = receivedOf(incoming);
        const done = taken(received, wishes);
        expect(sum(done) <= sum(incoming.found ?? incoming.lines)).toBe(true);
        for (const one of [unsorted, industrial, sorted] as const) {
          const arrived = sum((incoming.found ?? incoming.lines).filter((row) => row.code === one));
          expect(sum(done.filter((row) => row.code === one)) <= arrived).toBe(true);
          if (incoming.origin.kind === "SINGLE") continue;
          for (const from of ["SL", "BW", "ZA"]) {
            const certified = sum(incoming.lines.filter((row) => row.code === one && row.origin === from));
            const out = sum(done.filter((row) => row.code === one && row.origin === from));
            // All of a code from one country: what was found of it counts, more or less than certified.
            const alone = incoming.lines.every((row) => row.code !== one || row.origin === from);
            expect(out <= (alone ? arrived : certified)).toBe(true);
          }
        }
        expect(totalLeft(received, done)).toBe(totalReceived(received) - sum(done));
        for (const pool of leftOf(received, done)) expect(pool.carats >= 0n).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it("what is left does not depend on the order, nor on how a taking is divided", () => {
    fc.assert(
      fc.property(
        goods,
        fc.array(taking, { maxLength: 12 }),
        fc.bigInt(1n, 100n),
        (incoming, wishes, part) => {
          const received = receivedOf(incoming);
          const done = taken(received, wishes);
          const divided = done.flatMap((one) =>
            one.carats > part
              ? [
                  { ...one, carats: part },
                  { ...one, carats: one.carats - part },
                ]
              : [one],
          );
          expect(leftOf(received, done.toReversed())).toEqual(leftOf(received, done));
          expect(leftOf(received, divided)).toEqual(leftOf(received, done));
        },
      ),
    );
  });

  it("in other units, the answers are the same", () => {
    fc.assert(
      fc.property(
        goods,
        fc.array(taking, { maxLength: 12 }),
        fc.bigInt(2n, 50n),
        (incoming, wishes, times) => {
          const scale = <T extends { carats: bigint }>(rows: readonly T[]): T[] =>
            rows.map((row) => ({ ...row, carats: row.carats * times }));
          const larger: IncomingGoods = {
            ...incoming,
            lines: scale(incoming.lines),
            ...(incoming.found === undefined ? {} : { found: scale(incoming.found) }),
          };
          expect(taken(receivedOf(larger), scale(wishes))).toEqual(
            scale(taken(receivedOf(incoming), wishes)),
          );
        },
      ),
    );
  });

  it("what another source holds changes nothing", () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 20_000n), goods, (carats, other) => {
        const one = decideReexport(reexport({ sources: [source("a", fromSierraLeone, [take(carats)])] }));
        const more = decideReexport(
          reexport({ sources: [source("a", fromSierraLeone, [take(carats)]), source("b", other, [])] }),
        );
        const ofTheFirst = (all: typeof one) =>
          all.problems.filter(({ field }) => field.startsWith("sources.0."));
        expect(ofTheFirst(more)).toEqual(ofTheFirst(one));
      }),
    );
  });
});

describe("every sequence of up to four takings from a small source", () => {
  // Two codes, two countries and the unsplit rest, one to three units each; found less, as much, more than certified.
  const lines = [
    { code: sorted, carats: 2n, origin: "BW" },
    { code: sorted, carats: 1n, origin: "ZA" },
    { code: industrial, carats: 1n },
  ] as const;
  const sources = [undefined, 0n, 1n, 2n, 3n, 4n].map((arrived): IncomingGoods => ({
    origin: { kind: "MIXED", listed: ["BW", "ZA"] },
    lines,
    ...(arrived === undefined
      ? {}
      : {
          found: [
            { code: sorted, carats: arrived },
            { code: industrial, carats: 1n },
          ],
        }),
  }));
  const choices: Taking[] = [sorted, industrial].flatMap((one) =>
    ["BW", "ZA", null].flatMap((origin) =>
      [1n, 2n].map((carats) => ({ code: one as RoughCode, origin, carats })),
    ),
  );

  it("is let through exactly when a shelf of single carats still holds what it asks for", () => {
    let looked = 0;
    for (const incoming of sources) {
      const received = receivedOf(incoming);
      const arrived = incoming.found?.[0]?.carats ?? 3n;
      const holds = (all: readonly Taking[]): boolean => {
        const out = (one: string, origin: string | null): bigint =>
          all
            .filter((row) => row.code === one && row.origin === origin)
            .reduce((n, row) => n + row.carats, 0n);
        const surplus = arrived > 3n ? arrived - 3n : 0n;
        const ofSorted = out(sorted, "BW") + out(sorted, "ZA") + out(sorted, null);
        return (
          out(sorted, "BW") <= 2n &&
          out(sorted, "ZA") <= 1n &&
          out(sorted, null) <= surplus &&
          ofSorted <= arrived &&
          out(industrial, null) <= 1n &&
          out(industrial, "BW") + out(industrial, "ZA") === 0n
        );
      };
      const visit = (done: readonly Taking[], depth: number): void => {
        for (const wish of choices) {
          looked++;
          const may = refusalOf(received, done, wish) === undefined;
          expect(may).toBe(holds([...done, wish]));
          if (may && depth > 1) visit([...done, wish], depth - 1);
        }
      };
      visit([], 4);
    }
    expect(looked).toBeGreaterThan(500);
  });
});
