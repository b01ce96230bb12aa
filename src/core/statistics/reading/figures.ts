// Figures as files say them, one by one, and what does not fit in a row: the common language of all readers of data sets.
// A reader is opened with the head of a file and its first rows; it takes each row whole, passes it over and says why, or
// refuses it with row and column.
import type { IsoDate } from "../../kp/dates.ts";
import type { SheetRow } from "../../text/sheet.ts";
import type { Observation } from "../observation.ts";
import type { DecimalSign } from "./numbers.ts";
import type { ReturnField } from "./columns.ts";
import type { SheetReport } from "./returns.ts";

export interface FigureRow extends Omit<Observation, "source" | "knownFrom" | "knownUntil" | "open"> {
  /** Who of several in the file says so ("reconciled", "gjepc.org"); "" where the file has one voice. */
  readonly voice: string;
  /** The day from which the source itself says that it said so; null where it does not say. */
  readonly vintage: IsoDate | null;
}

export type FigureField =
  | ReturnField
  | "period"
  | "reporter"
  | "counterpart"
  | "flow"
  | "product"
  | "origin"
  | "basis"
  | "valuation"
  | "count"
  | "vintage";

export type FigureCode =
  | SheetReport["code"]
  /** The mapping names a heading that the file does not have. */
  | "mapped-column-missing"
  | "unknown-kind-of-file"
  | "not-a-period"
  | "unknown-reporter"
  | "unknown-code"
  /** A code of the Harmonized System that is no rough diamond, or of an edition that is not read. */
  | "not-rough"
  | "not-a-day"
  /** The file says nowhere which is the decimal sign, until this row. */
  | "decimal-late"
  | "duplicate-key"
  | "no-amount"
  | "other-measure"
  | "no-country"
  | "carats-without-value"
  | "value-without-carats";

export interface FigureReport extends Omit<SheetReport, "code" | "field"> {
  readonly code: FigureCode;
  readonly field: FigureField | null;
}

export interface FigureReader {
  readonly decimal: DecimalSign;
  /** The file dates its figures itself: one key may come in several vintages. */
  readonly vintages: boolean;
  /** Adds the figures of a row to `figures`, what is to be said of it to `reports`. False: the row is refused. */
  read(row: SheetRow, figures: FigureRow[], reports: FigureReport[]): boolean;
}

export type Opened =
  | { readonly ok: true; readonly reader: FigureReader; readonly notes: readonly FigureReport[] }
  | { readonly ok: false; readonly reports: readonly FigureReport[] };

export const refusedFile = (
  code: FigureCode,
  text: string,
  field: FigureField | null = null,
): FigureReport => ({
  weight: "REFUSED",
  row: 0,
  column: null,
  field,
  code,
  text: text.slice(0, 80),
});
