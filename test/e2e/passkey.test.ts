// Signing in as people do: a passkey registered and used in a real browser, recovery codes without script, and an end to
// sessions elsewhere.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { browserPath, enterAs, startBrowser, startProgram, visitor } from "./program.ts";
import type { Program } from "./program.ts";

/** A device that holds the passkeys it registers for as long as its page lives. */
async function withAuthenticator(page: Page): Promise<void> {
  const devices = await page.context().newCDPSession(page);
  await devices.send("WebAuthn.enable");
  await devices.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

if (browserPath === undefined)
  process.stdout.write("skipped: the journey of signing in; KIMBERLITE_BROWSER is not set\n");

describe.skipIf(browserPath === undefined)("an officer's own ways in", () => {
  let program: Program;
  let browser: Browser;
  let page: Page;
  let name = "";
  let codes: string[] = [];

  beforeAll(async () => {
    [program, browser] = await Promise.all([startProgram(), startBrowser()]);
    ({ page } = await visitor(browser));
    await withAuthenticator(page);
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  const press = (where: Page, button: RegExp): Promise<void> =>
    where.getByRole("button", { name: button }).first().click();
  const sessions = (where: Page): Promise<number> => where.locator("#sessions tbody tr").count();

  async function signOut(where: Page): Promise<void> {
    await press(where, /sign out/i);
    await where.waitForURL(`${program.base}/`);
    await where.goto(`${program.base}/account`);
    expect(new URL(where.url()).pathname).toBe("/sign-in");
  }

  async function useCode(where: Page, code: string): Promise<void> {
    await where.goto(`${program.base}/sign-in/recovery`);
    await where.locator('[name="code"]').fill(code);
    await press(where, /sign in/i);
    await where.waitForLoadState();
  }

  test("registers a passkey and makes recovery codes, which are shown once", async () => {
    await enterAs(page, program.base, "SL-KPA", "issuing-officer");
    await page.goto(`${program.base}/account`);
    name = (await page.locator("main dd").first().innerText()).trim();
    expect(name).not.toBe("");
    await page.locator('[name="passkeyName"]').fill("Counter 3");
    await press(page, /register a passkey/i);
    await page.waitForURL(/news=passkey/);
    expect(await page.locator("#passkeys").innerText()).toMatch(/Counter 3/);
    await press(page, /register a passkey/i);
    await expect
      .poll(() => page.locator("[data-passkey-status]").innerText())
      .toMatch(/already has a passkey/);

    await press(page, /make ten new codes/i);
    codes = (await page.locator("main ol code").allInnerTexts()).map((code) => code.trim());
    expect(new Set(codes).size).toBe(10);
    await page.goto(`${program.base}/account`);
    expect(await page.locator("main").innerText()).toContain("You have 10 unused recovery codes");
    expect(await page.content()).not.toContain(codes[0]);
  });

  test("signs out, and in again by the passkey alone, to where they were going", async () => {
    await signOut(page);
    await press(page, /sign in with a passkey/i);
    await page.waitForURL(/\/account/);
    expect(await page.locator("main").innerText()).toContain(name);
    const row = page.locator("#sessions tbody tr", { hasText: "This one" });
    expect(await row.innerText()).toContain("Passkey");
  });

  test("on a device that holds no passkey of theirs it says so in words, and nobody is signed in", async () => {
    const { page: stranger, context } = await visitor(browser);
    await withAuthenticator(stranger);
    await stranger.goto(`${program.base}/sign-in?back=/account`);
    await press(stranger, /sign in with a passkey/i);
    const status = stranger.locator("[data-passkey-status]");
    await expect.poll(() => status.innerText(), { timeout: 20_000 }).toMatch(/stopped or took too long/);
    await stranger.goto(`${program.base}/account`);
    expect(new URL(stranger.url()).pathname).toBe("/sign-in");
    await context.close();
  });

  let elsewhere: { page: Page; context: BrowserContext };

  test("signs in elsewhere by a recovery code, without script; the same code never again", async () => {
    elsewhere = await visitor(browser, {
      javaScriptEnabled: false,
      userAgent: "Elsewhere/1.0 (Windows) Firefox/140.0",
    });
    const [first = "", second = ""] = codes;
    await elsewhere.page.goto(`${program.base}/sign-in`);
    expect(await elsewhere.page.locator("[data-passkey-without]").isVisible()).toBe(true);
    await useCode(elsewhere.page, ` ${first.toLowerCase().replaceAll("-", " ")} `);
    expect(elsewhere.page.url()).toMatch(/\/account\?news=recovered/);
    expect(await elsewhere.page.locator("main").innerText()).toMatch(
      new RegExp(`${name}[^]*9 unused recovery codes`),
    );
    await signOut(elsewhere.page);

    await useCode(elsewhere.page, first);
    expect(await elsewhere.page.locator(".error-summary").innerText()).toMatch(
      /not right, or was used already/,
    );
    expect(await elsewhere.page.locator('[name="code"]').inputValue()).toBe("");
    await useCode(
      elsewhere.page,
      second.replace(/.$/, (last) => (last === "A" ? "B" : "A")),
    );
    expect(await elsewhere.page.locator(".error-summary").count()).toBe(1);
    await useCode(elsewhere.page, second);
    expect(new URL(elsewhere.page.url()).pathname).toBe("/account");
  });

  test("sees both sessions, ends the other one, and it is over at its next step", async () => {
    await page.goto(`${program.base}/account`);
    expect(await sessions(page)).toBe(2);
    const row = page.locator("#sessions tbody tr", { hasText: "Recovery code" });
    expect(await row.count()).toBe(1);
    await elsewhere.page.goto(`${program.base}/account`);
    expect(await sessions(elsewhere.page)).toBe(2);

    await row.getByRole("button").click();
    await page.waitForURL(/news=session/);
    expect(await sessions(page)).toBe(1);
    await elsewhere.page.goto(`${program.base}/account`);
    expect(new URL(elsewhere.page.url()).pathname).toBe("/sign-in");
  });

  test("ends all others at once from another browser, this one among them", async () => {
    await useCode(elsewhere.page, codes[2] ?? "");
    await press(elsewhere.page, /end all others/i);
    await elsewhere.page.waitForURL(/news=sessions/);
    expect(await sessions(elsewhere.page)).toBe(1);
    await page.goto(`${program.base}/account`);
    expect(new URL(page.url()).pathname).toBe("/sign-in");
    await elsewhere.context.close();
  });

  test("nobody can end a session that is not theirs", async () => {
    await press(page, /sign in with a passkey/i);
    await page.waitForURL(/\/account/);
    await useCode((elsewhere = await visitor(browser, { javaScriptEnabled: false })).page, codes[3] ?? "");
    await page.goto(`${program.base}/account`);
    const before = await sessions(page);
    expect(before).toBeGreaterThan(1);
    const id = await page.locator('#sessions [name="session"]').first().getAttribute("value");
    const { page: other, context } = await visitor(browser, { javaScriptEnabled: false });
    await enterAs(other, program.base, "BW-KPA", "issuing-officer");
    const ended = await other.request.post(`${program.base}/account/sessions/end`, {
      form: { session: id ?? "" },
    });
    expect(new URL(ended.url()).pathname).toBe("/account");
    await page.reload();
    expect(await sessions(page)).toBe(before);
    await context.close();
    await elsewhere.context.close();
  });
});
