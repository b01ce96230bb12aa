// What came of a file, row by row, as data and as CSV. Only ids, numbers, paths of fields and our own sentences are in it,
// so no cell can be taken for a formula.
import { stringify } from "csv-stringify/sync";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { T } from "#platform/i18n/translator.ts";
import { reasonOf } from "./messages/problems.ts";
import type { RowResult } from "./store.ts";

export interface ReportRow {
  readonly place: number;
  readonly row: string;
  /** As in the register of rows, or "ready" in a dry run. */
  readonly state: "waiting" | "ready" | "done" | "repeated" | "refused";
  readonly problems: readonly FieldProblem[];
  readonly result: RowResult | null;
}

/** What a reader gets of a row: every problem with its sentence. */
export function toldRow(t: T, { place, row, state, problems, result }: ReportRow) {
  return {
    place,
    row,
    state,
    ...(result === null ? {} : { certificate: result.certificate }),
    ...(result?.number === undefined ? {} : { number: result.number }),
    problems: problems.map((problem) => ({
      field: problem.field,
      code: problem.code,
      reason: reasonOf(t, problem),
    })),
  };
}

/** One line for each row, or for each problem of a row. */
export function reportCsv(t: T, rows: readonly ReportRow[]): string {
  const head = ["place", "row", "state", "certificate", "number", "field", "code", "reason"];
  const lines = rows.flatMap((one) => {
    const { place, row, state, certificate = "", number = "", problems } = toldRow(t, one);
    const start = [place, row, state, certificate, number];
    return problems.length === 0
      ? [[...start, "", "", ""]]
      : problems.map(({ field, code, reason }) => [...start, field, code, reason]);
  });
  return stringify([head, ...lines], { bom: true, record_delimiter: "windows" });
}
