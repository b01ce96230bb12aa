import { chromium } from "playwright-core";
const [,, base, out, ...paths] = process.argv;
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const w of [1280, 320]) {
  const c = await b.newContext({ viewport: { width: w, height: 900 } });
  const p = await c.newPage();
  for (const [i, path] of paths.entries()) {
    await p.goto(base + path, { waitUntil: "load", timeout: 60000 });
    await p.screenshot({ path: `${out}/${w}-${i}.png`, fullPage: true });
  }
  await c.close();
}
await b.close();
