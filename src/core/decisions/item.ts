// What is decided, and who may take part: pillars, seats, rosters, items, clauses and versions. Plain data, so that a
// state can be written down, hashed and folded again to the same bytes. Pillars are an open list: a fourth is data.

/** UTC, milliseconds: "2026-11-24T09:40:00.000Z". Instants of one form compare as text. */
export type Instant = string;

/** "G" governments, "I" industry, "C" civil society; others may be added. Under today's rule only "G" decides. */
export type PillarId = string;
export const governments: PillarId = "G";

export type SeatId = string;

export interface Seat {
  readonly id: SeatId;
  readonly pillar: PillarId;
  /** Participant or organisation that holds the seat; subjects of an item name actors. */
  readonly actor: string;
  readonly region?: string;
}

/** Seats in force when it was recorded. A call keeps the roster that stood when it opened. */
export interface Roster {
  readonly at: Instant;
  readonly seats: readonly Seat[];
}

/**
 * K0 discussion · K1 procedural · K2 operational · K3 measure on a Participant · K4 constitutional · E election.
 */
export const itemClasses = ["K0", "K1", "K2", "K3", "K4", "E"] as const;
export type ItemClass = (typeof itemClasses)[number];

export const itemKinds = ["TEXT", "ELECTION", "MOTION", "DISCUSSION"] as const;
export type ItemKind = (typeof itemKinds)[number];

export interface Clause {
  readonly id: string;
  /** The wording, or a digest of it: two clauses with the same text are the same proposal. */
  readonly text: string;
  /** Clauses of the same version without which this one makes no sense; no cycle. */
  readonly dependsOn: readonly string[];
}

export interface Version {
  readonly number: number;
  readonly clauses: readonly Clause[];
  readonly from: Instant;
  readonly frozenAt: Instant | null;
  /** SUBMITTED · CURED · CONSOLIDATED by the sponsors · COMPROMISE of the mediation panel. */
  readonly origin: "SUBMITTED" | "CURED" | "CONSOLIDATED" | "COMPROMISE";
}

/** Stands for an item that has no text ("scope"): positions and objections name it like a clause. */
export const scopeClause = "scope";

export interface Item {
  readonly id: string;
  readonly class: ItemClass;
  readonly kind: ItemKind;
  /** Actors that the item is about: target, beneficiary, host, party named, candidate. */
  readonly subjects: readonly string[];
  /** At least one; an item without text has the single clause "scope". */
  readonly clauses: readonly Clause[];
  /** Only a K4 package may be declared inseverable, and only before it is listed. */
  readonly severable: boolean;
  /** IANA name, of the host of the body: no call closes there between 20:00 and 08:00. */
  readonly timeZone: string;
  /** Continues a protective measure in force: without a decision it holds until one to lift it. */
  readonly continuesMeasure?: boolean;
  /** Seats beside the first sponsor that may join as sponsors. */
  readonly coSponsors?: readonly SeatId[];
  /** A K0 item listed without sponsors. */
  readonly trigger?: "EARLY_WARNING" | "HARM_REPORTS";
  /** The same subject was discussed before and nothing new is known: two more seconders from two pillars are needed. */
  readonly repeats?: boolean;
  /** Other texts on the same question; only one of them may be adopted. */
  readonly competesWith?: readonly string[];
}

/** Ids are short, begin with a letter or a number, and are no word that every object of the language has ("constructor"). */
export function isPlainId(id: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N} ._:§()/-]{0,79}$/u.test(id) && !(id in Object.prototype);
}

/** Unknown or doubled clause, or a circle of dependencies; null when the clauses may stand. */
export function clauseProblem(
  clauses: readonly Clause[],
): "no-clause" | "clause-id" | "clause-twice" | "unknown-dependency" | "circular-dependency" | null {
  if (clauses.length === 0) return "no-clause";
  if (!clauses.every((clause) => isPlainId(clause.id))) return "clause-id";
  const byId = new Map(clauses.map((clause) => [clause.id, clause]));
  if (byId.size !== clauses.length) return "clause-twice";
  // Kahn's algorithm: what is left when nothing more is free stands in a circle.
  const waiting = new Map<string, number>();
  const dependants = new Map<string, string[]>();
  for (const clause of clauses) {
    const on = new Set(clause.dependsOn);
    waiting.set(clause.id, on.size);
    for (const id of on) {
      if (!byId.has(id)) return "unknown-dependency";
      const list = dependants.get(id);
      if (list === undefined) dependants.set(id, [clause.id]);
      else list.push(clause.id);
    }
  }
  const free = clauses.filter((clause) => waiting.get(clause.id) === 0).map((clause) => clause.id);
  let ordered = 0;
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    ordered++;
    for (const next of dependants.get(id) ?? []) {
      const left = (waiting.get(next) ?? 0) - 1;
      waiting.set(next, left);
      if (left === 0) free.push(next);
    }
  }
  return ordered === clauses.length ? null : "circular-dependency";
}
