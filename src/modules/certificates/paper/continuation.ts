// Continuation sheets: the lines of goods or the seals that the certificate itself has no room for.
// Each names the certificate in large type, counts the sheets, and has its own place for signature and stamp.
import type { CertificateContent } from "#core/certificate/content.ts";
import { addParagraph, columns, drawArtifact, drawText, inside, labelParts } from "#platform/paper/sheet.ts";
import type { Box, Sheet } from "#platform/paper/sheet.ts";
import { drawFrame, drawGround, frameDepth } from "./frame.ts";
import { drawGoods } from "./goods.ts";
import type { Seed } from "./security/guilloche.ts";
import { microText } from "./security/microtext.ts";
import { drawValidation } from "./validation.ts";
import { bothLanguages } from "./words.ts";
import type { Wording } from "./words.ts";

export interface Continuation {
  readonly lines: boolean;
  readonly seals: boolean;
  readonly newPage: () => void;
  readonly seed: Seed;
}

const headHeight = 62;
const validationHeight = 92;
const sealRow = 13;

export function drawContinuation(
  sheet: Sheet,
  box: Box,
  content: CertificateContent,
  wording: Wording,
  what: Continuation,
): void {
  const drawings = [
    ...(what.lines
      ? [(area: Box) => void drawGoods(sheet, area, content.lines, content.lines, wording)]
      : []),
    ...(what.seals ? [(area: Box) => drawSealList(sheet, area, content, wording)] : []),
  ];
  for (const [index, draw] of drawings.entries()) {
    what.newPage();
    drawGround(sheet, box, what.seed);
    drawFrame(sheet, box, what.seed, microText(content));
    const inner = inside(box, frameDepth + 9, frameDepth + 9);
    drawHead(sheet, inner, content, wording, index + 1, drawings.length);
    draw({ ...inner, y: inner.y + headHeight, height: inner.height - headHeight - validationHeight - 6 });
    drawValidation(
      sheet,
      { ...inner, y: inner.y + inner.height - validationHeight, height: validationHeight },
      content,
      wording,
    );
  }
}

function drawHead(
  sheet: Sheet,
  box: Box,
  content: CertificateContent,
  wording: Wording,
  number: number,
  of: number,
): void {
  const [left = box, right = box] = columns({ ...box, height: headHeight }, 1, 1);
  addParagraph(
    sheet,
    [
      () =>
        drawText(
          sheet,
          bothLanguages(wording("title")),
          { ...left, height: 26 },
          { face: "bold", size: 12, smallest: 7, field: "title" },
        ),
    ],
    "H2",
  );
  const words = bothLanguages(wording("continuation", { sheet: number, sheets: of }));
  addParagraph(sheet, [
    () =>
      drawText(
        sheet,
        words,
        { ...left, y: left.y + 28, height: 22 },
        { size: 9, smallest: 6, field: "label" },
      ),
  ]);
  addParagraph(sheet, [
    ...labelParts(sheet, right, wording("continuation.of"), { item: 4 }),
    () =>
      drawText(
        sheet,
        content.number,
        { ...right, y: right.y + 10, height: 30 },
        { face: "bold", size: 23, smallest: 8, spacing: 0.6, field: "number" },
      ),
  ]);
}

function drawSealList(sheet: Sheet, box: Box, content: CertificateContent, wording: Wording): void {
  const table = sheet.pdf.struct("Table");
  sheet.add(table);
  const cut = (y: number): Box[] => columns({ ...box, y, height: sealRow }, 8, 42, 50);
  const [, seal = box, container = box] = cut(box.y);
  const head = [
    labelParts(sheet, inside(seal), wording("seal")),
    labelParts(sheet, inside(container), wording("container")),
  ];
  table.add(
    sheet.pdf.struct(
      "TR",
      {},
      head.map((parts) => sheet.pdf.struct("TH", {}, parts)),
    ),
  );
  for (const [index, { seal, reference }] of content.containers.entries()) {
    const cells = cut(box.y + (index + 1) * sealRow);
    const texts = [String(index + 1), seal, reference ?? ""];
    const drawn = texts.flatMap((text, column) => {
      const cell = cells[column];
      if (cell === undefined || text === "") return [];
      const style = {
        size: 8.5,
        smallest: 4,
        face: column === 1 ? "bold" : "regular",
        field: `containers.${index}`,
      } as const;
      return [
        sheet.pdf.struct("TD", {}, [
          () => void drawText(sheet, text, inside(cell, 5, 0.8), { ...style, middle: true }),
        ]),
      ];
    });
    table.add(sheet.pdf.struct("TR", {}, drawn));
  }
  table.end();
  drawArtifact(sheet, () => {
    sheet.pdf.lineWidth(0.25).strokeColor(sheet.inks.line);
    for (let row = 1; row <= content.containers.length + 1; row += 1) {
      const y = box.y + row * sealRow;
      sheet.pdf
        .moveTo(box.x, y)
        .lineTo(box.x + box.width, y)
        .stroke();
    }
  });
}
