// The real program for a journey: its own data folder and port, started by its command, and a browser to walk it.
import { spawn, spawnSync } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";

export const browserPath = process.env["KIMBERLITE_BROWSER"];
const root = fileURLToPath(new URL("../../", import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface Program {
  readonly base: string;
  readonly folder: string;
  readonly child: ChildProcess;
  /** Ends the program; its data stays. */
  end(): Promise<void>;
  /** Ends it and takes its data away. */
  stop(): Promise<void>;
}

/** A program on a demonstration of its own: a copy of the one that was made for the run, or a new one where none was. */
export async function startProgram(environment: Record<string, string> = {}): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), "kimberlite-journey-"));
  await chmod(folder, 0o755);
  const demonstration = process.env["KIMBERLITE_DEMONSTRATION"];
  // The database's files keep their owner.
  if (demonstration !== undefined && environment["KIMBERLITE_DATA"] === undefined)
    spawnSync("cp", ["-a", `${demonstration}/.`, folder]);
  const port = await freePort();
  const child = spawn(process.execPath, [join(root, "bin/kimberlite.js"), "start"], {
    cwd: root,
    env: {
      ...environmentOfUser(),
      PORT: String(port),
      KIMBERLITE_DATA: folder,
      LOG_LEVEL: "warn",
      ...environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const base = `http://localhost:${port}`;
  for (let waited = 0; ; waited += 100) {
    if (child.exitCode !== null || waited > 60_000) throw new Error(`the program did not start:\n${output}`);
    const health = await fetch(`${base}/healthz`).catch(() => undefined);
    if (health?.status === 200) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const end = async (): Promise<void> => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await ended;
  };
  return {
    base,
    folder,
    child,
    end,
    async stop() {
      await end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The test runner sets variables of its own (BASE_URL among them) that a user does not have. */
function environmentOfUser(): NodeJS.ProcessEnv {
  const {
    BASE_URL: _,
    DATABASE_URL: __,
    NODE_ENV: ___,
    KIMBERLITE_DEMONSTRATION: ____,
    ...rest
  } = process.env;
  return rest;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: browserPath ?? "",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A visitor of their own: cookies are not shared with anybody else. */
export async function visitor(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    locale: "en-GB",
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  return { context, page: await context.newPage() };
}

/** Enters the demonstration as the person of this role, by the button that people press. */
export async function enterAs(page: Page, base: string, organisation: string, role: string): Promise<void> {
  await page.goto(`${base}/enter?search=${organisation}`);
  await page
    .locator(`form:has(input[name="organisation"][value="${organisation}"]) button[value^="${role}"]`)
    .first()
    .click();
  await page.waitForLoadState();
}

/** What an automated check of accessibility finds; it finds a minority of what there is to find. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const runner = (
      globalThis as unknown as {
        axe: {
          run(
            options: object,
          ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>;
        };
      }
    ).axe;
    const { violations } = await runner.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      // All rules run; of what passes nothing is written down.
      resultTypes: ["violations"],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`),
    );
  });
}

/** Pixels by which the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
