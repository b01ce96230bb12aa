// A rule that is a line of text a third of a millimetre high: the title, the number, the register id and the statement,
// again and again. It needs a printer of 1,200 dots per inch or more to be read under a glass; a copier makes it a grey
// line. Left out of what readers that speak, and programs that take the text out, are given.
import { statement, title } from "#core/certificate/content.ts";
import type { CertificateContent } from "#core/certificate/content.ts";
import { useFont } from "#platform/paper/sheet.ts";
import type { Pdf } from "#platform/paper/sheet.ts";
import { widthOf } from "#platform/paper/text/fonts.ts";

/** Height of an em, in points: capitals are two thirds of it. */
export const microSize = 1;

export function microText({ number, publicId }: CertificateContent): string {
  const id = Array.from(publicId, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${title.toUpperCase()} ${number} ${id} ${statement.toUpperCase()} `;
}

/** Along x from the origin. */
export function drawMicroText(pdf: Pdf, text: string, length: number): void {
  const width = widthOf("bold", text) * microSize;
  useFont(pdf, "bold").fontSize(microSize);
  // An empty replacement text: who copies text out of the file does not get these lines.
  pdf.addContent("/Span <</ActualText ()>> BDC");
  const whole = Math.max(1, Math.floor(length / width));
  // The line ends where the side ends: the last repetition is cut, not squeezed.
  const rest = text.slice(0, Math.floor((text.length * (length - whole * width)) / width));
  const options = { lineBreak: false, baseline: "alphabetic" } as const;
  pdf.text(text.repeat(whole) + (length > width ? rest : ""), 0, 0, options);
  pdf.addContent("EMC");
}
