// The public log in a real browser: every pillar is on every page, the browser proves an act by itself, a changed byte is
// found wherever it is, a witness that is gone is told aloud, and a monitor outside sees the same.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
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

describe.skipIf(browserPath === undefined)("the public log", () => {
  let program: Program;
  let browser: Browser;
  beforeAll(async () => {
    [program, browser] = await Promise.all([startProgram(), startBrowser()]);
    await until(async () => (await health()).log.missing.length === 0, "the three witnesses have cosigned");
  }, 120_000);
  const stopped: number[] = [];
  afterAll(async () => {
    for (const witness of stopped) process.kill(witness, "SIGCONT");
    await browser?.close();
    await program?.stop();
  });

  const health = async () =>
    (await (await fetch(`${program.base}/healthz`)).json()) as {
      log: { missing: string[]; cosigned: string };
    };

  async function openAct(page: Page, locale = "en"): Promise<void> {
    await page.goto(`${program.base}/log?lang=${locale}`);
    await page.goto(`${program.base}/log/acts/700`);
  }

  async function prove(page: Page): Promise<string> {
    await page.locator("[data-log-proof] button").click();
    await page.locator("[data-step='verdict']:not([data-outcome='open'])").waitFor();
    return (await page.locator("[data-step='verdict']").getAttribute("data-outcome")) ?? "";
  }

  const outcomes = (page: Page): Promise<Record<string, string>> =>
    page.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll<HTMLElement>("[data-step]")].map((step) => [
          step.dataset["step"] ?? "",
          step.dataset["outcome"] ?? "",
        ]),
      ),
    );

  test.each(["en", "fr", "pt", "ru", "ar", "zh"])(
    "can be read in %s, on a wide and on a narrow screen",
    async (locale) => {
      for (const width of [1280, 320]) {
        const { page, context } = await visitor(browser, { viewport: { width, height: 800 } });
        for (const path of [`/log?lang=${locale}`, "/log/acts/700"]) {
          await page.goto(program.base + path);
          expect(await page.locator("html").getAttribute("lang")).toBe(locale);
          expect(await accessibilityProblems(page), path).toEqual([]);
          expect(await overflow(page), path).toBeLessThanOrEqual(0);
          expect(await page.locator("body").innerText()).not.toMatch(/⟦/);
        }
        await context.close();
      }
    },
  );

  test("the browser proves an act from the log's files, step by step", async () => {
    const { page, context } = await visitor(browser);
    await openAct(page);
    expect(await prove(page)).toBe("right");
    expect(new Set(Object.values(await outcomes(page)))).toEqual(new Set(["right"]));
    expect(await page.locator("[data-step='witnesses']").innerText()).toMatch(
      /Government, Industry,? and Civil society/,
    );
    expect(await accessibilityProblems(page)).toEqual([]);
    await context.close();
  });

  test.each([
    ["a tile", "**/log/tile/0/002", 189 * 32, "inclusion"],
    ["the entry", "**/log/tile/entries/002", 60_000, "entry"],
    ["the head", "**/log/checkpoint", -3, "head"],
  ])("a changed byte in %s is found, and nothing is called proven", async (_, address, at, step) => {
    const { page, context } = await visitor(browser);
    await openAct(page);
    await page.route(address, async (route) => {
      const answer = await route.fetch();
      const body = await answer.body();
      // Any byte of the bundle may be another act's; the whole of it is turned over there.
      if (step === "entry") for (let i = 0; i < body.length; i++) body[i] = (body[i] ?? 0) ^ 1;
      else if (at >= 0) body[at] = (body[at] ?? 0) ^ 1;
      else body[body.length + at] = 0x21;
      await route.fulfill({ response: answer, body });
    });
    expect(await prove(page)).toBe("wrong");
    expect((await outcomes(page))[step]).toBe("wrong");
    await context.close();
  });

  test("a policy of somebody else's log does not accept this one", async () => {
    const { page, context } = await visitor(browser);
    await openAct(page);
    await page.locator("[data-log-proof] summary").click();
    const box = page.locator("#policy");
    const own = await box.inputValue();
    await box.fill(own.replace(/^witness (\S+) .*$/gm, ""));
    expect(await prove(page)).toBe("wrong");
    expect((await outcomes(page))["policy"]).toBe("wrong");
    await context.close();
  });

  test("without script the same proof is there to take home", async () => {
    const { page, context } = await visitor(browser, { javaScriptEnabled: false });
    await page.goto(`${program.base}/log/acts/700`);
    expect(await page.locator("[data-without]").isVisible()).toBe(true);
    expect(await page.locator("[data-log-proof] button").isVisible()).toBe(false);
    const proof = await (await fetch(`${program.base}/log/acts/700/proof`)).text();
    expect(proof).toMatch(/^c2sp\.org\/tlog-proof@v1\nindex 700\n/);
    await context.close();
  });

  test("when a witness is gone every page says so, and since when; the log goes on with two", async () => {
    const { page, context } = await visitor(browser);
    await page.goto(`${program.base}/participants`);
    expect(await page.locator(".witnesses").innerText()).toMatch(/Civil society \d\d:\d\d UTC/);
    const witness = await witnessOf(program, "civil-society");
    // Stopped, not ended: the demonstration would start it again.
    process.kill(witness, "SIGSTOP");
    stopped.push(witness);
    await newAct(page, program.base);
    await until(async () => {
      await page.goto(`${program.base}/participants`);
      return (await page.locator(".witnesses--loud").count()) > 0;
    }, "the pages say that a witness is missing");
    expect(await page.locator(".witnesses--loud").innerText()).toMatch(
      /Civil society absent since \d\d:\d\d UTC/,
    );
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.goto(`${program.base}/log`);
    expect(await page.locator("main .verdict").innerText()).toMatch(/A witness is missing/);
    await openAct(page);
    expect(await prove(page)).toBe("right");
    await context.close();
  });

  test("a monitor outside sees the same: two cosign, one is missing", async () => {
    const folder = await mkdtemp(join(tmpdir(), "kimberlite-monitor-"));
    const policy = join(folder, "policy.txt");
    await writeFile(policy, await (await fetch(`${program.base}/log/policy`)).text());
    const { code, output } = await runMonitor([
      `${program.base}/log`,
      "--policy",
      policy,
      "--folder",
      join(folder, "copy"),
      "--once",
      "--json",
    ]);
    expect(code, output).toBe(5);
    expect(output).toMatch(/"kind":"witness-missing","witness":"civil-society"/);
    await rm(folder, { recursive: true, force: true });
  });
});

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 500) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Error(`never: ${what}`);
}

/** The process that runs this pillar's witness for this very program. */
async function witnessOf({ folder }: Program, pillar: string): Promise<number> {
  for (const entry of await readdir("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const words = (await readFile(`/proc/${entry}/cmdline`, "utf8").catch(() => "")).split("\0");
    if (words.includes(join(folder, "witnesses", pillar))) return Number(entry);
  }
  throw new Error(`no witness of ${pillar}`);
}

/** An administrator of an authority makes a key for a program: one act more. */
async function newAct(page: Page, base: string): Promise<void> {
  await enterAs(page, base, "SL-KPA", "authority-administrator");
  await page.goto(`${base}/authority/api-keys`);
  await page.locator('main input[name="name"]').fill("National system");
  await page.locator('main input[name="roles"]').first().check();
  await page.locator('main form:has(input[name="name"]) button').first().click();
  await page.waitForLoadState();
}

function runMonitor(more: readonly string[]): Promise<{ code: number | null; output: string }> {
  const program = fileURLToPath(new URL("../../bin/kimberlite.js", import.meta.url));
  const child = spawn(process.execPath, [program, "monitor", ...more], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (part: Buffer) => (output += part.toString()));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, output })));
}
