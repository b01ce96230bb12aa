// Draws the icons of the desk's program from our mark, with the browser named in KIMBERLITE_BROWSER.
// Run: KIMBERLITE_BROWSER=/usr/bin/chromium node --import tsx tools/make-icons.ts
import { chromium } from "playwright-core";
import { markSvg } from "#ui/layout/Mark.tsx";

const executablePath = process.env["KIMBERLITE_BROWSER"];
if (executablePath === undefined) throw new Error("name a Chromium in KIMBERLITE_BROWSER");
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
for (const size of [192, 512]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  // Square to the edge: the device cuts it into its own shape.
  const square = markSvg.replace(' rx="5"', "").replace("<svg ", `<svg width="${size}" height="${size}" `);
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${square}`);
  await page.screenshot({ path: `src/apps/verifier/icons/icon-${size}.png` });
}
await browser.close();
