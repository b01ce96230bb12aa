// Reads the rows of a sheet as rows of one return: a pasted range or a file, with the columns, units and decimal sign that the
// person chose, or that headings and numbers suggest. Every row is taken or told. Hostile: every cell.
import { largestCarats, largestUsd } from "../../kp/amounts.ts";
import { foldName } from "../../kp/language.ts";
import { columnLetters } from "../../text/sheet.ts";
import type { SheetRow } from "../../text/sheet.ts";
import type { ReturnType } from "../calendar.ts";
import type { GivenRow } from "../return-rules.ts";
import { returnStatuses } from "../returns.ts";
import type { ReturnStatus } from "../returns.ts";
import { decimalOf, readHundredths, textOfDouble } from "./numbers.ts";
import type { DecimalFinding, DecimalSign, NumberProblem, Unit } from "./numbers.ts";

export const filedFields = [
  "flow",
  "counterpart",
  "product",
  "mining",
  "carats",
  "usd",
  "count",
  "status",
  "valuation",
  "note",
] as const;
export type FiledField = (typeof filedFields)[number];

/** What each type of return has columns for; the first ones are needed. */
export const fieldsOf: Readonly<
  Record<ReturnType, { readonly needed: readonly FiledField[]; readonly more: readonly FiledField[] }>
> = {
  PRODUCTION: { needed: ["carats", "usd"], more: ["mining", "status", "note"] },
  TRADE: {
    needed: ["counterpart", "product", "carats", "usd"],
    more: ["flow", "status", "valuation", "note"],
  },
  CERTIFICATES: { needed: ["count"], more: ["flow", "counterpart", "note"] },
};

export interface SheetChoices {
  /** What each column holds; null: not used. */
  readonly columns: readonly (FiledField | null)[];
  /** The first row names the columns. */
  readonly head: boolean;
  /** Null: as the numbers themselves suggest. */
  readonly decimal: DecimalSign | null;
  readonly caratsUnit: Unit;
  readonly usdUnit: Unit;
  /** Of a sheet that has no column for it. */
  readonly flow: string;
}

export type SheetRowProblem =
  | NumberProblem
  | "sheet-formula"
  | "sheet-cell-error"
  | "sheet-flow"
  | "sheet-mining"
  | "sheet-status"
  | "sheet-count"
  | "sheet-too-long";

export interface FiledReport {
  /** Of the sheet, counted from one. */
  readonly row: number;
  /** "C" */
  readonly column: string;
  readonly field: FiledField;
  readonly code: SheetRowProblem;
  /** The cell as it stands, cut to a line. */
  readonly text: string;
}

export interface TakenRow {
  readonly row: number;
  readonly given: GivenRow;
}

export interface FiledReading {
  readonly rows: readonly TakenRow[];
  readonly reports: readonly FiledReport[];
  /** Needed columns that no column is said to be. */
  readonly missing: readonly FiledField[];
  readonly found: DecimalFinding;
  /** By which the numbers were read; null where it must be said first. */
  readonly decimal: DecimalSign | null;
}

export function suggestedChoices(sheet: readonly SheetRow[], type: ReturnType): SheetChoices {
  const [first] = sheet;
  const cells = first?.cells ?? [];
  const columns = columnsOf(cells, type);
  const head = columns.some((field) => field !== null) || cells.every((cell) => !/\d/.test(cell));
  return {
    columns: columns.some((field) => field !== null) ? columns : inOrder(cells, type),
    head,
    decimal: null,
    caratsUnit: "one",
    usdUnit: "one",
    flow: type === "TRADE" ? "EXPORT" : type === "CERTIFICATES" ? "KPC_ISSUED" : "PRODUCTION",
  };
}

export function readFiledRows(
  sheet: readonly SheetRow[],
  type: ReturnType,
  choices: SheetChoices,
): FiledReading {
  const { columns, head } = choices;
  const data = sheet.slice(head ? 1 : 0);
  const missing = fieldsOf[type].needed.filter((field) => !columns.includes(field));
  const amounts = columns.flatMap((field, place) => (field === "carats" || field === "usd" ? [place] : []));
  const found = decimalOf(amountTexts(data, amounts));
  const suggested = found === "either" ? "." : found === "." || found === "," ? found : null;
  const decimal = choices.decimal ?? suggested;
  if (missing.length > 0 || decimal === null) return { rows: [], reports: [], missing, found, decimal };
  const reports: FiledReport[] = [];
  const rows = data.flatMap((row) => readRow(row, type, { ...choices, decimal }, reports) ?? []);
  return { rows, reports, missing, found, decimal };
}

const headings: Readonly<Record<FiledField, readonly string[]>> = {
  flow: ["flow", "direction", "flux", "import/export", "trade flow", "sens"],
  counterpart: [
    "partner",
    "counterpart",
    "country",
    "participant",
    "destination",
    "provenance",
    "partenaire",
    "pays",
    "partner country",
    "to",
    "from",
  ],
  product: ["code", "hs", "hs code", "product", "tariff", "code sh", "sh", "hs6", "commodity"],
  mining: ["mining", "mining type", "production type", "type of mining", "exploitation", "secteur", "sector"],
  carats: ["carats", "carat", "ct", "cts", "volume", "volume (carats)", "quantity", "quantité", "poids"],
  usd: [
    "usd",
    "us$",
    "value",
    "value usd",
    "value (us$)",
    "value (usd)",
    "us value",
    "dollars",
    "valeur",
    "valeur usd",
    "valeur (us$)",
  ],
  count: ["count", "certificates", "number of certificates", "kpc", "kpcs", "nombre", "certificats"],
  status: ["status", "statut"],
  valuation: ["valuation", "basis", "incoterm", "évaluation"],
  note: ["note", "notes", "remark", "remarks", "comment", "remarque"],
};

function columnsOf(cells: readonly string[], type: ReturnType): readonly (FiledField | null)[] {
  const { needed, more } = fieldsOf[type];
  const seen = new Set<FiledField>();
  return cells.map((cell) => {
    const name = foldName(cell.slice(0, 60).replaceAll("_", " "));
    const field = [...needed, ...more].find(
      (one) => !seen.has(one) && headings[one].some((heading) => foldName(heading) === name),
    );
    if (field !== undefined) seen.add(field);
    return field ?? null;
  });
}

/** Without headings: as many columns as are needed, in the order in which the form has them. */
function inOrder(cells: readonly string[], type: ReturnType): readonly (FiledField | null)[] {
  const { needed } = fieldsOf[type];
  const named: readonly FiledField[] = type === "PRODUCTION" ? ["mining", ...needed] : needed;
  const order = cells.length >= named.length ? named : needed;
  return cells.map((_, place) => order[place] ?? null);
}

function* amountTexts(rows: readonly SheetRow[], places: readonly number[]): Generator<string> {
  for (const { cells, marks } of rows)
    for (const place of places) {
      const text = (cells[place] ?? "").trim();
      if (text !== "" && text.length <= 40 && marks?.[place] === undefined) yield text;
    }
}

const longestCell = 500;

function readRow(
  { row, cells, marks }: SheetRow,
  type: ReturnType,
  choices: SheetChoices & { readonly decimal: DecimalSign },
  reports: FiledReport[],
): TakenRow | undefined {
  const before = reports.length;
  const fault = (field: FiledField, code: SheetRowProblem, text: string): undefined => {
    const place = choices.columns.indexOf(field);
    reports.push({ row, column: columnLetters(Math.max(0, place)), field, code, text: text.slice(0, 80) });
    return undefined;
  };
  const text = (field: FiledField): string => {
    const place = choices.columns.indexOf(field);
    if (place < 0) return "";
    const cell = (cells[place] ?? "").trim();
    if (marks?.[place] === "formula") fault(field, "sheet-formula", cell);
    if (marks?.[place] === "error") fault(field, "sheet-cell-error", cell);
    if (cell.length > longestCell) fault(field, "sheet-too-long", cell);
    return cell;
  };
  const amount = (field: "carats" | "usd", unit: Unit, most: bigint): bigint | null => {
    const cell = text(field);
    if (cell === "") return null;
    const typed = marks?.[choices.columns.indexOf(field)] === "number";
    const read = readHundredths(typed ? textOfDouble(cell) : cell, typed ? "." : choices.decimal, unit, most);
    if (!read.ok) fault(field, read.problem, cell);
    return read.ok ? read.value : null;
  };
  const counts = type === "CERTIFICATES";
  const given: GivenRow = {
    flow: type === "PRODUCTION" ? "PRODUCTION" : flowOf(text("flow"), type, choices.flow, fault),
    counterpart: text("counterpart"),
    product: text("product"),
    mining: type === "PRODUCTION" ? miningOf(text("mining"), fault) : "",
    carats: counts ? null : amount("carats", choices.caratsUnit, largestCarats),
    usd: counts ? null : amount("usd", choices.usdUnit, largestUsd),
    count: counts ? countOf(text("count"), fault) : null,
    ...statusOf(text("status"), fault),
    valuation: text("valuation").toUpperCase(),
    note: text("note"),
  };
  return reports.length > before ? undefined : { row, given };
}

type Fault = (field: FiledField, code: SheetRowProblem, text: string) => undefined;

const flowWords: Readonly<Record<string, string>> = {
  export: "EXPORT",
  exports: "EXPORT",
  exp: "EXPORT",
  x: "EXPORT",
  exportation: "EXPORT",
  exportations: "EXPORT",
  import: "IMPORT",
  imports: "IMPORT",
  imp: "IMPORT",
  m: "IMPORT",
  importation: "IMPORT",
  importations: "IMPORT",
  issued: "KPC_ISSUED",
  kpcissued: "KPC_ISSUED",
  emis: "KPC_ISSUED",
  received: "KPC_RECEIVED",
  kpcreceived: "KPC_RECEIVED",
  recus: "KPC_RECEIVED",
};

function flowOf(text: string, type: ReturnType, usual: string, fault: Fault): string {
  if (text === "") return usual;
  const found = flowWords[foldName(text).replaceAll("_", "")];
  const fits = type === "TRADE" ? /^(IMPORT|EXPORT)$/ : /^KPC_/;
  if (found !== undefined && fits.test(found)) return found;
  fault("flow", "sheet-flow", text);
  return usual;
}

const miningWords: Readonly<Record<string, string>> = {
  "": "UNSPECIFIED",
  unspecified: "UNSPECIFIED",
  production: "UNSPECIFIED",
  asm: "ASM",
  artisanal: "ASM",
  artisanale: "ASM",
  artisanalandsmallscale: "ASM",
  lsm: "LSM",
  industrial: "LSM",
  industrielle: "LSM",
  largescale: "LSM",
};

function miningOf(text: string, fault: Fault): string {
  const found = miningWords[foldName(text)];
  if (found === undefined) fault("mining", "sheet-mining", text);
  return found ?? "UNSPECIFIED";
}

function statusOf(text: string, fault: Fault): { readonly status?: ReturnStatus } {
  if (text === "") return {};
  const found = returnStatuses.find((one) => one === text.toUpperCase());
  if (found === undefined) fault("status", "sheet-status", text);
  return found === undefined ? {} : { status: found };
}

function countOf(text: string, fault: Fault): number | null {
  if (text === "") return null;
  const digits = text.replaceAll(/[ \u00a0\u202f]/g, "").replace(/\.0+$/, "");
  if (/^\d{1,9}$/.test(digits)) return Number(digits);
  fault("count", "sheet-count", text);
  return null;
}
