// Reads one row by a plan: which cell says what, in which unit. What is said of a row is told on the row's cursor; a row of
// which anything is refused gives no figure. Hostile: every cell.
import { largestCarats, largestUsd } from "../../kp/amounts.ts";
import { columnLetters, detached } from "../../text/sheet.ts";
import type { SheetRow } from "../../text/sheet.ts";
import type { Flow, Product } from "../observation.ts";
import type { Period } from "../periods.ts";
import type { MiningType } from "../returns.ts";
import type { FigureCode, FigureField, FigureReport, FigureRow } from "./figures.ts";
import type { Concept, Mapping, Said } from "./mapping.ts";
import { hostOf, meaningOf, mostWords, vintageOf } from "./meanings.ts";
import type { Meaning, PeriodReader } from "./meanings.ts";
import { readHundredths, textOfDouble } from "./numbers.ts";
import type { DecimalSign, Unit } from "./numbers.ts";

/** A mapping, with the places of its columns in one file. */
export interface RowPlan {
  readonly columns: readonly PlacedColumn[];
  readonly names: Mapping["names"];
  readonly voices: readonly PlacedVoice[];
  readonly period: PeriodReader;
  readonly host: number | undefined;
  readonly vintage: number | undefined;
  readonly pass: PlacedWords | undefined;
  readonly nil: PlacedWords | undefined;
  readonly notes: readonly { readonly place: number; readonly after: string }[];
  /** "either": no row so far has shown it. */
  readonly decimal: DecimalSign | "either";
  /** Carats without value, or value without carats, are told. */
  readonly asksForBoth: boolean;
}

interface PlacedColumn {
  readonly concept: Concept;
  readonly place: number | undefined;
  readonly said: Said;
  /** What its words mean, as far as they came. */
  readonly words: Map<string, Meaning>;
}

export interface PlacedWords {
  readonly place: number;
  readonly words: readonly string[];
}

export interface PlacedAmount {
  readonly place: number;
  readonly unit: Unit;
  readonly double: boolean;
}

interface PlacedVoice {
  readonly voice: string;
  readonly carats: PlacedAmount | undefined;
  readonly usd: PlacedAmount | undefined;
  readonly count: PlacedAmount | undefined;
}

/** A row while it is read. */
interface Cursor {
  readonly row: SheetRow;
  readonly reports: FigureReport[];
  sound: boolean;
}

/** Adds what the row says; false where it is refused. */
export function readMappedRow(
  plan: RowPlan,
  row: SheetRow,
  figures: FigureRow[],
  reports: FigureReport[],
): boolean {
  const at: Cursor = { row, reports, sound: true };
  tellMarks(at);
  if (plan.pass !== undefined && says(at, plan.pass)) {
    tell(at, "NOTE", null, plan.pass.place, "no-amount", cellAt(at, plan.pass.place));
    return at.sound;
  }
  const meant = meantBy(at, plan);
  if (meant === undefined) return at.sound;
  const period = plan.period.read(row.cells);
  if (period === undefined)
    tell(at, "REFUSED", "period", plan.period.place, "not-a-period", plan.period.text(row.cells));
  const { vintage } = plan;
  const known = vintage === undefined ? null : vintageOf(cellAt(at, vintage));
  if (known === undefined) tell(at, "REFUSED", "vintage", vintage, "not-a-day", cellAt(at, vintage ?? 0));
  const amounts = amountsOf(at, plan, plan.nil !== undefined && says(at, plan.nil));
  if (!at.sound || period === undefined || known === undefined) return false;
  if (amounts.length === 0) tell(at, "NOTE", null, undefined, "no-amount", "");
  const note = noteOf(at, plan);
  for (const amount of amounts)
    figures.push(figureOf(at, plan, { meant, period, vintage: known, note }, amount));
  return true;
}

function cellAt({ row }: Cursor, place: number): string {
  return (row.cells[place] ?? "").trim();
}

function says(at: Cursor, { place, words }: PlacedWords): boolean {
  return words.includes(cellAt(at, place));
}

function tell(
  at: Cursor,
  weight: FigureReport["weight"],
  field: FigureField | null,
  place: number | undefined,
  code: FigureCode,
  text: string,
): void {
  if (weight === "REFUSED") at.sound = false;
  at.reports.push({
    weight,
    row: at.row.row,
    column: place === undefined ? null : columnLetters(place),
    field,
    code,
    text: detached(text.slice(0, 80)),
  });
}

function tellMarks(at: Cursor): void {
  const { marks } = at.row;
  for (const key in marks) {
    const place = Number(key);
    const mark = marks[place];
    if (mark === "formula") tell(at, "REFUSED", null, place, "formula", cellAt(at, place));
    else if (mark === "error") tell(at, "REFUSED", null, place, "cell-error", cellAt(at, place));
    else if (mark === "latin-1") tell(at, "NOTE", null, place, "latin-1", cellAt(at, place));
  }
}

type Meant = Partial<Record<Concept, string>>;

/** Undefined: the row is of another measure or of no country, and is passed over. */
function meantBy(at: Cursor, { columns, names }: RowPlan): Meant | undefined {
  const meant: Meant = {};
  for (const { concept, place, said, words } of columns) {
    if (place === undefined) {
      if ("value" in said) meant[concept] = said.value;
      continue;
    }
    const word = cellAt(at, place);
    let meaning = words.get(word);
    if (meaning === undefined) {
      meaning = meaningOf(concept, word, said, names);
      if (words.size < mostWords) words.set(detached(word), meaning);
    }
    if ("code" in meaning) {
      const passes = meaning.code === "other-measure" || meaning.code === "no-country";
      tell(at, passes ? "NOTE" : "REFUSED", concept, place, meaning.code, word);
      if (passes) return undefined;
    } else {
      if (meaning.note !== undefined) tell(at, "NOTE", concept, place, meaning.note, word);
      if (meaning.value !== "") meant[concept] = meaning.value;
    }
  }
  return meant;
}

interface Amounts {
  readonly voice: string;
  readonly carats: bigint | null;
  readonly usd: bigint | null;
  readonly count: bigint | null;
  readonly nil: boolean;
}

/** What each voice says. Of a value that several share, the first that has carats speaks. */
function amountsOf(at: Cursor, plan: RowPlan, nil: boolean): readonly Amounts[] {
  const shared = plan.voices.length > 1;
  const taken: number[] = [];
  const found: Amounts[] = [];
  for (const one of plan.voices) {
    const carats = amountAt(at, plan.decimal, one.carats, "carats");
    const mine = !shared || (carats !== null && !taken.includes(one.usd?.place ?? -1));
    const usd = mine ? amountAt(at, plan.decimal, one.usd, "usd") : null;
    if (usd !== null && one.usd !== undefined) taken.push(one.usd.place);
    const count = amountAt(at, plan.decimal, one.count, "count");
    if (count !== null && count % 100n !== 0n)
      tell(at, "REFUSED", "count", one.count?.place, "not-a-number", cellAt(at, one.count?.place ?? 0));
    if (carats === null && usd === null && count === null && !nil) continue;
    if (plan.asksForBoth && at.sound && !nil) tellOneOfBoth(at, one, carats ?? 0n, usd ?? 0n);
    found.push({ voice: one.voice, carats, usd, count, nil });
  }
  return found;
}

function tellOneOfBoth(at: Cursor, one: PlacedVoice, carats: bigint, usd: bigint): void {
  if (one.carats === undefined || one.usd === undefined) return;
  if (carats === 0n && usd > 0n)
    tell(at, "NOTE", "carats", one.carats.place, "value-without-carats", cellAt(at, one.usd.place));
  if (usd === 0n && carats > 0n)
    tell(at, "NOTE", "usd", one.usd.place, "carats-without-value", cellAt(at, one.carats.place));
}

function amountAt(
  at: Cursor,
  decimal: RowPlan["decimal"],
  amount: PlacedAmount | undefined,
  field: "carats" | "usd" | "count",
): bigint | null {
  if (amount === undefined) return null;
  const { place, unit } = amount;
  const text = cellAt(at, place);
  if (text === "") return null;
  const isNumber = at.row.marks?.[place] === "number";
  const typed = amount.double || isNumber;
  if (decimal === "either" && !typed && /[.,]/.test(text)) {
    tell(at, "REFUSED", field, place, "decimal-late", text);
    return null;
  }
  const read = readHundredths(
    typed ? textOfDouble(text) : text,
    isNumber || decimal === "either" ? "." : decimal,
    unit,
    field === "carats" ? largestCarats : largestUsd,
  );
  if (read.ok) return read.value;
  tell(at, "REFUSED", field, place, read.problem, text);
  return null;
}

function noteOf(at: Cursor, { notes }: RowPlan): string | null {
  const said: string[] = [];
  for (const { place, after } of notes) {
    const text = cellAt(at, place);
    if (text !== "") said.push(`${text.slice(0, 200)}${after}`);
  }
  return said.length === 0 ? null : said.join("; ");
}

interface About {
  readonly meant: Meant;
  readonly period: Period;
  readonly vintage: string | null;
  readonly note: string | null;
}

function figureOf(
  at: Cursor,
  plan: RowPlan,
  { meant, period, vintage, note }: About,
  said: Amounts,
): FigureRow {
  const flow = meant.flow as Flow;
  return {
    reporter: meant.reporter ?? "",
    flow,
    // Nobody stands on the other side of a mine.
    counterpart: flow === "PRODUCTION" ? "_Z" : (meant.counterpart ?? "W"),
    product: (meant.product ?? "_T") as Product,
    mining: (meant.mining ?? (flow === "PRODUCTION" ? "UNSPECIFIED" : "_T")) as MiningType,
    origin: meant.origin ?? "_Z",
    period,
    part: 0,
    voice: plan.host === undefined ? said.voice : hostOf(cellAt(at, plan.host)),
    vintage,
    carats: said.carats,
    usd: said.usd,
    count: said.count === null ? null : Number(said.count / 100n),
    nil: said.nil,
    status: (meant.status ?? "NORMAL") as FigureRow["status"],
    valuation: (meant.valuation ?? null) as FigureRow["valuation"],
    basis: (meant.basis ?? null) as FigureRow["basis"],
    note,
    entered: null,
    changed: null,
  };
}
