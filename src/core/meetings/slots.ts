// The opening and closing statements that industry and civil society are guaranteed. A meeting cannot be closed on the
// record before each was given, or declined by the pillar itself, or offered in writing and left unused for a week:
// nobody can be left out because talks overran, and nobody can hold a meeting open by saying nothing.

export const slotMoments = ["OPENING", "CLOSING"] as const;
export type SlotMoment = (typeof slotMoments)[number];

/** How long a written offer stands, in days. */
export const offerDays = 7;

export interface Slot {
  readonly pillar: string;
  readonly moment: SlotMoment;
  readonly state: "open" | "offered" | "given" | "declined" | "unused";
  /** Of what made it so; null while it is open. */
  readonly at: string | null;
  /** Of "offered": until when it stands. */
  readonly until: string | null;
}

export type SlotEvent =
  | { readonly kind: "statement"; readonly pillar: string; readonly moment: SlotMoment; readonly at: string }
  | { readonly kind: "declined"; readonly pillar: string; readonly moment: SlotMoment; readonly at: string }
  | { readonly kind: "boycott"; readonly pillar: string; readonly at: string }
  | { readonly kind: "offered"; readonly pillar: string; readonly moment: SlotMoment; readonly at: string };

/** Every pillar that does not decide has both; pillars are data, so a fourth one has them too. */
export function slotsOf(
  pillars: readonly string[],
  events: readonly SlotEvent[],
  now: string,
): readonly Slot[] {
  return pillars.flatMap((pillar) =>
    slotMoments.map((moment) =>
      slotOf(
        pillar,
        moment,
        events.filter(
          (event) => event.pillar === pillar && (event.kind === "boycott" || event.moment === moment),
        ),
        now,
      ),
    ),
  );
}

/** What stands between a meeting and its closing. */
export function openSlots(slots: readonly Slot[]): readonly Slot[] {
  return slots.filter(({ state }) => state === "open" || state === "offered");
}

function slotOf(pillar: string, moment: SlotMoment, events: readonly SlotEvent[], now: string): Slot {
  const last = (kind: SlotEvent["kind"]): SlotEvent | undefined => events.findLast((e) => e.kind === kind);
  const given = last("statement");
  if (given !== undefined) return { pillar, moment, state: "given", at: given.at, until: null };
  const declined = last("declined") ?? last("boycott");
  if (declined !== undefined) return { pillar, moment, state: "declined", at: declined.at, until: null };
  // The first offer counts: repeating it does not give less time, nor more.
  const offered = events.find(({ kind }) => kind === "offered");
  if (offered === undefined) return { pillar, moment, state: "open", at: null, until: null };
  const until = new Date(Date.parse(offered.at) + offerDays * 86_400_000).toISOString();
  return { pillar, moment, state: now < until ? "offered" : "unused", at: offered.at, until };
}
