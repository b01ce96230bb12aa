// The monthly file per certificate that an authority of a member state sends to the European Commission (Regulation (EC)
// 2368/2002 Articles 10 and 15): number; issuing and validating authorities; dates of issue, validation and expiry;
// provenance; origin where known; code, carats and value; for an import the verifying authority and the date.
// One row for each code of a certificate. Pure: rows to cells, cells to rows, one file against another.
import { caratsToString, largestCarats, largestUsd, usdToString } from "#core/kp/amounts.ts";
import { isCountryCode, isCountryOrParticipantCode } from "#core/kp/countries.ts";
import { isDate } from "#core/kp/dates.ts";
import { parseRoughCode } from "#core/kp/goods.ts";
import type { RoughCode } from "#core/kp/goods.ts";
import { parseNumber } from "#core/kp/numbers.ts";
import type { NumberFormat } from "#core/kp/numbers.ts";
import { originNotListed } from "./content.ts";
import type { Line, Origin } from "./content.ts";

export const directions = ["EXPORT", "IMPORT"] as const;

export interface MonthlyRow {
  readonly direction: (typeof directions)[number];
  /** As printed. */
  readonly number: string;
  readonly issuingAuthority: string;
  readonly validatingAuthority: string;
  readonly issuedOn: string;
  readonly validatedOn: string;
  readonly expiresOn: string;
  /** The Participant it was last exported from. */
  readonly provenance: string;
  /** Countries; empty where not known or not listed. */
  readonly origin: readonly string[];
  readonly code: RoughCode;
  readonly carats: bigint;
  readonly usd: bigint;
  /** Of an import only. */
  readonly verifyingAuthority: string;
  readonly verifiedOn: string;
}

/** Column → what it holds, in the order of the file. */
export const monthlyColumns = {
  direction: "direction",
  certificate_number: "number",
  issuing_authority: "issuingAuthority",
  validating_authority: "validatingAuthority",
  issued_on: "issuedOn",
  validated_on: "validatedOn",
  expires_on: "expiresOn",
  provenance: "provenance",
  origin: "origin",
  hs_code: "code",
  carats: "carats",
  value_usd: "usd",
  verifying_authority: "verifyingAuthority",
  verified_on: "verifiedOn",
} as const satisfies Readonly<Record<string, keyof MonthlyRow>>;

export type MonthlyColumn = keyof typeof monthlyColumns;
export const columnNames = Object.keys(monthlyColumns) as readonly MonthlyColumn[];

export type Cells = Readonly<Record<MonthlyColumn, string>>;

/** What a certificate adds to the file; its lines are summed by code. */
export function monthlyRows(
  certificate: Omit<MonthlyRow, "origin" | "code" | "carats" | "usd"> & {
    readonly origin: Origin;
    readonly lines: readonly Line[];
  },
): readonly MonthlyRow[] {
  const { origin, lines, ...rest } = certificate;
  const codes = [...new Set(lines.map(({ code }) => code))].sort();
  return codes.map((code) => {
    const own = lines.filter((line) => line.code === code);
    return {
      ...rest,
      origin: origin.kind === "SINGLE" ? [origin.country] : [...origin.listed].sort(),
      code,
      carats: own.reduce((sum, line) => sum + line.carats, 0n),
      usd: own.reduce((sum, line) => sum + line.usd, 0n),
    };
  });
}

export function cellsOf(row: MonthlyRow): Cells {
  return Object.fromEntries(
    columnNames.map((column) => [column, cellOf(row, monthlyColumns[column])]),
  ) as unknown as Cells;
}

function cellOf(row: MonthlyRow, field: keyof MonthlyRow): string {
  if (field === "carats") return caratsToString(row.carats);
  if (field === "usd") return usdToString(row.usd);
  if (field === "origin") return row.origin.length === 0 ? originNotListed : row.origin.join(" ");
  return row[field];
}

export type MonthlyCellProblem =
  | "missing"
  | "not-empty"
  | "unknown-direction"
  | "not-a-date"
  | "dates-out-of-order"
  | "other-month"
  | "unknown-country"
  | "not-a-rough-code"
  | "not-an-amount"
  | "not-positive"
  | "too-large"
  | "too-long"
  | "repeated";

export interface CellProblem {
  readonly column: MonthlyColumn;
  readonly code: MonthlyCellProblem;
}

export type RowReading =
  | { readonly ok: true; readonly row: MonthlyRow; readonly comma: boolean }
  | { readonly ok: false; readonly problems: readonly CellProblem[] };

const longestCell = 120;

// Hostile: from a file. Every cell is bounded and read by its own form; nothing is guessed.
export function readCells(cells: Cells, month: string, formats: readonly NumberFormat[]): RowReading {
  const problems: CellProblem[] = [];
  const fault = (column: MonthlyColumn, code: MonthlyCellProblem): void =>
    void problems.push({ column, code });
  const text = (column: MonthlyColumn): string => {
    const cell = cells[column].trim();
    if (cell.length > longestCell) fault(column, "too-long");
    return cell.slice(0, longestCell);
  };
  const needed = (column: MonthlyColumn): string => {
    const cell = text(column);
    if (cell === "") fault(column, "missing");
    return cell;
  };
  const day = (column: MonthlyColumn): string => {
    const cell = needed(column);
    if (cell !== "" && !isDate(cell)) fault(column, "not-a-date");
    return cell;
  };
  let comma = false;
  const amount = (column: MonthlyColumn, most: bigint): bigint => {
    const cell = needed(column);
    if (cell === "") return 0n;
    const [, whole, mark, rest = ""] = /^([0-9]{1,14})(?:([.,])([0-9]{1,2}))?$/.exec(cell) ?? [];
    if (whole === undefined) {
      fault(column, "not-an-amount");
      return 0n;
    }
    comma ||= mark === ",";
    const value = BigInt(whole) * 100n + BigInt(rest.padEnd(2, "0"));
    if (value === 0n) fault(column, "not-positive");
    if (value > most) fault(column, "too-large");
    return value;
  };

  const said = needed("direction").toUpperCase();
  const direction = directions.find((one) => one === said);
  if (direction === undefined && said !== "") fault("direction", "unknown-direction");
  const issuedOn = day("issued_on");
  const validatedOn = day("validated_on");
  const expiresOn = day("expires_on");
  if (issuedOn > validatedOn) fault("validated_on", "dates-out-of-order");
  if (validatedOn > expiresOn) fault("expires_on", "dates-out-of-order");
  const provenance = needed("provenance");
  if (provenance !== "" && !isCountryOrParticipantCode(provenance)) fault("provenance", "unknown-country");
  const origin = originOf(needed("origin"));
  if (origin === undefined) fault("origin", "unknown-country");
  const goods = parseRoughCode(needed("hs_code"));
  if (!goods.ok) fault("hs_code", "not-a-rough-code");
  const imported = direction === "IMPORT";
  if (!imported)
    for (const column of ["verifying_authority", "verified_on"] as const)
      if (text(column) !== "") fault(column, "not-empty");
  const verifiedOn = imported ? day("verified_on") : "";
  const counted = imported ? verifiedOn : validatedOn;
  if (isDate(counted) && !counted.startsWith(month))
    fault(imported ? "verified_on" : "validated_on", "other-month");
  const row = {
    direction: direction ?? "EXPORT",
    number: asPrinted(needed("certificate_number"), formats),
    issuingAuthority: needed("issuing_authority"),
    validatingAuthority: needed("validating_authority"),
    issuedOn,
    validatedOn,
    expiresOn,
    provenance,
    origin: origin ?? [],
    code: goods.ok ? goods.code : "7102.10",
    carats: amount("carats", largestCarats),
    usd: amount("value_usd", largestUsd),
    verifyingAuthority: imported ? needed("verifying_authority") : "",
    verifiedOn,
  } as const satisfies MonthlyRow;
  return problems.length > 0 ? { ok: false, problems } : { ok: true, row, comma };
}

/** A row is known by these: the same three twice would be counted twice. */
export function keyOf({
  direction,
  number,
  code,
}: Pick<MonthlyRow, "direction" | "number" | "code">): string {
  return `${direction} ${number} ${code}`;
}

export interface Difference {
  readonly direction: MonthlyRow["direction"];
  readonly number: string;
  readonly code: RoughCode;
  readonly column: MonthlyColumn;
  readonly file: string;
  readonly register: string;
}

type Named = Pick<MonthlyRow, "direction" | "number" | "code">;

export interface Comparison {
  readonly matched: number;
  /** Field by field. */
  readonly differing: readonly Difference[];
  /** In the file, not on the register. */
  readonly unknown: readonly Named[];
  /** On the register, not in the file. */
  readonly missing: readonly Named[];
}

export function compareMonthly(file: readonly MonthlyRow[], register: readonly MonthlyRow[]): Comparison {
  const known = new Map(register.map((row) => [keyOf(row), row]));
  const named = ({ direction, number, code }: MonthlyRow): Named => ({ direction, number, code });
  const differing: Difference[] = [];
  const unknown: Named[] = [];
  let matched = 0;
  for (const row of file) {
    const own = known.get(keyOf(row));
    known.delete(keyOf(row));
    if (own === undefined) {
      unknown.push(named(row));
      continue;
    }
    const [theirs, ours] = [cellsOf(row), cellsOf(own)];
    const columns = columnNames.filter((column) => theirs[column] !== ours[column]);
    if (columns.length === 0) matched += 1;
    for (const column of columns)
      differing.push({ ...named(row), column, file: theirs[column], register: ours[column] });
  }
  return { matched, differing, unknown, missing: [...known.values()].map(named) };
}

/** The one spelling to compare by, where a format reads the number. */
function asPrinted(text: string, formats: readonly NumberFormat[]): string {
  const parsed = parseNumber(text, formats);
  return parsed.ok ? parsed.asPrinted : text;
}

function originOf(text: string): readonly string[] | undefined {
  if (text === originNotListed || text === "") return [];
  const countries = text.split(/[\s;]+/);
  return countries.every(isCountryCode) ? [...new Set(countries)].sort() : undefined;
}
