// The first state of an item, and the small changes of a state that both procedures share.
import type { Refusal } from "./acts.ts";
import type { Guards } from "./guards.ts";
import type { Instant, Item, Seat, SeatId, Version } from "./item.ts";
import type { ClassParameters } from "./parameters.ts";
import type { Call, Deadline, ItemOutcome, ItemState, Stage } from "./state.ts";

/** What a procedure needs beside the state. Class K0 has no parameters of a call. */
export interface Rules {
  readonly parameters: ClassParameters | null;
  readonly guards: Guards;
}

/** A handler gives the next state, or why the act is refused. */
export type Handled = ItemState | Refusal;

export function beginItem(ruleSet: string, item: Item): ItemState {
  return {
    ruleSet,
    item,
    stage: "DRAFT",
    now: null,
    since: null,
    deadline: null,
    roster: null,
    sponsors: [],
    seconders: [],
    withdrawn: [],
    defects: [],
    cured: false,
    listedAt: null,
    versions: [],
    calls: [],
    round: 0,
    settled: [],
    answersUsed: false,
    recallsUsed: 0,
    extensionUsed: false,
    brakeUsed: false,
    freezeUsed: false,
    frozenSince: null,
    mediationUsed: false,
    ministersUsed: false,
    ministersRequestedBy: [],
    facilitator: null,
    mediators: [],
    compromise: null,
    amendments: [],
    answers: [],
    challenges: [],
    motions: [],
    claims: [],
    debates: [],
    statements: [],
    declarations: [],
    outcome: null,
  };
}

export function enter(state: ItemState, stage: Stage, at: Instant, deadline: Deadline | null): ItemState {
  return { ...state, stage, since: at, deadline };
}

export function close(state: ItemState, outcome: ItemOutcome): ItemState {
  return { ...enter(state, "CLOSED", outcome.at, null), outcome };
}

export function plainOutcome(code: ItemOutcome["code"], at: Instant): ItemOutcome {
  return { code, at, adopted: [], reason: null, withoutEngagement: [] };
}

export function versionOf(state: ItemState): Version {
  const version = state.versions.at(-1);
  if (version === undefined) throw new RangeError("the item has no version before it is submitted");
  return version;
}

export function lastCall(state: ItemState): Call | undefined {
  return state.calls.at(-1);
}

export function withCall(state: ItemState, call: Call): ItemState {
  return { ...state, calls: [...state.calls.slice(0, -1), call] };
}

export function seatIn(seats: readonly Seat[] | undefined, id: SeatId): Seat | undefined {
  return seats?.find((seat) => seat.id === id);
}

export function settledClauses(state: ItemState): ReadonlySet<string> {
  return new Set(state.settled.map((one) => one.clause));
}
