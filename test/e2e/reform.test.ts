// Reform and requests, walked without script: a visitor composes a definition, seats of two pillars ask for something and the
// Secretariat owes an answer until it gives one, a Participant is asked and answers, and governments are called by name.
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { browserPath, enterAs, startBrowser, startProgram, visitor } from "./program.ts";
import type { Program } from "./program.ts";

describe.skipIf(browserPath === undefined)("reform and requests, without script", () => {
  let program: Program;
  let browser: Browser;

  beforeAll(async () => {
    [program, browser] = await Promise.all([startProgram(), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  async function person(organisation?: string, role = "delegate"): Promise<Page> {
    const { page } = await visitor(browser, { javaScriptEnabled: false });
    if (organisation !== undefined) await enterAs(page, program.base, organisation, role);
    return page;
  }
  const press = (page: Page, name: string): Promise<void> =>
    page.locator("main").getByRole("button", { name, exact: true }).click();
  const main = (page: Page): Promise<string> => page.locator("main").innerText();

  test("a visitor finds the gap, reads why a case is covered, and composes a definition that the address keeps", async () => {
    const page = await person();
    await page.goto(`${program.base}/reform`);
    expect(await main(page)).toContain("5 demands have never been on an agenda");
    await page.getByRole("link", { name: /^Definition simulator/ }).click();
    await page.getByLabel("rebel movements", { exact: true }).check();
    await page.getByLabel("forces of a state").check();
    await page.getByLabel("diamonds finance an armed conflict").check();
    await press(page, "Show what it covers");
    expect(await main(page)).toContain("6 covered, 2 covered if so, 1 cannot be said, 4 not covered");
    const address = page.url();
    const other = await person();
    await other.goto(address);
    expect(await main(other)).toContain("What your definition covers");
    await other.locator("#cases").getByRole("link", { name: "Zimbabwe: Marange" }).click();
    expect(await main(other)).toContain("The government of Zimbabwe rejected the allegations");
  });

  test("civil society makes a demand, industry repeats it, the Secretariat answers, and all of it stays readable", async () => {
    const river = await person("DEMO-RIVER");
    await river.goto(`${program.base}/reform`);
    await river
      .getByRole("button", { name: "Make a demand" })
      .or(river.getByRole("link", { name: "Make a demand" }))
      .click();
    await river.getByLabel("What is demanded, in one line").fill("Read the agenda aloud");
    await press(river, "Make the demand public");
    expect(await river.locator(".error-summary").innerText()).toContain("missing");
    expect(await river.getByLabel("What is demanded, in one line").inputValue()).toBe(
      "Read the agenda aloud",
    );
    await river.getByLabel("In full").fill("At the beginning of each day, in two languages.");
    await press(river, "Make the demand public");
    const demand = river.url();
    expect(demand).toMatch(/\/reform\/record\//);
    expect(await main(river)).toContain("no answer yet");

    const trade = await person("DEMO-TRADE");
    await trade.goto(demand);
    await trade.getByLabel(/^On what occasion/).fill("In a letter of today.");
    await press(trade, "Repeat this demand");
    expect(await main(trade)).toContain("Demand repeated");

    const secretariat = await person("KPCS", "secretariat");
    await secretariat.goto(demand);
    await secretariat.getByLabel("Goes on an agenda").check();
    await secretariat.getByLabel("Answer", { exact: true }).fill("It will be read from the next meeting on.");
    await press(secretariat, "Publish the answer");

    const reader = await person();
    await reader.goto(demand);
    const text = await main(reader);
    expect(text).toContain("Goes on an agenda, after less than a day");
    expect(text).toContain("Demonstration Association of Rough Traders");
    await reader.goto(`${program.base}/reform/answers`);
    expect(await reader.locator("#answers tbody tr").first().innerText()).toContain("no answer for");
  });

  test("a Participant is asked, and its own delegate answers", async () => {
    const asking = await person("DEMO-JEWEL");
    await asking.goto(`${program.base}/requests/new`);
    await asking.getByLabel("Information", { exact: true }).check();
    await asking.getByLabel("Which Participant?").selectOption("ZA");
    await asking.getByLabel("What do you ask?").fill("Which form of sample is taken from a parcel?");
    await press(asking, "Make the request public");
    const request = asking.url();
    expect(await main(asking)).toContain("Waiting for an answer");
    expect(await asking.getByRole("button", { name: "Publish the answer" }).count()).toBe(0);

    const answering = await person("ZA-KPA");
    await answering.goto(request);
    await answering.getByLabel("Answers").fill("A tenth of the stones, chosen by lot.");
    await press(answering, "Publish the answer");
    const reader = await person();
    await reader.goto(request);
    expect(await main(reader)).toContain("A tenth of the stones, chosen by lot.");
    expect(await main(reader)).toContain("Answered");
  });

  test("two pillars call governments to say where they stand; who has not answered is named", async () => {
    const page = await person();
    await page.goto(`${program.base}/requests?kind=STOCK_TAKE`);
    await page.locator("#requests a").first().click();
    const survey = page.url();
    expect(await main(page)).toContain("What is still needed");
    for (const seat of ["DEMO-RIVER", "DEMO-TRADE"]) {
      const supporting = await person(seat);
      await supporting.goto(survey);
      await press(supporting, "Support this request");
    }
    const government = await person("ZA-KPA");
    await government.goto(survey);
    const boxes = government.locator("main textarea");
    expect(await boxes.count()).toBe(2);
    await boxes.nth(0).fill("Yes.");
    await boxes.nth(1).fill("Where it can be done.");
    await press(government, "Publish the answer");
    await page.goto(survey);
    const text = await main(page);
    expect(text).toContain("Governments are answering");
    expect(text).toContain("59 governments did not answer");
    const silent = text.slice(text.indexOf("Have not answered so far"));
    expect(silent).toContain("Botswana");
    expect(silent.slice(0, silent.indexOf("On the record"))).not.toContain("South Africa");
  });
});
