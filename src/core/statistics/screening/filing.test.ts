import { expect, test } from "vitest";
import type { Observation } from "../observation.ts";
import type { ReturnRow } from "../return-rules.ts";
import { needsReason, screenReturn } from "./filing.ts";
import type { FilingScreening } from "./filing.ts";

const row = (more: Partial<ReturnRow> = {}): ReturnRow => ({
  flow: "PRODUCTION",
  counterpart: "_Z",
  product: "_T",
  mining: "ASM",
  origin: "_Z",
  carats: 21_512_300n,
  usd: 3_912_000_000n,
  count: null,
  status: "NORMAL",
  valuation: null,
  note: null,
  ...more,
});
const observed = (year: number, part: 1 | 2, more: Partial<Observation> = {}): Observation => ({
  ...row({
    carats: 20_000_000n + BigInt((year - 2000) * 7_919 + part * 13_337),
    usd: 3_700_000_000n + BigInt((year - 2000) * 99_991),
  }),
  reporter: "SL",
  period: { kind: "HALF", year, part },
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
const past = [2021, 2022, 2023, 2024, 2025].flatMap((year) => [observed(year, 1), observed(year, 2)]);
const screening = (rows: readonly ReturnRow[], more: Partial<FilingScreening> = {}) =>
  screenReturn({
    type: "PRODUCTION",
    kind: "FIGURE",
    rows,
    period: { kind: "HALF", year: 2026, part: 1 },
    participant: "SL",
    today: "2026-08-03",
    now: "2026-08-03T09:00:00.000Z",
    history: past,
    others: [],
    statuses: [],
    certified: undefined,
    ...more,
  });

test("a return as the ones before it is asked nothing", () => {
  expect(screening([row()])).toEqual([]);
});

test("a tenfold value needs a reason, and the amounts that were probably meant are offered", () => {
  const findings = screening([row({ usd: 39_120_000_000n })]);
  expect(findings[0]).toMatchObject({
    rule: "unit-value",
    rows: [0],
    cause: "value-slip",
    perhaps: { usd: 3_912_000_000n },
  });
  expect(needsReason(findings)).toBe(true);
});

test("a correction is not compared with the version that it replaces", () => {
  expect(screening([row()], { history: [...past, observed(2026, 1)] })).toEqual([]);
});

test("two sources of one half count once, the filer's own before a data set", () => {
  const copies = past.map((one) => ({ ...one, source: "kp-production", carats: (one.carats ?? 0n) * 10n }));
  expect(screening([row()], { history: [...past, ...copies] })).toEqual([]);
});

test("what departs from a release is told as a restatement", () => {
  const released = observed(2026, 1, { source: "RELEASE", carats: 20_000_000n, usd: 3_912_000_000n });
  expect(screening([row()], { history: [...past, released] })).toMatchObject([
    { rule: "published-otherwise", of: "carats", filed: 21_512_300n, published: 20_000_000n },
  ]);
});

test("half a year before its end figures need a reason, and a nil return is only a nil in advance", () => {
  const early = { today: "2026-02-03", now: "2026-02-03T09:00:00.000Z" };
  expect(needsReason(screening([row()], early))).toBe(true);
  const nil = screening([], { ...early, kind: "NIL" });
  expect([nil.map(({ rule }) => rule), needsReason(nil)]).toEqual([["nil-in-advance"], false]);
});

test("nil beside certificates of the quarter says which goods were certified", () => {
  const certified = {
    flows: [
      {
        flow: "EXPORT",
        partner: "EU",
        code: "7102.31",
        carats: 10_000n,
        usd: 500_000n,
        certificates: 1,
      },
    ],
    issued: 1,
    received: 0,
  } as const;
  const period = { kind: "QUARTER", year: 2026, part: 2 } as const;
  const nil = screening([], { type: "TRADE", kind: "NIL", period, certified });
  expect(nil).toMatchObject([{ rule: "departs-from-certificates", partner: "EU", certifiedCarats: 10_000n }]);
  expect(needsReason(nil)).toBe(true);
});
