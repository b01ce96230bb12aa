// Carats and United States dollars: whole hundredths of a carat and whole cents, as bigint, never floats.
// Reads what people in six languages type ("1,234.56", "1 234,56", "1.234,56", Arabic digits) and never guesses:
// where a text could be two amounts, the answer is "ambiguous"; where it has a third decimal, it is refused, not rounded.
import { languageOf } from "./language.ts";
import type { Language } from "./language.ts";

/** Hundredths of a carat (0.2 g). */
export type Carats = bigint;
/** Cents of a United States dollar. */
export type Usd = bigint;

export type AmountProblem =
  | "empty"
  | "not-a-number"
  | "too-many-decimals"
  | "ambiguous"
  | "negative"
  | "zero"
  | "too-large";

export type AmountResult =
  | { readonly ok: true; readonly value: bigint }
  | { readonly ok: false; readonly problem: AmountProblem };

/** 10^10 ct: eighty times what the world mines in a year, so a larger number is a slip of the keyboard. */
export const largestCarats: Carats = 10n ** 12n;
/** 10^13 $. */
export const largestUsd: Usd = 10n ** 15n;

export function parseCarats(text: string, locale?: string): AmountResult {
  return bounded(parseHundredths(text, locale), largestCarats);
}

export function parseUsd(text: string, locale?: string): AmountResult {
  return bounded(parseHundredths(text, locale), largestUsd);
}

/** The number with two decimals as the language writes it; the unit belongs to the sentence or the column head. */
export function formatCarats(value: Carats, locale: string): string {
  return formatHundredths(value, locale);
}

/** The number with two decimals as the language writes it; the unit belongs to the sentence or the column head. */
export function formatUsd(value: Usd, locale: string): string {
  return formatHundredths(value, locale);
}

/** "1234.50", for machines. */
export function caratsToString(value: Carats): string {
  return canonical(value, "", ".");
}

/** "1234.50", for machines. */
export function usdToString(value: Usd): string {
  return canonical(value, "", ".");
}

type Role = "decimal" | "group" | "unknown";

interface Marks {
  /** What the language writes between groups of three digits. */
  readonly group: string;
  readonly decimal: "." | ",";
  /** What a lone mark followed by exactly three digits means to its readers. */
  readonly loneComma: Role;
  readonly lonePoint: Role;
}

// In French and Russian the point is no separator at all, but number pads type it as the decimal mark: nobody can tell.
// Arabic is written with either convention, by country.
const marks: Readonly<Record<Language, Marks>> = {
  en: { group: ",", decimal: ".", loneComma: "group", lonePoint: "decimal" },
  zh: { group: ",", decimal: ".", loneComma: "group", lonePoint: "decimal" },
  pt: { group: ".", decimal: ",", loneComma: "decimal", lonePoint: "group" },
  fr: { group: "\u202f", decimal: ",", loneComma: "decimal", lonePoint: "unknown" },
  ru: { group: "\u00a0", decimal: ",", loneComma: "decimal", lonePoint: "unknown" },
  ar: { group: ",", decimal: ".", loneComma: "unknown", lonePoint: "unknown" },
};

const longestText = 80;

function parseHundredths(text: string, locale: string | undefined): AmountResult {
  // Hostile: from forms and files; the length is bounded before anything else looks at it.
  if (text.length > longestText) return { ok: false, problem: "not-a-number" };
  const plain = plainText(text);
  if (plain === "") return { ok: false, problem: "empty" };
  const negative = plain.startsWith("-");
  const number = negative ? plain.slice(1).replace(/^_+/, "") : plain;
  if (!/^[0-9.,_d]+$/.test(number) || !/[0-9]/.test(number)) return { ok: false, problem: "not-a-number" };

  const decimal = decimalMark(number, locale);
  if (decimal === "ambiguous") return { ok: false, problem: "ambiguous" };
  const at = decimal === undefined ? -1 : number.lastIndexOf(decimal);
  const whole = at < 0 ? number : number.slice(0, at);
  const fraction = at < 0 ? undefined : number.slice(at + 1);
  const digits = whole === "" ? "0" : ungrouped(whole);
  if (digits === undefined || (fraction !== undefined && !/^[0-9]+$/.test(fraction))) {
    return { ok: false, problem: "not-a-number" };
  }
  if (fraction !== undefined && fraction.length > 2) return { ok: false, problem: "too-many-decimals" };
  const value = BigInt(digits) * 100n + BigInt((fraction ?? "").padEnd(2, "0"));
  if (value === 0n) return { ok: false, problem: "zero" };
  return negative ? { ok: false, problem: "negative" } : { ok: true, value };
}

function bounded(result: AmountResult, largest: bigint): AmountResult {
  return result.ok && result.value > largest ? { ok: false, problem: "too-large" } : result;
}

/** One alphabet for all writings: ASCII digits, "." "," "-", "_" for a space or apostrophe between groups, "d" for ٫. */
function plainText(text: string): string {
  let plain = "";
  for (const character of text) plain += oneAlphabet(character);
  return plain.replace(/^_+|_+$/g, "");
}

function oneAlphabet(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x30 && code <= 0x39) return character;
  if (code >= 0x0660 && code <= 0x0669) return String(code - 0x0660); // Arabic-Indic
  if (code >= 0x06f0 && code <= 0x06f9) return String(code - 0x06f0); // Extended Arabic-Indic
  if (code >= 0xff10 && code <= 0xff19) return String(code - 0xff10); // full width, typed with Chinese keyboards
  if (character === "." || character === "．") return ".";
  if (character === "," || character === "，") return ",";
  if (character === "٫") return "d";
  if (character === "-" || character === "−" || character === "－") return "-";
  if (/^[\s'’٬]$/u.test(character)) return "_";
  // Marks of direction are invisible and come along when a number is copied from an Arabic page.
  if (/^[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]$/u.test(character)) return "";
  return "x";
}

/** Which mark is the decimal one; undefined where the number has none. */
function decimalMark(number: string, locale: string | undefined): "." | "," | "d" | "ambiguous" | undefined {
  if (number.includes("d")) return "d";
  const points = count(number, ".");
  const commas = count(number, ",");
  if (points > 0 && commas > 0) return number.lastIndexOf(".") > number.lastIndexOf(",") ? "." : ",";
  if (points + commas === 0 || points > 1 || commas > 1) return undefined;
  const mark = points === 1 ? "." : ",";
  if (number.includes("_")) return mark;
  const known = locale === undefined ? undefined : marks[languageOf(locale)];
  if (/^[1-9][0-9]{0,2}[.,][0-9]{3}$/.test(number)) {
    const role = known === undefined ? "unknown" : mark === "," ? known.loneComma : known.lonePoint;
    return role === "decimal" ? mark : role === "group" ? undefined : "ambiguous";
  }
  // "1,23" where the comma separates thousands: a decimal comma, or a digit left out. Nobody can tell.
  return mark === "," && known?.loneComma === "group" ? "ambiguous" : mark;
}

/** The digits without their separators, or undefined where the groups are not groups. */
function ungrouped(whole: string): string | undefined {
  if (/^[0-9]+$/.test(whole)) return whole;
  const separators = new Set(whole.replaceAll(/[0-9]/g, ""));
  if (separators.size !== 1) return undefined;
  const thousands = /^[1-9][0-9]{0,2}(?:[.,_][0-9]{3})+$/;
  // Lakhs and crores, as written in India: 12,34,567.
  const lakhs = /^[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}$/;
  return thousands.test(whole) || lakhs.test(whole) ? whole.replaceAll(/[.,_]/g, "") : undefined;
}

function formatHundredths(value: bigint, locale: string): string {
  const { group, decimal } = marks[languageOf(locale)];
  return canonical(value, group, decimal).replace(/^-/, "\u2212");
}

function canonical(value: bigint, group: string, decimal: string): string {
  const absolute = value < 0n ? -value : value;
  const whole = String(absolute / 100n).replaceAll(/\B(?=(?:[0-9]{3})+$)/g, group);
  return `${value < 0n ? "-" : ""}${whole}${decimal}${String(absolute % 100n).padStart(2, "0")}`;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
