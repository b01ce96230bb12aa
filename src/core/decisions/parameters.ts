// The numbers of each rule, dated, with where they come from. Shares are exact fractions, never floats. What a source
// does not give is null and stays configurable; it is not invented.
import type { ItemClass, PillarId } from "./item.ts";

/** An exact share of the eligible seats: { part: 1, of: 8 }. */
export interface Share {
  readonly part: number;
  readonly of: number;
}

export function share(part: number, of: number): Share {
  return { part, of };
}

/** Smallest whole number that is at least this share of n. */
export function atLeast(share: Share, n: number): number {
  return Math.floor((n * share.part + share.of - 1) / share.of);
}

/** Largest whole number that is at most this share of n. */
export function atMost(share: Share, n: number): number {
  return Math.floor((n * share.part) / share.of);
}

/** FIRST call of an item, LAST when no recall is left, LAST_RESORT after mediation and by ministers. */
export type Threshold = "FIRST" | "LAST" | "LAST_RESORT";

export interface Thresholds {
  /** Of governments, in support. */
  readonly floor: Share;
  /** Of every other pillar with enough seats, in support. */
  readonly otherFloor: Share;
  /** Pillars for which another floor holds: one with an open claim that it was kept out keeps its first floor. */
  readonly otherFloorIn?: { readonly [pillar: PillarId]: Share };
  /** Of governments, in objection. */
  readonly cap: Share;
  /** A majority of any pillar in objection blocks. */
  readonly pillarBlock: boolean;
}

export interface ClassParameters {
  readonly noticeDays: number;
  readonly callDays: number;
  /** Of facilitation. */
  readonly rounds: number;
  readonly facilitationDays: number;
  readonly recalls: number;
  readonly mediationDays: number | null;
  readonly ministersDays: number | null;
  readonly thresholds: { readonly [threshold in Threshold]: Thresholds };
}

/** A pillar below this many eligible seats neither blocks nor has a floor; its objection applies the brake. */
export const minSeats = 3;
/** Below this many governments one objection is over the cap. */
export const minBody = 4;
export const pillarMajority = share(1, 2);
/** Objections of a pillar from this share on apply the brake. */
export const brakeShare = share(1, 4);
/** Of every pillar with enough seats, to set an objection aside as foreign to the purposes. */
export const meritsShare = share(3, 4);
/** Of a pillar, at most, that may be recused on one item. */
export const recusalShare = share(1, 5);
/** Of governments, to ask for ministers. */
export const ministersShare = share(1, 3);

export const clocks = {
  formCheckDays: 5,
  cureDays: 7,
  discussionListedDays: 10,
  discussionNoticeDays: 10,
  discussionDays: 60,
  discussionMinutes: 60,
  writtenDebateDays: 14,
  challengeDays: 5,
  rulingDays: 10,
  freezeHours: 24,
  swingHours: 48,
  extensionDays: 3,
  minimumWindowHours: 72,
  exclusionDays: 15,
  answersDays: 10,
  nightFrom: 20,
  nightTo: 8,
} as const;

export const limits = {
  discussionSponsors: 3,
  openDiscussionsOfASeat: 3,
  repeatSeconders: 2,
  amendmentsOfASeatInARound: 2,
  versions: 4,
  clauses: 500,
  seats: 500,
  textCharacters: 20_000,
  explanationCharacters: 200,
} as const;

/** Design of the platform, decided in docs/decisions/0014; the anchors of each number are named there. */
export const genuineSource = "docs/decisions/0014";
export const genuineValidFrom = "2026-11-27";

const eighth = share(1, 8);
const quarter = share(1, 4);
const third = share(1, 3);
const half = share(1, 2);
const twoThirds = share(2, 3);
const threeQuarters = share(3, 4);
const nobody = share(0, 1);

const operational: ClassParameters = {
  noticeDays: 21,
  callDays: 14,
  rounds: 2,
  facilitationDays: 21,
  recalls: 2,
  mediationDays: 30,
  ministersDays: null,
  thresholds: {
    FIRST: { floor: half, otherFloor: third, cap: eighth, pillarBlock: true },
    LAST: { floor: third, otherFloor: nobody, cap: eighth, pillarBlock: true },
    LAST_RESORT: { floor: twoThirds, otherFloor: nobody, cap: quarter, pillarBlock: true },
  },
};

const procedural: Thresholds = { floor: half, otherFloor: nobody, cap: quarter, pillarBlock: false };

export const genuineParameters: { readonly [itemClass in Exclude<ItemClass, "K0">]: ClassParameters } = {
  K1: {
    noticeDays: 14,
    callDays: 7,
    rounds: 1,
    facilitationDays: 10,
    recalls: 1,
    mediationDays: null,
    ministersDays: null,
    thresholds: {
      FIRST: procedural,
      LAST: { ...procedural, floor: third },
      // Never reached: a procedural item has no mediation.
      LAST_RESORT: { ...procedural, floor: third },
    },
  },
  K2: operational,
  K3: {
    ...operational,
    rounds: 1,
    ministersDays: 90,
    thresholds: {
      FIRST: { floor: half, otherFloor: third, cap: eighth, pillarBlock: true },
      LAST: { floor: half, otherFloor: nobody, cap: eighth, pillarBlock: true },
      LAST_RESORT: { floor: twoThirds, otherFloor: nobody, cap: quarter, pillarBlock: true },
    },
  },
  K4: {
    noticeDays: 30,
    callDays: 21,
    rounds: 2,
    facilitationDays: 30,
    recalls: 2,
    mediationDays: 45,
    ministersDays: 120,
    thresholds: {
      FIRST: { floor: twoThirds, otherFloor: half, cap: eighth, pillarBlock: true },
      LAST: { floor: twoThirds, otherFloor: half, cap: eighth, pillarBlock: true },
      LAST_RESORT: { floor: threeQuarters, otherFloor: half, cap: quarter, pillarBlock: true },
    },
  },
  // Three calls, then the chain of continuity: nothing else is given for elections, so they take the operational numbers.
  E: { ...operational, rounds: 0, mediationDays: null },
};
