// A file read as it arrives says what it says read whole, wherever the pieces are cut; and what cannot be read is told.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SheetRow } from "#core/text/sheet.ts";
import { readDelimited } from "./sheet-csv.ts";
import { sheetBatches } from "./sheet-stream.ts";

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

async function rowsOf(bytes: Uint8Array, size: number): Promise<readonly SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const batch of sheetBatches(pieces(bytes, size))) rows.push(...batch.rows);
  return rows;
}
const codeOf = (bytes: Uint8Array, size = 64): Promise<string> =>
  rowsOf(bytes, size).then(
    () => "read",
    (error: unknown) => (error as Error).message,
  );
const latin = (text: string): Uint8Array => Buffer.from(text, "latin1");

describe("a file in pieces", () => {
  it("is what it is as a whole, whatever the pieces", async () => {
    const cell = fc.stringMatching(/^[a-zé;"\n ]{0,12}$/);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom("\n", "\r\n"),
        fc.boolean(),
        async (rows, size, end, marked) => {
          const quoted = rows.map((cells) => cells.map((one) => `"${one.replaceAll('"', '""')}"`).join(";"));
          const text = ["a;b;c", ...quoted].join(end);
          const bytes = Buffer.concat([Buffer.from(marked ? [0xef, 0xbb, 0xbf] : []), Buffer.from(text)]);
          const whole = readDelimited(bytes);
          expect(await rowsOf(bytes, Math.max(size, 3))).toEqual(whole.ok ? whole.rows : undefined);
        },
      ),
    );
  });

  it("marks a Western European cell and no other", async () => {
    expect(await rowsOf(latin("a;b\nC\xf4te;x\n"), 5)).toEqual([
      { row: 1, cells: ["a", "b"] },
      { row: 2, cells: ["Côte", "x"], marks: { 0: "latin-1" } },
    ]);
  });

  it("is refused where a quote does not close, where it is no text, where it is empty", async () => {
    expect(await codeOf(latin('a;b\n"x;y\n'))).toBe("broken");
    expect(await codeOf(latin(`a;b\n"${"x".repeat(2_000_000)}`), 65_536)).toBe("broken");
    expect(await codeOf(latin("a;b\n\x00\x01"))).toBe("not-text");
    expect(await codeOf(latin(""))).toBe("no-rows");
    expect(await codeOf(latin("one column\n1\n"))).toBe("no-delimiter");
    expect(await codeOf(latin("PK\x03\x04 no workbook"))).toBe("not-a-workbook");
  });
});
