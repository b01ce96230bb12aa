// The public page of filing: who is missing is named, a late return is counted late, and the file has every return once.
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "csv-parse/sync";
import { seedDemonstrationPeople } from "#modules/identity/index.ts";
import { seedDemonstrationAuthorities, seedParticipants } from "#modules/scheme/index.ts";
import { siteOf } from "../../../../test/support/site.ts";
import type { Site } from "../../../../test/support/site.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { statisticsModule } from "../index.ts";
import { inventedReturns } from "../seed/invented.ts";
import { seedDemonstrationStatistics } from "../seed/seed.ts";
import { lastPeriods, owedReturns } from "./queries.ts";

let scheme: TestScheme;
let site: Site;

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  const codes = await seedDemonstrationAuthorities(scheme.ctx());
  await seedDemonstrationPeople(
    scheme.ctx(),
    codes.filter((code) => code.endsWith("-KPA")).map((code) => ({ code, roles: ["focal-point"] as const })),
  );
  await seedDemonstrationStatistics(scheme.ctx());
  site = siteOf(scheme, statisticsModule, () => Promise.resolve(null));
});
afterAll(() => scheme.close());

const get = async (path: string): Promise<{ readonly status: number; readonly text: string }> => {
  const response = await site.browser().get(path);
  return { status: response.status, text: await response.text() };
};

test("names who has not filed for the last period that was due, in both languages", async () => {
  const [production] = lastPeriods(await owedReturns(scheme.ctx()));
  expect(production).toMatchObject({ type: "PRODUCTION", period: { year: 2025, part: 2 } });
  expect(production?.missing).toContain("GN");
  expect(production?.missing).not.toContain("BW");
  expect((production?.filed ?? 0) + (production?.missing.length ?? 0)).toBe(production?.owed);
  for (const [lang, word] of [
    ["en", "Not filed: "],
    ["fr", "Non transmis : "],
  ] as const) {
    const { status, text } = await get(`/statistics/filing?lang=${lang}`);
    expect(status).toBe(200);
    expect(text).toContain(word);
    expect(text).not.toContain("⟦");
  }
});

test("the file has every return that was due once, with the day of its first version", async () => {
  const { text } = await get("/statistics/filing.csv");
  const rows: Record<string, string>[] = parse(text, { columns: true });
  const keys = rows.map(({ REPORTER, TYPE, TIME_PERIOD }) => `${REPORTER} ${TYPE} ${TIME_PERIOD}`);
  expect(new Set(keys).size).toBe(keys.length);
  const invented = inventedReturns("2026-06-01").filter(({ participant }) => participant !== "EU");
  const first = invented.find(({ participant, version }) => participant === "TZ" && version === 2);
  const row = rows.find(
    ({ REPORTER, TYPE, TIME_PERIOD }) =>
      REPORTER === "TZ" && TYPE === "PRODUCTION" && TIME_PERIOD === first?.period,
  );
  expect(row).toMatchObject({ VERSION: "2", KIND: "FIGURE" });
  expect((row?.["FILED"] ?? "") < (first?.on ?? "")).toBe(true);
});

test("nothing is owed before the record began, and who was never due is not named", async () => {
  const owed = await owedReturns(scheme.ctx());
  expect(owed.every(({ due }) => due >= "2023-01-01" && due < "2026-06-01")).toBe(true);
});
