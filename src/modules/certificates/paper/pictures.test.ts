// The sheets as pictures, beside pictures that a person has looked at and found good. `UPDATE_PICTURES=1` writes new
// ones: look at every one before it is committed.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { drawPage } from "#platform/files/draw-page.ts";
import { arabicParties, samplePaper, sampleReceipt } from "./testing/sample.ts";

const folder = fileURLToPath(new URL("testing/pictures/", import.meta.url));
const pictureWidth = 420;

const sheets = {
  a4: {},
  letter: { size: "LETTER" },
  preview: { mode: "preview", qrText: null },
  copy: { mode: "copy" },
  specimen: { mode: "specimen", qrText: null },
  arabic: { content: { participant: "AE", number: "AE 004911", ...arabicParties } },
  chinese: { content: { participant: "CN", number: "CN 004911", ...arabicParties } },
  french: { content: { participant: "CD", number: "CD 004911" } },
  russian: { content: { participant: "RU", number: "RU 004911" } },
} as const satisfies Record<string, Parameters<typeof samplePaper>[0]>;

describe("the sheet looks as it was approved", () => {
  for (const [name, changes] of Object.entries(sheets)) {
    test(`${name}: fewer than one dot in a hundred differs visibly`, async () => {
      const drawn = await drawPage(await samplePaper(changes), pictureWidth);
      looksAsApproved(name, drawn);
    });
  }

  test("receipt, the second sheet: fewer than one dot in a hundred differs visibly", async () => {
    const pdf = await samplePaper({
      content: { participant: "CD", number: "CD 004911" },
      receipt: sampleReceipt(),
    });
    looksAsApproved("receipt", await drawPage(pdf, pictureWidth, 1));
  });

  test("the comparison sees a change: another number, another pattern of lines", async () => {
    const one = await drawPage(await samplePaper(), pictureWidth);
    const other = await drawPage(await samplePaper({ qrText: `KPC1:${"A".repeat(525)}` }), pictureWidth);
    expect(differing(dotsOf(one), dotsOf(other))).toBeGreaterThan(0.05);
  });
});

function looksAsApproved(name: string, drawn: Uint8Array): void {
  const file = `${folder}${name}.png`;
  if (process.env["UPDATE_PICTURES"] === "1") {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, drawn);
  }
  expect(existsSync(file), file).toBe(true);
  expect(differing(dotsOf(drawn), dotsOf(readFileSync(file)))).toBeLessThan(0.01);
}

/** Share of the dots of which a colour differs by more than a tenth. */
function differing(one: Uint8Array, other: Uint8Array): number {
  if (one.length !== other.length) return 1;
  let count = 0;
  for (let dot = 0; dot < one.length; dot += 3)
    if ([0, 1, 2].some((at) => Math.abs((one[dot + at] ?? 0) - (other[dot + at] ?? 0)) > 26)) count += 1;
  return count / (one.length / 3);
}

/** Red, green and blue of a PNG as this program writes it. */
function dotsOf(png: Uint8Array): Uint8Array {
  const bytes = Buffer.from(png);
  const parts = new Map<string, Buffer>();
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    parts.set(bytes.toString("ascii", at + 4, at + 8), bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const [head, palette, rows] = [parts.get("IHDR"), parts.get("PLTE"), parts.get("IDAT")];
  if (head === undefined || palette === undefined || rows === undefined) throw new Error("not such a PNG");
  const [width, height, indexes] = [head.readUInt32BE(0), head.readUInt32BE(4), inflateSync(rows)];
  const dots = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const index = (indexes[y * (width + 1) + 1 + x] ?? 0) * 3;
      dots.set(palette.subarray(index, index + 3), (y * width + x) * 3);
    }
  return dots;
}
