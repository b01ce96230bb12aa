// The kinds of meetings and how one is named: by kind, year and body, because the ordinals of plenaries clash
// (the communiqué of 2022 says "eighteenth"; others count the one of 2025 as the twenty-second).
import { bodyCodes } from "../kp/bodies.ts";
import type { BodyCode } from "../kp/bodies.ts";

export const meetingKinds = [
  "PLENARY",
  "INTERSESSIONAL",
  "SPECIAL_SESSION",
  "MINISTERIAL",
  "WORKING_GROUP",
] as const;
export type MeetingKind = (typeof meetingKinds)[number];

export interface MeetingKey {
  readonly kind: MeetingKind;
  readonly year: number;
  /** Of a working group's session. */
  readonly body: BodyCode | null;
  /** Where a year has several: 2 for the second. */
  readonly number: number;
}

const words: Readonly<Record<MeetingKind, string>> = {
  PLENARY: "plenary",
  INTERSESSIONAL: "intersessional",
  SPECIAL_SESSION: "special-session",
  MINISTERIAL: "ministerial",
  WORKING_GROUP: "session",
};

/** "plenary-2027", "special-session-2024-2", "wgm-session-2026". */
export function meetingId({ kind, year, body, number }: MeetingKey): string {
  const first = body === null ? words[kind] : `${body.toLowerCase()}-${words[kind]}`;
  return `${first}-${year}${number === 1 ? "" : `-${number}`}`;
}

/** Hostile: an address. Only what `meetingId` would write is read. */
export function parseMeetingId(text: string): MeetingKey | undefined {
  const match = /^(?:([a-z]{3,5})-)?([a-z-]{7,15})-(\d{4})(?:-([2-9]|[1-9]\d))?$/.exec(text);
  if (match === null) return undefined;
  const [, first, word, year, number] = match;
  const body = bodyCodes.find((code) => code.toLowerCase() === first) ?? null;
  const kind = meetingKinds.find(
    (each) => words[each] === (body === null && first !== undefined ? `${first}-${word}` : word),
  );
  if (kind === undefined || (kind === "WORKING_GROUP") !== (body !== null)) return undefined;
  const key = { kind, year: Number(year), body, number: number === undefined ? 1 : Number(number) };
  return meetingId(key) === text ? key : undefined;
}
