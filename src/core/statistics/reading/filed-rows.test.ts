import { describe, expect, test } from "vitest";
import type { SheetRow } from "../../text/sheet.ts";
import { readFiledRows, suggestedChoices } from "./filed-rows.ts";
import type { SheetChoices } from "./filed-rows.ts";
import type { ReturnType } from "../calendar.ts";

const sheet = (text: string): readonly SheetRow[] =>
  text.split("\n").map((line, place) => ({ row: place + 1, cells: line.split("|") }));
const read = (text: string, type: ReturnType = "TRADE", more: Partial<SheetChoices> = {}) => {
  const rows = sheet(text);
  return readFiledRows(rows, type, { ...suggestedChoices(rows, type), ...more });
};
const amounts = (text: string, type?: ReturnType, more?: Partial<SheetChoices>) =>
  read(text, type, more).rows.map(({ given: { counterpart, product, carats, usd, flow } }) =>
    [flow, counterpart, product, carats, usd].join(" "),
  );

describe("a pasted sheet", () => {
  test("is read by its headings, in English and French, in any order", () => {
    expect(amounts("HS Code|Partner|Flow|Carats|Value (US$)\n7102.31|NA|Import|1,234.50|99.10")).toEqual([
      "IMPORT NA 7102.31 123450 9910",
    ]);
    expect(
      amounts("Pays|Code SH|Flux|Carats|Valeur USD\nÉmirats arabes unis|710231|exportations|1 234,5|99,1"),
    ).toEqual(["EXPORT Émirats arabes unis 710231 123450 9910"]);
  });

  test("without headings has its columns in the order of the form", () => {
    expect(amounts("AE|7102.31|10.5|200\nIN|7102.10|1|2")).toEqual([
      "EXPORT AE 7102.31 1050 20000",
      "EXPORT IN 7102.10 100 200",
    ]);
  });

  test("whose numbers can be read in two ways is a question and takes no row; the answer decides", () => {
    const text = "Partner|Code|Carats|Value\nAE|7102.31|1.234|5.678";
    expect(read(text)).toMatchObject({ rows: [], found: "ambiguous", decimal: null });
    expect(amounts(text, "TRADE", { decimal: "," })).toEqual(["EXPORT AE 7102.31 123400 567800"]);
    expect(read(text, "TRADE", { decimal: "." }).reports).toMatchObject([
      { row: 2, column: "C", code: "too-many-decimals" },
      { row: 2, column: "D", code: "too-many-decimals" },
    ]);
  });

  test("in lakhs of carats and crores is told in plain units", () => {
    expect(
      amounts("Partner|Code|Carats|Value\nAE|7102.31|1.25|0.5", "TRADE", {
        caratsUnit: "lakh",
        usdUnit: "crore",
      }),
    ).toEqual(["EXPORT AE 7102.31 12500000 500000000"]);
  });

  test("reports each cell that is none, and takes the other rows", () => {
    const reading = read(
      "Partner|Code|Flow|Carats|Value\nAE|7102.31|export|-5|1\nAE|7102.31|sideways|1|1\nIN|7102.31|export|3|4",
    );
    expect(reading.reports.map(({ row, column, code }) => `${row}${column} ${code}`)).toEqual([
      "2D negative",
      "3C sheet-flow",
    ]);
    expect(reading.rows.map(({ row }) => row)).toEqual([4]);
  });

  test("says which needed column it lacks", () => {
    expect(read("Partner|Carats|Value\nAE|1|2").missing).toEqual(["product"]);
  });

  test("with a formula in a cell is not trusted", () => {
    const rows: readonly SheetRow[] = [
      { row: 1, cells: ["Mining", "Carats", "Value"] },
      { row: 2, cells: ["ASM", "12", "40"], marks: { 1: "formula" } },
    ];
    expect(readFiledRows(rows, "PRODUCTION", suggestedChoices(rows, "PRODUCTION")).reports).toMatchObject([
      { row: 2, column: "B", code: "sheet-formula", text: "12" },
    ]);
  });

  test("of production and of counts is read as well", () => {
    expect(
      read("Mining type|Carats|Value\nartisanal|10|20\nLSM|30|40", "PRODUCTION").rows.map(
        ({ given }) => given.mining,
      ),
    ).toEqual(["ASM", "LSM"]);
    expect(
      read("Flow|Certificates\nissued|1 204\nreceived|7", "CERTIFICATES").rows.map(
        ({ given }) => given.count,
      ),
    ).toEqual([1204, 7]);
  });
});
