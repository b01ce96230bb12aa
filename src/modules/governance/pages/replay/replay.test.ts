// The replay's pages: open to everybody, in both languages, every choice an address, nothing broken by a wrong one.
import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realDecisions } from "#core/kp/decisions.ts";
import { siteOf } from "../../../../../test/support/site.ts";
import type { Site } from "../../../../../test/support/site.ts";
import { testScheme } from "../../../../../test/support/scheme.ts";
import type { TestScheme } from "../../../../../test/support/scheme.ts";
import { governanceModule } from "../../index.ts";
import { addressOf, choiceNames, choices, readChoices, usualChoices } from "./choices.ts";

let scheme: TestScheme;
let site: Site;

beforeAll(async () => {
  scheme = await testScheme();
  site = siteOf(scheme, governanceModule, () => Promise.resolve(null));
});
afterAll(() => scheme.close());

async function get(path: string): Promise<{ status: number; text: string }> {
  const response = await site.browser().get(path);
  return { status: response.status, text: await response.text() };
}

/** Text of a table's row without its marks. */
function rowOf(html: string, id: string): string {
  const row = html
    .split("<tr>")
    .find((part) => part.includes(`/decisions/replay/${id}"`) && part.includes(`${id} ·`));
  return (row ?? "").replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
}

describe("the real decisions under every rule", () => {
  test("everybody reads the page, its CSV and each decision, in both languages, without a word missing", async () => {
    for (const lang of ["en", "fr"])
      for (const path of ["/decisions/replay", ...realDecisions.map(({ id }) => `/decisions/replay/${id}`)]) {
        const { status, text } = await get(`${path}?lang=${lang}`);
        expect([path, status]).toEqual([path, 200]);
        expect(text, path).not.toContain("⟦");
      }
  });

  test("July 2015 passes today in writing and fails a plain two thirds; June 2022 is blocked today and discussed as of right", async () => {
    const { text } = await get("/decisions/replay");
    expect(rowOf(text, "D24")).toMatch(
      /Passed adopted adopted adopted or not adopted adopted or not adopted not adopted/,
    );
    expect(rowOf(text, "D34")).toMatch(/Blocked not on the agenda not on the agenda discussed /);
  });

  test("moving the floor changes what genuine consensus gives, and the address keeps the choice", async () => {
    const { text } = await get("/decisions/replay?pillars=silent");
    expect(text).toContain("/decisions/replay/D24?pillars=silent");
    const one = await get("/decisions/replay/D24?pillars=silent");
    expect(one.text).toMatch(/Genuine consensus[^]*?<td[^>]*>adopted<\/td>/);
    const higher = await get("/decisions/replay/D24?pillars=silent&floor=2/3");
    expect(higher.text).toMatch(/Genuine consensus[^]*?<td[^>]*>no decision<\/td>/);
  });

  test("the CSV has a row for each decision and rule", async () => {
    const { text } = await get("/decisions/replay.csv");
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(52 * 8);
    expect(rows.find((row) => row["id"] === "D24" && row["rule"] === "two-thirds-of-all")).toMatchObject({
      outcomes: "NOT_ADOPTED",
      support: "30-30",
      decisive: "SUPPORT",
    });
  });

  test("what is no choice is named, kept from the page's marks, and the usual one taken", async () => {
    const { status, text } = await get(
      `/decisions/replay?floor=${encodeURIComponent("<b>9/1</b>")}&industry=9999999`,
    );
    expect(status).toBe(200);
    expect(text).toContain("This is not a choice of this form: floor=&lt;b>9/1&lt;/b>");
    expect(text).toContain("industry=9999999");
    expect((await get("/decisions/replay/D99")).status).toBe(404);
    expect((await get(`/decisions/replay?x=${"y".repeat(5_000)}`)).status).toBe(200);
  });
});

describe("choices", () => {
  test("come back from their own address", () => {
    for (const name of choiceNames)
      for (const value of choices[name]) {
        const address = addressOf({ ...usualChoices, [name]: value });
        const query = new URLSearchParams(address);
        expect(readChoices((asked) => query.get(asked) ?? undefined)).toEqual({
          chosen: { ...usualChoices, [name]: value },
          bad: [],
        });
      }
  });
});
