import { PDFiumLibrary } from "@hyzyla/pdfium";
import fc from "fast-check";
import PdfDocument from "pdfkit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CertificateContent } from "#core/certificate/content.ts";
import { palettes } from "#platform/paper/inks.ts";
import { PaperRefusal } from "#platform/paper/refusal.ts";
import { drawText } from "#platform/paper/sheet.ts";
import type { Box } from "#platform/paper/sheet.ts";
import { planCertificate } from "./certificate.ts";
import { qrSymbol } from "./qr.ts";
import type { CertificateSheet } from "./page-size.ts";
import { pages, paperSizes } from "./page-size.ts";

let library: PDFiumLibrary;
beforeAll(async () => {
  library = await PDFiumLibrary.init();
});
afterAll(() => library.destroy());

describe("text in a box", () => {
  test("stays inside it or is refused, whatever the words and the box", async () => {
    const words = fc.array(
      fc.string({
        unit: fc.constantFrom("W", "m", "i", "g", "É", "-", "1", "."),
        minLength: 1,
        maxLength: 40,
      }),
      { minLength: 1, maxLength: 12 },
    );
    let drawn = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        words,
        fc.integer({ min: 30, max: 220 }),
        fc.integer({ min: 9, max: 60 }),
        async (words, width, height) => {
          const box = { x: 40, y: 40, width, height };
          const outside = await inkOutside(words.join(" "), box);
          if (outside === undefined) refused += 1;
          else drawn += 1;
          expect(outside ?? 0).toBe(0);
        },
      ),
      { numRuns: 120, seed: 7 },
    );
    expect(drawn).toBeGreaterThan(30);
    expect(refused).toBeGreaterThan(5);
  });

  test("a code is shrunk rather than broken over two lines", async () => {
    const sheet = emptySheet();
    const short = drawText(
      sheet,
      "SL 004911",
      { x: 0, y: 0, width: 200, height: 60 },
      { size: 20, field: "number" },
    );
    const narrow = drawText(
      sheet,
      "SL00491100491100",
      { x: 0, y: 0, width: 90, height: 60 },
      { size: 20, smallest: 6, field: "number" },
    );
    expect(narrow).toBeLessThan(short);
    sheet.pdf.end();
  });
});

describe("the plan of the sheet", () => {
  test("gives each part its own place, for any code and any number of lines", () => {
    const sheets = paperSizes.flatMap((size): CertificateSheet[] => [
      { ...emptySheet(), page: pages[size] },
      { ...emptySheet(), page: pages[size], beside: "fr" },
    ]);
    for (const sheet of sheets) {
      // Less the margins and the import confirmation.
      const box = {
        x: 20,
        y: 20,
        width: sheet.page.width - 40,
        height: sheet.page.height - sheet.page.confirmation - 28.5,
      };
      for (const length of [60, 400, 800, 1200]) {
        for (const lines of [1, 3, 4, 6, 7, 12, 40]) {
          const plan = planCertificate(sheet, box, contentWith(lines), qrSymbol("A".repeat(length)));
          const parts = [plan.head, plan.particulars, plan.parties, plan.seals, plan.goods, plan.validation];
          for (const [index, part] of parts.slice(1).entries()) {
            const above = parts[index];
            expect(part.y + 0.01).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0));
          }
          expect(plan.particulars.x + plan.particulars.width).toBeLessThanOrEqual(plan.codeBox.x);
          expect(plan.validation.y + plan.validation.height).toBeLessThanOrEqual(box.y + box.height);
          const rows = plan.linesContinued ? 3 : lines;
          // A head of 15 points, then rows of 14 and the total.
          expect(plan.goods.height).toBeGreaterThanOrEqual(15 + 14 * (rows + 1));
          expect(plan.linesContinued).toBe(plan.continued);
        }
      }
      sheet.pdf.end();
    }
  });
});

function contentWith(lines: number): CertificateContent {
  const party = { name: "A", address: "B", country: "SL" };
  const codes = ["7102.10", "7102.21", "7102.31"] as const;
  return {
    participant: "SL",
    number: "SL 1",
    authority: "SL-KPA",
    publicId: new Uint8Array(16),
    origin: { kind: "SINGLE", country: "SL" },
    issuedOn: "2026-11-24",
    expiresOn: "2027-01-23",
    exporter: party,
    importer: party,
    parcels: 1,
    lines: Array.from({ length: lines }, (_, index) => ({
      code: codes[index % 3] ?? "7102.10",
      carats: 100n,
      usd: 100n,
    })),
    containers: [{ seal: "S1" }],
    validatedOn: null,
  };
}

function emptySheet(): CertificateSheet {
  const pdf = new PdfDocument({ size: [300, 160], margin: 0, tagged: true, pdfVersion: "1.7" });
  return { pdf, page: pages.A4, inks: palettes.sea, beside: undefined, add: () => undefined };
}

/** Dark dots more than a point and a half outside the box; undefined where the text was refused. */
async function inkOutside(text: string, box: Box): Promise<number | undefined> {
  const sheet = emptySheet();
  const chunks: Buffer[] = [];
  sheet.pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => void sheet.pdf.on("end", resolve));
  let refused = false;
  try {
    drawText(sheet, text, box, { size: 10, smallest: 5, field: "text" });
  } catch (error) {
    if (!(error instanceof PaperRefusal)) throw error;
    refused = true;
  }
  sheet.pdf.end();
  await ended;
  if (refused) return undefined;
  const document = await library.loadDocument(Buffer.concat(chunks));
  const { width, height, data } = await document.getPage(0).render({ scale: 2, render: "bitmap" });
  document.destroy();
  const [left, top, right, bottom] = [
    box.x - 1.5,
    box.y - 1.5,
    box.x + box.width + 1.5,
    box.y + box.height + 1.5,
  ];
  let outside = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const inside = x / 2 >= left && x / 2 <= right && y / 2 >= top && y / 2 <= bottom;
      if (!inside && (data[(y * width + x) * 4] ?? 255) < 128) outside += 1;
    }
  }
  return outside;
}
