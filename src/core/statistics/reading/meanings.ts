// What the words of a file mean for the concept of their column: codes of statistics, names of countries, periods, days.
// A word that means nothing is told with a code, never guessed. Hostile: every word.
import { addDays, addMonths, isDate } from "../../kp/dates.ts";
import { parseRoughCode } from "../../kp/goods.ts";
import { detached } from "../../text/sheet.ts";
import { bases, flows, valuations } from "../observation.ts";
import { daysOf, earliestYear, parseFiscalYear, parseMonths, parsePeriod } from "../periods.ts";
import type { Period } from "../periods.ts";
import { findReporter } from "../reporters.ts";
import { miningTypes, returnStatuses } from "../returns.ts";
import type { FigureCode } from "./figures.ts";
import type { Concept, Mapping, PeriodColumns, Said } from "./mapping.ts";

/** What a word means for its concept; a word that means nothing is told as `code`. */
export type Meaning = { readonly value: string; readonly note?: FigureCode } | { readonly code: FigureCode };

/** The same few words come a hundred thousand times. */
export const mostWords = 5_000;

export function meaningOf(concept: Concept, word: string, said: Said, names: Mapping["names"]): Meaning {
  if (word.length > 200) return { code: "too-long" };
  let text = word;
  if ("column" in said) {
    const code = said.codes !== undefined && Object.hasOwn(said.codes, word) ? said.codes[word] : undefined;
    if (code === "" || (code === undefined && said.otherwise === "")) return { code: "other-measure" };
    text = code ?? said.otherwise ?? word;
  }
  switch (concept) {
    case "reporter":
    case "counterpart":
    case "origin":
      return countryOf(concept, text, names);
    case "product": {
      if (/^(_T|total|all|)$/i.test(text)) return { value: "_T" };
      const read = parseRoughCode(text);
      return read.ok ? { value: read.code } : { code: "not-rough" };
    }
    case "flow":
      return codeOf(flows, flowWords[text.toLowerCase()] ?? text, false);
    case "mining":
      return codeOf([...miningTypes, "_T"], miningWords[text.toUpperCase()] ?? text, true);
    case "basis":
      return codeOf(bases, text, true);
    case "valuation":
      return codeOf(valuations, text, true);
    case "status":
      return codeOf(returnStatuses, statusWords[text.toUpperCase()] ?? text, true);
  }
}

/** SDMX's codes beside our words. */
const flowWords: Readonly<Record<string, string>> = {
  prod: "PRODUCTION",
  imp: "IMPORT",
  imports: "IMPORT",
  exp: "EXPORT",
  exports: "EXPORT",
};
const miningWords: Readonly<Record<string, string>> = { _U: "UNSPECIFIED" };
const statusWords: Readonly<Record<string, string>> = {
  A: "NORMAL",
  P: "PROVISIONAL",
  E: "ESTIMATED",
  Q: "WITHHELD",
};

function codeOf(codes: readonly string[], text: string, mayLack: boolean): Meaning {
  if (text === "" && mayLack) return { value: "" };
  const code = text.toUpperCase();
  return codes.includes(code) ? { value: code } : { code: text === "" ? "missing" : "unknown-code" };
}

/** As our own files write the sums that a file carries as if they were reporters. */
const sumCodes: Readonly<Record<string, string>> = { W: "WORLD", _O: "OTHERS" };

function countryOf(
  concept: "reporter" | "counterpart" | "origin",
  text: string,
  names: Mapping["names"],
): Meaning {
  const name = Object.hasOwn(names, text) ? names[text] : text;
  if (name === null || name === undefined) return { code: "no-country" };
  if (name === "") return { code: "missing" };
  if (concept === "origin" && (name === "MIXED" || name === "_Z")) return { value: name };
  if (concept === "counterpart" && (name === "W" || name === "_O" || name === "_Z")) return { value: name };
  const found = findReporter(concept === "reporter" ? (sumCodes[name] ?? name) : name);
  if (found === undefined) return { code: "unknown-reporter" };
  if (found.kind !== "AGGREGATE") return { value: found.code };
  if (concept === "reporter") return { value: found.code, note: "aggregate" };
  if (concept === "origin") return { code: "unknown-reporter" };
  return { value: found.code === "WORLD" ? "W" : "_O" };
}

export type PlaceOf = (column: string) => number | undefined;
/** The period that the cells of a row say, in one column or several. */
export interface PeriodReader {
  read(cells: readonly string[]): Period | undefined;
  text(cells: readonly string[]): string;
  /** The column in which it is asked about. */
  readonly place: number | undefined;
}

export function periodReader({ period, fiscalFrom }: Mapping, placeOf: PlaceOf): PeriodReader {
  const known = new Map<string, Period | undefined>();
  const places = placesOf(period, (column) => (column === undefined ? undefined : placeOf(column)));
  const textOf = (cells: readonly string[]): string => {
    let text = "";
    for (const { at, mark } of places) text += `${mark}${(cells[at] ?? "").trim()}`;
    return text;
  };
  return {
    read(cells) {
      const text = textOf(cells);
      if (known.has(text)) return known.get(text);
      const kept = detached(text);
      const found = periodOf(kept, fiscalFrom);
      if (known.size < mostWords && kept.length <= longestPeriod) known.set(kept, found);
      return found;
    },
    text: textOf,
    place: places.at(-1)?.at,
  };
}

const longestPeriod = 40;

function placesOf(
  period: PeriodColumns,
  place: (column: string | undefined) => number | undefined,
): readonly { readonly at: number; readonly mark: string }[] {
  const one = (column: string | undefined, mark: string) => {
    const at = place(column);
    return at === undefined ? [] : [{ at, mark }];
  };
  if ("text" in period) return one(period.text, "");
  return [
    ...one(period.year, ""),
    ...one(period.half, "-S"),
    ...one(period.quarter, "-Q"),
    ...one(period.month, "-M"),
  ];
}

/** "2013-04" is a month unless the mapping says that years such as "2009-10" are fiscal ones. */
function periodOf(text: string, fiscalFrom: number | undefined): Period | undefined {
  if (text.length > longestPeriod) return undefined;
  const padded = text.replace(/-M(\d)$/, "-M0$1").replace(/-([SQ])[SHQ](\d)$/, "-$1$2");
  if (fiscalFrom !== undefined) {
    const fiscal = parseFiscalYear(padded, fiscalFrom);
    if (fiscal !== undefined) return fiscal;
  } else {
    const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(padded);
    if (month !== null) return parsePeriod(`${month[1]}-M${month[2]}`, earliestYear);
  }
  return parsePeriod(padded, earliestYear) ?? parseMonths(padded);
}

/** The last day of the day, month or year that is named; null for none, undefined for what is neither. */
export function vintageOf(text: string): string | null | undefined {
  if (text === "") return null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return isDate(text) ? text : undefined;
  const period = periodOf(text, undefined);
  if (period === undefined || (period.kind !== "YEAR" && period.kind !== "MONTH")) return undefined;
  const { from } = daysOf(period);
  return addDays(addMonths(from, period.kind === "YEAR" ? 12 : 1), -1);
}

/** Of a web address, for a voice; hostile, so only what a host may have. */
export function hostOf(address: string): string {
  const host = /^https?:\/\/(?:www\.)?([a-z0-9.-]{1,80})/i.exec(address)?.[1];
  return host === undefined ? "unnamed" : host.toLowerCase();
}
