import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { code128 } from "./code128.ts";

beforeAll(() => {
  const file = createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm");
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(file)).buffer } });
});

/** Two dots to a module, with the quiet zone. */
function picture(widths: readonly number[]): {
  data: Uint8ClampedArray<ArrayBuffer>;
  width: number;
  height: number;
} {
  const row = widths.flatMap((width, index) =>
    Array.from({ length: width * 2 }, () => (index % 2 === 0 ? 0 : 255)),
  );
  const quiet = Array.from({ length: 20 }, () => 255);
  const dots = [...quiet, ...row, ...quiet];
  const height = 40;
  const data = new Uint8ClampedArray(dots.length * height * 4).fill(255);
  for (let y = 0; y < height; y += 1)
    for (const [x, dot] of dots.entries())
      data.fill(dot, (y * dots.length + x) * 4, (y * dots.length + x) * 4 + 3);
  return { data, width: dots.length, height };
}

test("an independent reader reads what was written, for every character of the set", async () => {
  const character = fc.integer({ min: 0x20, max: 0x7e }).map((point) => String.fromCharCode(point));
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: character, minLength: 3, maxLength: 24 }), async (text) => {
      const [read] = await readBarcodes(
        { ...picture(code128(text) ?? []), colorSpace: "srgb" },
        { formats: ["Code128"] },
      );
      expect(read?.text).toBe(text);
    }),
    { numRuns: 150 },
  );
});

test("a number with letters that bars do not have gets none", () => {
  expect(code128("РФ 004911")).toBeUndefined();
  expect(code128("")).toBeUndefined();
});
