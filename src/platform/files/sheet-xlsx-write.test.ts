// A workbook that we write is read by our own strict reader cell by cell, and holds no formula whatever its texts are.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { readWorkbook } from "./sheet-xlsx.ts";
import { writeWorkbook } from "./sheet-xlsx-write.ts";
import type { SheetCell, Workbook } from "./sheet-xlsx-write.ts";
import { openZip } from "./zip.ts";

const bookOf = (rows: readonly (readonly SheetCell[])[]): Workbook => ({
  title: "Figures & more",
  author: "KP",
  madeAt: "2026-06-01T10:00:00.000Z",
  sheets: [
    { name: "Data", columns: ["a", "b", "c"].map((heading) => ({ heading, width: 12 })), rows },
    { name: "Notes: [1]", columns: [{ heading: "Note", width: 60 }], rows: [["invented"]] },
  ],
});

const sample = bookOf([
  [
    '=HYPERLINK("https://x.example")',
    { kind: "number", text: "163174.05", decimals: 2 },
    { kind: "day", day: "2024-06-30" },
  ],
  ["Côte d’Ivoire <&>", { kind: "number", text: "412", decimals: 0 }, null],
]);

describe("a workbook", () => {
  it("is read back with its numbers as numbers and its days as days", () => {
    const reading = readWorkbook(writeWorkbook(sample));
    expect(reading).toMatchObject({
      ok: true,
      furtherSheets: ["Notes   1"],
      rows: [
        { cells: ["a", "b", "c"] },
        {
          cells: ['=HYPERLINK("https://x.example")', "163174.05", "2024-06-30T00:00:00"],
          marks: { 1: "number", 2: "date" },
        },
        { cells: ["Côte d’Ivoire <&>", "412"], marks: { 1: "number" } },
      ],
    });
  });

  it("holds no formula, and its head stays in sight", () => {
    const zip = openZip(writeWorkbook(sample), 1_000_000);
    const sheet = zip.ok ? new TextDecoder().decode(zip.read("xl/worksheets/sheet1.xml") as Uint8Array) : "";
    expect(sheet).not.toContain("<f");
    expect(sheet).toContain('state="frozen"');
  });

  it("has the same bytes for the same content", () => {
    expect(Buffer.compare(Buffer.from(writeWorkbook(sample)), Buffer.from(writeWorkbook(sample)))).toBe(0);
  });

  it("takes no number that is none", () => {
    expect(() => writeWorkbook(bookOf([[{ kind: "number", text: "1</v>", decimals: 0 }]]))).toThrow(
      RangeError,
    );
  });

  test("any text comes back as it was", () => {
    const text = fc
      .string({ unit: "grapheme", minLength: 1, maxLength: 40 })
      .filter((one) => one.trim() !== "" && !/\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/u.test(one));
    fc.assert(
      fc.property(text, (cell) => {
        const reading = readWorkbook(writeWorkbook(bookOf([[cell]])));
        expect(reading.ok && reading.rows[1]?.cells[0]).toBe(cell);
      }),
      { numRuns: 50 },
    );
  });

  const python = hasOpenpyxl();
  it.skipIf(!python)("is read by openpyxl alike", () => {
    const folder = mkdtempSync(join(tmpdir(), "workbook-"));
    try {
      writeFileSync(join(folder, "a.xlsx"), writeWorkbook(sample));
      const script =
        "import openpyxl,sys;s=openpyxl.load_workbook(sys.argv[1])['Data'];print(s['B2'].value,s['C2'].value.date(),s['A2'].data_type,s.freeze_panes)";
      const out = execFileSync("python3", ["-c", script, join(folder, "a.xlsx")], { encoding: "utf8" });
      expect(out.trim()).toBe("163174.05 2024-06-30 s A2");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

function hasOpenpyxl(): boolean {
  try {
    execFileSync("python3", ["-c", "import openpyxl"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
