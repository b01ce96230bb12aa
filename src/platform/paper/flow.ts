// A text over as many pages as it takes: title, headings, paragraphs, lists and tables, tagged for readers that speak, with the
// page's number and the document's name at the foot. Every script that the typefaces have; what none has prints as a box.
// The same content gives the same bytes.
import { beginPage, bottom, isFromTheRight, margin, measure, page, printable } from "./flow-page.ts";
import type { Pen } from "./flow-page.ts";
import { drawTable } from "./flow-table.ts";
import type { FlowTable } from "./flow-table.ts";
import { palettes } from "./inks.ts";
import { drawArtifact, drawLine, drawText } from "./sheet.ts";
import type { Pdf, Sheet } from "./sheet.ts";
import { ascent } from "./text/fonts.ts";
import type { Face } from "./text/fonts.ts";
import { paragraphOf } from "./text/paragraph.ts";

export interface FlowDocument {
  readonly title: string;
  readonly language: string;
  readonly author: string;
  /** Below the title: date, place, address. */
  readonly head: readonly string[];
  readonly blocks: readonly FlowBlock[];
  /** "Page {page} of {pages}" with its numbers. */
  readonly pageNumber: (page: number, pages: number) => string;
  /** UTC instant: when the content was made. */
  readonly madeAt: string;
}

export type FlowBlock =
  | { readonly kind: "heading"; readonly level: 1 | 2; readonly text: string }
  | {
      readonly kind: "paragraph";
      readonly text: string;
      /** In the margin. */
      readonly number?: string;
      readonly language?: string;
      readonly items?: readonly string[];
    }
  | FlowTable;

/** Where paragraphs have numbers. */
const indent = 40;

interface Style {
  readonly size: number;
  readonly face: Face;
  readonly before: number;
}

const styles = {
  title: { size: 22, face: "bold", before: 0 },
  head: { size: 10.5, face: "regular", before: 3 },
  1: { size: 15, face: "bold", before: 22 },
  2: { size: 11.5, face: "bold", before: 14 },
  paragraph: { size: 10.5, face: "regular", before: 6 },
  item: { size: 10.5, face: "regular", before: 2 },
} as const satisfies Readonly<Record<string, Style>>;

export async function renderFlow(document: FlowDocument): Promise<Uint8Array> {
  const at = new Date(document.madeAt);
  const { default: PdfDocument } = await import("pdfkit");
  const pdf = new PdfDocument({
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: "1.7",
    tagged: true,
    lang: document.language,
    displayTitle: true,
    info: {
      Title: document.title,
      Author: document.author,
      Creator: "Kimberlite",
      Producer: "Kimberlite",
      CreationDate: at,
      ModDate: at,
    },
  });
  const finished = bytesOf(pdf);
  const root = pdf.struct("Document");
  pdf.addStructure(root);
  const sheet: Sheet = {
    pdf,
    page,
    inks: palettes.slate,
    beside: undefined,
    add: (element) => void root.add(element),
  };
  const pen = { y: Number.POSITIVE_INFINITY };
  setBlock(sheet, pen, "H1", document.title, styles.title);
  for (const line of document.head) setBlock(sheet, pen, "P", line, styles.head);
  const numbered = document.blocks.some((block) => block.kind === "paragraph" && block.number !== undefined);
  for (const block of document.blocks) drawBlock(sheet, pen, block, numbered ? indent : 0);
  numberPages(sheet, document);
  root.end();
  pdf.end();
  return await finished;
}

function drawBlock(sheet: Sheet, pen: Pen, block: FlowBlock, left: number): void {
  if (block.kind === "heading") {
    // A heading at the foot of a page would stand alone.
    setBlock(sheet, pen, block.level === 1 ? "H2" : "H3", block.text, styles[block.level], { keep: 60 });
    return;
  }
  if (block.kind === "table") return drawTable(sheet, pen, block);
  const { text, number, language, items = [] } = block;
  const placed = { left, ...(language === undefined ? {} : { language }) };
  setBlock(sheet, pen, "P", text, styles.paragraph, {
    ...placed,
    ...(number === undefined ? {} : { number }),
  });
  for (const item of items) setBlock(sheet, pen, "P", item, styles.item, { ...placed, left: left + 14 });
}

interface Placing {
  readonly left?: number;
  readonly number?: string;
  readonly language?: string;
  /** Room that must be left below its first line. */
  readonly keep?: number;
}

function setBlock(
  sheet: Sheet,
  pen: Pen,
  type: "H1" | "H2" | "H3" | "P",
  text: string,
  { size, face, before }: Style,
  { left = 0, number, language, keep = 0 }: Placing = {},
): void {
  const { pdf, inks } = sheet;
  const shown = printable(text);
  const paragraph = paragraphOf(shown, face);
  const step = paragraph.lineHeight * size;
  const width = measure - left;
  const fromTheRight = isFromTheRight(shown);
  const label =
    number === undefined ? undefined : paragraphOf(printable(number), face).lines(indent, size, 0)[0];
  pen.y += before;
  let rest = paragraph.lines(width, size, 0);
  let isFirst = true;
  while (rest.length > 0) {
    const needed = step + (isFirst ? keep : 0);
    const fitting = pen.y + needed > bottom ? 0 : Math.floor((bottom - pen.y) / step);
    if (fitting === 0) {
      beginPage(pdf, pen);
      continue;
    }
    const here = rest.slice(0, fitting);
    const [top, labelled] = [pen.y, isFirst];
    const draw = (): void => {
      if (label !== undefined && labelled) {
        pdf.fillColor(inks.label);
        drawLine(pdf, label, margin.x, top + ascent * size, size, 0);
      }
      pdf.fillColor(inks.ink);
      for (const [place, line] of here.entries()) {
        const x = margin.x + left + (fromTheRight ? width - line.width : 0);
        drawLine(pdf, line, x, top + place * step + ascent * size, size, 0);
      }
    };
    // What goes on over the page is a second element: none stands on two pages.
    sheet.add(pdf.struct(type, language === undefined ? {} : { lang: language }, [draw]));
    pen.y += here.length * step;
    rest = rest.slice(fitting);
    isFirst = false;
  }
}

function numberPages(sheet: Sheet, { title, pageNumber }: FlowDocument): void {
  const { pdf, inks } = sheet;
  const { start, count } = pdf.bufferedPageRange();
  const y = page.height - margin.foot + 16;
  for (let place = 0; place < count; place += 1) {
    pdf.switchToPage(start + place);
    const style = { size: 8, smallest: 5, colour: inks.label, field: "foot" } as const;
    drawArtifact(sheet, () => {
      const number = { x: margin.x + measure - 120, y, width: 120, height: 14 };
      drawText(sheet, pageNumber(place + 1, count), number, { ...style, align: "right" });
      drawText(sheet, printable(title), { x: margin.x, y, width: measure - 130, height: 24 }, style);
    });
  }
}

async function bytesOf(pdf: Pdf): Promise<Uint8Array> {
  return await new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    pdf.on("error", reject);
  });
}
