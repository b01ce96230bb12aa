// Reads the rows of a sheet as half-yearly production returns. Every row is taken whole or told: row, column, what does not
// fit. Notes tell what was passed over or taken with a doubt. Hostile: every cell.
import { largestCarats, largestUsd } from "../../kp/amounts.ts";
import { columnLetters } from "../../text/sheet.ts";
import type { CellMark, SheetRow } from "../../text/sheet.ts";
import { firstYear, lastYear } from "../periods.ts";
import { findReporter } from "../reporters.ts";
import type { Reporter } from "../reporters.ts";
import { returnStatuses } from "../returns.ts";
import type { Filed, MiningType, ProductionReturn, ReturnStatus, Stamp } from "../returns.ts";
import { readHead } from "./columns.ts";
import type { ReturnField } from "./columns.ts";
import { decimalOf, readHundredths, textOfDouble } from "./numbers.ts";
import type { DecimalSign, NumberProblem, Unit } from "./numbers.ts";
import { parseStamp } from "./stamps.ts";

export type FileProblem =
  | "no-head"
  | "column-missing"
  | "column-twice"
  | "decimal-ambiguous"
  | "decimal-both";

export type RowProblem =
  | NumberProblem
  | "missing"
  | "too-long"
  | "unknown-participant"
  | "names-differ"
  | "not-a-year"
  | "year-outside"
  | "not-a-half"
  | "quarter-in-production"
  | "unknown-kind"
  | "unknown-mining"
  | "unknown-status"
  | "nil-with-amounts"
  | "not-a-row-number"
  | "formula"
  | "cell-error";

/** The row is taken, or is no return at all; nothing is lost by silence. */
export type NoteCode =
  | "half-called-quarter"
  | "aggregate"
  | "stamp-broken"
  | "stray-cell"
  | "latin-1"
  | "changed-before-entered";

export interface SheetReport {
  readonly weight: "REFUSED" | "NOTE";
  /** Of the sheet; 0 is the file. */
  readonly row: number;
  /** "F": as a workbook names it; null where the whole row or file is meant. */
  readonly column: string | null;
  readonly field: ReturnField | null;
  readonly code: FileProblem | RowProblem | NoteCode;
  /** The cell as it stands, cut to a line. */
  readonly text: string;
}

export interface ReadingOptions {
  readonly source: string;
  readonly asOf?: string | null;
  readonly named?: ReadonlyMap<string, ReturnField>;
  /** Said by the person, where the file leaves it open. */
  readonly decimal?: DecimalSign;
  readonly caratsUnit?: Unit;
  readonly usdUnit?: Unit;
}

export interface ReturnsReading {
  readonly returns: readonly ProductionReturn[];
  readonly reports: readonly SheetReport[];
  /** Data rows of the sheet: taken, refused and passed over. */
  readonly rows: number;
  readonly decimal: DecimalSign;
  readonly refused: number;
}

export function readReturns(sheet: readonly SheetRow[], options: ReadingOptions): ReturnsReading {
  const [head, ...data] = sheet;
  const opened = openReturns(head, data, options);
  if (!opened.ok)
    return { returns: [], reports: opened.reports, rows: data.length, decimal: ".", refused: data.length };
  const returns: ProductionReturn[] = [];
  const reports: SheetReport[] = [...opened.notes];
  let refused = 0;
  for (const row of data) {
    const before = reports.length;
    const read = opened.read(row, reports);
    if (read !== undefined) returns.push(read);
    else if (reports.slice(before).some(({ weight }) => weight === "REFUSED")) refused += 1;
  }
  return { returns, reports, rows: data.length, decimal: opened.decimal, refused };
}

export type OpenedReturns =
  | {
      readonly ok: true;
      readonly decimal: DecimalSign;
      readonly notes: readonly SheetReport[];
      /** Undefined: passed over or refused, as `reports` says. */
      read(row: SheetRow, reports: SheetReport[]): ProductionReturn | undefined;
    }
  | { readonly ok: false; readonly reports: readonly SheetReport[] };

/** For files that are read row by row: `sample` are the rows that show the decimal sign, all of them or the first. */
export function openReturns(
  head: SheetRow | undefined,
  sample: readonly SheetRow[],
  options: ReadingOptions,
): OpenedReturns {
  const file = (code: FileProblem, text: string, field: ReturnField | null = null): SheetReport => ({
    weight: "REFUSED",
    row: 0,
    column: null,
    field,
    code,
    text,
  });
  if (head === undefined) return { ok: false, reports: [file("no-head", "")] };
  const columns = readHead(head.cells, options.named);
  if (!columns.ok)
    return {
      ok: false,
      reports: columns.problems.map(({ code, name }) =>
        code === "column-missing" ? file(code, name, name) : file(code, name),
      ),
    };
  const { places, width } = columns;
  const found = options.decimal ?? decimalOf(amountsIn(sample, [places.carats, places.usd]));
  if (found === "ambiguous" || found === "both")
    return { ok: false, reports: [file(`decimal-${found}`, "")] };
  const decimal = found === "either" ? "." : found;
  const notes: SheetReport[] = [];
  const heading = head.cells[places.half ?? -1]?.trim() ?? "";
  if (/quarter/i.test(heading))
    notes.push({
      weight: "NOTE",
      row: head.row,
      column: columnLetters(places.half ?? 0),
      field: "half",
      code: "half-called-quarter",
      text: heading,
    });
  const context: Context = { places, width, decimal, options, reporters: new Map() };
  return { ok: true, decimal, notes, read: (row, reports) => readRow(row, context, reports) };
}

function* amountsIn(rows: readonly SheetRow[], places: readonly (number | undefined)[]): Generator<string> {
  for (const { cells, marks } of rows)
    for (const place of places) {
      const text = place === undefined ? "" : (cells[place] ?? "").trim();
      if (text !== "" && text.length <= 40 && (place === undefined || marks?.[place] === undefined))
        yield text;
    }
}

interface Context {
  readonly places: Readonly<Partial<Record<ReturnField, number>>>;
  readonly width: number;
  readonly decimal: DecimalSign;
  readonly options: ReadingOptions;
  /** A file names sixty Participants a hundred thousand times. */
  readonly reporters: Map<string, Reporter | undefined>;
}

function reporterIn(known: Context["reporters"], text: string): Reporter | undefined {
  if (known.has(text)) return known.get(text);
  const found = findReporter(text);
  if (known.size < 1_000) known.set(text, found);
  return found;
}

const longestCell = 120;

function readRow(sheetRow: SheetRow, context: Context, reports: SheetReport[]): ProductionReturn | undefined {
  const { places, width, options } = context;
  const { row, cells, marks } = sheetRow;
  let sound = true;
  const report = (
    weight: SheetReport["weight"],
    field: ReturnField | null,
    place: number | undefined,
    code: SheetReport["code"],
    text: string,
  ): void => {
    if (weight === "REFUSED") sound = false;
    const column = place === undefined ? null : columnLetters(place);
    reports.push({ weight, row, column, field, code, text: text.slice(0, 80) });
  };
  const text = (field: ReturnField): string => {
    const place = places[field];
    if (place === undefined) return "";
    const cell = (cells[place] ?? "").trim();
    const mark: CellMark | undefined = marks?.[place];
    if (mark === "formula") report("REFUSED", field, place, "formula", cell);
    if (mark === "error") report("REFUSED", field, place, "cell-error", cell);
    if (mark === "latin-1") report("NOTE", field, place, "latin-1", cell);
    if (cell.length > longestCell) report("REFUSED", field, place, "too-long", cell);
    return cell;
  };
  const fault = (field: ReturnField, code: RowProblem, cell: string): void =>
    report("REFUSED", field, places[field], code, cell);

  for (let place = width; place < cells.length; place++) {
    const cell = (cells[place] ?? "").trim();
    if (cell !== "") report("NOTE", null, place, "stray-cell", cell);
  }
  const [name, code] = [text("participant"), text("code")];
  const reporter = reporterIn(context.reporters, name === "" ? code : name);
  if (reporter?.kind === "AGGREGATE") {
    report("NOTE", "participant", places.participant ?? places.code, "aggregate", name);
    return undefined;
  }
  const written = name === "" ? code : name;
  if (reporter === undefined)
    fault(
      places.participant === undefined || (name === "" && code !== "") ? "code" : "participant",
      written === "" ? "missing" : "unknown-participant",
      written,
    );
  else if (name !== "" && code !== "" && reporterIn(context.reporters, code)?.code !== reporter.code)
    fault("code", "names-differ", `${name} / ${code}`);
  const half = readHalf(text("year"), text("half"), fault);
  const filed = readFiled(context, sheetRow, text, fault);
  const source = places.row === undefined ? row : readNumber(text("row"), fault);
  const status = readStatus(text("status"), text("public"), fault);
  const stamp = (field: "entered" | "changed"): Stamp | null => {
    const cell = text(field);
    if (cell === "") return null;
    const read = parseStamp(cell);
    if (read === undefined) report("NOTE", field, places[field], "stamp-broken", cell);
    return read ?? null;
  };
  const [entered, changed] = [stamp("entered"), stamp("changed")];
  if (entered !== null && changed !== null && changed < entered)
    report("NOTE", "changed", places.changed, "changed-before-entered", changed);
  if (!sound || reporter === undefined || half === undefined || filed === undefined) return undefined;
  return {
    row: source,
    participant: reporter.code,
    half,
    filed,
    status,
    entered,
    changed,
    source: options.source,
    asOf: options.asOf ?? null,
  };
}

type Fault = (field: ReturnField, code: RowProblem, cell: string) => void;

function readHalf(year: string, part: string, fault: Fault): ProductionReturn["half"] | undefined {
  const number = /^[0-9]{4}(\.0)?$/.test(year) ? Number(year) : Number.NaN;
  if (Number.isNaN(number)) fault("year", year === "" ? "missing" : "not-a-year", year);
  else if (number < firstYear || number > lastYear) fault("year", "year-outside", year);
  const half = /^(?:[HS]?([12])|[12](?=\.0$))/i.exec(part)?.[0].slice(-1);
  if (/^Q?[34]$/i.test(part)) fault("half", "quarter-in-production", part);
  else if (half === undefined || !/^(?:[HS]?[12]|[12]\.0)$/i.test(part))
    fault("half", part === "" ? "missing" : "not-a-half", part);
  if (!(number >= firstYear && number <= lastYear)) return undefined;
  return half === "1" || half === "2"
    ? { kind: "HALF", year: number, part: half === "1" ? 1 : 2 }
    : undefined;
}

const kinds: Readonly<Record<string, Filed["kind"]>> = {
  production: "FIGURE",
  figure: "FIGURE",
  nil: "NIL",
  noproduction: "NIL",
  nilreturn: "NIL",
};
const minings: Readonly<Record<string, MiningType>> = {
  "": "UNSPECIFIED",
  production: "UNSPECIFIED",
  unspecified: "UNSPECIFIED",
  asm: "ASM",
  artisanal: "ASM",
  lsm: "LSM",
  industrial: "LSM",
};

function readFiled(
  { places, decimal, options }: Context,
  { marks }: SheetRow,
  text: (field: ReturnField) => string,
  fault: Fault,
): Filed | undefined {
  const kindText = text("kind");
  const kind = places.kind === undefined ? "FIGURE" : kinds[squeezed(kindText)];
  if (kind === undefined) fault("kind", kindText === "" ? "missing" : "unknown-kind", kindText);
  const miningText = text("mining");
  const mining = minings[squeezed(miningText)];
  if (mining === undefined) fault("mining", "unknown-mining", miningText);
  const amount = (field: "carats" | "usd", unit: Unit, most: bigint): bigint | null | undefined => {
    const cell = text(field);
    if (cell === "") return null;
    const typed = marks?.[places[field] ?? -1] === "number";
    const read = readHundredths(typed ? textOfDouble(cell) : cell, typed ? "." : decimal, unit, most);
    if (!read.ok) fault(field, read.problem, cell);
    return read.ok ? read.value : undefined;
  };
  const carats = amount("carats", options.caratsUnit ?? "one", largestCarats);
  const usd = amount("usd", options.usdUnit ?? "one", largestUsd);
  if (kind === undefined || mining === undefined || carats === undefined || usd === undefined)
    return undefined;
  if (kind === "FIGURE") return { kind, mining, carats, usd };
  if ((carats ?? 0n) === 0n && (usd ?? 0n) === 0n) return { kind };
  fault("kind", "nil-with-amounts", `${text("carats")} / ${text("usd")}`);
  return undefined;
}

function readStatus(status: string, open: string, fault: Fault): ReturnStatus {
  if (status !== "") {
    const found = returnStatuses.find((one) => one === status.toUpperCase());
    if (found !== undefined) return found;
    fault("status", "unknown-status", status);
  }
  return open === "" || /^(public|yes|oui|1)$/i.test(open) ? "NORMAL" : "WITHHELD";
}

function readNumber(cell: string, fault: Fault): number {
  if (/^[0-9]{1,9}$/.test(cell)) return Number(cell);
  fault("row", "not-a-row-number", cell);
  return 0;
}

function squeezed(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]/g, "");
}
