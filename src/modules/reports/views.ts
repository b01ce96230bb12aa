// The monthly file as JSON: the cells of the CSV under the same names.
import { cellsOf } from "#core/certificate/monthly-file.ts";
import type { Cells, MonthlyRow } from "#core/certificate/monthly-file.ts";

export interface MonthlyJson {
  readonly authority: string;
  readonly month: string;
  readonly rows: readonly Cells[];
}

export function monthlyJson(authority: string, month: string, rows: readonly MonthlyRow[]): MonthlyJson {
  return { authority, month, rows: rows.map((row) => cellsOf(row)) };
}
