// Charts as a browser draws them, at three widths from a page to a telephone, in five languages, one from right to left: no
// letters are cut off or too small, none cover others, and the page is no wider than its window.
import { h } from "preact";
import { render } from "preact-render-to-string";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { languages } from "#platform/i18n/locales.ts";
import { translator } from "#platform/i18n/translator.ts";
import { bundleStyle } from "#ui/assets.ts";
import { gallery } from "#ui/gallery.tsx";
import { accessibilityProblems, browserPath, overflow, startBrowser, visitor } from "./program.ts";

const charts = [
  "ChartFrame",
  "FilingStrip",
  "BarsChart",
  "LineChart",
  "HeatMap",
  "CodeMix",
  "MassBalance",
  "UnitValueBand",
  "Sankey",
  "RevisionLadder",
  "FiguresMap",
];

describe.skipIf(browserPath === undefined)("charts in a browser", () => {
  let browser: Browser;
  let style: string;
  beforeAll(async () => {
    style = new TextDecoder().decode(await bundleStyle());
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());

  const widths = [1280, 700, 320];
  const cases = (["en", "fr", "ar", "ru", "zh"] as const).flatMap((locale) =>
    widths.map((width) => [locale, width] as const),
  );

  test.each(cases)("in %s at %i pixels are whole and legible", async (locale, width) => {
    const { page, context } = await visitor(browser, {
      viewport: { width, height: 900 },
      javaScriptEnabled: true,
    });
    const t = translator(locale);
    for (const name of charts) {
      const examples = gallery.find(({ component }) => component === name)?.examples(t) ?? [];
      expect(examples.length, name).toBeGreaterThan(0);
      const body = render(
        h(
          "main",
          { class: "width" },
          h("h1", null, name),
          h("h2", null, name),
          examples.map(({ node }) => node),
        ),
      );
      await page.setContent(
        `<!doctype html><html lang="${locale}" dir="${languages[locale].dir}"><meta name="viewport" content="width=device-width">` +
          `<title>${name}</title><style>${style}</style><body>${body}</body></html>`,
      );
      expect(await page.evaluate(lettersInTrouble), `${name} in ${locale} at ${width}`).toEqual([]);
      expect(await overflow(page), name).toBeLessThanOrEqual(0);
      if (locale === "en") expect(await accessibilityProblems(page), name).toEqual([]);
    }
    await context.close();
  });
});

/** Runs in the page: words of a picture that leave it, or that lie on other words of it; and letters too small to read. */
function lettersInTrouble(): string[] {
  const trouble: string[] = [];
  for (const picture of document.querySelectorAll("svg.chart")) {
    const frame = picture.getBoundingClientRect();
    if (frame.width === 0) continue;
    const words = [...picture.querySelectorAll("text")].map((text) => ({
      text: text.textContent,
      box: text.getBoundingClientRect(),
    }));
    words.forEach(({ text, box }, at) => {
      if (
        box.left < frame.left - 1 ||
        box.right > frame.right + 1 ||
        box.top < frame.top - 1 ||
        box.bottom > frame.bottom + 1
      )
        trouble.push(`cut off: ${text}`);
      // Half of the height of a line.
      if (box.height < 9) trouble.push(`too small: ${text}`);
      for (const other of words.slice(at + 1)) {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (across > 1 && down > 4) trouble.push(`${text} lies on ${other.text}`);
      }
    });
  }
  return trouble;
}
