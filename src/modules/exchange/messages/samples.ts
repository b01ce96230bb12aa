// Messages to try out: good ones, and bad ones that show how what is wrong is told. A test reads each of them.
import { stringify } from "csv-stringify/sync";
import type { GoodsInput } from "#modules/certificates/index.ts";
import type { CertificateRow } from "./rows.ts";

export interface Sample {
  readonly name: string;
  readonly good: boolean;
  readonly text: string;
}

const goods: GoodsInput = {
  origin: { kind: "SINGLE", country: "SL" },
  exporter: { name: "Demo Diamonds Ltd", address: "12 Siaka Stevens Street, Freetown", country: "SL" },
  importer: { name: "Demo Rough NV", address: "Hoveniersstraat 22, Antwerp", country: "BE" },
  parcels: 1,
  lines: [{ code: "7102.31", carats: "1234.50", usd: "456789.00" }],
  containers: [{ seal: "SL-A-0012345" }],
};

/** A row as the first one somebody sends. */
export function sampleRow(row: string, office: string, change: Partial<GoodsInput> = {}): CertificateRow {
  return { row, office, goods: { ...goods, ...change } };
}

const office = "SL-KPA/FNA";
const pretty = (rows: readonly unknown[]): string => `${JSON.stringify(rows, null, 2)}\n`;

const heads = [
  "row",
  "office",
  "goods.origin.kind",
  "goods.origin.country",
  "goods.exporter.name",
  "goods.exporter.address",
  "goods.exporter.country",
  "goods.importer.name",
  "goods.importer.address",
  "goods.importer.country",
  "goods.parcels",
  "goods.lines.0.code",
  "goods.lines.0.carats",
  "goods.lines.0.usd",
  "goods.containers.0.seal",
];
const cells = (row: string, code: string, carats: string, seal: string): readonly string[] => [
  row,
  office,
  "SINGLE",
  "SL",
  goods.exporter.name,
  goods.exporter.address,
  "SL",
  goods.importer.name,
  goods.importer.address,
  "BE",
  "1",
  code,
  carats,
  "456789,00",
  seal,
];

export const samples: readonly Sample[] = [
  {
    name: "certificates-good.json",
    good: true,
    text: pretty([sampleRow("2026-000117", office), sampleRow("2026-000118", office, { parcels: 2 })]),
  },
  {
    name: "certificates-bad.json",
    good: false,
    text: pretty([
      sampleRow("2026-000119", office, { lines: [{ code: "7104.21", carats: "0.00", usd: "100.00" }] }),
      { ...sampleRow("2026-000120", office), colour: "D" },
      sampleRow("2026-000121", office, { importer: { ...goods.importer, country: "SL" } }),
    ]),
  },
  {
    name: "certificates-good.csv",
    good: true,
    text: stringify([heads, cells("2026-000122", "7102.31", "1234,50", "SL-A-1")], { delimiter: ";" }),
  },
  {
    name: "certificates-bad.csv",
    good: false,
    text: stringify(
      [
        heads,
        cells("2026-000123", "7102", "12,345", "SL-A-2"),
        cells("2026-000123", "7102.10", "1,50", "SL-A-3"),
      ],
      { delimiter: ";" },
    ),
  },
  {
    name: "events-good.csv",
    good: true,
    text: "row,event,number,arrivedOn\nexp-000117,exported,SL 004401,\narr-000031,presented,SL 004402,2026-06-01\n",
  },
  {
    name: "events-bad.json",
    good: false,
    text: pretty([
      { row: "exp-000118", event: "departed", number: "SL 004401" },
      { row: "exp-000119", event: "exported" },
      { row: "arr-000032", event: "presented", number: "SL 004402", arrivedOn: "1 June 2026" },
    ]),
  },
];
