import { PDFiumLibrary } from "@hyzyla/pdfium";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderFlow } from "./flow.ts";
import type { FlowBlock } from "./flow.ts";

let library: PDFiumLibrary;
beforeAll(async () => {
  library = await PDFiumLibrary.init();
});
afterAll(() => library.destroy());

const pageNumber = (page: number, pages: number) => `Page ${page} of ${pages}`;
const flow = (blocks: readonly FlowBlock[]) =>
  renderFlow({
    title: "Record of the meeting",
    language: "en",
    author: "Secretariat",
    head: ["Gaborone, 19 November 2027"],
    blocks,
    pageNumber,
    madeAt: "2027-11-20T09:00:00.000Z",
  });

async function textsOf(pdf: Uint8Array): Promise<readonly string[]> {
  const document = await library.loadDocument(Buffer.from(pdf));
  const texts = [...document.pages()].map((page) => page.getText().replaceAll(/\s+/g, " "));
  document.destroy();
  return texts;
}

test("a long text goes over as many pages as it takes, no word of it is lost, and every page has its number", async () => {
  const sentence = "Every word of a record is on its paper, however long it is.";
  const blocks = Array.from({ length: 90 }, (_, place): FlowBlock => ({
    kind: "paragraph",
    number: String(place + 1),
    text: `marker${place} ${sentence.repeat(1 + (place % 7))}`,
    items: place % 10 === 0 ? [`item${place} Sierra Leone`] : [],
  }));
  const pages = await textsOf(await flow([{ kind: "heading", level: 1, text: "Part B" }, ...blocks]));
  expect(pages.length).toBeGreaterThan(3);
  const whole = pages.join(" ");
  for (const place of blocks.keys()) expect(whole).toContain(`marker${place} `);
  expect(whole).toContain("item80");
  for (const [place, text] of pages.entries()) expect(text).toContain(pageNumber(place + 1, pages.length));
});

test("the same content gives the same bytes, tagged and in its language", async () => {
  const blocks: FlowBlock[] = [
    { kind: "paragraph", text: "Déclaration", language: "fr" },
    { kind: "paragraph", text: "Заявление о добыче алмазов", language: "ru" },
    { kind: "paragraph", text: "بيان عن الماس الخام", language: "ar" },
    { kind: "paragraph", text: "关于毛坯钻石的声明", language: "zh" },
  ];
  const [one, other] = [await flow(blocks), await flow(blocks)];
  expect(Buffer.compare(Buffer.from(one), Buffer.from(other))).toBe(0);
  const source = Buffer.from(one).toString("latin1");
  expect(source).toContain("/MarkInfo");
  expect(source).toMatch(/\/Lang \(en\)/);
  const [text = ""] = await textsOf(one);
  expect(text).toContain("Заявление");
  expect(text).toContain("声明");
});

describe("a table", () => {
  const columns = ["Participant", "Carats", "US$"];
  const rows = Array.from({ length: 120 }, (_, i) => [
    `filer${i} of a long name`,
    `${i}1,234.50`,
    `${i}98,765`,
  ]);
  const table = {
    kind: "table",
    caption: "Production",
    columns,
    rows,
    foot: ["Total", "777", "888"],
  } as const;

  test("loses no cell over its pages, each of which has its head", async () => {
    // Of many lengths, so that the sums are the first of a page as well.
    for (let count = 90; count < 120; count++) {
      const pages = await textsOf(await flow([{ ...table, rows: rows.slice(0, count) }]));
      for (const text of pages) expect(text).toContain("Carats");
    }
    const pages = await textsOf(await flow([table, { kind: "paragraph", text: "A note below it." }]));
    expect(pages.length).toBeGreaterThan(2);
    const whole = pages.join(" ");
    for (const cells of rows) for (const cell of cells) expect(whole).toContain(cell);
    expect(whole).toMatch(/Total 777 888.*A note below it\./);
  });

  test("is tagged as one, with the names of its rows and columns as heads", async () => {
    const source = Buffer.from(await flow([table])).toString("latin1");
    const count = (type: string): number => source.split(`/S /${type}\n`).length - 1;
    expect([count("Table"), count("Caption"), count("TR")]).toEqual([1, 1, rows.length + 2]);
    expect([count("TH"), count("TD")]).toEqual([columns.length + rows.length + 1, 2 * (rows.length + 1)]);
  });

  test("with too many figures for its sheet is still drawn within it", async () => {
    const wide = Array.from({ length: 14 }, (_, i) => `${i}12,345,678,901`);
    const [text = ""] = await textsOf(
      await flow([
        {
          kind: "table",
          caption: "Wide",
          columns: ["Name", ...wide.map((_, i) => `c${i}`)],
          rows: [["a", ...wide]],
        },
      ]),
    );
    for (const digits of wide) expect(text.replaceAll(" ", "")).toContain(digits);
  });
});

test("marks of direction leave no trace", async () => {
  const [text = ""] = await textsOf(
    await flow([{ kind: "paragraph", text: "\u200f224.58\u00a0US$\u061c and \u2066so on\u2069" }]),
  );
  expect(text).toContain("224.58 US$ and so on");
});

test("no text from anywhere makes its document impossible", async () => {
  const texts = fc.array(fc.string({ unit: "grapheme", maxLength: 120 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(texts, async (list) => {
      const pdf = await flow([
        ...list.map((text) => ({ kind: "paragraph", text, number: text.slice(0, 3) }) as const),
        { kind: "table", caption: list.join(" "), columns: list, rows: [list, list.toReversed()] },
      ]);
      expect(Buffer.from(pdf.slice(0, 5)).toString()).toBe("%PDF-");
    }),
    { numRuns: 30 },
  );
});
