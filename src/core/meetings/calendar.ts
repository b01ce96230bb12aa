// Meetings and deadlines as iCalendar (RFC 5545): times in UTC, so that no rule of a time zone need be carried; lines folded
// at 75 octets between characters; an event that falls away is cancelled, never silently gone.

export interface CalendarEvent {
  /** The same for as long as the event exists, on every server. */
  readonly uid: string;
  /** Rises with every change. */
  readonly sequence: number;
  /** UTC instant of the last change. */
  readonly changedAt: string;
  readonly from: string;
  /** Instants, or days ("2027-11-15") of which the last one is included; null for a moment. */
  readonly to: string | null;
  readonly summary: string;
  readonly description: string;
  readonly location: string | null;
  readonly url: string;
  readonly categories: readonly string[];
  readonly status: "CONFIRMED" | "TENTATIVE" | "CANCELLED";
}

export interface Calendar {
  readonly name: string;
  readonly language: string;
  readonly url: string;
  readonly events: readonly CalendarEvent[];
}

export const calendarType = "text/calendar; charset=utf-8";

export function writeCalendar({ name, language, url, events }: Calendar): string {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Kimberlite//Meetings//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    `NAME;LANGUAGE=${language}:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    `URL:${url}`,
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ...events.flatMap((event) => eventLines(event, language)),
    "END:VCALENDAR",
  ]
    .flatMap(foldLine)
    .map((line) => `${line}\r\n`)
    .join("");
}

function eventLines(event: CalendarEvent, language: string): readonly string[] {
  const words = (property: string, text: string): string =>
    `${property};LANGUAGE=${language}:${escapeText(text)}`;
  return [
    "BEGIN:VEVENT",
    `UID:${escapeText(event.uid)}`,
    `DTSTAMP:${utc(event.changedAt)}`,
    `LAST-MODIFIED:${utc(event.changedAt)}`,
    `SEQUENCE:${event.sequence}`,
    ...times(event),
    words("SUMMARY", event.summary),
    ...(event.description === "" ? [] : [words("DESCRIPTION", event.description)]),
    ...(event.location === null ? [] : [words("LOCATION", event.location)]),
    ...(event.categories.length === 0 ? [] : [`CATEGORIES:${event.categories.map(escapeText).join(",")}`]),
    `URL:${event.url}`,
    `STATUS:${event.status}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

function times({ from, to }: CalendarEvent): readonly string[] {
  if (!from.includes("T")) {
    // The day after the last one: DTEND is not included (RFC 5545 3.6.1).
    const last = new Date(Date.parse(`${to ?? from}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    return [`DTSTART;VALUE=DATE:${digits(from)}`, `DTEND;VALUE=DATE:${digits(last)}`];
  }
  return [`DTSTART:${utc(from)}`, ...(to === null ? [] : [`DTEND:${utc(to)}`])];
}

const digits = (text: string): string => text.replaceAll(/[-:]/g, "");

function utc(instant: string): string {
  return `${digits(new Date(Date.parse(instant)).toISOString().slice(0, 19))}Z`;
}

/** Hostile: texts come from people. What a content line cannot carry is left out. */
export function escapeText(text: string): string {
  return text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/(?![\n\t])\p{Cc}/gu, "")
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll("\n", String.raw`\n`);
}

const longestLine = 75;

/** Octets, not characters, count; no character is cut in two. */
export function foldLine(line: string): readonly string[] {
  const lines: string[] = [];
  let [current, octets] = ["", 0];
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > longestLine) {
      lines.push(current);
      // The space that begins a continuation counts as well.
      [current, octets] = [" ", 1];
    }
    current += character;
    octets += size;
  }
  return [...lines, current];
}

function octetsOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
}
