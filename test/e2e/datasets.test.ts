// A file of figures on its way in, walked without script: the Secretariat sends it, looks at what was understood, takes it in,
// and anybody finds it. Axe is clean and nothing is wider than a telephone.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
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

const head = "reporter,counterpart,flow,product,time_period,carats,value_usd";

describe.skipIf(browserPath === undefined)("data sets", () => {
  let program: Program;
  let browser: Browser;

  beforeAll(async () => {
    [program, browser] = await Promise.all([startProgram(), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  async function fill(page: Page, content: string): Promise<void> {
    await page.goto(`${program.base}/statistics/datasets/new`);
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "trade.csv", mimeType: "text/csv", buffer: Buffer.from(content) });
    await page.locator("[name=id]").fill("journey-trade");
    await page.locator("[name=title]").fill("Trade of 2019");
    await page.locator("[name=attribution]").fill("An office");
    await page.getByLabel("Everybody may see the figures").check();
    await page.getByRole("button", { name: "Look at it first" }).click();
  }
  const main = (page: Page): Promise<string> => page.locator("main").innerText();

  test("a file with a row that is no rough diamond is refused by its row; a good one is looked at and taken in", async () => {
    const { page } = await visitor(browser, { javaScriptEnabled: false });
    await enterAs(page, program.base, "KPCS", "secretariat");
    await fill(page, `${head}\nNA,BE,EXPORT,710239,2019-Q1,1,2.50\n`);
    expect(await main(page)).toContain("Row 2, column D");
    expect(await page.getByRole("button", { name: "Take it in" }).count()).toBe(0);
    await fill(page, `${head}\nNA,BE,EXPORT,710231,2019-Q1,1,2.50\n`);
    expect(await main(page)).toContain("exports: 1 figure, 1.00 ct, US$2.50");
    await page.getByRole("button", { name: "Take it in" }).click();
    expect(page.url()).toBe(`${program.base}/statistics/datasets/journey-trade`);
    const { page: reader } = await visitor(browser, { javaScriptEnabled: false });
    await reader.goto(`${program.base}/statistics/datasets`);
    await reader.getByRole("link", { name: "Trade of 2019" }).click();
    expect(await main(reader)).toContain("An office");
  });

  test("the pages are clean for axe and fit a narrow telephone", async () => {
    const { page } = await visitor(browser);
    await enterAs(page, program.base, "KPCS", "secretariat");
    const check = async (name: string): Promise<void> => {
      expect([name, await accessibilityProblems(page)]).toEqual([name, []]);
      await page.setViewportSize({ width: 320, height: 800 });
      expect([name, await overflow(page)]).toEqual([name, 0]);
      await page.setViewportSize({ width: 1280, height: 900 });
    };
    for (const path of ["", "/new", "/journey-trade"]) {
      await page.goto(`${program.base}/statistics/datasets${path}`);
      await check(path);
    }
    await fill(page, `${head}\nNA,BE,EXPORT,710231,2019-Q2,1,2.50\nNA,BE,EXPORT,710239,2019-Q2,1,2.50\n`);
    await check("what was understood");
  });
});
