// What is fixed before anybody votes, and the digests by which every proof is bound to it: who holds the key, who may
// vote in which group, on whom, until when, and what a candidate must reach.
import { digestOf } from "./group.ts";
import type { Part } from "./group.ts";

export interface Trustee {
  /** The organisation that holds a share of the key. */
  readonly id: string;
  readonly pillar: string;
}

export interface CeremonyTerms {
  readonly election: string;
  readonly trustees: readonly Trustee[];
  /** How many of them can decrypt together; fewer cannot. */
  readonly threshold: number;
}

/** Ballots of a group are added up together, and the sum is shown. */
export interface VoterGroup {
  readonly id: string;
  /** A candidate needs the support of this part of the group's voters, rounded up: [1, 2] is one half. */
  readonly floor: readonly [of: number, parts: number];
}

export interface Voter {
  readonly seat: string;
  readonly group: string;
}

export interface CallTerms {
  /** 1, 2, 3. */
  readonly call: number;
  /** The candidates. */
  readonly choices: readonly string[];
  /** How many of them one ballot may support. */
  readonly most: number;
  readonly groups: readonly VoterGroup[];
  readonly voters: readonly Voter[];
  /** UTC instants: a ballot counts from the first to before the second. */
  readonly opensAt: string;
  readonly closesAt: string;
}

export const limits = { trustees: 15, choices: 20, most: 5, groups: 6, voters: 500, text: 120 } as const;

export type TermsFault =
  | "trustees"
  | "threshold"
  | "choices"
  | "most"
  | "groups"
  | "voters"
  | "window"
  | "text";

/** Undefined when the terms can be used. Hostile: whoever wrote the file. */
export function findCeremonyFault({ election, trustees, threshold }: CeremonyTerms): TermsFault | undefined {
  const ids = trustees.map(({ id }) => id);
  if (![election, ...ids, ...trustees.map(({ pillar }) => pillar)].every(isShort)) return "text";
  if (!isBetween(ids.length, 1, limits.trustees) || new Set(ids).size !== ids.length) return "trustees";
  return isBetween(threshold, 1, ids.length) ? undefined : "threshold";
}

export function findCallFault(terms: CallTerms): TermsFault | undefined {
  const { choices, most, groups, voters, opensAt, closesAt } = terms;
  const seats = voters.map(({ seat }) => seat);
  const ids = groups.map(({ id }) => id);
  if (![...choices, ...seats, ...ids, ...voters.map(({ group }) => group)].every(isShort)) return "text";
  if (!isBetween(choices.length, 1, limits.choices) || new Set(choices).size !== choices.length)
    return "choices";
  if (!isBetween(most, 1, Math.min(choices.length, limits.most))) return "most";
  if (!isBetween(ids.length, 1, limits.groups) || new Set(ids).size !== ids.length) return "groups";
  if (!groups.every(({ floor: [of, parts] }) => isBetween(parts, 1, 1000) && isBetween(of, 0, parts)))
    return "groups";
  if (!isBetween(seats.length, 1, limits.voters) || new Set(seats).size !== seats.length) return "voters";
  if (!voters.every(({ group }) => ids.includes(group))) return "voters";
  return isBetween(terms.call, 1, 99) && opensAt < closesAt ? undefined : "window";
}

export function ceremonyDigest({ election, trustees, threshold }: CeremonyTerms): Uint8Array {
  return digestOf("ceremony", [
    election,
    threshold,
    trustees.length,
    ...trustees.flatMap(({ id, pillar }) => [id, pillar]),
  ]);
}

/** Binds a ballot to the election, its key, this call and everything that was fixed for it. */
export function callDigest(ceremony: CeremonyTerms, key: Uint8Array, terms: CallTerms): Uint8Array {
  const { call, choices, most, groups, voters, opensAt, closesAt } = terms;
  const parts: readonly Part[] = [
    ceremonyDigest(ceremony),
    key,
    call,
    most,
    opensAt,
    closesAt,
    choices.length,
    ...choices,
    groups.length,
    ...groups.flatMap(({ id, floor: [of, parts] }) => [id, of, parts]),
    voters.length,
    ...voters.flatMap(({ seat, group }) => [seat, group]),
  ];
  return digestOf("call", parts);
}

function isShort(text: string): boolean {
  return text.length >= 1 && text.length <= limits.text;
}

function isBetween(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}
