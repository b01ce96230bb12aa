// What a chosen file holds: the code in a photograph, the code and the receipt inside a certificate's PDF, or a receipt.
// Hostile: from anywhere. Nothing here is believed; it is judged like a scan.
import { longestQrText } from "#core/certificate/qr-text.ts";
import { largestReceipt, looksLikeReceiptText, readReceipt } from "#core/certificate/receipt/format.ts";
import { sealedPartsIn } from "#core/certificate/receipt/in-pdf.ts";
import type { EmbeddedFile } from "#core/certificate/receipt/in-pdf.ts";
import { pictureOf, readQuickly, readThoroughly } from "./reader.ts";

/** A file's bytes, or the text of its code. */
export type Receipt = Uint8Array | string;

export interface PaperParts {
  readonly code: string | undefined;
  readonly receipt: Receipt | undefined;
}

const largestFile = 20_000_000;

/** Undefined for a file that is none of these; no part where a picture shows no code. */
export async function partsOf(file: File): Promise<PaperParts | undefined> {
  if (file.size > largestFile) return undefined;
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (startsWith(bytes, "%PDF-")) {
    const { code, receipt } = sealedPartsIn(bytes);
    const text = await unpacked(code, longestQrText);
    return {
      code: text === undefined ? undefined : new TextDecoder().decode(text),
      // What is there and cannot be unpacked is refused as a receipt, not passed over.
      receipt:
        receipt === undefined ? undefined : ((await unpacked(receipt, largestReceipt)) ?? new Uint8Array()),
    };
  }
  if (readReceipt(bytes) !== undefined) return { code: undefined, receipt: bytes };
  const picture = await pictureOf(file);
  if (picture === undefined) return undefined;
  const text = readQuickly(picture) ?? (await readThoroughly(picture).catch(() => undefined));
  return text !== undefined && looksLikeReceiptText(text)
    ? { code: undefined, receipt: text }
    : { code: text, receipt: undefined };
}

async function unpacked(file: EmbeddedFile | undefined, most: number): Promise<Uint8Array | undefined> {
  if (file === undefined || !file.deflated) return file?.bytes;
  const stream = new Blob([new Uint8Array(file.bytes)])
    .stream()
    .pipeThrough(new DecompressionStream("deflate"));
  const whole = new Uint8Array(most);
  let length = 0;
  try {
    const reader = stream.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return whole.slice(0, length);
      // A few bytes can claim to be gigabytes.
      if (length + value.length > most) return undefined;
      whole.set(value, length);
      length += value.length;
    }
  } catch {
    return undefined;
  }
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return Array.from(text).every((character, place) => bytes[place] === character.charCodeAt(0));
}
