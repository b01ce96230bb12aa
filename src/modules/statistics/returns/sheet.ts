// A sheet that somebody pasted or chose, as rows of a return: bytes in, rows and a report out. Hostile: size, unpacked size,
// rows and cells are bounded by the readers; what is refused is told by row and column.
import { readFiledRows, suggestedChoices } from "#core/statistics/reading/filed-rows.ts";
import type { FiledReading, SheetChoices } from "#core/statistics/reading/filed-rows.ts";
import { addedTogether, settle } from "#core/statistics/return-rules.ts";
import type { RuleProblem } from "#core/statistics/return-rules.ts";
import type { SheetRow } from "#core/text/sheet.ts";
import { readDelimited } from "#platform/files/sheet-csv.ts";
import type { SheetProblem } from "#platform/files/sheet-csv.ts";
import { looksLikeZip, readWorkbook } from "#platform/files/sheet-xlsx.ts";
import type { ReturnKey } from "./queries.ts";

/** Two thousand rows are a tenth of it; what is larger is no return. */
export const largestFile = 4 * 1024 * 1024;

export type SheetOf =
  | {
      readonly ok: true;
      readonly rows: readonly SheetRow[];
      readonly delimiter: string | null;
      readonly furtherSheets: readonly string[];
    }
  | { readonly ok: false; readonly problem: SheetProblem };

export function openSheet(content: Uint8Array): SheetOf {
  if (content.length > largestFile) return { ok: false, problem: { code: "too-large", most: largestFile } };
  if (looksLikeZip(content)) return readWorkbook(content);
  const read = readDelimited(content);
  if (read.ok || read.problem.code !== "no-delimiter") return read;
  // A range of one row, or one column: copied cells are separated by tabs.
  return readDelimited(content, "\t");
}

export interface SheetView {
  readonly choices: SheetChoices;
  readonly reading: FiledReading;
  /** What rules refuse of the rows that could be read, by their rows in the sheet; `row` null is the whole. */
  readonly problems: readonly (RuleProblem & { readonly sheetRow: number | null })[];
  /** May be taken into the form as they are. */
  readonly takes: boolean;
}

export function viewSheet(
  sheet: readonly SheetRow[],
  key: ReturnKey,
  today: string,
  chosen: SheetChoices | null,
): SheetView {
  const choices = chosen ?? suggestedChoices(sheet, key.type);
  const reading = readFiledRows(sheet, key.type, choices);
  const settled = settle(
    { ...key, kind: "FIGURE", status: "NORMAL", rows: reading.rows.map(({ given }) => given) },
    today,
  );
  const problems = settled.ok
    ? []
    : settled.problems.map((problem) => ({
        ...problem,
        ...(problem.code === "return-key-twice" && typeof problem.values?.["other"] === "number"
          ? { values: { other: reading.rows[problem.values["other"] - 1]?.row ?? 0 } }
          : {}),
        sheetRow: problem.row === null ? null : (reading.rows[problem.row]?.row ?? null),
      }));
  return {
    choices,
    reading,
    problems,
    takes:
      reading.rows.length > 0 &&
      reading.reports.length === 0 &&
      problems.every(({ code }) => code === "return-key-twice"),
  };
}

/** The rows as the form will have them: partners and codes as the scheme writes them, those of one key added where asked. */
export function takenRows({ reading }: SheetView, key: ReturnKey, today: string, together: boolean) {
  // Each row by itself: what is left of problems are rows of one key.
  const rows = reading.rows.flatMap(({ given }) => {
    const one = settle({ ...key, kind: "FIGURE", status: "NORMAL", rows: [given] }, today);
    return one.ok ? one.rows : [];
  });
  return together ? addedTogether(rows) : rows;
}
