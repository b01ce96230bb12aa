import { randomBytes } from "node:crypto";
import PdfDocument from "pdfkit";
import { encodeQR } from "qr";
import { afterAll, describe, expect, test } from "vitest";
import { checkEvidence, largestEvidence } from "./evidence.ts";
import { runFileWork, stopFileWorker } from "./file-worker.ts";
import { largestCodeFile, readCodes } from "./read-code.ts";
import { isWhole, pictureSize, sniff } from "./sniff.ts";
import { pngOf } from "./test-picture.ts";
import type { GreyPicture } from "./test-picture.ts";
import { withMemoryLimit } from "./wasm-limit.ts";

afterAll(stopFileWorker);

const text = "KPC1:6BF8XOK+R5VK0YLQ.NBJH";

describe("reading codes from files", () => {
  test("the code in a PNG is read, letter for letter", async () => {
    expect(await readCodes(pngOf(qrPicture(text)), "image/png")).toEqual({ ok: true, texts: [text] });
  });

  test("two different codes in one picture are both told", async () => {
    const both = besides(qrPicture(text), qrPicture("KPC1:OTHER"));
    const read = await readCodes(pngOf(both), "image/png");
    expect(read.ok && [...read.texts].sort()).toEqual([text, "KPC1:OTHER"].sort());
  });

  test("a picture without a code, and a PDF without one, say so", async () => {
    expect(await readCodes(pngOf(blank(200, 200)), "image/png")).toEqual({ ok: false, reason: "no-code" });
    expect(await readCodes(await pdfOf(1), "application/pdf")).toEqual({ ok: false, reason: "no-code" });
  });

  test("a file is what its bytes say, whatever the sender claims", async () => {
    const png = pngOf(qrPicture(text));
    expect(await readCodes(png, "application/pdf")).toEqual({ ok: false, reason: "not-an-image" });
    expect(await readCodes(png, "image/jpeg")).toEqual({ ok: false, reason: "not-an-image" });
    expect(await readCodes(latin("<svg xmlns='http://www.w3.org/2000/svg'/>"), "image/png")).toEqual({
      ok: false,
      reason: "not-an-image",
    });
    expect(await readCodes(new Uint8Array(0), "image/png")).toEqual({ ok: false, reason: "not-an-image" });
  });

  test("a file above 15 MB is refused before anything looks into it", async () => {
    const huge = new Uint8Array(50 * 1024 * 1024);
    huge.set(pngOf(blank(10, 10)));
    expect(huge.length).toBeGreaterThan(largestCodeFile);
    expect(await readCodes(huge, "image/png")).toEqual({ ok: false, reason: "too-large" });
  });

  test("a PNG that claims 60,000 dots a side is refused by its header alone", async () => {
    const bomb = pngOf(blank(10, 10), { width: 60_000, height: 60_000 });
    expect(await readCodes(bomb, "image/png")).toEqual({ ok: false, reason: "too-large" });
  });

  test("a PNG whose header claims more or fewer dots than it has costs nothing but an answer", async () => {
    const picture = qrPicture(text);
    for (const claimed of [
      { width: 7000, height: 7000 },
      { width: picture.width * 3, height: picture.height },
      { width: 3, height: 3 },
      { width: 0, height: 10 },
    ]) {
      const read = await readCodes(pngOf(picture, claimed), "image/png");
      expect(read.ok).toBe(false);
    }
    expect(await readCodes(pngOf(picture), "image/png")).toEqual({ ok: true, texts: [text] });
  });

  test("cut, garbled and pretended files get an answer, and the next good file is read", async () => {
    const png = pngOf(qrPicture(text));
    const pdf = await pdfOf(1);
    const bad: [Uint8Array, string][] = [
      [png.subarray(0, 60), "image/png"],
      [pdf.subarray(0, 300), "application/pdf"],
      [latin("%PDF-1.7\nnothing of the kind\n%%EOF"), "application/pdf"],
      [Uint8Array.of(0xff, 0xd8, 0xff, ...randomBytes(5000)), "image/jpeg"],
      [garbled(pdf), "application/pdf"],
    ];
    for (const [bytes, type] of bad) expect((await readCodes(bytes, type)).ok).toBe(false);
    expect(await readCodes(png, "image/png")).toEqual({ ok: true, texts: [text] });
  });

  test("a file that takes too long costs its worker, and the next file is read by a new one", async () => {
    const png = pngOf(qrPicture(text));
    const slow = pngOf(blank(6000, 6000));
    expect(await readCodes(slow, "image/png", { milliseconds: 5 })).toEqual({
      ok: false,
      reason: "took-too-long",
    });
    expect(await readCodes(png, "image/png")).toEqual({ ok: true, texts: [text] });
  });

  test("when too many files wait, a further one is turned away instead of being held in memory", async () => {
    const work = { kind: "read-codes", bytes: pngOf(blank(50, 50)), type: "image/png" } as const;
    const answers = await Promise.all(Array.from({ length: 20 }, () => runFileWork(work)));
    const reasons = answers.map((answer) => (answer.ok ? "ok" : answer.reason));
    expect(reasons.filter((reason) => reason === "took-too-long")).toHaveLength(4);
    expect(reasons.filter((reason) => reason === "no-code")).toHaveLength(16);
  });
});

describe("evidence", () => {
  test("a whole PNG and a whole PDF are accepted, with their number of pages", async () => {
    expect(await checkEvidence(pngOf(blank(10, 10)), "image/png")).toEqual({
      ok: true,
      type: "image/png",
      pages: 1,
    });
    expect(await checkEvidence(await pdfOf(3), "application/pdf")).toEqual({
      ok: true,
      type: "application/pdf",
      pages: 3,
    });
  });

  test("every refusal has its own reason", async () => {
    const png = pngOf(blank(10, 10));
    const pdf = await pdfOf(1);
    const cases: [Uint8Array, string, string][] = [
      [new Uint8Array(0), "image/png", "empty"],
      [new Uint8Array(largestEvidence + 1), "image/png", "too-large"],
      [png, "image/svg+xml", "type-not-accepted"],
      [png, "application/pdf", "not-what-it-claims"],
      [png.subarray(0, png.length - 1), "image/png", "damaged"],
      [Buffer.concat([png, Buffer.from("tail")]), "image/png", "damaged"],
      [pdf.subarray(0, pdf.length - 40), "application/pdf", "damaged"],
      [latin("%PDF-1.7\nnothing of the kind\n%%EOF"), "application/pdf", "damaged"],
      [await pdfOf(201), "application/pdf", "too-many-pages"],
      [await pdfOf(1, "secret"), "application/pdf", "encrypted"],
      [pngOf(blank(10, 10), { width: 60_000, height: 60_000 }), "image/png", "too-many-pixels"],
    ];
    for (const [bytes, type, reason] of cases)
      expect(await checkEvidence(bytes, type)).toEqual({ ok: false, reason });
  });
});

describe("before any decoder", () => {
  test("a JPEG's size is found behind other segments, and never read past the end", () => {
    const frame = [0xff, 0xc0, 0, 11, 8, 0x01, 0x00, 0x02, 0x00, 1, 1];
    const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, ...frame, 0x11, 0);
    expect(sniff(jpeg)).toBe("image/jpeg");
    expect(pictureSize(jpeg, "image/jpeg")).toEqual({ width: 512, height: 256 });
    for (let end = 0; end < 17; end += 1)
      expect(pictureSize(jpeg.subarray(0, end), "image/jpeg")).toBeUndefined();
  });

  test("a PNG is whole only when its last chunk is the end and nothing follows", () => {
    const png = pngOf(blank(5, 5));
    expect(isWhole(png, "image/png")).toBe(true);
    expect(isWhole(png.subarray(0, png.length - 12), "image/png")).toBe(false);
    expect(isWhole(Buffer.concat([png, Buffer.of(0)]), "image/png")).toBe(false);
  });

  test("a WebAssembly program cannot grow past the limit written into it", async () => {
    // (module (memory (export "m") 1 32768)) with the maximum in three bytes, as the decoders have it.
    const program = Uint8Array.of(
      0,
      0x61,
      0x73,
      0x6d,
      1,
      0,
      0,
      0,
      5,
      6,
      1,
      1,
      1,
      0x80,
      0x80,
      2,
      7,
      5,
      1,
      1,
      0x6d,
      2,
      0,
    );
    const { instance } = await WebAssembly.instantiate(withMemoryLimit(program, 1));
    const memory = instance.exports["m"] as WebAssembly.Memory;
    expect(memory.grow(15)).toBe(1);
    expect(() => memory.grow(1)).toThrow(RangeError);
    expect(() => withMemoryLimit(program, 1024 * 1024)).toThrow(RangeError);
  });
});

function qrPicture(content: string, scale = 4): GreyPicture {
  const rows = encodeQR(content, "raw", { ecc: "quartile", border: 4 });
  const width = rows.length * scale;
  const dots = new Uint8Array(width * width);
  for (let y = 0; y < width; y += 1) {
    for (let x = 0; x < width; x += 1) {
      dots[y * width + x] = rows[Math.floor(y / scale)]?.[Math.floor(x / scale)] === true ? 0 : 255;
    }
  }
  return { width, height: width, dots };
}

function besides(left: GreyPicture, right: GreyPicture): GreyPicture {
  const width = left.width + right.width;
  const height = Math.max(left.height, right.height);
  const dots = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < left.height; y += 1)
    dots.set(left.dots.subarray(y * left.width, (y + 1) * left.width), y * width);
  for (let y = 0; y < right.height; y += 1) {
    dots.set(right.dots.subarray(y * right.width, (y + 1) * right.width), y * width + left.width);
  }
  return { width, height, dots };
}

function blank(width: number, height: number): GreyPicture {
  return { width, height, dots: new Uint8Array(width * height).fill(255) };
}

async function pdfOf(pages: number, userPassword?: string): Promise<Uint8Array> {
  const pdf = new PdfDocument({
    autoFirstPage: false,
    ...(userPassword === undefined ? {} : { userPassword, ownerPassword: "owner" }),
  });
  const chunks: Buffer[] = [];
  pdf.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => void pdf.on("end", resolve));
  for (let page = 0; page < pages; page += 1) pdf.addPage({ size: "A4" }).text(`page ${page + 1}`);
  pdf.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}

function garbled(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte, index) => (index > 20 && index % 7 === 0 ? byte ^ 0x55 : byte));
}

function latin(content: string): Uint8Array {
  return new Uint8Array(Buffer.from(content, "latin1"));
}
