import fc from "fast-check";
import { ristretto255 } from "@noble/curves/ed25519.js";
import { describe, expect, test } from "vitest";
import { fromHex } from "../encoding/bytes.ts";
import { flowFacts, readCommitted, readPublished } from "./acts.ts";
import { authoritiesIn, checkTotals } from "./check.ts";
import {
  blindingOf,
  commit,
  decodeBlinding,
  encodeBlinding,
  isCommitment,
  largestAmount,
  openingOf,
  opens,
  sumOpenings,
} from "./commitment.ts";
import { ledgerOf } from "./ledger.ts";
import type { PublicAct } from "./ledger.ts";
import {
  act,
  actsOf,
  claimOf,
  commitmentOf,
  committed,
  flowOf,
  openingsOf,
  publicIdOf,
  published,
} from "./testing/log.ts";
import type { TestCertificate } from "./testing/log.ts";

const order = ristretto255.Point.Fn.ORDER;
const opening = fc.record({
  value: fc.bigInt({ min: 0n, max: largestAmount }),
  blinding: fc.bigInt({ min: 0n, max: order - 1n }),
});

describe("a commitment", () => {
  test("of a sum is the sum of the commitments, and opens to nothing else", () => {
    fc.assert(
      fc.property(
        fc.array(opening, { maxLength: 6 }),
        fc.bigInt({ min: 1n, max: largestAmount }),
        (all, other) => {
          const points = all.map(commit);
          const sum = sumOpenings(all);
          expect(opens(points, sum)).toBe(true);
          expect(opens(points, { ...sum, value: sum.value + other })).toBe(false);
          expect(opens(points, { ...sum, blinding: (sum.blinding + other) % order })).toBe(false);
          expect(opens([...points, commit({ value: other, blinding: 0n })], sum)).toBe(false);
          if (points.length > 0) expect(opens(points.slice(1), sum)).toBe(false);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("of no certificates opens to nothing", () => {
    expect(opens([], { value: 0n, blinding: 0n })).toBe(true);
    expect(opens([], { value: 1n, blinding: 0n })).toBe(false);
  });

  test("is refused for an amount below nothing or above what every program holds exactly", () => {
    const blinding = 1n;
    expect(() => commit({ value: -1n, blinding })).toThrow(RangeError);
    expect(() => commit({ value: largestAmount + 1n, blinding })).toThrow(RangeError);
    expect(() => commit({ value: 1n, blinding: order })).toThrow(RangeError);
    expect(commit({ value: largestAmount, blinding })).toHaveLength(32);
    // A sum may be larger than any one of them.
    const many = Array.from({ length: 3 }, (_, i) => ({ value: largestAmount, blinding: BigInt(i) }));
    expect(opens(many.map(commit), { value: 3n * largestAmount, blinding: 3n })).toBe(true);
    // What is the same modulo the order is not the same amount.
    expect(opens([commit({ value: 5n, blinding })], { value: 5n + order, blinding })).toBe(false);
    expect(opens([commit({ value: 5n, blinding })], { value: 5n - order, blinding })).toBe(false);
  });

  test("that is no element of the group opens to nothing", () => {
    const bytes = new Uint8Array(32).fill(255);
    expect(isCommitment(bytes)).toBe(false);
    expect(opens([bytes], { value: 0n, blinding: 0n })).toBe(false);
    expect(opens([new Uint8Array(31)], { value: 0n, blinding: 0n })).toBe(false);
  });

  test("hides behind a blinding of its own for each quantity and certificate, made from the salted claim", () => {
    const one = certificate(1);
    const claim = claimOf(one);
    const id = fromHex(one.id);
    const blindings = [
      blindingOf(claim, id, "carats"),
      blindingOf(claim, id, "usd"),
      blindingOf(claim, fromHex(publicIdOf(2)), "carats"),
      blindingOf(claim.slice(0, -1), id, "carats"),
    ];
    expect(new Set(blindings).size).toBe(4);
    expect(openingOf(claim, id, "usd", 7n)).toEqual({ value: 7n, blinding: blindings[1] });
  });

  test("writes its blinding in one way only", () => {
    fc.assert(
      fc.property(opening, ({ blinding }) => {
        expect(decodeBlinding(encodeBlinding(blinding))).toBe(blinding);
      }),
    );
    expect(decodeBlinding(encodeBlinding(order))).toBeUndefined();
    expect(decodeBlinding(new Uint8Array(31))).toBeUndefined();
  });
});

const quarter = "2026-Q3";
const leftAt = "2026-08-14T09:00:00.000Z";
const confirmed = { at: "2026-08-20T09:00:00.000Z", authority: "BE-KPA" };
const later = "2026-10-01T01:00:00.000Z";

function certificate(number: number, more: Partial<TestCertificate> = {}): TestCertificate {
  return {
    id: publicIdOf(number),
    authority: "SL-KPA",
    carats: BigInt(1_000 + number),
    usd: BigInt(200_000 + number * 77),
    issuedAt: "2026-08-12T09:00:00.000Z",
    leftAt,
    confirmed,
    ...more,
  };
}

const three = [1, 2, 3].map((number) => certificate(number));
const none = flowOf([]);

/** Three certificates from Sierra Leone to Belgium, and the totals of both. */
function quarterLog(
  certificates: readonly TestCertificate[] = three,
  totals: readonly TestCertificate[] = certificates,
): readonly PublicAct[] {
  return [
    ...certificates.flatMap(actsOf),
    committed("SL-KPA", "2026-08-15T00:10:00.000Z", certificates.map(commitmentOf)),
    published("SL-KPA", quarter, later, { exports: flowOf(totals), imports: none }),
    published("BE-KPA", quarter, later, { exports: none, imports: flowOf(totals) }),
  ];
}

function verdicts(acts: readonly PublicAct[], authority = "SL-KPA") {
  const verdict = checkTotals(ledgerOf(acts), authority, quarter);
  if (verdict.state !== "published") return verdict.state;
  return [verdict.flows.exports, verdict.flows.imports].map((flow) =>
    flow.state === "differs"
      ? flow.faults.map((fault) => ("quantity" in fault ? `${fault.code} ${fault.quantity}` : fault.code))
      : flow.state,
  );
}

describe("the published totals of a quarter", () => {
  test("hold when they are the sums of all certificates that left, and of all that were confirmed", () => {
    expect(verdicts(quarterLog())).toEqual(["holds", "holds"]);
    expect(verdicts(quarterLog(), "BE-KPA")).toEqual(["holds", "holds"]);
    expect(authoritiesIn(ledgerOf(quarterLog()), quarter)).toEqual(["BE-KPA", "SL-KPA"]);
    expect(verdicts(quarterLog(), "IN-KPA")).toBe("not-published");
  });

  test("do not hold when any one certificate is left out, added, or has another amount", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.bigInt(1n, 10n ** 9n), fc.bigInt(1n, 10n ** 12n)), {
          minLength: 2,
          maxLength: 6,
        }),
        fc.nat(),
        fc.constantFrom("carats", "usd"),
        fc.bigInt(1n, 10n ** 6n),
        (amounts, pick, quantity, more) => {
          const all = amounts.map(([carats, usd], i) => certificate(i, { carats, usd }));
          const place = pick % all.length;
          const without = all.filter((_, i) => i !== place);
          const changed = all.map((one, i) =>
            i === place ? { ...one, [quantity]: one[quantity as "usd"] + more } : one,
          );
          expect(verdicts(quarterLog(all))).toEqual(["holds", "holds"]);
          expect(verdicts(quarterLog(all, without))[0]).toEqual([
            "number-differs",
            "sum-differs carats",
            "sum-differs usd",
          ]);
          expect(verdicts(quarterLog(without, all))[0]).toEqual([
            "number-differs",
            "sum-differs carats",
            "sum-differs usd",
          ]);
          const faults = verdicts(quarterLog(all, changed))[0];
          expect(faults).toContain(`sum-differs ${quantity}`);
          // The same sum with another blinding is no opening either.
          expect(verdicts(quarterLog(changed, all), "BE-KPA")[1]).toContain(`sum-differs ${quantity}`);
        },
      ),
      { numRuns: 12 },
    );
  });

  test("name the certificates of the quarter to which their issuer has not committed", () => {
    const acts = quarterLog().filter(({ type }) => type !== "certificates.committed");
    const partly = [
      ...acts.slice(0, -2),
      committed("SL-KPA", later, three.slice(1).map(commitmentOf)),
      ...acts.slice(-2),
    ];
    const verdict = checkTotals(ledgerOf(partly), "SL-KPA", quarter);
    expect(verdict).toMatchObject({
      flows: {
        exports: { state: "differs", faults: [{ code: "not-committed", certificates: [three[0]?.id] }] },
      },
    });
    // Another authority's word about it is nothing.
    const foreign = [...partly, committed("BE-KPA", later, three.map(commitmentOf))];
    expect(verdicts(foreign)[0]).toEqual(["not-committed"]);
  });

  test("do not forgive a second commitment: the first one counts", () => {
    const other = certificate(1, { carats: 9n });
    const again = committed("SL-KPA", later, [commitmentOf(other)]);
    expect(verdicts([...quarterLog(), again])[0]).toEqual(["committed-twice"]);
    const same = committed("SL-KPA", later, [commitmentOf(three[0] as TestCertificate)]);
    expect(verdicts([...quarterLog(), same])).toEqual(["holds", "holds"]);
  });

  test("count a certificate in the quarter in which its shipment left, whoever recorded that", () => {
    const nextQuarter = certificate(4, { leftAt: "2026-10-01T00:00:00.000Z" });
    const lastHour = certificate(5, { leftAt: "2026-09-30T23:59:59.999Z" });
    const unrecorded = certificate(6);
    const acts = [
      ...quarterLog().slice(0, -2),
      ...actsOf({ ...nextQuarter, confirmed: { ...confirmed, at: later } }),
      ...actsOf(lastHour),
      ...actsOf(unrecorded).filter(({ type }) => type !== "certificate.exported"),
      committed("SL-KPA", later, [nextQuarter, lastHour, unrecorded].map(commitmentOf)),
    ];
    const exports = [...three, lastHour, unrecorded];
    const total = published("SL-KPA", quarter, later, { exports: flowOf(exports), imports: none });
    expect(verdicts([...acts, total])).toEqual(["holds", "holds"]);
  });

  test("leave out what was withdrawn before it left, also when the paper turns up at a border", () => {
    const withdrawn = certificate(7);
    const subject = `certificate:${withdrawn.id}`;
    const [issued, validated] = actsOf(withdrawn);
    for (const type of [
      "certificate.replaced",
      "certificate.returned",
      "certificate.invalidated",
      "certificate.lost",
      "certificate.stolen",
    ]) {
      const acts = [
        issued as PublicAct,
        validated as PublicAct,
        act(type, subject, "SL-KPA", leftAt),
        act("certificate.presented", subject, "BE-KPA", confirmed.at),
      ];
      expect(verdicts([...acts, ...quarterLog()])).toEqual(["holds", "holds"]);
    }
    // What had left by then had left.
    const stolen = act("certificate.stolen", `certificate:${three[0]?.id}`, "SL-KPA", later);
    expect(verdicts([...quarterLog(), stolen])).toEqual(["holds", "holds"]);
  });

  test("may be withheld, and then only the number is checked", () => {
    const acts = quarterLog().slice(0, -2);
    const withheld = (certificates: number) =>
      published("SL-KPA", quarter, later, { exports: { certificates, sums: null }, imports: none });
    expect(verdicts([...acts, withheld(3)])).toEqual(["withheld", "holds"]);
    expect(verdicts([...acts, withheld(2)])).toEqual([["number-differs"], "holds"]);
  });

  test("are put right by an act that names the one it corrects, and are never given twice", () => {
    const acts = quarterLog().slice(0, -2);
    const wrong = published("SL-KPA", quarter, later, { exports: flowOf(three.slice(1)), imports: none });
    const right = { exports: flowOf(three), imports: none };
    const correction = published("SL-KPA", quarter, "2026-10-02T00:00:00.000Z", right, wrong.leafHash);
    expect(verdicts([...acts, wrong, correction])).toEqual(["holds", "holds"]);
    expect(verdicts([...acts, wrong, published("SL-KPA", quarter, "2026-10-02T00:00:00.000Z", right)])).toBe(
      "published-twice",
    );
    // Nobody corrects another's totals.
    const foreign = { ...correction, organisation: "BE-KPA" };
    expect(verdicts([...acts, wrong, foreign])[0]).toContain("number-differs");
  });

  test("are unreadable in any other form than theirs", () => {
    const good = quarterLog().at(-2)?.public ?? {};
    expect(readPublished(good)).toBeDefined();
    const flow = flowFacts(flowOf(three));
    for (const bad of [
      { ...good, quarter: "2026-Q5" },
      { ...good, participant: "sl" },
      { ...good, more: 1 },
      { ...good, exports: null },
      { ...good, exports: { ...flow, carats: -1 } },
      { ...good, exports: { ...flow, carats: "12" } },
      { ...good, exports: { ...flow, withheld: true } },
      { ...good, exports: { ...flow, blindingUsd: encodeBlinding(order) } },
      { ...good, corrects: new Uint8Array(31) },
    ])
      expect(readPublished(bad)).toBeUndefined();
    for (const items of [new Uint8Array(0), new Uint8Array(79), new Uint8Array(80 * 601), "x"])
      expect(readCommitted({ items })).toBeUndefined();
    const unreadable = { ...(quarterLog().at(-2) as PublicAct), public: {} };
    expect(ledgerOf([unreadable]).unreadable).toEqual([unreadable]);
  });

  test("open certificate by certificate for whoever holds its claim", () => {
    const [one] = three as [TestCertificate, ...TestCertificate[]];
    const { points } = commitmentOf(one);
    expect(opens([points.carats], openingsOf(one).carats)).toBe(true);
    expect(opens([points.carats], openingsOf({ ...one, carats: one.carats + 1n }).carats)).toBe(false);
  });
});
