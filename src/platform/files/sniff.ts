// What a file is by its own first bytes, and how large its picture says it is: read before any decoder sees it.
// Hostile: every byte comes from outside. Nothing here allocates by a number found in the file.

export type FileType = "application/pdf" | "image/png" | "image/jpeg";

export const fileTypes: readonly FileType[] = ["application/pdf", "image/png", "image/jpeg"];

/** A decoder would need four bytes for each of these; a sharp phone has 50 million. */
export const largestPicture = 60_000_000;

export function sniff(bytes: Uint8Array): FileType | undefined {
  if (startsWith(bytes, pdfMagic)) return "application/pdf";
  if (startsWith(bytes, pngMagic)) return "image/png";
  if (startsWith(bytes, jpegMagic)) return "image/jpeg";
  return undefined;
}

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** The size written in the header, or undefined where there is no readable header or a side is zero. */
export function pictureSize(bytes: Uint8Array, type: "image/png" | "image/jpeg"): PictureSize | undefined {
  const size = type === "image/png" ? pngSize(bytes) : jpegSize(bytes);
  return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined;
}

/** True where the file ends as its format says a whole file ends: a cut upload does not. */
export function isWhole(bytes: Uint8Array, type: FileType): boolean {
  if (type === "image/png") return endsWithPngEnd(bytes);
  if (type === "image/jpeg") return lastIndexOf(bytes, jpegEnd, 1024) !== -1;
  return lastIndexOf(bytes, pdfEnd, 1024) !== -1;
}

const pdfMagic = ascii("%PDF-");
const pdfEnd = ascii("%%EOF");
const pngMagic = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const jpegMagic = Uint8Array.of(0xff, 0xd8, 0xff);
const jpegEnd = Uint8Array.of(0xff, 0xd9);

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function startsWith(bytes: Uint8Array, start: Uint8Array, at = 0): boolean {
  return bytes.length >= at + start.length && start.every((byte, index) => bytes[at + index] === byte);
}

// Some writers pad: the mark may stand anywhere in the last `within` bytes.
function lastIndexOf(bytes: Uint8Array, mark: Uint8Array, within: number): number {
  const first = Math.max(0, bytes.length - within);
  for (let at = bytes.length - mark.length; at >= first; at -= 1) {
    if (startsWith(bytes, mark, at)) return at;
  }
  return -1;
}

// Width and height are the first fields of IHDR, which has to be the first chunk and 13 bytes long.
function pngSize(bytes: Uint8Array): PictureSize | undefined {
  if (bytes.length < 33 || !startsWith(bytes, ascii("IHDR"), 12)) return undefined;
  const view = viewOf(bytes);
  return view.getUint32(8) === 13 ? { width: view.getUint32(16), height: view.getUint32(20) } : undefined;
}

// Walks the chunks by their lengths; IEND has to be the last one and nothing may follow it.
function endsWithPngEnd(bytes: Uint8Array): boolean {
  const view = viewOf(bytes);
  let at = pngMagic.length;
  while (at + 12 <= bytes.length) {
    const next = at + 12 + view.getUint32(at);
    if (startsWith(bytes, ascii("IEND"), at + 4)) return next === bytes.length;
    at = next;
  }
  return false;
}

// Walks the segments up to the frame header (SOF), which carries the size; a scan before it means no size.
function jpegSize(bytes: Uint8Array): PictureSize | undefined {
  const view = viewOf(bytes);
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // a fill byte
      continue;
    }
    if (isFrameHeader(marker)) {
      return at + 9 <= bytes.length
        ? { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
        : undefined;
    }
    if (marker === 0xda || marker === 0xd9) return undefined;
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2; // a marker without a segment
      continue;
    }
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

// C0-CF without the tables DHT (C4), JPG (C8) and DAC (CC).
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
