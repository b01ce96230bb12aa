// Measures how fast returns are read (CSV, workbook) and screened, beside csv-parse splitting the same text; and, where the real
// returns are there, how many slips put into them are warned about. Never a test. Run: node bench/start.js statistics/run
import { parse } from "csv-parse/sync";
import { readReturns } from "#core/statistics/reading/returns.ts";
import { participants } from "#core/kp/participants.ts";
import { screen } from "#core/statistics/screening/screen.ts";
import { slips, slipsFound } from "#core/statistics/testing/returns.ts";
import { readDelimited } from "#platform/files/sheet-csv.ts";
import type { SheetReading } from "#platform/files/sheet-csv.ts";
import { readWorkbook } from "#platform/files/sheet-xlsx.ts";
import { zipOf } from "#platform/files/test-zip.ts";
import { benchImport } from "./import.ts";
import { rowsOfCsv, sharedData } from "../../test/support/shared-data.ts";

// First, because the memory that it takes is told: what comes later leaves the heap wide.
const wanted = process.argv.indexOf("--rows");
await benchImport(wanted < 0 ? 300_000 : Number(process.argv[wanted + 1]));

const head =
  "source_row,participant,iso2,year,half,return_kind,mining_type,carats,value_usd,created_at,modified_at";
const rows = 100_000;
/** As many filers, years and types as real returns have, many times over. */
const lines = Array.from({ length: rows }, (_, i) => {
  const { code } = participants[i % participants.length] as { code: string };
  const carats = ((i * 7_919) % 9_000_000) + (i % 100) / 100 + 10;
  const year = 2003 + (i % 22);
  return [
    i + 2,
    `"${code}"`,
    code,
    year,
    (i % 2) + 1,
    "production",
    i % 3 === 0 ? "ASM" : "LSM",
    carats.toFixed(2),
    (carats * (50 + ((i * 31) % 90))).toFixed(2),
    `${year + 1}-03-18T06:01:19`,
    "",
  ].join(",");
});
const text = Buffer.from([head, ...lines].join("\n"));

function perSecond(name: string, work: () => number): number {
  work();
  const began = performance.now();
  const done = work();
  const rate = Math.round(done / ((performance.now() - began) / 1_000));
  console.log(`${name.padEnd(64)} ${String(rate).padStart(9)} rows/s`);
  return rate;
}

const peer = perSecond("peer: csv-parse splits the text", () => (parse(text) as unknown[]).length);
const ours = perSecond("CSV read into returns, every cell checked", () => take(readDelimited(text)));
console.log(`${"ratio to the peer".padEnd(64)} ${(ours / peer).toFixed(2)}`);
const book = workbookOf(lines.slice(0, 20_000).map((line) => line.replaceAll('"', "").split(",")));
perSecond("workbook read into returns", () => take(readWorkbook(book)));
const sheet = readDelimited(text);
const { returns } = readReturns(sheet.ok ? sheet.rows : [], { source: "made" });
for (const size of [1_000, 10_000, 100_000])
  perSecond(`screened, ${size} returns at once`, () => screen(returns.slice(0, size)).rows);

const folder = sharedData();
if (folder === undefined) console.log("folder of shared data absent: no slips put into real returns");
else {
  const real = readReturns(rowsOfCsv(`${folder}/kp/kp_production_half_yearly.csv`), { source: "KP" }).returns;
  for (const slip of slips) {
    const { made, found } = slipsFound(real, slip, 60, (changed) => screen(changed).warned);
    console.log(`${`slips warned about: ${slip}`.padEnd(64)} ${found} of ${made}`);
  }
}

function take(reading: SheetReading): number {
  if (!reading.ok) throw new Error(reading.problem.code);
  return readReturns(reading.rows, { source: "made" }).returns.length;
}

/** A workbook of one sheet with inline text, as the original of the public export is written. */
function workbookOf(data: readonly (readonly string[])[]): Uint8Array {
  const cell = (value: string, place: number): string =>
    /^[0-9.]+$/.test(value)
      ? `<c r="${String.fromCharCode(65 + place)}1"><v>${value}</v></c>`
      : `<c r="${String.fromCharCode(65 + place)}1" t="inlineStr"><is><t>${value}</t></is></c>`;
  const content = [head.split(","), ...data]
    .map((cells, i) => `<row r="${i + 1}">${cells.map(cell).join("")}</row>`)
    .join("");
  return zipOf([
    {
      name: "xl/workbook.xml",
      content: `<workbook><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    {
      name: "xl/worksheets/sheet1.xml",
      content: `<worksheet><sheetData>${content}</sheetData></worksheet>`,
    },
  ]);
}
