// An office with a weak network: what is typed and sent while the network is away is kept on the device, says why it
// waits, goes out once when the network is back, and undoes nobody's work.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, BrowserContext, Page } from "playwright-core";
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

const invoice = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
);

describe.skipIf(browserPath === undefined)("an office with a weak network", () => {
  let program: Program;
  let browser: Browser;
  beforeAll(async () => {
    [program, browser] = await Promise.all([startProgram(), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  async function clerk(): Promise<{ page: Page; context: BrowserContext }> {
    const { page, context } = await visitor(browser);
    await enterAs(page, program.base, "SL-KPA", "exporter");
    await page.goto(`${program.base}/applications`);
    await underWorker(page);
    return { page, context };
  }

  async function underWorker(page: Page): Promise<void> {
    await page.evaluate(() => navigator.serviceWorker.ready);
    // The outbox page itself is kept by a visit.
    const back = page.url();
    await page.goto(`${program.base}/outbox`);
    await page.goto(back);
  }

  async function newDraft(page: Page): Promise<string> {
    await page.goto(`${program.base}/applications/new`);
    await page.locator("main form button").first().click();
    return page.url();
  }

  async function fillParty(page: Page, name: string): Promise<void> {
    await page.locator('[name="name"]').last().fill(name);
    await page.locator('[name="address"]').last().fill("1 River Road");
    await page.locator('[name="country"]').last().selectOption("BE");
  }

  const save = (page: Page): Promise<void> =>
    page.locator('button[name="do"][value="save"]:not([tabindex="-1"])').click();

  test("a part saved without network waits, is filled in again, and is sent once the network is back", async () => {
    const { page, context } = await clerk();
    const draft = await newDraft(page);
    await page.goto(`${draft}/importer`);
    await context.setOffline(true);
    await fillParty(page, "River Imports BV");
    await save(page);
    await page.waitForURL(/\/outbox\?kept=/);
    const item = page.locator("#outbox article");
    await item.waitFor();
    expect(await item.innerText()).toMatch(/Part of an application: River Imports BV/);
    expect(await item.innerText()).toMatch(/network does not answer/);
    expect(await accessibilityProblems(page)).toEqual([]);

    await page.goto(`${draft}/importer`);
    await page.locator("#outbox-notice p").waitFor();
    expect(await page.locator('[name="name"]').last().inputValue()).toBe("River Imports BV");

    await page.goto(`${program.base}/outbox`);
    await context.setOffline(false);
    await page.locator("[data-nothing]:not([hidden])").waitFor();
    await page.goto(`${draft}/importer`);
    expect(await page.locator('[name="name"]').last().inputValue()).toBe("River Imports BV");
    await context.close();
  });

  test("a file sent twice because its answer was lost is there once", async () => {
    const { page, context } = await clerk();
    const draft = await newDraft(page);
    const add = async (): Promise<void> => {
      await page.locator('[name="kind"]').selectOption("export-invoice");
      await page.locator('[name="carats"]').fill("12.50");
      await page
        .locator('[name="file"]')
        .setInputFiles({ name: "invoice.pdf", mimeType: "application/pdf", buffer: invoice });
      await page.getByRole("button", { name: /upload/i }).click();
    };
    await page.goto(`${draft}/evidence`);
    await add();
    await page.waitForURL(/#files/);
    await context.setOffline(true);
    await page.goto(`${draft}/evidence`);
    await add();
    await page.waitForURL(/\/outbox\?kept=/);
    await context.setOffline(false);
    await page.locator("[data-nothing]:not([hidden])").waitFor();
    await page.goto(`${draft}/evidence`);
    expect(await page.locator("main a", { hasText: "invoice.pdf" }).count()).toBe(1);
    await context.close();
  });

  test("what was typed survives a closed page", async () => {
    const { page, context } = await clerk();
    const draft = await newDraft(page);
    await page.goto(`${draft}/importer`);
    await fillParty(page, "Half Written NV");
    await page.waitForTimeout(700);
    await page.goto(`${program.base}/outbox`);
    await page.locator("[data-typed] a").click();
    await page.locator("#outbox-notice p").waitFor();
    expect(await page.locator('[name="name"]').last().inputValue()).toBe("Half Written NV");
    await context.close();
  });

  test("what a colleague saved meanwhile is not undone: both versions are shown", async () => {
    const { page, context } = await clerk();
    const draft = await newDraft(page);
    await page.goto(`${draft}/importer`);
    await context.setOffline(true);
    await fillParty(page, "Mine BV");
    await save(page);
    await page.waitForURL(/\/outbox\?kept=/);

    const colleague = await clerk();
    await colleague.page.goto(`${draft}/importer`);
    await fillParty(colleague.page, "Theirs BV");
    await save(colleague.page);
    await colleague.context.close();

    await context.setOffline(false);
    const open = page.getByRole("button", { name: "See both versions" });
    await open.click();
    await page.waitForURL(`${draft}/importer`);
    const versions = await page.locator("#versions").innerText();
    expect(versions).toContain("Mine BV");
    expect(versions).toContain("Theirs BV");
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole("button", { name: "Save mine" }).click();
    await page.goto(`${draft}/importer`);
    expect(await page.locator('[name="name"]').last().inputValue()).toBe("Mine BV");
    await context.close();
  });

  test("what waits belongs to the person: the next one on the device neither sends nor sees it", async () => {
    const { page, context } = await clerk();
    const draft = await newDraft(page);
    await page.goto(`${draft}/importer`);
    await context.setOffline(true);
    await fillParty(page, "Shared Desk BV");
    await save(page);
    await page.waitForURL(/\/outbox\?kept=/);
    await context.setOffline(false);
    // Before the page notices that the network is back.
    await context.clearCookies();
    await enterAs(page, program.base, "SL-KPA", "issuing-officer");
    await page.goto(`${program.base}/outbox`);
    await page.locator("[data-other-people]:not([hidden])").waitFor();
    expect(await page.locator("#outbox article").count()).toBe(0);
    const kept = await page.evaluate(async () => (await caches.open("pages-1")).keys());
    expect(JSON.stringify(kept)).not.toContain(draft);
    await context.close();
  });

  test("the outbox fits a narrow screen, and says what holds without script", async () => {
    const { page, context } = await visitor(browser, {
      viewport: { width: 320, height: 640 },
      javaScriptEnabled: false,
    });
    await page.goto(`${program.base}/outbox`);
    expect(await page.locator("main").innerText()).toMatch(/only when the register answers/);
    await context.close();
    const scripted = await visitor(browser, { viewport: { width: 320, height: 640 } });
    await scripted.page.goto(`${program.base}/outbox`);
    expect(await overflow(scripted.page)).toBeLessThanOrEqual(0);
    expect(await accessibilityProblems(scripted.page)).toEqual([]);
    await scripted.context.close();
  });
});
