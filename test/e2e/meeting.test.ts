// A meeting in a browser: convened, delegates named, an agenda, the floor followed live, statements that the chair cannot
// edit, a closing that is refused until everybody was heard, and a record that is read back from its PDF.
import { PDFiumLibrary } from "@hyzyla/pdfium";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { browserPath, enterAs, startBrowser, startProgram, visitor } from "./program.ts";
import type { Program } from "./program.ts";

let program: Program;
let browser: Browser;
beforeAll(async () => {
  if (browserPath === undefined) return;
  [program, browser] = await Promise.all([startProgram(), startBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await program?.stop();
});

/** A zone in which it is day now: nothing is closed at night. */
function hostZone(): string {
  const hourIn = (zone: string): number =>
    Number(new Intl.DateTimeFormat("en-GB", { hour: "2-digit", hourCycle: "h23", timeZone: zone }).format());
  const zones = [
    "Africa/Gaborone",
    "Asia/Dubai",
    "Asia/Tokyo",
    "America/New_York",
    "Pacific/Auckland",
    "America/Anchorage",
  ];
  return zones.find((zone) => hourIn(zone) >= 9 && hourIn(zone) <= 17) ?? "Etc/UTC";
}

async function press(page: Page): Promise<void> {
  await page.locator('main form button[type="submit"], main form button').last().click();
  await page.waitForLoadState();
}

test.skipIf(browserPath === undefined)(
  "a meeting from its convening to its record",
  async () => {
    const { base } = program;
    const zone = hostZone();
    const today = new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format();
    const people: Record<string, Page> = {};
    for (const [who, organisation, role] of [
      ["secretariat", "KPCS", "secretariat"],
      ["chair", "CHAIR", "chair"],
      ["civil society", "CSC", "delegate"],
      ["industry", "WDC", "delegate"],
      ["producers", "ADPA", "delegate"],
    ] as const) {
      // Most of it works without a script.
      const { page } = await visitor(browser, { javaScriptEnabled: who === "secretariat" });
      await enterAs(page, base, organisation, role);
      people[who] = page;
    }
    const as = (who: string): Page => people[who] as Page;

    const table = as("secretariat");
    await table.goto(`${base}/meetings/new`);
    await table.locator('input[name="kind"][value="SPECIAL_SESSION"]').check();
    await table.locator('input[name="zone"]').fill(zone);
    await table.locator('input[name="from"]').fill(today);
    await table.locator('input[name="to"]').fill(today);
    await press(table);
    const address = table.url();
    expect(address).toMatch(/\/meetings\/special-session-\d{4}$/);
    expect(await table.locator("main").innerText()).toContain("No invitation was sent yet");
    await table.goto(`${address}/invitations`);
    await press(table);
    expect(await table.locator("main").innerText()).not.toContain("No invitation was sent yet");

    const civil = as("civil society");
    await civil.goto(`${address}/credentials`);
    await civil.locator('textarea[name="names"]').fill("Ada Adviser\nBo Adviser");
    await press(civil);
    expect(await civil.locator("main").innerText()).toContain("Names of delegates");
    await civil.goto(`${address}/points`);
    await civil.locator('input[name="title-en"]').fill("How much time everybody has");
    await press(civil);

    await table.goto(`${address}/session-plan`);
    await table.locator('input[name="opens"]').fill("08:00");
    await table.locator('input[name="ends"]').fill("20:00");
    await press(table);
    await table.goto(`${address}/session-opening`);
    await press(table);

    // Somebody who watches sees the floor given, without loading anything again.
    const { page: watcher } = await visitor(browser);
    await watcher.goto(`${address}/live`);
    await watcher.getByText("This page follows the meeting by itself.").waitFor();
    await table.goto(`${address}/floor`);
    await table.locator('select[name="seat"]').selectOption("CSC");
    await table.locator('select[name="entry"]').selectOption({ index: 1 });
    await press(table);
    await watcher.getByText("has the floor on").waitFor({ timeout: 15_000 });
    expect(await watcher.locator("#live").innerText()).toContain("Kimberley Process Civil Society Coalition");
    await table.goto(`${address}/floor-end`);
    await press(table);

    const statement = async (who: string, moment: string, words: string): Promise<string> => {
      const page = as(who);
      await page.goto(`${address}/statements`);
      await page.locator('input[name="title"]').fill(`${moment} of ${who}`);
      await page.locator('textarea[name="texts-en"]').fill(words);
      await page.locator('select[name="moment"]').selectOption(moment);
      await press(page);
      expect(await page.locator("h1").innerText()).toBe("Read it once more");
      await press(page);
      return page.url();
    };
    const opening = await statement("civil society", "OPENING", "We were asked late, and we came.");
    expect(opening).toMatch(/\/statements\/[0-9a-f-]{36}$/);

    // The chair reads it and may answer it; there is nothing with which to change it.
    const chair = as("chair");
    await chair.goto(opening);
    expect(await chair.locator("main").innerText()).toContain("We were asked late, and we came.");
    expect(await chair.locator("main form").count()).toBe(0);
    expect(await chair.locator("main a", { hasText: /edit|change|remove/i }).count()).toBe(0);

    await table.goto(`${address}/session-end`);
    await press(table);
    await chair.goto(`${address}/closing`);
    await press(chair);
    const refused = await chair.locator("main").innerText();
    expect(refused).toContain("The opening statement of industry was neither given nor declined");
    expect(refused).toContain("The closing statement of civil society was neither given nor declined");
    expect(refused).not.toContain("The opening statement of civil society");

    await statement("civil society", "CLOSING", "We ask that this is answered.");
    for (const moment of ["OPENING", "CLOSING"])
      for (const who of ["industry", "producers"]) await statement(who, moment, `Said at the ${moment}.`);
    await chair.goto(`${address}/closing`);
    await press(chair);
    expect(await chair.locator("main").innerText()).toContain("Closed on the record");

    const { page: reader } = await visitor(browser, { javaScriptEnabled: false });
    await reader.goto(`${address}/record`);
    const record = await reader.locator("main").innerText();
    expect(record).toContain("A. Adopted");
    expect(record).toContain("B. From the acts");
    expect(record).toContain("We were asked late, and we came.");
    const pdf = await reader.request.get(`${address}/record.pdf?lang=en`);
    expect(pdf.headers()["content-type"]).toBe("application/pdf");
    const library = await PDFiumLibrary.init();
    const document = await library.loadDocument(await pdf.body());
    const printed = [...document.pages()].map((page) => page.getText()).join(" ");
    document.destroy();
    library.destroy();
    expect(printed.replaceAll(/\s+/g, " ")).toContain("We were asked late, and we came.");
    expect(printed).toContain("Kimberley Process Civil Society Coalition");
  },
  180_000,
);
