// Reads a certificate's code out of a picture: with our small reader at once; with zxing, fetched only then, when that
// one fails. Both run on this device.
import { decodeQR } from "qr/decode.js";

declare const READER_WASM: string;

export interface Picture {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

export function readQuickly(picture: Picture): string | undefined {
  try {
    return decodeQR(picture);
  } catch {
    return undefined;
  }
}

export async function readThoroughly(picture: Picture): Promise<string | undefined> {
  const { prepareZXingModule, readBarcodes } = await import("zxing-wasm/reader");
  prepareZXingModule({ overrides: { locateFile: () => READER_WASM } });
  const image = new ImageData(picture.data, picture.width, picture.height);
  const found = await readBarcodes(image, { formats: ["QRCode"], tryHarder: true, textMode: "Plain" });
  return found.find(({ isValid }) => isValid)?.text;
}

const longestSide = 1_600;

/** Of a photograph: shrunk to what a reader needs. Undefined where the browser cannot open it. */
export async function pictureOf(file: Blob): Promise<Picture | undefined> {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (bitmap === undefined) return undefined;
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  return drawn(bitmap, Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
}

export function drawn(source: CanvasImageSource, width: number, height: number): Picture | undefined {
  if (width === 0 || height === 0) return undefined;
  canvas ??= document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context?.drawImage(source, 0, 0, width, height);
  return context?.getImageData(0, 0, width, height);
}

let canvas: HTMLCanvasElement | undefined;
