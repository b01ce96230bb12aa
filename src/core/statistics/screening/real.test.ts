// Screening and reading of the real returns, where the folder of shared data is there: the labelled rows, the share of rows
// warned about, other years left out, and slips put in by ourselves, which no rule was made for.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readWorkbook } from "#platform/files/sheet-xlsx.ts";
import { readDelimited } from "#platform/files/sheet-csv.ts";
import { readPublished } from "../reading/published.ts";
import { readReturns } from "../reading/returns.ts";
import { totalOf } from "../returns.ts";
import { rowsOfCsv, sharedData } from "../../../../test/support/shared-data.ts";
import { slipsFound } from "../testing/returns.ts";
import type { Slip } from "../testing/returns.ts";
import { leaveYearsOut, readLabels, scoreOf } from "./labels.ts";
import type { Label } from "./labels.ts";
import { screen } from "./screen.ts";

const folder = sharedData();
if (folder === undefined)
  process.stdout.write("statistics: folder of shared data absent, real returns skipped\n");
const csv = `${folder}/kp/kp_production_half_yearly.csv`;

describe.skipIf(folder === undefined)("the real returns", () => {
  const source = "KP public statistics";
  const { returns } = folder === undefined ? { returns: [] } : readReturns(rowsOfCsv(csv), { source });
  const published =
    folder === undefined
      ? []
      : readPublished(rowsOfCsv(`${folder}/figures/published_figures_from_articles.csv`)).figures;
  const labels = (): readonly Label[] => {
    const read = readLabels(rowsOfCsv(`${folder}/kp/filing_anomalies_labelled.csv`));
    return read.ok ? read.labels : [];
  };

  it("are the same to the cent out of CSV and out of the original workbook", () => {
    const text = readDelimited(readFileSync(csv));
    const book = readWorkbook(readFileSync(`${folder}/kp/kp_original_layout_sample.xlsx`));
    if (!text.ok || !book.ok) throw new Error("not read");
    const [a, b] = [readReturns(text.rows, { source }), readReturns(book.rows, { source })];
    expect([a.returns.length, b.returns.length, a.refused, b.refused]).toEqual([1_032, 1_032, 0, 0]);
    expect(totalOf(b.returns)).toEqual({ carats: 200_431_280_539n, usd: 17_716_140_889_528n });
    // The workbook's rows are numbered anew.
    const facts = (read: typeof a) => read.returns.map((one) => ({ ...one, row: 0 }));
    expect(facts(b)).toEqual(facts(a));
    expect(b.reports.map(({ row, column, code }) => `${column}${row} ${code}`)).toEqual([
      "C1 half-called-quarter",
      "I2 stamp-broken",
      "M8 stray-cell",
      "K452 stray-cell",
      "K453 stray-cell",
      "K454 stray-cell",
    ]);
  });

  it.each([
    ["alone", false],
    ["beside published figures", true],
  ])("%s: at least 12 of 13 labels, at most 5 %% of the rows", (_, beside) => {
    const score = scoreOf(screen(returns, beside ? published : []), labels());
    // Label A21 needs a publication that the file of published figures does not hold.
    expect(score.labels.filter(({ found }) => !found).map(({ id }) => id)).toEqual(["A21"]);
    expect(score.share).toBeLessThanOrEqual(0.05);
    expect(score.precision).toBeGreaterThan(0.35);
  });

  it("are warned about in the same rows when any year is left out", () => {
    const without = leaveYearsOut(returns, published, labels(), 0.05);
    for (const { kept, wasWarned } of without) expect(kept / wasWarned).toBeGreaterThan(0.8);
  });

  it.each<[Slip, number]>([
    ["carats × 10", 0.8],
    ["value ÷ 10", 0.7],
    ["carats × 1000", 0.9],
    ["exchanged", 0.9],
    ["copy of the half before", 0.9],
    ["under the wrong half", 0.9],
    ["twenty years early", 0.9],
  ])("with one slip in any of them (%s): at least %d of the slips are warned about", (slip, least) => {
    const { made, found } = slipsFound(returns, slip, 15, (changed) => screen(changed).warned);
    expect(made).toBe(15);
    expect(found / made).toBeGreaterThanOrEqual(least);
  });
});

describe("labels", () => {
  const sheet = (...lines: readonly string[]) =>
    lines.map((line, place) => ({ row: place + 1, cells: line.split(",") }));
  it("are read whole or not at all", () => {
    const head = "anomaly_id,kind,confidence,source_rows";
    expect(readLabels(sheet(head, "A1,x,certain,3;4"))).toEqual({
      ok: true,
      labels: [{ id: "A1", kind: "x", confidence: "certain", rows: [3, 4] }],
    });
    expect(readLabels(sheet(head, "A1,x,certain,3;4", "A2,x,certain,3-4"))).toEqual({
      ok: false,
      row: 3,
      column: "source_rows",
    });
    expect(readLabels(sheet("anomaly_id,kind", "A1,x"))).toEqual({ ok: false, row: 0, column: "confidence" });
  });
});
