// The demonstration's figures: the same day gives the same, they fit together but where they are meant not to, and a rebuild
// gives the tables that the acts of filing gave.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { daysOf, dueOn, lastDayOf, parsePeriod } from "#core/statistics/periods.ts";
import type { Period } from "#core/statistics/periods.ts";
import { identityModule, seedDemonstrationPeople } from "#modules/identity/index.ts";
import { audit, rebuild, recordActKinds } from "#modules/record/index.ts";
import { schemeActKinds, seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { statisticsActKinds } from "../acts.ts";
import { findObservations } from "../figures/store.ts";
import { inventedReturns, periodsDue } from "./invented.ts";
import { seedDemonstrationStatistics } from "./seed.ts";

const today = "2026-06-01";
const returns = inventedReturns(today);

describe("invented returns", () => {
  it("are the same for the same day, of periods that are over, and never of tomorrow", () => {
    expect(inventedReturns(today)).toEqual(returns);
    for (const { on, period } of returns) {
      expect(on <= today).toBe(true);
      expect(on > lastDayOf(parsePeriod(period) as Period)).toBe(true);
    }
  });

  it("tell every state: in time, late, nil, corrected, provisional, and missing", () => {
    const late = returns.filter(({ on, period }) => on > dueOn(parsePeriod(period) as Period));
    expect(late.length).toBeGreaterThan(10);
    expect(late.length).toBeLessThan(returns.length / 2);
    expect(returns.some(({ kind }) => kind === "NIL")).toBe(true);
    expect(returns.some(({ version }) => version === 2)).toBe(true);
    expect(returns.some(({ status }) => status === "PROVISIONAL")).toBe(true);
    const [last] = periodsDue(today, "HALF", 1);
    expect(last).toEqual({ kind: "HALF", year: 2025, part: 2 });
    const filed = returns.filter(({ type, period }) => type === "PRODUCTION" && period === "2025-S2");
    expect(filed.some(({ participant }) => participant === "GN")).toBe(false);
  });

  it("are whole hundredths and cents, none of them negative", () => {
    for (const { rows } of returns)
      for (const { carats, usd, count } of rows)
        for (const value of [carats, usd, count])
          expect(value === null || (Number.isSafeInteger(value) && Number(value) >= 0)).toBe(true);
  });

  it("have two sides that nearly agree over a year, but where one was entered ten times too large", () => {
    const carats = (flow: string, reporter: string, counterpart: string): number =>
      returns
        .filter(
          ({ type, participant, period }) =>
            type === "TRADE" && participant === reporter && period.startsWith("2025"),
        )
        .flatMap(({ rows }) => rows)
        .filter((row) => row.flow === flow && row.counterpart === counterpart)
        .reduce((sum, row) => sum + Number(row.carats), 0);
    const gap = (from: string, to: string): number =>
      carats("IMPORT", to, from) / carats("EXPORT", from, to) - 1;
    expect(Math.abs(gap("BW", "EU"))).toBeLessThan(0.03);
    expect(gap("TZ", "EU")).toBeGreaterThan(1);
  });
});

describe("the demonstration", () => {
  let scheme: TestScheme;
  beforeAll(async () => {
    scheme = await testScheme();
    await seedParticipants(scheme.ctx());
    const codes = await seedDemonstrationAuthorities(scheme.ctx());
    await seedDemonstrationPeople(scheme.ctx(), [
      { code: "KPCS", roles: ["secretariat"] as const },
      ...codes
        .filter((code) => code.endsWith("-KPA"))
        .map((code) => ({ code, roles: ["focal-point"] as const })),
    ]);
  });
  afterAll(() => scheme.close());

  it("files them once, the older version closed by the newer, and a rebuild gives the same rows", async () => {
    await seedDemonstrationStatistics(scheme.ctx());
    const reader = { db: scheme.database.kysely };
    const seeded = await findObservations(reader, { openOnly: false, everyVintage: true });
    expect(seeded.length).toBeGreaterThan(800);
    const open = seeded.filter((one) => one.open);
    expect(open.length).toBeGreaterThan(300);
    expect(
      open.every(({ source, period }) => source === "RELEASE" && daysOf(period).from >= "2025-01-01"),
    ).toBe(true);
    const corrected = seeded.filter(({ reporter, knownUntil }) => reporter === "TZ" && knownUntil !== null);
    expect(corrected.length).toBe(1);
    await seedDemonstrationStatistics(scheme.ctx());
    expect(await findObservations(reader, { openOnly: false, everyVintage: true })).toEqual(seeded);
    const kinds = [...recordActKinds, ...schemeActKinds, ...identityModule.actKinds, ...statisticsActKinds];
    await rebuild(scheme.owner.kysely, kinds);
    expect(await findObservations(reader, { openOnly: false, everyVintage: true })).toEqual(seeded);
    await scheme.sequence();
    expect(await audit(scheme.owner.kysely, kinds)).toMatchObject({ ok: true });
  });
});
