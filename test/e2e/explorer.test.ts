// The public pages of figures, walked without script: files of invented figures are taken in as a user would, and a reader looks
// at them at a desk and on a telephone, follows a restatement, and finds in the file what stands in the table.
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { parse } from "csv-parse/sync";
import {
  accessibilityProblems,
  browserPath,
  enterAs,
  overflow,
  startBrowser,
  startProgram,
  visitor,
} from "./program.ts";
import type { Program } from "./program.ts";

const pages = [
  "/statistics",
  "/statistics/ranking?year=2022",
  "/statistics/compare?p=BW&p=SL",
  "/statistics/flows?year=2022",
  "/statistics/mirror?year=2022",
  "/statistics/codes?p=BW&partner=AE&year=2022",
  "/statistics/map?year=2022",
  "/statistics/participants/BW?year=2022",
];

const production = (botswana: string): string =>
  [
    "source_row,participant,iso2,year,half,return_kind,mining_type,carats,value_usd,created_at,modified_at",
    `2,Botswana,BW,2022,1,production,LSM,${botswana},100000.00,,`,
    "3,Botswana,BW,2022,2,production,LSM,1000.00,100000.00,,",
    "4,Sierra Leone,SL,2022,1,production,ASM,300.00,60000.00,,",
    "5,Ghana,GH,2022,1,nil,unspecified,,,,",
    "6,Ghana,GH,2022,2,nil,unspecified,,,,",
  ].join("\n");

const trade = [
  "who,what,partner,code,when,carats,usd",
  "BW,EXPORT,AE,7102.31,2022-Q1,500.00,50000.00",
  "AE,IMPORT,BW,7102.10,2022-Q1,500.00,52000.00",
  "SL,EXPORT,AE,7102.31,2022-Q1,90.00,18000.00",
].join("\n");

const mapping = {
  reporter: { column: "who" },
  flow: { column: "what" },
  counterpart: { column: "partner" },
  product: { column: "code" },
  period: { text: "when" },
  carats: { column: "carats" },
  usd: { column: "usd" },
};

describe.skipIf(browserPath === undefined)("pages of figures, without script", () => {
  let program: Program;
  let browser: Browser;

  beforeAll(async () => {
    [program, browser] = await Promise.all([startProgram(), startBrowser()]);
    const file = (name: string): string => join(program.folder, name);
    const common = ["--open", "--licence", "A", "--attribution", "Nobody"];
    await writeFile(file("first.csv"), production("900.00"));
    await writeFile(file("second.csv"), production("950.00"));
    await writeFile(file("trade.csv"), trade);
    await writeFile(file("mapping.json"), JSON.stringify(mapping));
    const about = ["--id", "invented", "--title", "Invented production", ...common];
    await takeIn(program, file("first.csv"), [...about, "--as-of", "2023-03-01"]);
    await takeIn(program, file("second.csv"), [...about, "--as-of", "2024-03-01"]);
    const named = ["--id", "invented-trade", "--title", "Invented trade", "--as-of", "2023-03-01"];
    await takeIn(program, file("trade.csv"), ["--map", file("mapping.json"), ...named, ...common]);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  async function reader(width = 1280): Promise<Page> {
    return (await visitor(browser, { javaScriptEnabled: false, viewport: { width, height: 900 } })).page;
  }
  const main = (page: Page): Promise<string> => page.locator("main").innerText();

  test.each([1280, 320])(
    "fit %i pixels, name what they show, and are clean of what axe finds",
    async (width) => {
      const { page } = await visitor(browser, { viewport: { width, height: 900 } });
      for (const path of pages) {
        const answer = await page.goto(program.base + path);
        expect([path, answer?.status()]).toEqual([path, 200]);
        expect([path, await overflow(page)]).toEqual([path, 0]);
        expect([path, await accessibilityProblems(page)]).toEqual([path, []]);
      }
    },
  );

  test("a reader chooses in the form, and the address keeps the choice", async () => {
    const page = await reader();
    await page.goto(`${program.base}/`);
    await page.getByRole("link", { name: "Explore the figures" }).click();
    await page.getByRole("link", { name: "Ranking", exact: true }).click();
    await page.getByLabel("Measured in").selectOption("usd");
    await page.getByLabel("Year").selectOption("2022");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    expect(new URL(page.url()).search).toBe("?flow=PRODUCTION&measure=usd&year=2022");
    const other = await reader(320);
    await other.goto(page.url());
    expect(await main(other)).toContain("Production 2022: Botswana comes first with US$200,000.00");
  });

  test("a figure is what was known on the day that is asked for, and its page shows the step", async () => {
    const page = await reader();
    const first = async (asOf: string): Promise<string> => {
      await page.goto(`${program.base}/statistics/ranking?year=2022&as-of=${asOf}`);
      return page.locator("#ranking-heading").innerText();
    };
    expect(await first("2023-12-31")).toContain("1,900.00 ct");
    expect(await first("2024-12-31")).toContain("1,950.00 ct");
    expect(await first("2022-12-31")).toContain("no figures");
    await page.goto(`${program.base}/statistics/participants/BW?year=2022`);
    const steps = await page.locator("#ladder-table tbody tr").allInnerTexts();
    expect(steps.map((step) => step.replaceAll(/\s+/g, " ").trim())).toEqual([
      "Invented production 1 March 2023 1,900.00 ct first word",
      "Invented production 1 March 2024 1,950.00 ct restated",
    ]);
  });

  test("the file says what the table says", async () => {
    const page = await reader();
    await page.goto(`${program.base}/statistics/ranking?year=2022`);
    await page.getByText("The figures as a table").click();
    const shown = await page
      .locator("#ranking-table tbody tr")
      .evaluateAll((rows) =>
        rows.map((row) =>
          [...row.querySelectorAll("th, td")].slice(0, 2).map((cell) => cell.textContent ?? ""),
        ),
      );
    const link = await page.getByRole("link", { name: "CSV", exact: true }).first().getAttribute("href");
    const text = await (await fetch(program.base + (link ?? ""))).text();
    const rows = parse<Record<string, string>>(text, { columns: true });
    expect(shown.map(([name, amount]) => [name, amount?.replaceAll(/[^0-9.a-z]|ct/g, "")])).toEqual(
      rows.map((row) => [row["reporter_name"], row["state"] === "NIL" ? "nil" : row["carats"]]),
    );
    expect(shown).toHaveLength(3);
  });

  test("both sides of a trade agree in carats and differ by code, and nobody is blamed", async () => {
    const page = await reader();
    await page.goto(`${program.base}/statistics/mirror?measure=carats&year=2022`);
    expect(await main(page)).toContain("A difference is a question, not a reproach");
    await page.goto(`${program.base}/statistics/codes?p=BW&partner=AE&year=2022`);
    await page.getByText("The figures as a table").click();
    expect(await page.locator("#codes-table").innerText()).toMatch(
      /7102\.31 non-industrial\s+US\$50,000\.00 \*\s+nil/,
    );
  });

  test("returns that no release has published are the working group's alone, and say so", async () => {
    const address = `${program.base}/statistics/ranking?flow=EXPORT&returns=yes`;
    const page = await reader();
    await page.goto(address);
    expect(await main(page)).not.toContain("Returns of the Participants");
    const analyst = await reader();
    await enterAs(analyst, program.base, "CHAIR", "analyst");
    await analyst.goto(address);
    expect(await main(analyst)).toContain("They are for the working group only");
    expect(await main(analyst)).toContain("Returns of the Participants");
  });
});

function takeIn(program: Program, file: string, options: readonly string[]): Promise<void> {
  const bin = fileURLToPath(new URL("../../bin/kimberlite.js", import.meta.url));
  const { BASE_URL: _, DATABASE_URL: __, NODE_ENV: ___, ...environment } = process.env;
  const child = spawn(process.execPath, [bin, "statistics", "import", file, ...options], {
    env: { ...environment, KIMBERLITE_DATA: program.folder },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(output))));
  });
}
