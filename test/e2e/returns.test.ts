// A focal point's quarter, walked without script: nil in one press, a slipped digit read about and taken back, a departure
// explained, a correction as version 2, a file with columns to choose. Axe is clean and nothing is wider than a telephone.
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

describe.skipIf(browserPath === undefined)("filing returns", () => {
  let program: Program;
  let browser: Browser;
  /** The last quarter that is over, whose day due is still to come or just past. */
  let quarter: string;
  let yearBefore: string;

  beforeAll(async () => {
    [program, browser] = await Promise.all([startProgram(), startBrowser()]);
    const [year, month] = [new Date().getUTCFullYear(), new Date().getUTCMonth()];
    const part = Math.floor(month / 3);
    quarter = part === 0 ? `${year - 1}-Q4` : `${year}-Q${part}`;
    yearBefore = `${Number(quarter.slice(0, 4)) - 1}${quarter.slice(4)}`;
    // The invented returns of the demonstration are filed a moment after the program listens.
    for (let waited = 0; waited < 20_000; waited += 250) {
      const log = await fetch(`${program.base}/statistics/filing`).catch(() => undefined);
      if ((await log?.text())?.includes("Sierra Leone") === true) break;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  async function focalPoint(
    organisation: string,
    options: { javaScriptEnabled?: boolean; width?: number } = {},
  ): Promise<Page> {
    const { page } = await visitor(browser, {
      javaScriptEnabled: options.javaScriptEnabled ?? false,
      ...(options.width === undefined ? {} : { viewport: { width: options.width, height: 800 } }),
    });
    await enterAs(page, program.base, organisation, "focal-point");
    return page;
  }
  const main = (page: Page): Promise<string> => page.locator("main").innerText();
  const press = (page: Page, name: string): Promise<void> =>
    page.locator("main").getByRole("button", { name, exact: true }).click();
  const line = (page: Page, legend: string) => page.getByRole("group", { name: legend, exact: true });

  test("a nil return takes one press, and its receipt has a number, a time and the hash of its act", async () => {
    const page = await focalPoint("AU-KPA");
    expect(page.url()).toBe(`${program.base}/returns`);
    await page.goto(`${program.base}/returns/trade/${quarter}`);
    await press(page, "File a nil return");
    const text = await main(page);
    expect(text).toContain("The return is filed");
    expect(text).toContain(`AU-TRADE-${quarter}-1`);
    expect(text).toMatch(/[0-9a-f]{64}/);
    await page.getByRole("link", { name: "Read the act in the public log" }).click();
    expect(await main(page)).toContain("Return of statistics filed");
  });

  test("a zero too many is told with what was probably meant, and taken back by one press", async () => {
    const page = await focalPoint("SL-KPA");
    await page.goto(`${program.base}/returns/trade/${quarter}`);
    const goods = line(page, "Exports to European Union, 7102.31");
    // What came before stands beside the field.
    const before = await goods.locator(".beside dd").first().innerText();
    const [, carats = "", usd = ""] = /^([\d,.]+) ct, US\$([\d,.]+)/.exec(before) ?? [];
    await goods.getByLabel("Carats").fill(carats.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)));
    await goods.getByLabel("Value in US dollars").fill(`${usd.replace(/[,.]/g, "")}.00`.replace(/^0+/, ""));
    await press(page, "Check before sending");
    expect(await main(page)).toContain("What does not fit");
    expect(await main(page)).toMatch(
      /Exports to European Union, 7102\.31: US\$[\d,.]+ a carat, where US\$[\d,.]+ is usual/,
    );
    await press(page, "File the return");
    expect(await page.locator(".error-summary").innerText()).toContain("Say in your own words");
    await page
      .locator("main")
      .getByRole("button", { name: /^Use .* instead$/ })
      .first()
      .click();
    expect(await main(page)).not.toContain("a carat, where");
  });

  test("a departure that is real is explained in words and filed; a correction is version 2, and version 1 stays", async () => {
    const page = await focalPoint("NA-KPA");
    await page.goto(`${program.base}/returns/certificates/${quarter}`);
    await page.getByLabel("Number of certificates").first().fill("412");
    await page.getByLabel("Number of certificates").nth(1).fill("0");
    await press(page, "Check before sending");
    await page.locator("#why").fill("A sale of a whole year's stock, in small parcels.");
    await press(page, "File the return");
    expect(await main(page)).toContain(`NA-CERTIFICATES-${quarter}-1`);

    await page.getByRole("link", { name: /^Correct it/ }).click();
    await page.getByLabel("Number of certificates").first().fill("214");
    await press(page, "Check before sending");
    await page.locator("#why").fill("The digits had changed places.");
    await press(page, "File the return");
    expect(await main(page)).toContain(`NA-CERTIFICATES-${quarter}-2`);
    await page.getByRole("link", { name: "All versions of this return" }).click();
    const versions = await main(page);
    expect(versions.indexOf("Version 2")).toBeLessThan(versions.indexOf("Version 1"));
    expect(versions).toContain("412");
    expect(versions).toContain("The digits had changed places.");
  });

  test("a return that stands is never replaced unseen", async () => {
    const page = await focalPoint("ZA-KPA");
    await page.goto(`${program.base}/returns/trade/${yearBefore}`);
    expect(await main(page)).toContain("A return for this period stands");
    expect(await page.getByRole("textbox").count()).toBe(0);
  });

  test("a file with decimal commas and columns of its own becomes a return, and is kept with it", async () => {
    const page = await focalPoint("BW-KPA");
    await page.goto(`${program.base}/returns/trade/${quarter}/sheet`);
    const csv = [
      "Land;Warennummer;Karat;Wert",
      "India;710231;1.234;98.765",
      "Belgium;7102.31;2.345;195.000",
      "Namibia;7104.21;1.000;10.000",
    ].join("\n");
    const upload = (content: string) =>
      page
        .getByLabel("CSV or Excel file")
        .setInputFiles({ name: "third-quarter.csv", mimeType: "text/csv", buffer: Buffer.from(content) });
    await upload(csv);
    await press(page, "Read it");
    await page.getByLabel("Column A").selectOption({ label: "Partner" });
    await page.getByLabel("Column B").selectOption({ label: "Code" });
    await page.getByLabel("Column C").selectOption({ label: "Carats" });
    await page.getByLabel("Column D").selectOption({ label: "Value in US dollars" });
    await page.getByLabel("The first row names the columns").check();
    await press(page, "Take these rows into the form");
    expect(await page.locator(".error-summary").innerText()).toContain("can be read in two ways");
    await page.getByLabel("Comma: 1.234,56").check();
    await press(page, "Show again");
    expect(await page.locator("#preview").innerText()).toContain("1,234.00");
    expect(await page.locator("#report").innerText()).toContain("lab-grown");
    await press(page, "Take these rows into the form");
    expect(await page.locator(".error-summary").innerText()).toContain("1 row of the sheet cannot be taken");

    await press(page, "Take another sheet");
    await page.goto(`${program.base}/returns/trade/${quarter}/sheet`);
    await upload(
      csv
        .split("\n")
        .slice(0, 3)
        .join("\n")
        .replaceAll("1.234", "1.234,50")
        .replace("Land;Warennummer;Karat;Wert", "Pays;Code SH;Carats;Valeur USD"),
    );
    await press(page, "Read it");
    expect(await page.locator("#preview").innerText()).toContain("1,234.50");
    await press(page, "Take these rows into the form");
    expect(await main(page)).toContain("third-quarter.csv");
    expect(await line(page, "Exports to European Union, 7102.31").getByLabel("Carats").inputValue()).toBe(
      "2,345.00",
    );
    await press(page, "Check before sending");
    await page.locator("#why").fill("The sales of two of three buyers moved to the next quarter.");
    await press(page, "File the return");
    const kept = page.getByRole("link", { name: "The file that the figures were read from" });
    expect(await kept.count()).toBe(1);
    const [download] = await Promise.all([page.waitForEvent("download"), kept.click()]);
    expect(download.suggestedFilename()).toBe(`BW-TRADE-${quarter}-1.csv`);
  });

  test("the pages are clean for axe and fit a narrow telephone", async () => {
    const page = await focalPoint("LS-KPA", { javaScriptEnabled: true });
    for (const address of [
      "/returns",
      `/returns/trade/${quarter}`,
      `/returns/certificates/${quarter}`,
      `/returns/trade/${quarter}/sheet`,
      `/returns/trade/${yearBefore}/versions`,
      "/returns/filed",
    ]) {
      await page.goto(`${program.base}${address}`);
      expect([address, await accessibilityProblems(page)]).toEqual([address, []]);
      await page.setViewportSize({ width: 320, height: 800 });
      expect([address, await overflow(page)]).toEqual([address, 0]);
      await page.setViewportSize({ width: 1280, height: 900 });
    }
  });
});
