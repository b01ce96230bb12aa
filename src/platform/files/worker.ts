// The thread in which foreign files are decoded: QR codes out of pictures and PDF pages, and whether a PDF opens at all.
// It reads its two decoders from their packages, never from a network, and answers one file at a time.
// Hostile: everything it is sent. It may hang, crash or run out of memory: file-worker.ts then ends it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parentPort } from "node:worker_threads";
import { PDFiumLibrary } from "@hyzyla/pdfium";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import type { ReaderOptions, ReadResult } from "zxing-wasm/reader";
import { pictureSize } from "./sniff.ts";
import { withMemoryLimit } from "./wasm-limit.ts";
import type { FileAnswer, FileWork, FromWorker } from "./work.ts";

/** Lesson 24: the paper must be readable when reproduced at 200 dots per inch. */
const dotsPerInch = 200;
const pagesRead = 3;
/** A page of any size is drawn into at most this many dots; A4 at 200 dpi has 3.9 million. */
const largestPage = 16_000_000;
const codesPerPicture = 8;
/** Above this a decoder's memory stays too large to be kept for the next file. */
const heavyPicture = 16_000_000;
const qrOnly: ReaderOptions = {
  formats: ["QRCode"],
  tryHarder: true,
  maxNumberOfSymbols: codesPerPicture,
  textMode: "Plain",
};
const pictureMemory = 1024;
const pdfMemory = 512;

const port = parentPort;
if (port === null) throw new Error("worker.ts runs as a worker thread only");

const find = createRequire(import.meta.url);
const pictureReader = withMemoryLimit(
  readFileSync(find.resolve("zxing-wasm/reader/zxing_reader.wasm")),
  pictureMemory,
);
const pdfReader = withMemoryLimit(readFileSync(find.resolve("@hyzyla/pdfium/pdfium.wasm")), pdfMemory);

await prepareZXingModule({ overrides: { wasmBinary: pictureReader.buffer }, fireImmediately: true });
const pdfium = await PDFiumLibrary.init({ wasmBinary: pdfReader.buffer });

port.on("message", (work: FileWork) => {
  void answer(work).then((reply) => port.postMessage(reply));
});
port.postMessage({ kind: "ready" } satisfies FromWorker);

async function answer(work: FileWork): Promise<FromWorker> {
  try {
    if (work.type === "application/pdf") {
      return { kind: "answer", answer: await readPdf(work.bytes, work.kind === "read-codes"), spent: false };
    }
    const size = pictureSize(work.bytes, work.type);
    const spent = size === undefined || size.width * size.height > heavyPicture;
    return { kind: "answer", answer: await readPicture(work.bytes), spent };
  } catch {
    // A trap or an exhausted memory inside the decoder: whatever the cause, this file did it.
    return { kind: "answer", answer: { ok: false, reason: "damaged" }, spent: true };
  }
}

async function readPicture(bytes: Uint8Array): Promise<FileAnswer> {
  const results = await readBarcodes(bytes, qrOnly);
  if (results.some(isUnreadablePicture)) return { ok: false, reason: "damaged" };
  return answerWith(textsOf(results), 1);
}

async function readPdf(bytes: Uint8Array, withCodes: boolean): Promise<FileAnswer> {
  let document;
  try {
    document = await pdfium.loadDocument(bytes);
  } catch (error) {
    const encrypted = error instanceof Error && /password|security/i.test(error.message);
    return { ok: false, reason: encrypted ? "encrypted" : "damaged" };
  }
  try {
    const pages = document.getPageCount();
    if (pages === 0) return { ok: false, reason: "damaged" };
    if (!withCodes) return { ok: true, texts: [], pages };
    const texts: string[] = [];
    for (let index = 0; index < Math.min(pages, pagesRead); index += 1) {
      const page = document.getPage(index);
      const { originalWidth: width, originalHeight: height } = page.getOriginalSize();
      const scale = Math.min(dotsPerInch / 72, Math.sqrt(largestPage / (width * height)));
      if (!(scale > 0)) return { ok: false, reason: "damaged" };
      const drawn = await page.render({ scale, render: "bitmap", colorSpace: "BGRA" });
      // Only luminance matters to the reader, so blue and red need not be swapped.
      const picture = { data: new Uint8ClampedArray(drawn.data), width: drawn.width, height: drawn.height };
      texts.push(...textsOf(await readBarcodes({ ...picture, colorSpace: "srgb" }, qrOnly)));
    }
    return answerWith(texts, pages);
  } finally {
    document.destroy();
  }
}

function answerWith(texts: readonly string[], pages: number): FileAnswer {
  return texts.length === 0
    ? { ok: false, reason: "no-code" }
    : { ok: true, texts: [...new Set(texts)], pages };
}

function textsOf(results: readonly ReadResult[]): string[] {
  return results.filter((result) => result.isValid).map((result) => result.text);
}

function isUnreadablePicture(result: ReadResult): boolean {
  return !result.isValid && result.format === "None" && result.error !== "";
}
