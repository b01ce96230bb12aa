// The public pages of figures: what a visitor sees, and does not see; one address for every state; the table and its file alike.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "csv-parse/sync";
import { figure, said, trade } from "#core/statistics/testing/observations.ts";
import type { Actor } from "#modules/record/index.ts";
import { seedParticipants } from "#modules/scheme/index.ts";
import { siteOf } from "../../../../test/support/site.ts";
import type { Browser, Site } from "../../../../test/support/site.ts";
import { testScheme } from "../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../test/support/scheme.ts";
import { inventFigures } from "../../../../test/support/statistics.ts";
import { statisticsModule } from "../index.ts";

const person = (role: string): Actor => ({
  kind: "person",
  id: "00000000-0000-7000-8000-0000000000e1",
  name: role,
  organisation: "KPCS",
  roles: [role],
});

let scheme: TestScheme;
let site: Site;
let visitor: Browser;

beforeAll(async () => {
  scheme = await testScheme();
  await seedParticipants(scheme.ctx());
  await inventFigures(scheme, [
    figure({ period: "2021", carats: 20_00n, usd: 2_000_00n }),
    figure({ period: "2022-S1", carats: 11_00n, usd: 1_100_00n }),
    figure({ period: "2022-S2", carats: 12_00n, usd: 1_200_00n }),
    figure({ reporter: "SL", period: "2022-S1", mining: "ASM", carats: 3_00n, usd: 660_00n }),
    figure({ reporter: "GH", period: "2022", nil: true, mining: "_T" }),
    figure({ reporter: "ZA", period: "2022", status: "WITHHELD" }),
    figure({ period: "2022", carats: 24_00n, source: "another-voice" }),
    trade({ period: "2022-Q1", carats: 5_00n, usd: 500_00n }),
    trade({
      reporter: "AE",
      flow: "IMPORT",
      counterpart: "BW",
      period: "2022-Q1",
      carats: 5_00n,
      usd: 600_00n,
    }),
    // Filed, and published by nobody.
    said({ reporter: "AO", flow: "PRODUCTION", period: "2022", carats: 777, usd: 7_777 }),
  ]);
  site = siteOf(scheme, statisticsModule, async (_base, headers) => {
    const role = headers.get("authorization");
    return role === null ? null : person(role);
  });
  visitor = site.browser();
});
afterAll(() => scheme.close());

async function text(path: string, headers?: Record<string, string>): Promise<string> {
  const response = await visitor.get(path, headers);
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.text()).replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
}

async function rows(path: string): Promise<readonly Record<string, string>[]> {
  return parse(await (await visitor.get(path)).text(), { columns: true });
}

describe("pages of figures", () => {
  test("say the year's figure, its marks, and who is silent", async () => {
    const ranking = await text("/statistics/ranking?year=2022");
    expect(ranking).toContain("Production 2022: Botswana comes first with 23.00 ct");
    expect(ranking).toMatch(/Sierra Leone 3\.00 ct \* 2022-S2/);
    expect(ranking).toMatch(/Ghana nil/);
    expect(ranking).toMatch(/South Africa withheld/);
    expect(ranking).toMatch(/No figures of \d+ Participants: [^.]*Angola/);
  });
  test("show a return to the working group alone, and only where it asks", async () => {
    const address = "/statistics/ranking?year=2022&returns=yes";
    expect(await text(address)).not.toContain("777.00");
    expect(await text(address, { authorization: "delegate" })).not.toContain("777.00");
    expect(await text("/statistics/ranking?year=2022", { authorization: "analyst" })).not.toContain("777.00");
    expect(await text(address, { authorization: "analyst" })).toContain("777.00");
    expect(await text("/statistics/participants/AO?returns=yes")).not.toContain("777.00");
  });
  test("have one address for each state", async () => {
    const form = await visitor.get("/statistics/ranking?year=2022&source=&flow=PRODUCTION&as-of=&x=1");
    expect([form.status, form.headers.get("location")]).toEqual([
      302,
      "/statistics/ranking?flow=PRODUCTION&year=2022",
    ]);
  });
  test("refuse what they do not understand", async () => {
    for (const bad of [
      "year=22",
      "flow=THEFT",
      "measure=tons",
      "as-of=yesterday",
      "source=..%2F",
      "year=2020&year=2021",
    ])
      expect([bad, (await visitor.get(`/statistics/ranking?${bad}`)).status]).toEqual([bad, 422]);
    for (const bad of ["p=XX", "p=AO&p=BW&p=CA&p=CD&p=CF&p=CG&p=GH"])
      expect([bad, (await visitor.get(`/statistics/compare?${bad}`)).status]).toEqual([bad, 422]);
    expect((await visitor.get("/statistics/participants/FR")).status).toBe(404);
  });
  test("give as CSV what stands in the table", async () => {
    const ranking = await rows("/statistics/ranking.csv?year=2022");
    expect(ranking.map((row) => [row["reporter"], row["carats"], row["state"], row["whole"]])).toEqual([
      ["BW", "23.00", "FIGURE", "true"],
      ["SL", "3.00", "FIGURE", "false"],
      ["GH", "0.00", "NIL", ""],
      ["ZA", "", "WITHHELD", ""],
    ]);
    const compared = await rows("/statistics/compare.csv?p=BW&p=SL");
    expect(compared.map((row) => [row["reporter"], row["period"], row["carats"]])).toEqual([
      ["BW", "2021", "20.00"],
      ["BW", "2022", "23.00"],
      ["SL", "2021", ""],
      ["SL", "2022", "3.00"],
    ]);
  });
  test("show what was known on a day that is asked for", async () => {
    expect(await text("/statistics/ranking?year=2022&as-of=2019-12-31")).toContain("no figures");
    expect(await text("/statistics/ranking?year=2022&as-of=2020-01-01")).toContain("23.00 ct");
  });
  test("set two sources side by side where they do not say the same, and follow one that is chosen", async () => {
    const participant = await text("/statistics/participants/BW?year=2022");
    expect(participant).toContain("Where sources do not say the same");
    expect(participant).toMatch(/another-voice 24\.00 ct/);
    expect(await text("/statistics/ranking?year=2022&source=another-voice")).toContain("24.00 ct");
  });
  test("compare both sides of a trade, and each code", async () => {
    expect(await text("/statistics/mirror?measure=usd&year=2022")).toMatch(
      /Botswana → United Arab Emirates .*US\$500\.00 US\$600\.00 \+18 %/,
    );
    const [line] = await rows("/statistics/mirror.csv?measure=usd&year=2022");
    expect(line).toMatchObject({ exported_usd: "500.00", imported_usd: "600.00", usd_verdict: "DIFFERS" });
    expect(await text("/statistics/codes?p=BW&partner=AE&year=2022")).toContain("7102.31 non-industrial");
    expect(await text("/statistics/flows?year=2022")).toContain("Botswana → United Arab Emirates");
  });
  test("begin at a hub that says what there is, for whoever comes first too", async () => {
    const hub = await text("/statistics");
    expect(hub).toContain("invented");
    expect(hub).not.toContain("Returns of the Participants");
    expect(await text("/statistics?lang=fr")).toContain("Qui a déclaré");
  });
});
