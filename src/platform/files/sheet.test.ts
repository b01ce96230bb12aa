// Sheets of cells out of text and workbooks: what a spreadsheet program writes is read to the letter; what an enemy writes is
// refused before it costs anything.
import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { largestSheet, mostSheetColumns, readDelimited } from "./sheet-csv.ts";
import { looksLikeZip, readWorkbook } from "./sheet-xlsx.ts";
import { zipOf } from "./test-zip.ts";
import type { Part } from "./test-zip.ts";
import { openZip } from "./zip.ts";

const text = (value: string) => readDelimited(Buffer.from(value));
const cellsOf = (reading: ReturnType<typeof readDelimited>) =>
  reading.ok ? reading.rows.map(({ cells }) => cells) : reading.problem;

describe("delimited text", () => {
  it.each([
    ["a,b\n1,2\n", ","],
    ["a;b\r\n1;2\r\n", ";"],
    ["a\tb\n1\t2", "\t"],
    ['"a|b"|c\n1|2', "|"],
  ])("%j is separated by %j", (value, delimiter) => {
    const reading = text(value);
    expect(reading.ok && [reading.delimiter, reading.rows.length, reading.rows[1]?.cells]).toEqual([
      delimiter,
      2,
      ["1", "2"],
    ]);
  });

  it("comes back as it was written by another program, whatever its cells hold", () => {
    const cell = fc.string({
      unit: fc.constantFrom("a", "é", "金", ",", ";", '"', "\n", "\r\n", " ", "'"),
      maxLength: 8,
    });
    const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rows, (data) => {
        const written = [["x", "y", "z"], ...data];
        const expected = written.filter((row) => row.some((one) => one.trim() !== ""));
        expect(cellsOf(readDelimited(Buffer.from(stringify(written)), ","))).toEqual(expected);
      }),
    );
  });

  it("keeps the numbers of rows over empty lines", () => {
    const reading = text("a,b\n\n ,\n1,2\n");
    expect(reading.ok && reading.rows.map(({ row }) => row)).toEqual([1, 4]);
  });

  it("marks a Western European cell inside UTF-8 and reads it, and leaves its neighbours alone", () => {
    const bytes = Buffer.concat([
      Buffer.from("a,b\nCôte,"),
      Buffer.from("C\xf4te", "latin1"),
      Buffer.from("\n"),
    ]);
    const reading = readDelimited(bytes);
    expect(reading.ok && reading.rows[1]).toEqual({
      row: 2,
      cells: ["Côte", "Côte"],
      marks: { 1: "latin-1" },
    });
  });

  it("may begin with a mark of its encoding", () => {
    for (const bytes of [Buffer.from("\uFEFFa,b\n1,é"), Buffer.from("\uFEFFa,b\n1,é", "utf16le")])
      expect(cellsOf(readDelimited(bytes))).toEqual([
        ["a", "b"],
        ["1", "é"],
      ]);
  });

  it.each([
    ["", "no-delimiter"],
    ["one\ntwo", "no-delimiter"],
    ["a,b;c\n", "no-delimiter"],
    ['a,b\n"open,1', "broken"],
    ['a,b\n"x"y,1', "broken"],
    ['a,b\nx"y",1', "broken"],
    ["a,b\n\0,1", "not-text"],
    ["%PDF-1.7\n\u0001", "not-text"],
    [`a,b\n${"x".repeat(40_000)},1`, "broken"],
    [`a,b\n${",".repeat(mostSheetColumns + 5)}`, "too-many-columns"],
  ])("%j is refused", (value, code) => {
    const reading = text(value);
    expect(!reading.ok && reading.problem.code).toBe(code);
  });

  it("that is too large is refused before it is read", () => {
    const reading = readDelimited(new Uint8Array(largestSheet + 1));
    expect(!reading.ok && reading.problem.code).toBe("too-large");
  });
});

const workbook = `<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="Data" sheetId="1" r:id="rId1"/><sheet name="More &amp; more" sheetId="2" r:id="rId2"/></sheets></workbook>`;
const relations = `<Relationships><Relationship Id="rId1" Type="t" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="t" Target="/xl/worksheets/sheet2.xml"/></Relationships>`;
const shared = `<sst><si><t>Angola</t></si><si><r><t xml:space="preserve">Côte </t></r><r><t>d&#8217;Ivoire</t></r><rPh><t>no</t></rPh></si></sst>`;
const styles = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="170"/><xf numFmtId="4"/></cellXfs></styleSheet>`;

function bookOf(rows: string, more: readonly Part[] = []): Uint8Array {
  const others = new Set(more.map(({ name }) => name));
  const parts: readonly Part[] = [
    { name: "xl/workbook.xml", content: workbook },
    { name: "xl/_rels/workbook.xml.rels", content: relations },
    { name: "xl/sharedStrings.xml", content: shared },
    { name: "xl/styles.xml", content: styles },
    { name: "xl/worksheets/sheet1.xml", content: `<worksheet><sheetData>${rows}</sheetData></worksheet>` },
    { name: "xl/worksheets/sheet2.xml", content: "<worksheet><sheetData/></worksheet>" },
  ];
  return zipOf([...parts.filter(({ name }) => !others.has(name)), ...more]);
}

describe("a workbook", () => {
  it("gives its first sheet: shared and inline text, numbers, days, gaps", () => {
    const reading = readWorkbook(
      bookOf(
        `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>a &lt; b</t></is></c></row>` +
          `<row r="3"><c r="A3"><v>89841373.70999999</v></c><c r="B3" s="1"><v>41351.25</v></c><c r="C3" s="2"><v>41351</v></c><c r="D3" s="3"><v>7</v></c></row>`,
      ),
    );
    expect(reading).toEqual({
      ok: true,
      delimiter: null,
      furtherSheets: [],
      rows: [
        { row: 1, cells: ["Angola", "Côte d’Ivoire", "", "a < b"] },
        {
          row: 3,
          cells: ["89841373.70999999", "2013-03-18T06:00:00", "2013-03-18T00:00:00", "7"],
          marks: { 0: "number", 1: "date", 2: "date", 3: "number" },
        },
      ],
    });
  });

  it("marks formulas and errors, and trusts no kept result", () => {
    const reading = readWorkbook(
      bookOf(`<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="e"><v>#REF!</v></c></row>`),
    );
    expect(reading.ok && reading.rows[0]?.marks).toEqual({ 0: "formula", 1: "error" });
  });

  it("names further sheets that hold something", () => {
    const content = `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`;
    const reading = readWorkbook(
      bookOf(`<row r="1"><c r="A1"><v>1</v></c></row>`, [{ name: "xl/worksheets/sheet2.xml", content }]),
    );
    expect(reading.ok && reading.furtherSheets).toEqual(["More & more"]);
  });

  const one = `<row r="1"><c r="A1"><v>1</v></c></row>`;
  const zeros = "0".repeat(20_000_000);
  it.each([
    ["that claims to be small and is not", { content: zeros, lieAbout: { unpacked: 10 } }, "bomb"],
    ["that claims gigabytes", { content: "x", lieAbout: { unpacked: 4_000_000_000 } }, "bomb"],
    ["whose check sum does not fit", { content: "x", lieAbout: { checksum: 5 } }, "not-a-workbook"],
    ["that is encrypted", { content: "x", lieAbout: { flags: 1 } }, "unsupported"],
    ["packed in another way", { content: "x", lieAbout: { method: 12 } }, "unsupported"],
    ["with a grammar of its own", { content: `<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>` }, "unsupported"],
    ["with a tag that does not end", { content: "<worksheet><sheetData><row " }, "not-a-workbook"],
    [
      "with rows that go back",
      { content: `<worksheet><row r="2"></row><row r="1"></row></worksheet>` },
      "broken",
    ],
    [
      "with cells that go back",
      { content: `<row r="1"><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>` },
      "broken",
    ],
    [
      "with a column far to the right",
      { content: `<row r="1"><c r="XFD1"><v>1</v></c></row>` },
      "too-many-columns",
    ],
    [
      "with a text that is not there",
      { content: `<row r="1"><c r="A1" t="s"><v>99</v></c></row>` },
      "not-a-workbook",
    ],
    ["without rows", { content: "<worksheet/>" }, "no-rows"],
  ])("%s is refused", (_, sheet, code) => {
    const reading = readWorkbook(bookOf(one, [{ name: "xl/worksheets/sheet1.xml", ...sheet }]));
    expect(!reading.ok && reading.problem.code).toBe(code);
  });

  it("cut short, or with any byte changed, is read or refused but never throws", () => {
    const whole = bookOf(one);
    expect(looksLikeZip(whole)).toBe(true);
    for (let length = 0; length < whole.length; length += 37)
      expect(readWorkbook(whole.subarray(0, length)).ok).toBe(false);
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        const changed = Uint8Array.from(whole);
        changed[at] = byte;
        expect(typeof readWorkbook(changed).ok).toBe("boolean");
      }),
    );
  });

  it("with more files than an office program writes, or two of one name, is not opened", () => {
    const many = Array.from({ length: 201 }, (__, i) => ({ name: `f${i}`, content: "" }));
    const twice = [1, 2].map(() => ({ name: "a", content: "" }));
    for (const parts of [many, twice]) expect(openZip(zipOf(parts), 1_000).ok).toBe(false);
  });
});
