// A technical certificate or a letter of comfort on one A4 sheet: plain, without frame, code or perforation, and with a
// sentence across the top that it is no Kimberley Process Certificate.
import { caratsToString } from "#core/kp/amounts.ts";
import type { T } from "#platform/i18n/translator.ts";
import { palettes } from "#platform/paper/inks.ts";
import { millimetres } from "#platform/paper/millimetres.ts";
import { addParagraph, drawField, drawText } from "#platform/paper/sheet.ts";
import type { Pdf, Sheet } from "#platform/paper/sheet.ts";
import { pages } from "../paper/page-size.ts";
import type { DocumentRow } from "./store.ts";

const margin = millimetres(22);
const width = 595.28 - 2 * margin;

export async function renderDocument(
  t: T,
  row: DocumentRow,
  named: { readonly issuer: string; readonly receiver: string; readonly certificate: string | undefined },
): Promise<Uint8Array> {
  const issued = new Date(row.history[0]?.at ?? 0);
  const title = t(`origin.document.${row.kind}`);
  const { default: PdfDocument } = await import("pdfkit");
  const pdf = new PdfDocument({
    size: "A4",
    margin: 0,
    tagged: true,
    pdfVersion: "1.7",
    lang: t.locale,
    displayTitle: true,
    info: { Title: `${title} ${row.number}`, Author: named.issuer, CreationDate: issued, ModDate: issued },
  });
  const finished = bytesOf(pdf);
  const root = pdf.struct("Document");
  pdf.addStructure(root);
  const sheet: Sheet = {
    pdf,
    inks: palettes.slate,
    page: pages.A4,
    beside: undefined,
    add: (element) => void root.add(element),
  };
  let y = margin;
  const paragraph = (
    text: string,
    size: number,
    face: "regular" | "bold",
    height: number,
    colour?: string,
  ) => {
    const box = { x: margin, y, width, height };
    addParagraph(sheet, [
      () =>
        drawText(sheet, text, box, {
          face,
          size,
          smallest: 8,
          field: "document",
          ...(colour === undefined ? {} : { colour }),
        }),
    ]);
    y += height;
  };
  paragraph(t("origin.document.not-a-certificate"), 12, "bold", 40, "#b3261e");
  paragraph(title, 24, "bold", 36);
  paragraph(row.number, 16, "regular", 34);
  paragraph(t(`origin.document.${row.content.purpose}.text`), 11, "regular", 60);
  const { carats } = row.content;
  const fields: readonly (readonly [string, string, number])[] = [
    [t("certificate.issuing-authority"), named.issuer, 36],
    [t("origin.document.receiver"), named.receiver, 36],
    [t("origin.document.recipient"), row.content.recipient, 52],
    [t("origin.document.goods"), row.content.goods, 90],
    ...(carats === undefined ? [] : [[t("certificate.carats"), caratsToString(BigInt(carats)), 36] as const]),
    ...(named.certificate === undefined
      ? []
      : [[t("origin.document.certificate"), named.certificate, 36] as const]),
    [t("certificate.issued"), t.date(row.issued_on), 36],
    [t("origin.document.signature"), " ", 80],
  ];
  for (const [label, value, height] of fields) {
    drawField(sheet, { x: margin, y, width, height }, { en: label }, value, {
      size: 11,
      smallest: 7,
      field: "document",
    });
    y += height;
  }
  root.end();
  pdf.end();
  return finished;
}

async function bytesOf(pdf: Pdf): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
    pdf.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
    pdf.on("error", reject);
  });
}
