// The certificate on paper: one A4 sheet, the certificate above, the import confirmation below a perforation.
// Carries all fourteen items of Annex I A, each with its number, and every field the code signs in words people read.
// The same input gives the same bytes. Refuses with `PaperRefusal`; never draws text outside its box.
import PdfDocument from "pdfkit";
import { translator } from "#platform/i18n/translator.ts";
import { drawConfirmation, drawPerforation } from "./confirmation.ts";
import { drawContinuation } from "./continuation.ts";
import { loadTypeface } from "./fonts.ts";
import { drawFrame } from "./frame.ts";
import type { PaperInput } from "./input.ts";
import { drawCertificate, planCertificate } from "./certificate.ts";
import { qrSymbol } from "./qr.ts";
import { PaperRefusal } from "./refusal.ts";
import { millimetres } from "./sheet.ts";
import type { Box, Sheet } from "./sheet.ts";
import { drawWatermark } from "./watermark.ts";
import { wordingFor } from "./words.ts";

export type { PaperInput, PaperMode, PaperScheme } from "./input.ts";
export { layoutOf } from "./layouts.ts";
export { PaperRefusal } from "./refusal.ts";

const page = { width: 595.28, height: 841.89 };
const margin = millimetres(7);
const perforation = page.height - millimetres(64);

export async function renderPaper(input: PaperInput): Promise<Uint8Array> {
  refuseWrongMode(input);
  const { content, layout, mode } = input;
  // The paper's languages are the Participant's, whatever language the officer reads the screen in.
  const wording = wordingFor(layout.beside === undefined ? undefined : translator(layout.beside));
  const typeface = loadTypeface();
  const pdf = openDocument(input);
  const finished = bytesOf(pdf);
  for (const face of ["regular", "bold", "italic"] as const) {
    const source = typeface.source(face);
    pdf.registerFont(face, typeof source === "string" ? source : Buffer.from(source));
  }
  const root = pdf.struct("Document");
  pdf.addStructure(root);
  const sheet: Sheet = { pdf, typeface, beside: wording.beside, add: (element) => void root.add(element) };

  const newPage = (): void => {
    pdf.addPage({ size: "A4", margin: 0 });
  };
  newPage();
  const certificateBox: Box = {
    x: margin,
    y: margin,
    width: page.width - 2 * margin,
    height: perforation - margin - millimetres(3),
  };
  const slipBox: Box = {
    x: margin,
    y: perforation + millimetres(3.5),
    width: certificateBox.width,
    height: page.height - perforation - margin - millimetres(3.5),
  };
  const code = input.qrText === null ? undefined : qrSymbol(input.qrText);
  const plan = planCertificate(sheet, certificateBox, content, code);
  drawFrame(sheet, certificateBox);
  drawCertificate(sheet, plan, input, wording);
  drawPerforation(sheet, perforation, page.width, wording);
  drawConfirmation(sheet, slipBox, input, wording);
  drawWatermark(sheet, page, mode, wording);

  if (plan.continued) {
    drawContinuation(
      sheet,
      { x: margin, y: margin, width: certificateBox.width, height: page.height - 2 * margin },
      content,
      wording,
      {
        lines: plan.linesContinued,
        seals: plan.sealsContinued,
        newPage: () => {
          newPage();
          drawWatermark(sheet, page, mode, wording);
        },
      },
    );
  }
  root.end();
  pdf.end();
  return await finished;
}

function refuseWrongMode({ mode, qrText, content }: PaperInput): void {
  if (mode === "preview") {
    if (qrText !== null) throw new Error("a preview carries no code");
    return;
  }
  if (qrText === null) throw new PaperRefusal("code-missing", "qrText");
  if (content.validatedOn === null) throw new PaperRefusal("not-validated", "validatedOn");
}

function openDocument({
  content,
  scheme,
  generatedAt,
  layout,
  mode,
}: PaperInput): InstanceType<typeof PdfDocument> {
  const at = new Date(generatedAt);
  return new PdfDocument({
    autoFirstPage: false,
    pdfVersion: "1.7",
    tagged: true,
    lang: "en",
    displayTitle: true,
    info: {
      Title: `Kimberley Process Certificate ${content.number}`,
      Author: scheme.authorityName.en,
      Subject: `${mode}; languages: ${layout.beside === undefined ? "en" : `en, ${layout.beside}`}`,
      Creator: "Kimberlite",
      Producer: "Kimberlite",
      CreationDate: at,
      ModDate: at,
    },
  });
}

async function bytesOf(pdf: InstanceType<typeof PdfDocument>): Promise<Uint8Array> {
  return await new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    pdf.on("error", reject);
  });
}
