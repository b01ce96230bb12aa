// The scheme's main job, walked by the people who do it, without script: apply, review, issue, validate and seal, print,
// export, check, confirm the import. Each step by its own person in their own browser.
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { browserPath, enterAs, startBrowser, startProgram, visitor } from "./program.ts";
import type { Program } from "./program.ts";

/** The smallest PDF that opens: one empty page. */
const invoice = Buffer.from(
  "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
);

describe.skipIf(browserPath === undefined)(
  "one certificate, from application to confirmed import, without script",
  () => {
    let program: Program;
    let browser: Browser;
    let reference = "";
    let statusLink = "";
    let certificate = "";
    let number = "";
    let paper: Buffer;

    beforeAll(async () => {
      [program, browser] = await Promise.all([startProgram(), startBrowser()]);
    });
    afterAll(async () => {
      await browser?.close();
      await program?.stop();
    });

    async function person(organisation: string, role: string, locale = "en-GB"): Promise<Page> {
      const { page } = await visitor(browser, { javaScriptEnabled: false, locale, acceptDownloads: true });
      await enterAs(page, program.base, organisation, role);
      return page;
    }

    const press = (page: Page, name: RegExp): Promise<void> =>
      page.getByRole("button", { name }).first().click();

    test("an exporter's clerk applies", async () => {
      const page = await person("SL-KPA", "exporter");
      await page.goto(`${program.base}/applications`);
      await page.goto(`${program.base}/applications/new`);
      await page.locator("main form button").first().click();
      const draft = page.url();

      const party = async (section: string, name: string, country: string): Promise<void> => {
        await page.goto(`${draft}/${section}`);
        await page.locator('[name="name"]').last().fill(name);
        await page.locator('[name="address"]').last().fill("1 Journey Street");
        await page.locator('[name="country"]').last().selectOption(country);
        await page.locator('button[name="do"][value="save"]:not([tabindex="-1"])').click();
      };
      await party("exporter", "Journey Exports Ltd", "SL");
      await party("importer", "Journey Imports BV", "BE");

      await page.goto(`${draft}/goods`);
      await page.locator('[name="parcels"]').fill("2");
      await page.locator('[name="origin"][value="SINGLE"]').check();
      await page.locator('[name="origin.country"]').selectOption("SL");
      await page.locator('details:has([name="lines.0.typed"]) summary').click();
      await page.locator('[name="lines.0.typed"]').fill("7104.21");
      await page.locator('[name="lines.0.carats"]').fill("100.123");
      await page.locator('[name="lines.0.usd"]').fill("25000");
      await page.locator('button[name="do"][value="save"]:not([tabindex="-1"])').click();
      const refusal = await page.locator(".error-summary").innerText();
      expect(refusal).toMatch(/lab-grown/);
      expect(refusal).toMatch(/two decimals/);
      await page.locator('[name="lines.0.typed"]').fill("7102.31");
      await page.locator('[name="lines.0.carats"]').fill("100.12");
      await page.locator('button[name="do"][value="save"]:not([tabindex="-1"])').click();

      await page.goto(`${draft}/sourcing`);
      await page.locator('[name="mined"][value="HERE"]').check();
      await page.locator('button[name="do"][value="save"]:not([tabindex="-1"])').click();

      await page.goto(`${draft}/evidence`);
      await page.locator('[name="kind"]').selectOption("export-invoice");
      await page.locator('[name="carats"]').fill("100.12");
      await page
        .locator('[name="file"]')
        .setInputFiles({ name: "invoice.pdf", mimeType: "application/pdf", buffer: invoice });
      await press(page, /upload/i);

      await page.goto(`${draft}/office`);
      await page.locator('[name="office"]').first().check();
      await page.locator("main form button:not([tabindex='-1'])").first().click();
      await page.goto(`${draft}/declaration`);
      await page.locator('[name="declaration"]').first().check();
      await page.locator("main form button:not([tabindex='-1'])").first().click();

      await page.goto(`${draft}/check`);
      await page.locator(`form[action$="/send"] button`).click();
      reference = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(await page.locator("main").innerText())?.[0] ?? "";
      expect(reference).not.toBe("");
      statusLink =
        (await page.locator('main a[href*="/applications/status/"]').first().getAttribute("href")) ?? "";
    });

    test("whoever has the link sees the status, and nothing else", async () => {
      const { page } = await visitor(browser, { javaScriptEnabled: false });
      await page.goto(new URL(statusLink, program.base).href);
      const words = await page.locator("main").innerText();
      expect(words).toContain(reference);
      expect(words).not.toContain("Journey Exports");
      expect(words).not.toContain("100.12");
      const wrong = await page.goto(
        new URL(
          statusLink.replace(/.$/, (last) => (last === "A" ? "B" : "A")),
          program.base,
        ).href,
      );
      expect(wrong?.status()).toBe(404);
    });

    test("an issuing officer examines, approves and issues", async () => {
      const page = await person("SL-KPA", "issuing-officer");
      await page.goto(`${program.base}/queue`);
      await page.getByRole("link", { name: reference }).click();
      await page.locator('[name="decision"][value="approve"]').check();
      await press(page, /record the decision/i);
      await press(page, /^issue$/i);
      certificate = new URL(page.url()).pathname;
      expect(certificate).toMatch(/^\/certificates\/[0-9a-f]{32}$/);
      number = /SL ?\d+/.exec(await page.locator("h1").innerText())?.[0] ?? "";
      expect(await page.locator("main form[action$='/validate']").count()).toBe(0);
    });

    test("another officer validates and seals, prints, and reports the departure", async () => {
      const page = await person("SL-KPA", "validating-officer");
      await page.goto(program.base + certificate);
      await page.locator('[name="seals"]').fill("SEAL-1\nSEAL-1");
      await press(page, /validate and seal/i);
      expect(await page.locator(".error-summary").innerText()).toMatch(/named twice/);
      await page.locator('[name="seals"]').fill("SEAL-1\nSEAL-2");
      await press(page, /validate and seal/i);
      await page.getByRole("link", { name: /print the certificate/i }).click();
      await press(page, /print the certificate/i);
      const download = page.waitForEvent("download");
      await page.getByRole("link", { name: /open the file to print/i }).click();
      paper = readFileSync(await (await download).path());
      expect(paper.subarray(0, 5).toString()).toBe("%PDF-");
      await page.locator('[name="outcome"][value="right"]').check();
      await press(page, /say how the sheet came out/i);
      await press(page, /the shipment has left/i);
      expect(await page.locator("main").innerText()).toMatch(/On its way/);
    });

    test("anybody checks it: by its number, and by the very file that was printed", async () => {
      const { page } = await visitor(browser, { javaScriptEnabled: false });
      await page.goto(`${program.base}/verify?number=${encodeURIComponent(number)}`);
      expect(await page.locator(".verdict").innerText()).toMatch(/not yet confirmed/i);
      await page.goto(`${program.base}/verify`);
      await page
        .locator('main input[type="file"]')
        .setInputFiles({ name: "paper.pdf", mimeType: "application/pdf", buffer: paper });
      await page.locator('main form:has(input[type="file"]) button').first().click();
      expect(await page.locator(".verdict").innerText()).toMatch(/not yet confirmed/i);
    });

    test("the importing officer checks the shipment; figures and ticks must agree", async () => {
      const page = await person("EU-BE", "importing-officer");
      await page.goto(`${program.base}/arrivals`);
      await page.locator('[name="sought"]').fill(number);
      await press(page, /^find$/i);
      await press(page, /the shipment is here/i);
      for (const seal of ["seal-0", "seal-1"]) await page.locator(`[name="${seal}"][value="intact"]`).check();
      await page.locator('[name="parcels"]').fill("2");
      await page.locator('[name="carats-0"]').fill("99.10");
      await page.locator('[name="usd-0"]').fill("25000");
      for (const item of ["SEALS", "PARCELS", "CARATS", "VALUE", "CODES", "DATES", "STATUS", "CONSIGNMENT"])
        await page.locator(`[name="mark-${item}"][value="match"]`).check();
      await press(page, /confirm the import/i);
      expect(await page.locator(".error-summary").innerText()).toMatch(/do not agree/);
      expect(await page.locator('[name="carats-0"]').inputValue()).toBe("99.10");
      await page.locator('[name="mark-CARATS"][value="mismatch"]').check();
      await page.locator('[name="codes-CARATS"][value="CARATS_DIFFER"]').check();
      await press(page, /confirm the import/i);
      expect(await page.locator(".panel").innerText()).toMatch(/import confirmed/i);
    });

    test("the exporting side sees it at once, in French too, and nobody can confirm twice", async () => {
      const page = await person("SL-KPA", "issuing-officer", "fr-FR");
      await page.goto(program.base + certificate);
      const words = await page.locator("main").innerText();
      expect(words).toMatch(/Confirmée avec des écarts/);
      expect(words).toMatch(/Le poids diffère/);
      const { page: anybody } = await visitor(browser, { javaScriptEnabled: false });
      await anybody.goto(`${program.base}/verify?number=${encodeURIComponent(number)}`);
      expect(await anybody.locator(".verdict").innerText()).toMatch(/was used/);
      const importer = await person("EU-BE", "importing-officer");
      await importer.goto(`${program.base}${certificate.replace("certificates", "arrivals")}`);
      expect(await importer.getByRole("button", { name: /confirm the import/i }).count()).toBe(0);
    });
  },
);
