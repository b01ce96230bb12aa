// Every main page, in both languages: no accessibility problem that a machine can find, no sideways scrolling at 320 px,
// no request to another host, no word left untranslated, and readable without script.
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

const everyone = [
  "/",
  "/?map=list",
  "/verify",
  "/participants",
  "/participants/SL",
  "/participants/EU",
  "/participants/CF",
  "/reform",
  "/reform/definitions",
  "/reform/definitions?actor=STATE_FORCES&act=FINANCES_CONFLICT",
  "/reform/definitions/canada-2018",
  "/reform/cases/ZW-MARANGE",
  "/reform/demands/definition",
  "/reform/texts",
  "/reform/answers",
  "/reform/participants?code=BW",
  "/requests",
  "/requests/experts",
  "/rules",
  "/trust-list",
  "/meetings",
  "/meetings/bodies",
  "/meetings/written-procedures",
  "/log",
  "/log/acts/0",
  "/totals",
  "/totals/counts",
  "/totals/counts/SL-KPA",
  "/offices",
  "/elections",
  "/secretariat-host",
  "/admissions",
  "/measures",
  "/items",
  "/items?view=list&class=K2",
  "/decisions",
  "/decisions/replay",
  "/decisions/replay?floor=2/3&bloc=8",
  "/decisions/replay/D24",
  "/silence",
  "/silence/SL",
  "/pillars",
  "/learn",
  "/developers",
  "/developers/access",
  "/developers/validator",
  "/developers/validator?sample=certificates-bad.csv",
  "/developers/sandbox",
  "/developers/components",
  "/accessibility",
  "/privacy",
  "/outbox",
  "/contact",
  "/sign-in",
  "/enter",
  "/no-such-page",
];
const signedIn: readonly (readonly [organisation: string, role: string, paths: readonly string[]])[] = [
  ["DEMO-RIVER", "delegate", ["/reform", "/reform/raise", "/reform/commit", "/requests", "/requests/new"]],
  ["SL-KPA", "exporter", ["/incoming", "/applications", "/parties", "/certificates"]],
  [
    "SL-KPA",
    "issuing-officer",
    ["/work", "/queue", "/queue?tab=overdue", "/documents/new/comfort", "/certificates", "/batches"],
  ],
  [
    "SL-KPA",
    "authority-administrator",
    ["/work", "/authority", "/authority/people", "/authority/api-keys", "/authority/webhooks", "/account"],
  ],
  ["EU-BE", "exporter", ["/incoming"]],
  ["EU-BE", "issuing-officer", ["/documents/new/technical", "/documents"]],
  ["EU-BE", "importing-officer", ["/work", "/arrivals", "/incoming", "/totals/received"]],
  [
    "KPCS",
    "secretariat",
    ["/scheme", "/meetings/new", "/elections", "/elections/new", "/secretariat-host/new", "/admissions/new"],
  ],
  ["CHAIR", "chair", ["/offices/duty", "/offices/programme"]],
  ["SL-KPA", "delegate", ["/elections", "/measures/new"]],
  ["WDC", "delegate", ["/my/positions", "/items/new"]],
];

describe.skipIf(browserPath === undefined)("pages", () => {
  let program: Program;
  let browser: Browser;
  beforeAll(async () => {
    [program, browser] = await Promise.all([startProgram(), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  async function look(page: Page, path: string): Promise<void> {
    const foreign: string[] = [];
    const refused: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(program.base) && !request.url().startsWith("data:"))
        foreign.push(request.url());
    });
    page.on("console", (message) => {
      if (/Content Security Policy/.test(message.text())) refused.push(message.text());
    });
    await page.goto(program.base + path);
    expect(await accessibilityProblems(page), path).toEqual([]);
    expect(await page.locator("body").innerText(), path).not.toMatch(/⟦/);
    expect(await overflow(page), `${path} is wider than its window`).toBeLessThanOrEqual(0);
    expect(foreign, path).toEqual([]);
    expect(refused, path).toEqual([]);
    page.removeAllListeners();
  }

  test.each(["en", "fr"])(
    "what everyone sees, in %s",
    async (language) => {
      const { page, context } = await visitor(browser, { locale: language });
      for (const path of everyone) await look(page, path);
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
      await context.close();
    },
    300_000,
  );

  test("what everyone sees, on a narrow screen without script", async () => {
    const { page, context } = await visitor(browser, {
      viewport: { width: 320, height: 640 },
      javaScriptEnabled: false,
    });
    for (const path of everyone) {
      await page.goto(program.base + path);
      const size = await page.locator("html").boundingBox();
      expect(size?.width, path).toBeLessThanOrEqual(320);
      expect(await page.locator("h1").count(), path).toBe(1);
    }
    await context.close();
  });

  test.each(signedIn)("what %s's %s sees", async (organisation, role, paths) => {
    for (const width of [1280, 320]) {
      const { page, context } = await visitor(browser, { viewport: { width, height: 800 } });
      await enterAs(page, program.base, organisation, role);
      for (const path of paths) await look(page, path);
      const first = page.locator("main table a").first();
      if ((await first.count()) > 0) {
        const path = await first.getAttribute("href");
        if (path?.startsWith("/") === true) await look(page, path);
      }
      await context.close();
    }
  });

  test("items in every part, what a delegate signs, and a decision", async () => {
    const items = await itemsOfTheDemonstration();
    const open = items.find(({ stage }) => stage === "CALL")?.id ?? "";
    const closed = items.find(({ stage }) => stage === "CLOSED")?.id ?? "";
    for (const [width, locale] of [
      [1280, "en"],
      [320, "fr"],
    ] as const) {
      const { page, context } = await visitor(browser, { locale, viewport: { width, height: 800 } });
      await enterAs(page, program.base, "WDC", "delegate");
      for (const part of [
        "",
        "/text",
        "/positions",
        "/objections",
        "/rules",
        "/acts",
        "/position",
        "/statement",
      ])
        await look(page, `/items/${open}${part}`);
      await look(page, `/decisions/${closed}`);
      await context.close();
    }
  });

  /** They come a moment after the start. */
  async function itemsOfTheDemonstration(): Promise<readonly { id: string; stage: string }[]> {
    for (let waited = 0; waited < 60; waited++) {
      const answer = await fetch(`${program.base}/api/items`);
      const { items } = (await answer.json()) as { items: readonly { id: string; stage: string }[] };
      if (items.length > 5) return items;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error("the demonstration has no items");
  }

  test("where the goods of a draft come from, as its exporter answers", async () => {
    for (const width of [1280, 320]) {
      const { page, context } = await visitor(browser, { viewport: { width, height: 800 } });
      await enterAs(page, program.base, "EU-BE", "exporter");
      await page.goto(`${program.base}/applications/new`);
      await page.locator('main form button[type="submit"], main form button').first().click();
      await page.waitForURL(/\/applications\/draft\//);
      const path = `${new URL(page.url()).pathname}/sourcing`;
      await look(page, path);
      await page.locator('input[name="mined"][value="ELSEWHERE"]').check();
      await page.locator('button:not(.visually-hidden)[name="do"][value="save"]').first().click();
      await page.waitForLoadState();
      await page.locator('button[name="do"][value="paper"]').click();
      await page.waitForLoadState();
      await look(page, path);
      expect(await page.locator("section.card").count(), path).toBe(1);
      await context.close();
    }
  });

  test("meetings, followed live, their records, what was said in them, and what the table is asked", async () => {
    const ask = async (path: string) => (await fetch(`${program.base}/api/meetings${path}`)).json();
    // They are recorded after the program listens.
    let meetings: readonly { id: string; state: string }[] = [];
    for (let tries = 0; meetings.length === 0 && tries < 60; tries += 1) {
      ({ meetings } = (await ask("")) as { meetings: typeof meetings });
      if (meetings.length === 0) await new Promise((resolve) => setTimeout(resolve, 500));
    }
    const [coming, past] = ["PLANNED", "CLOSED"].map(
      (state) => meetings.find((one) => one.state === state)?.id,
    );
    const { statements } = (await ask(`/${past}`)) as { statements: { statement: string }[] };
    const { documents } = (await ask(`/${coming}`)) as { documents: { document: string }[] };
    for (const width of [1280, 320]) {
      const { page, context } = await visitor(browser, { viewport: { width, height: 800 } });
      for (const path of [
        `/meetings/${coming}`,
        `/meetings/${coming}/live`,
        `/meetings/${coming}/documents/${documents[0]?.document}`,
        `/meetings/${past}`,
        `/meetings/${past}/record`,
        `/meetings/${past}/statements/${statements[0]?.statement}`,
      ])
        await look(page, path);
      await enterAs(page, program.base, "CSC", "delegate");
      for (const verb of ["statements", "documents", "departure"])
        await look(page, `/meetings/${coming}/${verb}`);
      await context.close();
    }
  });

  test("the first press of Tab leads to the skip link, and it leads to the main part", async () => {
    const { page, context } = await visitor(browser);
    await page.goto(`${program.base}/participants`);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.className)).toContain("skip-link");
    await page.keyboard.press("Enter");
    expect(new URL(page.url()).hash).toBe("#main");
    await context.close();
  });
});
