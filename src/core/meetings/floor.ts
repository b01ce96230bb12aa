// Who had the floor, on what, for how long: added up per pillar and per subject, live. One speaker at a time: giving the
// floor to the next ends the one before.

export interface FloorEvent {
  readonly kind: "given" | "yielded";
  /** UTC instant. */
  readonly at: string;
  /** Of "given". */
  readonly speaker?: Speaker;
  /** The entry of the agenda that is spoken on. */
  readonly entry?: string;
}

export interface Speaker {
  /** Id of a seat; absent for the chair's table and for guests. */
  readonly seat?: string;
  /** Code of the seat's pillar; "TABLE" for the chair's table, "GUEST" for guests. */
  readonly pillar: string;
  readonly name: string;
}

export interface Speech {
  readonly speaker: Speaker;
  readonly entry: string;
  readonly from: string;
  /** Null while it lasts. */
  readonly to: string | null;
}

export function speechesOf(events: readonly FloorEvent[]): readonly Speech[] {
  const speeches: Speech[] = [];
  let open: Speech | undefined;
  for (const event of events) {
    if (open !== undefined) speeches.push({ ...open, to: event.at });
    open =
      event.kind === "given" && event.speaker !== undefined
        ? { speaker: event.speaker, entry: event.entry ?? "", from: event.at, to: null }
        : undefined;
  }
  return open === undefined ? speeches : [...speeches, open];
}

export interface FloorShare {
  readonly key: string;
  readonly millis: number;
  readonly speeches: number;
}

/** Time by pillar or by entry; a speech that lasts is counted up to `now`. The longest comes first. */
export function floorShares(
  speeches: readonly Speech[],
  by: "pillar" | "entry",
  now: string,
): readonly FloorShare[] {
  const shares = new Map<string, { millis: number; speeches: number }>();
  for (const speech of speeches) {
    const key = by === "pillar" ? speech.speaker.pillar : speech.entry;
    const share = shares.get(key) ?? { millis: 0, speeches: 0 };
    share.millis += Math.max(0, Date.parse(speech.to ?? now) - Date.parse(speech.from));
    share.speeches += 1;
    shares.set(key, share);
  }
  return [...shares]
    .map(([key, share]) => ({ key, ...share }))
    .toSorted((a, b) => b.millis - a.millis || (a.key < b.key ? -1 : 1));
}

/** Minutes spoken on an entry, begun ones not counted. */
export function minutesOn(speeches: readonly Speech[], entry: string, now: string): number {
  const millis = floorShares(
    speeches.filter((speech) => speech.entry === entry),
    "entry",
    now,
  ).reduce((sum, share) => sum + share.millis, 0);
  return Math.floor(millis / 60_000);
}
