// A practice election in real browsers: the Secretariat calls it, two seats stand, three trustees of three pillars make the key,
// several seats vote, two trustees open the sums, and the command line verifies the file. No choice and no secret leaves a
// browser.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import {
  accessibilityProblems,
  browserPath,
  enterAs,
  startBrowser,
  startProgram,
  visitor,
} from "./program.ts";
import type { Program } from "./program.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const trustees = { CA: "CA-KPA", WDC: "WDC", CSC: "CSC" } as const;

describe.skipIf(browserPath === undefined)("an election", () => {
  let program: Program;
  let browser: Browser;
  beforeAll(async () => {
    [program, browser] = await Promise.all([startProgram(), startBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  async function as(organisation: string, role: string, work: (page: Page) => Promise<void>): Promise<void> {
    const { page, context } = await visitor(browser);
    await enterAs(page, program.base, organisation, role);
    await work(page);
    await context.close();
  }

  /** Answers the form and the question whether it is right. */
  async function send(page: Page): Promise<void> {
    await page.locator("main form button").first().click();
    await page.locator('button[name="confirmed"]').click();
    await page.waitForLoadState();
  }

  async function call(minutes: string): Promise<string> {
    let address = "";
    await as("KPCS", "secretariat", async (page) => {
      await page.goto(`${program.base}/elections/new`);
      await page.locator('input[name="office"][value="VICE_CHAIR"]').check();
      await page.locator('input[name="year"]').fill("2031");
      await page.locator('input[name="practice"]').check();
      await page.locator('input[name="minutes"]').fill(minutes);
      await page.locator('textarea[name="trustees"]').fill("CA\nWDC\nCSC");
      await page.locator('input[name="source"]').fill("A journey");
      await send(page);
      await page.waitForURL(/\/elections\/[0-9a-f-]{36}$/);
      address = new URL(page.url()).pathname;
    });
    return address;
  }

  async function stageIs(address: string, wanted: string): Promise<void> {
    await expect
      .poll(
        async () =>
          ((await (await fetch(`${program.base}/api${address}`)).json()) as { stage: string }).stage,
        {
          timeout: 120_000,
          interval: 1_000,
        },
      )
      .toBe(wanted);
  }

  test("is voted in browsers, opened by two of three trustees, and verified by the command line", async () => {
    const address = await call("1");
    for (const organisation of ["GH-KPA", "NA-KPA"])
      await as(organisation, "delegate", async (page) => {
        await page.goto(`${program.base}${address}/stand`);
        await page.locator("textarea").fill("We offer to serve.");
        await send(page);
      });

    const secrets = new Map<string, string>();
    const step = async (seat: keyof typeof trustees): Promise<void> =>
      as(trustees[seat], "delegate", async (page) => {
        const sent: string[] = [];
        page.on("request", (request) => sent.push(request.postData() ?? ""));
        await page.goto(`${program.base}${address}/trustee`);
        const known = secrets.get(seat);
        if (known === undefined) await page.locator("#secret-button").click();
        else await page.locator("#secret").fill(known);
        const secret = await page.locator("#secret").inputValue();
        expect(secret).toMatch(/^[0-9a-f]{64}$/);
        secrets.set(seat, secret);
        await page.locator("#trustee-button").click();
        await page.waitForURL(/#trustees$/);
        expect(sent.join()).not.toContain(secret);
      });
    for (let round = 0; round < 3; round++)
      for (const seat of ["CA", "WDC", "CSC"] as const) await step(seat);
    await stageIs(address, "CALL");

    const ballots = { "AO-KPA": "GH", "BW-KPA": "GH", "SL-KPA": "NA" } as const;
    for (const [organisation, choice] of Object.entries(ballots))
      await as(organisation, "delegate", async (page) => {
        const sent: string[] = [];
        page.on("request", (request) => sent.push(request.postData() ?? ""));
        await page.goto(`${program.base}${address}/ballot`);
        expect(await accessibilityProblems(page)).toEqual([]);
        await page.locator(`input[name="choice"][value="${choice}"]`).check();
        await page.locator("#ballot-button").click();
        await page.locator(".panel__title").waitFor();
        expect(sent.filter((body) => body !== "").join()).toMatch(/^ballot=[0-9a-f]+$/);
      });
    await stageIs(address, "COUNTING");
    await step("WDC");
    await step("CSC");

    await expect
      .poll(
        async () =>
          ((await (await fetch(`${program.base}/api${address}`)).json()) as { calls: { totals: unknown }[] })
            .calls[0]?.totals,
        { timeout: 60_000, interval: 1_000 },
      )
      .toEqual([[2, 1]]);

    const { page, context } = await visitor(browser, { javaScriptEnabled: false });
    await page.goto(`${program.base}${address}`);
    expect(await page.locator(".verdict__word").innerText()).toBe("It holds");
    await context.close();

    const verify = (place: string) =>
      spawnSync(process.execPath, [join(root, "bin/kimberlite.js"), "ballot", "verify", place], {
        encoding: "utf8",
      });
    // Asked for before the program that verifies holds this one up.
    const file = (await (await fetch(`${program.base}${address}/file`)).json()) as {
      calls: { announced: { totals: number[][] } }[];
    };
    const good = verify(`${program.base}${address}/file`);
    expect([good.status, good.stdout]).toEqual([0, expect.stringContaining("It holds.")]);

    // One vote more for somebody, and the same file no longer holds.
    const folder = mkdtempSync(join(tmpdir(), "kimberlite-election-"));
    file.calls[0]!.announced.totals = [[1, 2]];
    writeFileSync(join(folder, "changed.json"), JSON.stringify(file));
    const bad = verify(join(folder, "changed.json"));
    expect([bad.status, bad.stdout]).toEqual([4, expect.stringContaining("totals-differ")]);
    rmSync(folder, { recursive: true });
  }, 240_000);

  test("asks who has no script to lock the ballot with the command line, and never for the choice", async () => {
    const address = await call("2");
    const { page, context } = await visitor(browser, { javaScriptEnabled: false });
    await enterAs(page, program.base, "CSC", "delegate");
    await page.goto(`${program.base}${address}/trustee`);
    expect(await page.locator("#secret").isVisible()).toBe(false);
    const secret = spawnSync(process.execPath, [join(root, "bin/kimberlite.js"), "ballot", "secret"], {
      encoding: "utf8",
    });
    const folder = mkdtempSync(join(tmpdir(), "kimberlite-trustee-"));
    writeFileSync(join(folder, "secret.txt"), secret.stdout);
    const made = spawnSync(
      process.execPath,
      [
        join(root, "bin/kimberlite.js"),
        "ballot",
        "trustee",
        `${program.base}${address}/file`,
        "--as",
        "CSC",
        "--secret",
        join(folder, "secret.txt"),
      ],
      { encoding: "utf8" },
    );
    rmSync(folder, { recursive: true });
    await page.locator("summary").click();
    await page.locator('textarea[name="message"]').fill(made.stdout);
    await page.locator("#trustee-form button").click();
    await page.waitForURL(/#trustees$/);
    const row = page.locator("#trustees tr", { hasText: "Civil Society Coalition" });
    expect(await row.locator("td").nth(1).innerText()).toBe("yes");
    await context.close();
  }, 120_000);
});
