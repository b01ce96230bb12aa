// The calendar of the scheme: plain "YYYY-MM-DD" days in the Gregorian calendar, years 0001 to 9999.
// Pure arithmetic, no clock: "today" is always an input. A malformed day given to arithmetic is a bug and throws;
// days typed by people go through `parseDate`, which answers with the reason.

/** "2026-11-24" */
export type IsoDate = string;

export type DateProblem = "empty" | "not-a-date" | "no-such-day";
export type DateResult =
  | { readonly ok: true; readonly value: IsoDate }
  | { readonly ok: false; readonly problem: DateProblem };

/** Only year-month-day is read: 03/04/2026 is two different days in two different customs halls. */
export function parseDate(text: string): DateResult {
  const trimmed = text.trim();
  if (trimmed === "") return { ok: false, problem: "empty" };
  const fields = fieldsOf(trimmed);
  if (fields === undefined) return { ok: false, problem: "not-a-date" };
  return exists(fields) ? { ok: true, value: trimmed } : { ok: false, problem: "no-such-day" };
}

export function isDate(text: string): boolean {
  const fields = fieldsOf(text);
  return fields !== undefined && exists(fields);
}

/** Days since 1970-01-01, negative before. */
export function dayNumber(date: IsoDate): number {
  const { year, month, day } = getFields(date);
  // Howard Hinnant's days_from_civil: years begin in March, so the leap day is the last day of its year.
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function dateOfDay(number: number): IsoDate {
  if (!Number.isSafeInteger(number)) throw new RangeError(`not a day number: ${number}`);
  const z = number + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return written(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day);
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return dateOfDay(dayNumber(date) + days);
}

/**
 * The same day so many months on; where that month is shorter, its last day
 * (Regulation 1182/71 Art. 3(2)(c), which counts the European Union's "two months").
 */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const { year, month, day } = getFields(date);
  const index = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(index / 12);
  const targetMonth = index - targetYear * 12 + 1;
  return written(targetYear, targetMonth, Math.min(day, daysInMonth(targetYear, targetMonth)));
}

/** Monday to Friday without the listed holidays; the first day counted is the one after `date`. */
export function addWorkingDays(date: IsoDate, days: number, holidays: readonly IsoDate[] = []): IsoDate {
  if (!Number.isSafeInteger(days)) throw new RangeError(`not a number of days: ${days}`);
  const free = new Set(holidays);
  const step = days < 0 ? -1 : 1;
  let at = date;
  for (let left = Math.abs(days); left > 0;) {
    at = addDays(at, step);
    if (weekday(at) <= 5 && !free.has(at)) left -= 1;
  }
  return at;
}

export function daysBetween(from: IsoDate, to: IsoDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Negative when `a` is the earlier day. */
export function compareDates(a: IsoDate, b: IsoDate): number {
  return dayNumber(a) - dayNumber(b);
}

/** 1 is Monday, 7 is Sunday. */
export function weekday(date: IsoDate): number {
  const sinceMonday = (dayNumber(date) + 3) % 7;
  return (sinceMonday < 0 ? sinceMonday + 7 : sinceMonday) + 1;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The calendar day at an instant ("2026-11-24T23:30:00Z") in a zone of the IANA list ("Africa/Freetown"). */
export function dateInZone(instant: string, zone: string): IsoDate {
  const time = Date.parse(instant);
  if (!/[Zz]|[+-]\d{2}:\d{2}$/.test(instant) || Number.isNaN(time))
    throw new RangeError(`not an instant: ${instant}`);
  const parts = formatterFor(zone).formatToParts(new Date(time));
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value ?? Number.NaN);
  return written(part("year"), part("month"), part("day"));
}

/** Milliseconds since 1970; NaN for what is no instant. A check compares the same few instants many times. */
export function millisOf(instant: string): number {
  let millis = instants.get(instant);
  if (millis === undefined) {
    millis = Date.parse(instant);
    // Hostile: instants come from papers, so what is kept is bounded.
    if (instants.size > 1_000) instants.clear();
    instants.set(instant, millis);
  }
  return millis;
}

const instants = new Map<string, number>();

/** "2026-11-24T23:30:00.000Z" of whole seconds since 1970. */
export function instantOfSeconds(seconds: number): string {
  const day = Math.floor(seconds / 86_400);
  const rest = seconds - day * 86_400;
  const minutes = Math.floor(rest / 60);
  return `${dateOfDay(day)}T${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[rest % 60]}.000Z`;
}

interface Fields {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function fieldsOf(text: string): Fields | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  return {
    year: 100 * digits(text, 0) + digits(text, 2),
    month: digits(text, 5),
    day: digits(text, 8),
  };
}

/** The number that two digits write. */
function digits(text: string, at: number): number {
  return 10 * (text.charCodeAt(at) - 0x30) + (text.charCodeAt(at + 1) - 0x30);
}

function getFields(date: IsoDate): Fields {
  const fields = fieldsOf(date);
  if (fields === undefined || !exists(fields)) throw new RangeError(`not a day: ${date}`);
  return fields;
}

function exists({ year, month, day }: Fields): boolean {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function written(year: number, month: number, day: number): IsoDate {
  if (!(year >= 1 && year <= 9999)) throw new RangeError(`the calendar has no year ${year}`);
  const years = year < 1000 ? String(year).padStart(4, "0") : String(year);
  return `${years}-${twoDigits[month]}-${twoDigits[day]}`;
}

/** Dates are written and read thousands of times a second. */
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone: zone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
  });
  formatters.set(zone, made);
  return made;
}
