// The host's clock: what time it is there, when a planned hour comes, and whether it is night. Nothing is closed at night:
// whoever is kept awake longest must win nothing by it.

/** Night begins at 20:00 and ends at 08:00 by the host's clock. */
export const night = { begins: 20 * 60, ends: 8 * 60 } as const;

export interface LocalTime {
  /** "2027-11-15" */
  readonly date: string;
  /** "09:30" */
  readonly time: string;
}

export function isZone(zone: string): boolean {
  if (!/^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/.test(zone) || zone.length > 40) return false;
  try {
    return formatterFor(zone) !== undefined;
  } catch {
    return false;
  }
}

/** What the host's clock shows at an instant. */
export function localTime(instant: string, zone: string): LocalTime {
  const parts = formatterFor(zone).formatToParts(new Date(getMillis(instant)));
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? "";
  return {
    date: `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`,
    time: `${part("hour")}:${part("minute")}`,
  };
}

/**
 * The instant at which the host's clock shows this minute. Undefined where it never does, because clocks are put forward;
 * the first of the two where they are put back.
 */
export function instantAt(zone: string, { date, time }: LocalTime): string | undefined {
  const asUtc = Date.parse(`${date}T${time}:00.000Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // No zone is further than 14 hours from UTC, and none has changed its clock twice in such a time.
  const offsets = [...new Set([offsetAt(asUtc - day, zone), offsetAt(asUtc + day, zone)])];
  return offsets
    .map((offset) => new Date(asUtc - offset).toISOString())
    .sort()
    .find((instant) => {
      const shown = localTime(instant, zone);
      return shown.date === date && shown.time === time;
    });
}

export function isNight(instant: string, zone: string): boolean {
  const minutes = minutesOf(localTime(instant, zone).time);
  return minutes >= night.begins || minutes < night.ends;
}

/** The instant itself by day; by night, when the morning comes. */
export function nextDaytime(instant: string, zone: string): string {
  if (!isNight(instant, zone)) return instant;
  const { date, time } = localTime(instant, zone);
  const morning = minutesOf(time) < night.ends ? date : following(date);
  return instantAt(zone, { date: morning, time: "08:00" }) ?? instant;
}

/** Minutes between two instants, rounded down. */
export function minutesBetween(from: string, to: string): number {
  return Math.floor((getMillis(to) - getMillis(from)) / 60_000);
}

const day = 86_400_000;

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function following(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + day).toISOString().slice(0, 10);
}

/** Milliseconds by which the clock there is ahead of UTC. */
function offsetAt(millis: number, zone: string): number {
  const { date, time } = localTime(new Date(millis).toISOString(), zone);
  return Date.parse(`${date}T${time}:00Z`) - Math.floor(millis / 60_000) * 60_000;
}

function getMillis(instant: string): number {
  const millis = Date.parse(instant);
  if (Number.isNaN(millis)) throw new RangeError(`not an instant: ${instant}`);
  return millis;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterFor(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  // Hostile: a zone is typed by somebody; only names that the calendar knows are kept, and they are few.
  formatters.set(zone, made);
  return made;
}
