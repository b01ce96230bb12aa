// Clocks of an item: days and hours after an instant, and the hour at the host's. Pure arithmetic on given instants;
// nothing here asks what time it is.
import type { Instant } from "./item.ts";
import { clocks } from "./parameters.ts";

const hour = 3_600_000;

export function addHours(instant: Instant, hours: number): Instant {
  return new Date(Date.parse(instant) + hours * hour).toISOString();
}

export function addDays(instant: Instant, days: number): Instant {
  return addHours(instant, days * 24);
}

export function hoursBetween(from: Instant, to: Instant): number {
  return (Date.parse(to) - Date.parse(from)) / hour;
}

export function laterOf(a: Instant, b: Instant): Instant {
  return a > b ? a : b;
}

export function earlierOf(a: Instant, b: Instant): Instant {
  return a < b ? a : b;
}

export function isInstant(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text)) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString() === text;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    formats.set(timeZone, format);
  }
  return format;
}

export function isTimeZone(name: string): boolean {
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Minutes since midnight at the place. */
function minuteOfDay(instant: Instant, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(new Date(instant));
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return of("hour") * 60 + of("minute");
}

/** From 20:00 until before 08:00 at the host's. */
export function isNight(instant: Instant, timeZone: string): boolean {
  const minute = minuteOfDay(instant, timeZone);
  return minute >= clocks.nightFrom * 60 || minute < clocks.nightTo * 60;
}

/** This instant by day; the next morning's 08:00 at the host's by night. */
export function byDay(instant: Instant, timeZone: string): Instant {
  if (!isNight(instant, timeZone)) return instant;
  const time = Date.parse(instant);
  const minute = time - (time % 60_000);
  const now = minuteOfDay(instant, timeZone);
  const until = (clocks.nightTo * 60 - now + 1440) % 1440;
  let morning = minute + (until === 0 ? 0 : until) * 60_000;
  if (morning < time) morning += 60_000;
  // Where clocks are put forward or back in this night, the hour is found by looking.
  const found = minuteOfDay(new Date(morning).toISOString(), timeZone);
  const off = found - clocks.nightTo * 60;
  const mended = morning - off * 60_000;
  return new Date(off === 0 || mended < time ? morning : mended).toISOString();
}
