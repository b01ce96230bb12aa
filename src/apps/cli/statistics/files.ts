// The files that `kimberlite statistics` is given: returns as CSV or workbook, figures of articles, labels. A file that cannot be
// read as a whole is a sentence and exit code 2.
import type { SheetRow } from "#core/text/sheet.ts";
import { isReturnField } from "#core/statistics/reading/columns.ts";
import type { ReturnField } from "#core/statistics/reading/columns.ts";
import { isUnit } from "#core/statistics/reading/numbers.ts";
import type { DecimalSign, Unit } from "#core/statistics/reading/numbers.ts";
import { readPublished } from "#core/statistics/reading/published.ts";
import type { PublishedReading } from "#core/statistics/reading/published.ts";
import { readReturns } from "#core/statistics/reading/returns.ts";
import type { ReturnsReading } from "#core/statistics/reading/returns.ts";
import { readLabels } from "#core/statistics/screening/labels.ts";
import type { Label } from "#core/statistics/screening/labels.ts";
import { largestSheet, readDelimited } from "#platform/files/sheet-csv.ts";
import type { SheetReading } from "#platform/files/sheet-csv.ts";
import { looksLikeZip, readWorkbook } from "#platform/files/sheet-xlsx.ts";
import type { T } from "#platform/i18n/translator.ts";
import { readBounded } from "../bounded-file.ts";
import { UsageError } from "../terminal.ts";

export interface ReadOptions {
  readonly decimal?: string;
  readonly caratsIn?: string;
  readonly valueIn?: string;
  readonly column?: readonly string[];
  readonly asOf?: string;
}

type Sheet = Extract<SheetReading, { readonly ok: true }>;

const largestPublished = 8 * 1024 * 1024;

export async function sheetOf(t: T, path: string, most = largestSheet): Promise<Sheet> {
  const bytes = await readBounded(path, most, (_, limit) => t("statistics.file.too-large", { most: limit }));
  const reading = looksLikeZip(bytes) ? readWorkbook(bytes) : readDelimited(bytes);
  if (reading.ok) return reading;
  const { code, ...values } = reading.problem;
  throw new UsageError(`${path}: ${t(`statistics.file.${code}`, values)}`);
}

export async function returnsOf(
  t: T,
  path: string,
  options: ReadOptions,
): Promise<{ readonly sheet: Sheet; readonly reading: ReturnsReading }> {
  const decimal = decimalFrom(options.decimal);
  const given = {
    source: path,
    asOf: options.asOf ?? null,
    named: columnsFrom(options.column ?? []),
    caratsUnit: unitFrom(options.caratsIn),
    usdUnit: unitFrom(options.valueIn),
  };
  const sheet = await sheetOf(t, path);
  return { sheet, reading: readReturns(sheet.rows, decimal === undefined ? given : { ...given, decimal }) };
}

export async function publishedOf(t: T, path: string): Promise<PublishedReading> {
  return readPublished(rowsOf(await sheetOf(t, path, largestPublished)));
}

export async function labelsOf(t: T, path: string): Promise<readonly Label[]> {
  const reading = readLabels(rowsOf(await sheetOf(t, path, largestPublished)));
  if (reading.ok) return reading.labels;
  throw new UsageError(t("statistics.cli.labels-bad", { row: String(reading.row), column: reading.column }));
}

function rowsOf({ rows }: Sheet): readonly SheetRow[] {
  return rows;
}

export function decimalFrom(text: string | undefined): DecimalSign | undefined {
  if (text === undefined) return undefined;
  if (text === "." || text === "point") return ".";
  if (text === "," || text === "comma") return ",";
  throw new UsageError(`--decimal is "point" or "comma", not "${text.slice(0, 20)}"`);
}

export function unitFrom(text = "one"): Unit {
  if (isUnit(text)) return text;
  throw new UsageError(`"${text.slice(0, 20)}" is no unit: one, thousand, lakh, million, crore, billion`);
}

export function columnsFrom(given: readonly string[]): ReadonlyMap<string, ReturnField> {
  return new Map(
    given.map((text) => {
      const at = text.lastIndexOf("=");
      const field = text.slice(at + 1);
      if (at < 1 || !isReturnField(field))
        throw new UsageError(`"${text.slice(0, 60)}" is not like "Karat=carats"`);
      return [text.slice(0, at), field];
    }),
  );
}
