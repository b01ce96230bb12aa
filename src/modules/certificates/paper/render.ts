// The certificate on paper: one sheet of A4 or Letter, the certificate above, the import confirmation below a perforation.
// Carries all fourteen items of Annex I A, each with its number, and every field the code signs in words people read.
// The same input gives the same bytes. Refuses with `PaperRefusal`; never draws text outside its box.
import { sha256 } from "#platform/keys/random.ts";
import { translator } from "#platform/i18n/translator.ts";
import { palettes } from "#platform/paper/inks.ts";
import { PaperRefusal } from "#platform/paper/refusal.ts";
import { millimetres } from "#platform/paper/millimetres.ts";
import { inside } from "#platform/paper/sheet.ts";
import type { Box, Pdf } from "#platform/paper/sheet.ts";
import { drawConfirmation, drawPerforation } from "./confirmation.ts";
import { drawContinuation } from "./continuation.ts";
import { drawFrame, drawGround, frameDepth } from "./frame.ts";
import type { Attachment, PaperInput } from "./input.ts";
import { drawCertificate, planCertificate } from "./certificate.ts";
import { qrSymbol } from "./qr.ts";
import { drawReceiptSheet } from "./receipt-sheet.ts";
import type { CertificateSheet } from "./page-size.ts";
import { pages } from "./page-size.ts";
import { seedOf } from "./security/guilloche.ts";
import { microText } from "./security/microtext.ts";
import { drawWatermark } from "./watermark.ts";
import { wordingFor } from "./words.ts";

export type { Attachment, PaperInput, PaperMode, PaperReceipt, PaperScheme } from "./input.ts";
export { layoutOf } from "./layouts.ts";
export { paperSizes } from "./page-size.ts";
export type { PaperSize } from "./page-size.ts";
export { PaperRefusal } from "#platform/paper/refusal.ts";

const margin = millimetres(7);

export async function renderPaper(input: PaperInput): Promise<Uint8Array> {
  refuseWrongMode(input);
  const { content, layout, mode } = input;
  // The paper's languages are the Participant's, whatever language the officer reads the screen in.
  const wording = wordingFor(layout.beside === undefined ? undefined : translator(layout.beside));
  const pdf = await openDocument(input);
  const finished = bytesOf(pdf);
  const root = pdf.struct("Document");
  pdf.addStructure(root);
  const page = pages[input.size ?? layout.size];
  const perforation = page.height - page.confirmation;
  const sheet: CertificateSheet = {
    pdf,
    page,
    inks: palettes[layout.inks],
    beside: wording.beside,
    add: (element) => void root.add(element),
  };
  // The lines are drawn from what was signed; before that, from what will be.
  const seed = seedOf(sha256(Buffer.from(input.qrText ?? `${content.participant} ${content.number}`)));

  const newPage = (): void => {
    pdf.addPage({ size: [page.width, page.height], margin: 0 });
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
  drawGround(sheet, inside(certificateBox, frameDepth, frameDepth), seed);
  drawGround(sheet, slipBox, seed);
  drawFrame(sheet, certificateBox, seed, microText(content));
  drawCertificate(sheet, plan, input, seed, wording);
  drawPerforation(sheet, perforation, page.width, wording);
  drawConfirmation(sheet, slipBox, input, wording);
  drawWatermark(sheet, mode, wording);

  if (plan.continued) {
    drawContinuation(
      sheet,
      { x: margin, y: margin, width: certificateBox.width, height: page.height - 2 * margin },
      content,
      wording,
      {
        lines: plan.linesContinued,
        seals: plan.sealsContinued,
        seed,
        newPage: () => {
          newPage();
          drawWatermark(sheet, mode, wording);
        },
      },
    );
  }
  if (input.receipt !== undefined) {
    newPage();
    drawReceiptSheet(
      sheet,
      { x: margin, y: margin, width: certificateBox.width, height: page.height - 2 * margin },
      content,
      wording,
      { receipt: input.receipt, seed },
    );
    drawWatermark(sheet, mode, wording);
  }
  for (const attachment of input.attachments ?? []) attach(pdf, attachment, input.generatedAt);
  root.end();
  pdf.end();
  return await finished;
}

function refuseWrongMode({ mode, qrText, content, receipt }: PaperInput): void {
  if (mode === "preview" || mode === "specimen") {
    if (qrText !== null || receipt !== undefined) throw new Error(`a ${mode} carries no code`);
    return;
  }
  if (qrText === null) throw new PaperRefusal("code-missing", "qrText");
  if (content.validatedOn === null) throw new PaperRefusal("not-validated", "validatedOn");
}

async function openDocument({ content, scheme, generatedAt, layout, mode }: PaperInput): Promise<Pdf> {
  const { default: PdfDocument } = await import("pdfkit");
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

/** As an associated file (PDF 2.0, and PDF/A-3 before it): the data that the sheet is drawn from. */
function attach(pdf: Pdf, { name, mediaType, bytes, description }: Attachment, generatedAt: string): void {
  const at = new Date(generatedAt);
  const options = { name, type: mediaType, description, creationDate: at, modifiedDate: at };
  pdf.file(Buffer.from(bytes), { ...options, relationship: "Data" } as PDFKit.Mixins.PDFAttachmentOptions);
}

async function bytesOf(pdf: Pdf): Promise<Uint8Array> {
  return await new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    pdf.on("error", reject);
  });
}
