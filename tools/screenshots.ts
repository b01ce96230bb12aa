// Makes the pictures of docs/screenshots from a fresh demonstration: `npm run screenshots`. Needs Chrome or Chromium.
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { findBrowser } from "./browser.js";

const browserPath = findBrowser();
if (browserPath === undefined)
  throw new Error("No Chrome or Chromium was found; set KIMBERLITE_BROWSER to one.");
process.env["KIMBERLITE_BROWSER"] = browserPath;
const { enterAs, startBrowser, startProgram, visitor } = await import("../test/e2e/program.ts");

const folder = fileURLToPath(new URL("../docs/screenshots/", import.meta.url));

/** Name of the picture, who looks, and at what; "first" opens the first entry of the list, "then" a page below it. */
const pictures: readonly (readonly [
  name: string,
  as: readonly [string, string] | null,
  path: string,
  first?: string,
  then?: string,
])[] = [
  ["home", null, "/"],
  ["verify", null, "/verify?number=SL004902"],
  ["participant", null, "/participants/CF"],
  ["applications", ["SL-KPA", "exporter"], "/applications"],
  ["work", ["SL-KPA", "issuing-officer"], "/work"],
  ["application", ["SL-KPA", "issuing-officer"], "/queue", "#queue a"],
  ["certificate", ["SL-KPA", "issuing-officer"], "/certificates?state=CONFIRMED", "#certificates a"],
  ["timeline", ["SL-KPA", "issuing-officer"], "/certificates?state=DETAINED", "#certificates a", "/timeline"],
  ["stolen", ["SL-KPA", "issuing-officer"], "/certificates?state=STOLEN", "#certificates a"],
  ["paper", ["SL-KPA", "validating-officer"], "/sheets"],
  ["specimens", null, "/specimens"],
  ["alerts", null, "/alerts"],
  ["items", null, "/items"],
  ["item", ["WDC", "delegate"], "/items?view=list&stage=open", "#items a"],
  ["item-rules", null, "/items?view=list&stage=open", "#items a", "/rules"],
  ["decision", null, "/decisions?result=adopted", "#decisions a"],
  ["pillars", null, "/pillars"],
  ["silence", null, "/silence"],
  ["rules", null, "/rules"],
  ["reform", null, "/reform"],
  ["definitions", null, "/reform/definitions"],
  ["case", null, "/reform/cases/ZW-MARANGE"],
  ["requests", null, "/requests"],
  ["desk-without-network", null, "/verifier/"],
  ["outbox", ["SL-KPA", "exporter"], "/outbox"],
  ["sources", ["EU-BE", "importing-officer"], "/incoming"],
  ["files", ["SL-KPA", "issuing-officer"], "/batches"],
  ["validator", null, "/developers/validator"],
  ["log", null, "/log"],
  ["offices", null, "/offices"],
  ["elections", null, "/elections"],
  ["log-act", null, "/log", "#acts-table a"],
  ["meetings", null, "/meetings"],
  ["meeting", null, "/meetings", "#past a"],
  ["meeting-record", null, "/meetings", "#past a", "/record"],
  ["meeting-live", null, "/meetings", "#ahead a", "/live"],
  ["arrival", ["EU-BE", "importing-officer"], "/arrivals", "#arrivals a"],
  ["figures", null, "/statistics"],
  ["figures-participant", null, "/statistics/participants/SL"],
  ["figures-ranking", null, "/statistics/ranking"],
  ["figures-comparison", null, "/statistics/compare"],
  ["figures-flows", null, "/statistics/flows"],
  ["figures-mirror", null, "/statistics/mirror"],
  ["figures-codes", null, "/statistics/codes"],
  ["figures-map", null, "/statistics/map"],
  ["filing", null, "/statistics/filing"],
  ["release", null, "/statistics/releases", "#releases a"],
  ["returns", ["SL-KPA", "focal-point"], "/returns"],
  ["return", ["SL-KPA", "focal-point"], "/returns", ".tile a"],
  ["reconciliation", ["CHAIR", "analyst"], "/reconcile?show=all"],
  ["pair", ["CHAIR", "analyst"], "/reconcile?show=all", "#pairs a"],
];

/** Pages whose whole length would say no more. */
const tall: ReadonlySet<string> = new Set([
  "home",
  "specimens",
  "rules",
  "reform",
  "definitions",
  "filing",
  "release",
]);

/** Names that are wanted, where not all are: `npm run screenshots -- figures-map returns`. */
const wanted: ReadonlySet<string> = new Set(process.argv.slice(2));

const [program, browser] = await Promise.all([startProgram(), startBrowser()]);
await mkdir(folder, { recursive: true });
try {
  await released();
  for (const locale of ["en", "fr"]) {
    for (const [name, as, path, first, then] of pictures) {
      if (wanted.size > 0 && !wanted.has(name)) continue;
      const { page, context } = await visitor(browser, {
        locale,
        viewport: { width: 1280, height: 860 },
        deviceScaleFactor: 1,
      });
      if (as !== null) await enterAs(page, program.base, ...as);
      await open(page, path, first, then);
      await page.screenshot({ path: `${folder}${name}-${locale}.png`, fullPage: !tall.has(name) });
      await context.close();
      console.log(`${name}-${locale}.png`);
    }
  }
} finally {
  await browser.close();
  await program.stop();
}

async function open(page: Page, path: string, first?: string, then?: string): Promise<void> {
  await page.goto(program.base + path);
  if (first !== undefined) {
    await page.locator(first).first().click();
    await page.waitForLoadState();
  }
  if (then !== undefined) await page.goto(page.url() + then);
  // Pictures that load when they come into sight.
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => scrollTo(0, 0));
}

/** The demonstration's returns are filed, and their release is published, after the program listens. */
async function released(): Promise<void> {
  const isThere = async () =>
    (await (await fetch(`${program.base}/statistics/releases`)).text()).includes("/statistics/releases/20");
  while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 500));
}
