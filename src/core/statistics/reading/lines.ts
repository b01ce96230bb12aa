// The canonical text of a figure of a data set: one line, fields between tabs, so that two readings of one figure are the
// same bytes. The front of a line says what the figure is about, the rest what is said of it.
import { daysOf, earliestYear, parsePeriod, periodText } from "../periods.ts";
import type { Period } from "../periods.ts";
import type { FigureRow } from "./figures.ts";

/** Added; changed: the one before stands no longer; withdrawn: the source says it no more. */
export type Change = "+" | "~" | "-";

/** Hears of a changed figure by the two parts of its line. */
export type AddLine = (change: Change, key: string, said: string) => void;

/** Voice, reporter, flow, counterpart, product, mining, origin, period, its days where the text does not say them, part, vintage. */
export function keyLine(row: FigureRow): string {
  const { voice, reporter, flow, counterpart, product, mining, origin, period, part, vintage } = row;
  return `${voice}\t${reporter}\t${flow}\t${counterpart}\t${product}\t${mining}\t${origin}\t${periodLine(period)}\t${part}\t${vintage ?? ""}`;
}

/** The same few periods come a hundred thousand times. */
const periodLines = new WeakMap<Period, string>();

function periodLine(period: Period): string {
  let line = periodLines.get(period);
  if (line === undefined) {
    const days = period.kind === "FISCAL" ? `${period.from}/${period.until}` : "";
    line = `${escaped(periodText(period))}\t${days}`;
    periodLines.set(period, line);
  }
  return line;
}

export function saidLine(row: FigureRow): string {
  const { carats, usd, count, nil, status, valuation, basis, note, entered, changed } = row;
  return `${carats ?? ""}\t${usd ?? ""}\t${count ?? ""}\t${nil ? "nil" : ""}\t${status}\t${valuation ?? ""}\t${basis ?? ""}\t${note === null ? "" : escaped(note)}\t${entered ?? ""}\t${changed ?? ""}`;
}

export interface ChangedRow {
  readonly change: Change;
  readonly row: FigureRow;
}

/** Reads what `keyLine` and `saidLine` wrote: from a document of the record, so what does not fit is a fault of ours. */
export function lineReader(): (line: string) => ChangedRow {
  const periods = new Map<string, Period>();
  return (line) => {
    const fields = line.split("\t");
    if (fields.length !== 22) throw new Error(`a line of figures with ${fields.length} fields`);
    const [change, voice, reporter, flow, counterpart, product, mining, origin, period, days, part, vintage] =
      fields as [Change, ...string[]];
    const [carats, usd, count, nil, status, valuation, basis, note, entered, changed] = fields.slice(12);
    const when = `${period}\t${days}`;
    let read = periods.get(when);
    if (read === undefined) {
      read = periodOf(unescaped(period ?? ""), days ?? "");
      periods.set(when, read);
    }
    const row = {
      voice,
      reporter,
      flow,
      counterpart,
      product,
      mining,
      origin,
      period: read,
      part: Number(part),
      vintage: orNull(vintage),
      carats: carats === "" ? null : BigInt(carats ?? ""),
      usd: usd === "" ? null : BigInt(usd ?? ""),
      count: count === "" ? null : Number(count),
      nil: nil === "nil",
      status,
      valuation: orNull(valuation),
      basis: orNull(basis),
      note: note === "" ? null : unescaped(note ?? ""),
      entered: orNull(entered),
      changed: orNull(changed),
    };
    return { change, row: row as FigureRow };
  };
}

function periodOf(text: string, days: string): Period {
  const [from = "", until = ""] = days.split("/");
  if (days !== "") return { kind: "FISCAL", original: text, from, until };
  const period = parsePeriod(text, earliestYear);
  if (period === undefined) throw new Error(`a period ${text}`);
  return period;
}

/** Whether a row of the tables is about a time whose text says its days. */
export function periodFrom(text: string, from: string, until: string): Period {
  const period = parsePeriod(text, earliestYear);
  if (period !== undefined && daysOf(period).from === from && daysOf(period).until === until) return period;
  return { kind: "FISCAL", original: text, from, until };
}

const orNull = (text: string | undefined): string | null => (text === undefined || text === "" ? null : text);

function escaped(text: string): string {
  return /[\\\t\n\r]/.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (mark) => escapes[mark] ?? mark) : text;
}

function unescaped(text: string): string {
  return text.includes("\\") ? text.replaceAll(/\\[\\tnr]/g, (mark) => marks[mark] ?? mark) : text;
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const marks: Readonly<Record<string, string>> = { "\\\\": "\\", "\\t": "\t", "\\n": "\n", "\\r": "\r" };
