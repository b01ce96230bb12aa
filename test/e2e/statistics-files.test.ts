// Figures as files: a reader opens the demonstration's release in a browser, saves its files, and a Secretariat takes them in
// again as a data set: every figure is as it was. The pages that lead there are clean of what axe finds, and stand on paper.
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Browser, Page } from "playwright-core";
import { parse } from "csv-parse/sync";
import {
  accessibilityProblems,
  browserPath,
  overflow,
  startBrowser,
  startProgram,
  visitor,
} from "./program.ts";
import type { Program } from "./program.ts";

type Row = Readonly<Record<string, string>>;

describe.skipIf(browserPath === undefined)("figures as files", () => {
  let program: Program;
  let browser: Browser;
  /** "2025-1" */
  let release: string;

  beforeAll(async () => {
    [program, browser] = await Promise.all([startProgram(), startBrowser()]);
    // The demonstration's release is published a moment after the program listens.
    for (let waited = 0; waited < 30_000; waited += 250) {
      const page = await (await fetch(`${program.base}/statistics/releases`)).text();
      release = /\/statistics\/releases\/(\d{4}-1)"/.exec(page)?.[1] ?? "";
      if (release !== "") break;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  });
  afterAll(async () => {
    await browser?.close();
    await program?.stop();
  });

  const paths = (): readonly string[] => [
    "/statistics/releases",
    `/statistics/releases/${release}`,
    `/statistics/annual/${release.slice(0, 4)}`,
    "/statistics/catalogue",
  ];

  test.each([1280, 320])("their pages fit %i pixels and are clean of what axe finds", async (width) => {
    const { page } = await visitor(browser, { viewport: { width, height: 900 } });
    const told: string[] = [];
    page.on("console", (message) => told.push(message.text()));
    for (const path of paths()) {
      const answer = await page.goto(program.base + path);
      expect([path, answer?.status()]).toEqual([path, 200]);
      expect([path, await overflow(page)]).toEqual([path, 0]);
      expect([path, await accessibilityProblems(page)]).toEqual([path, []]);
      await show(page, `${path.slice(1).replaceAll("/", "-")}-${width}`);
    }
    // Nothing was refused by the page's own rules: what search engines read is data and no script.
    expect(told).toEqual([]);
  });

  test("their pages are readable on paper: nothing is cut and no control is printed", async () => {
    const { page } = await visitor(browser, { viewport: { width: 700, height: 990 } });
    await page.emulateMedia({ media: "print" });
    for (const path of paths()) {
      await page.goto(program.base + path);
      expect([path, await overflow(page)]).toEqual([path, 0]);
      expect([path, await page.locator(".print-head").isVisible()]).toEqual([path, true]);
      expect([path, await page.getByRole("navigation").first().isVisible()]).toEqual([path, false]);
      await show(page, `${path.slice(1).replaceAll("/", "-")}-print`);
    }
  });

  test("a release's files, saved and taken in again, are the same figures", async () => {
    const { page } = await visitor(browser, { acceptDownloads: true });
    await page.goto(`${program.base}/statistics/releases`);
    await page.locator("main").locator(`a[href="/statistics/releases/${release}"]`).click();
    const plain = await saved(page, "figures.csv");
    const sdmx = await saved(page, "sdmx-2.csv");

    const about = ["--id", "again", "--title", "A release again", "--attribution", "Nobody"];
    const taken = await kimberlite(["import", sdmx, ...about, "--licence", "A", "--open", "--parts"]);
    expect(taken).toMatchObject({ code: 0, errors: "" });

    const again = join(program.folder, "again.csv");
    const written = await kimberlite(["export", "--server", program.base, "--out", again]);
    expect(written).toMatchObject({ code: 0, errors: "" });
    const rows = await rowsOf(again);
    const figures = (await rowsOf(plain)).map(figureOf).toSorted();
    expect(figures.length).toBeGreaterThan(50);
    expect(
      rows
        .filter(({ source }) => source === "again")
        .map(figureOf)
        .toSorted(),
    ).toEqual(figures);
    // And the same command, asked for the release, gives the very bytes that the browser saved.
    const same = join(program.folder, "same.csv");
    await kimberlite(["export", "--server", program.base, "--release", release, "--out", same]);
    expect((await readFile(same)).equals(await readFile(plain))).toBe(true);
  });

  async function saved(page: Page, name: string): Promise<string> {
    const link = page.locator("#files").getByRole("link", { name, exact: true });
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    const file = join(program.folder, name);
    await download.saveAs(file);
    return file;
  }

  /** As a person at the machine of the installation. */
  function kimberlite(given: readonly string[]): Promise<{ code: number | null; errors: string }> {
    const bin = fileURLToPath(new URL("../../bin/kimberlite.js", import.meta.url));
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [bin, "statistics", ...given], {
        env: { PATH: process.env["PATH"], LANG: "en", KIMBERLITE_DATA: program.folder },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let errors = "";
      child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
      child.on("exit", (code) => resolve({ code, errors }));
    });
  }
});

async function rowsOf(file: string): Promise<readonly Row[]> {
  return parse<Row>(await readFile(file, "utf8"), { columns: true, bom: true });
}

/** All that a figure says; who says it, and since when, is another's after it was taken in. */
function figureOf(row: Row): string {
  const { source: _, known_from: __, known_until: ___, ...figure } = row;
  return JSON.stringify(figure);
}

/** For whoever looks at the pages: pictures, where a folder for them is named. */
async function show(page: Page, name: string): Promise<void> {
  const folder = process.env["KIMBERLITE_PICTURES"];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}
