// Dates, weights and money as a reader of one language writes them.
// Carats are bigint hundredths and dollars bigint cents: the digits shown are the digits stored, never a float's.
import { languages } from "./locales.ts";
import type { Locale } from "./locales.ts";

export interface Formats {
  /** "2026-11-24" → 24 November 2026. */
  date(date: string): string;
  /** The day and the minute of an instant, in UTC; the caller adds the word UTC. */
  dateAndTimeUtc(instant: string): { date: string; time: string };
  number(value: number | bigint): string;
  /** Bigint hundredths, always with two decimals. */
  hundredths(value: bigint): string;
  usd(cents: bigint): string;
  list(items: readonly string[]): string;
}

export function formatsFor(locale: Locale): Formats {
  const found = made.get(locale);
  if (found !== undefined) return found;
  const formats = makeFormats(languages[locale].tag);
  made.set(locale, formats);
  return formats;
}

const made = new Map<Locale, Formats>();

function makeFormats(tag: string): Formats {
  const day = new Intl.DateTimeFormat(tag, { dateStyle: "long", timeZone: "UTC" });
  const minute = new Intl.DateTimeFormat(tag, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: "UTC",
  });
  const whole = new Intl.NumberFormat(tag);
  const twoDecimals = new Intl.NumberFormat(tag, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const dollars = new Intl.NumberFormat(tag, { style: "currency", currency: "USD" });
  const and = new Intl.ListFormat(tag, { type: "conjunction", style: "long" });
  return {
    date: (date) => day.format(parseDate(date)),
    dateAndTimeUtc: (instant) => {
      const at = parseInstant(instant);
      return { date: day.format(at), time: minute.format(at) };
    },
    number: (value) => whole.format(value),
    hundredths: (value) => twoDecimals.format(decimalText(value)),
    usd: (cents) => dollars.format(decimalText(cents)),
    list: (items) => and.format(items),
  };
}

// Intl takes a decimal text exactly; a number would lose cents above 2^53.
function decimalText(hundredths: bigint): Intl.StringNumericLiteral {
  const size = hundredths < 0n ? -hundredths : hundredths;
  const sign = hundredths < 0n ? "-" : "";
  const text = `${sign}${size / 100n}.${String(size % 100n).padStart(2, "0")}`;
  return text as Intl.StringNumericLiteral;
}

function parseDate(date: string): Date {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) throw new RangeError(`not a date: ${date}`);
  const parsed = new Date(`${date}T00:00:00Z`);
  // 30 February would silently become 2 March on some engines.
  if (Number.isNaN(parsed.getTime()) || !parsed.toISOString().startsWith(date)) {
    throw new RangeError(`not a date: ${date}`);
  }
  return parsed;
}

function parseInstant(instant: string): Date {
  const parsed = new Date(instant);
  if (!/(?:Z|[+-]\d{2}:?\d{2})$/.test(instant) || Number.isNaN(parsed.getTime())) {
    throw new RangeError(`not an instant with a time zone: ${instant}`);
  }
  return parsed;
}
