// A picture that everybody will see: whole, not too large, and without what a camera or a program wrote beside it (place,
// time, device, owner). Of a PNG the chunks that make the picture stay, of a JPEG the segments that do; nothing is drawn anew.
// Hostile: every byte comes from outside; lengths found in the file are only ever compared with where the file ends.
import { concatBytes } from "#core/encoding/bytes.ts";
import { isWhole, pictureSize, sniff } from "./sniff.ts";

export type PictureType = "image/png" | "image/jpeg";
export const pictureTypes: readonly PictureType[] = ["image/png", "image/jpeg"];

export type PictureFault = "empty" | "too-large" | "type-not-accepted" | "damaged" | "too-many-pixels";

export interface Picture {
  readonly type: PictureType;
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

export type PictureCleaned =
  | { readonly ok: true; readonly picture: Picture }
  | { readonly ok: false; readonly reason: PictureFault };

export const largestPublicPicture = 5 * 1024 * 1024;
/** A scan of A4 at 400 dots an inch has 15 million. */
const mostPixels = 20_000_000;
/** Real ones have a few hundred. */
const mostParts = 5_000;

export function cleanPicture(bytes: Uint8Array): PictureCleaned {
  if (bytes.length === 0) return refused("empty");
  if (bytes.length > largestPublicPicture) return refused("too-large");
  const type = sniff(bytes);
  if (type === undefined || type === "application/pdf") return refused("type-not-accepted");
  const size = isWhole(bytes, type) ? pictureSize(bytes, type) : undefined;
  if (size === undefined) return refused("damaged");
  if (size.width * size.height > mostPixels) return refused("too-many-pixels");
  const parts = type === "image/png" ? pngParts(bytes) : jpegParts(bytes);
  if (parts === undefined) return refused("damaged");
  return { ok: true, picture: { type, ...size, bytes: concatBytes(...parts) } };
}

/** What a picture is made of; what says how it was made, when and where is left out (eXIf, tEXt, iTXt, zTXt, tIME, iCCP). */
const pngChunks = new Set(["IHDR", "PLTE", "tRNS", "sRGB", "gAMA", "IDAT", "IEND"]);

function pngParts(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = [bytes.subarray(0, 8)];
  let at = 8;
  let data = 0;
  while (at + 12 <= bytes.length && parts.length < mostParts) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return undefined;
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (name === "IDAT") data += 1;
    if (pngChunks.has(name)) parts.push(bytes.subarray(at, end));
    if (name === "IEND") return data > 0 && end === bytes.length ? parts : undefined;
    at = end;
  }
  return undefined;
}

// APP0 (JFIF) and APP14 (Adobe) say how colours are to be read; every other APPn (Exif, XMP, profiles) and every comment
// goes, and so does whatever follows the end of the picture.
const kept = (marker: number): boolean =>
  !(marker >= 0xe1 && marker <= 0xef && marker !== 0xee) && marker !== 0xfe;

function jpegParts(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const parts = [bytes.subarray(0, 2)];
  let at = 2;
  let scans = 0;
  while (at + 2 <= bytes.length && parts.length < mostParts) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1; // a fill byte
      continue;
    }
    if (marker === 0xd9) return scans > 0 ? [...parts, bytes.subarray(at, at + 2)] : undefined;
    if (at + 4 > bytes.length) return undefined;
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) return undefined;
    if (kept(marker)) parts.push(bytes.subarray(at, end));
    at = end;
    if (marker === 0xda) {
      scans += 1;
      const next = endOfScan(bytes, at);
      parts.push(bytes.subarray(at, next));
      at = next;
    }
  }
  return undefined;
}

/** Where the coded picture stops: at a marker that is neither a stuffed zero nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0;
    if (bytes[at] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
    at += 1;
  }
  return bytes.length;
}

function refused(reason: PictureFault): PictureCleaned {
  return { ok: false, reason };
}
