import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../kp/dates.ts";
import { readCounted } from "./acts.ts";
import { addCounts, checkCounts, countActs } from "./counts.ts";
import { ledgerOf } from "./ledger.ts";
import type { PublicAct } from "./ledger.ts";
import { beginOf } from "./periods.ts";
import { act, actsOf, counted, publicIdOf } from "./testing/log.ts";

const authority = "SL-KPA";
const certificate = (number: number, day: string): readonly PublicAct[] =>
  actsOf({ id: publicIdOf(number), authority, carats: 1n, usd: 1n, issuedAt: `${day}T10:00:00.000Z` });
const one = { issued: 1, validated: 1 };
const two = { issued: 2, validated: 2 };

const acts = [
  ...certificate(1, "2026-11-10"),
  ...certificate(2, "2026-11-12"),
  ...certificate(3, "2026-11-12"),
];
const count = (from: string, to: string, counts: object, totals: object, more = {}): PublicAct =>
  counted(authority, `${addDays(to, 1)}T00:10:00.000Z`, {
    from,
    to,
    counts: { ...counts },
    totals: { ...totals },
    ...more,
  });
const whole = [
  count("2026-11-10", "2026-11-10", one, one),
  count("2026-11-11", "2026-11-11", {}, one),
  count("2026-11-12", "2026-11-12", two, { issued: 3, validated: 3 }),
];
const until = "2026-11-12";
const differences = (all: readonly PublicAct[], last = until) =>
  checkCounts(ledgerOf(all), authority, last).differences;

describe("the counts of an authority", () => {
  test("agree with its acts when every day is counted as it was", () => {
    const check = checkCounts(ledgerOf([...acts, ...whole]), authority, until);
    expect(check).toMatchObject({ since: "2026-11-10", differences: [] });
    expect(check.periods.map(({ from, counts }) => [from, counts])).toEqual([
      ["2026-11-10", one],
      ["2026-11-11", {}],
      ["2026-11-12", two],
    ]);
    expect(checkCounts(ledgerOf([]), authority, until)).toEqual({
      since: null,
      periods: [],
      differences: [],
    });
  });

  test("have a hole for every day that was not counted", () => {
    expect(differences([...acts, whole[0] as PublicAct], "2026-11-14")).toEqual([
      { code: "no-count", from: "2026-11-11", to: "2026-11-14" },
    ]);
    expect(differences([...acts, whole[0] as PublicAct, whole[2] as PublicAct])[0]).toEqual({
      code: "no-count",
      from: "2026-11-11",
      to: "2026-11-11",
    });
    expect(differences(acts)).toEqual([{ code: "no-count", from: "2026-11-10", to: until }]);
  });

  test("name the act that was hidden, and the one that came too late", () => {
    const hidden = [...acts.slice(0, -2), ...whole];
    expect(differences(hidden)).toEqual(
      ["issued", "validated"].map((kind) => ({
        code: "count-differs",
        from: "2026-11-12",
        to: "2026-11-12",
        kind,
        counted: 2,
        found: 1,
      })),
    );
    const late = [...acts, ...whole, ...certificate(4, "2026-11-11")];
    expect(differences(late)).toMatchObject([
      { code: "count-differs", from: "2026-11-11", kind: "issued", counted: 0, found: 1 },
      { code: "count-differs", from: "2026-11-11", kind: "validated", counted: 0, found: 1 },
    ]);
  });

  test("do not hide an act, whichever it is", () => {
    fc.assert(
      fc.property(fc.nat(acts.length - 1), (place) => {
        const shown = acts.filter((_, i) => i !== place);
        expect(differences([...shown, ...whole])).toContainEqual(
          expect.objectContaining({
            code: "count-differs",
            kind: acts[place]?.type.slice("certificate.".length),
          }),
        );
      }),
    );
  });

  test("have running totals that follow from them", () => {
    const wrong = [...whole.slice(0, 2), count("2026-11-12", "2026-11-12", two, two)];
    expect(differences([...acts, ...wrong])).toMatchObject([
      { code: "total-differs", kind: "issued", counted: 2, found: 3 },
      { code: "total-differs", kind: "validated", counted: 2, found: 3 },
    ]);
  });

  test("are put right by a count that names the wrong one, and by no other", () => {
    const wrong = count("2026-11-10", "2026-11-10", { issued: 5, validated: 1 }, { issued: 5, validated: 1 });
    const right = counted(authority, "2026-11-11T08:00:00.000Z", {
      from: "2026-11-10",
      to: "2026-11-10",
      counts: one,
      totals: one,
      corrects: wrong.leafHash,
    });
    expect(differences([...acts, wrong, right, ...whole.slice(1)])).toEqual([]);
    const [, , ...rest] = [wrong, right, ...whole.slice(1)];
    expect(differences([...acts, wrong, whole[0] as PublicAct, ...rest])).toContainEqual({
      code: "counted-twice",
      from: "2026-11-10",
      to: "2026-11-10",
    });
    const lost = count(
      "2026-11-12",
      "2026-11-12",
      two,
      { issued: 3, validated: 3 },
      { corrects: new Uint8Array(32) },
    );
    expect(differences([...acts, ...whole.slice(0, 2), lost])).toEqual([
      { code: "corrects-nothing", from: "2026-11-12", to: "2026-11-12" },
    ]);
  });

  test("are not put right by a count of other days", () => {
    const [first] = whole as [PublicAct, ...PublicAct[]];
    const other = count(
      "2026-11-12",
      "2026-11-12",
      two,
      { issued: 3, validated: 3 },
      { corrects: first.leafHash },
    );
    expect(differences([...acts, ...whole.slice(0, 2), other])).toEqual([
      { code: "corrects-nothing", from: "2026-11-12", to: "2026-11-12" },
    ]);
  });

  test("are not given before the day is over", () => {
    const early = { ...(whole[2] as PublicAct), at: "2026-11-12T23:59:59.999Z" };
    expect(differences([...acts, ...whole.slice(0, 2), early])).toEqual([
      { code: "counted-early", from: "2026-11-12", to: "2026-11-12" },
    ]);
  });

  test("take an act by its own time in UTC, and by who signed it", () => {
    const ledger = ledgerOf([
      ...acts,
      act("certificate.confirmed", `certificate:${publicIdOf(1)}`, "BE-KPA", beginOf("2026-11-13"), {
        outcome: "full",
      }),
    ]);
    expect(countActs(ledger, "BE-KPA", "2026-11-12", "2026-11-12")).toEqual({});
    expect(countActs(ledger, "BE-KPA", "2026-11-13", "2026-11-13")).toEqual({ confirmed: 1 });
    expect(addCounts(one, two)).toEqual({ issued: 3, validated: 3 });
  });

  test("are unreadable in any other form than theirs", () => {
    const good = { from: "2026-11-10", to: "2026-11-10", counts: one, totals: one };
    expect(readCounted(good)).toEqual({ ...good, corrects: null });
    for (const bad of [
      { ...good, from: "2026-11-31" },
      { ...good, from: "2026-11-11" },
      { ...good, counts: { issued: 0 } },
      { ...good, counts: { issued: 1.5 } as never },
      { ...good, counts: { carats: 1 } },
      { ...good, totals: [] },
      { ...good, carats: 5 },
    ])
      expect(readCounted(bad)).toBeUndefined();
    expect(
      differences([
        ...acts,
        counted(authority, beginOf(until), { ...good, counts: { carats: 1 } }),
        ...whole,
      ])[0]?.code,
    ).toBe("unreadable");
  });
});
