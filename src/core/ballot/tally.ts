// Counting: of each voter the last good ballot; the ciphertexts of a group added up; the sums decrypted by enough trustees,
// each with a proof; and whether a candidate is elected. No ballot is ever decrypted alone by anything in this folder.
import { concatBytes, equalBytes } from "../encoding/bytes.ts";
import { addCiphers, cipherBytes, readBallot } from "./ballot.ts";
import type { BallotBox } from "./ballot.ts";
import {
  base,
  decodeElement,
  digestOf,
  elementLength,
  identity,
  inverse,
  modulo,
  prepare,
  sumOf,
  times,
  timesPublic,
} from "./group.ts";
import type { Element, Part, Random } from "./group.ts";
import { haveSameSecret, proofLength, proveSameSecret } from "./proofs.ts";
import type { Cipher } from "./proofs.ts";
import type { CallTerms } from "./terms.ts";
import type { JointKey } from "./trustees.ts";

export interface CastBallot {
  readonly seat: string;
  /** UTC instant of its act. */
  readonly at: string;
  readonly ballot: Uint8Array;
}

export type BallotFault = "not-a-voter" | "outside-the-window" | "not-a-ballot";

export interface CountedBallots {
  /** Those that count, in the order of the voters. */
  readonly counted: readonly CastBallot[];
  /** Good ballots that a later one of the same voter replaced. */
  readonly replaced: number;
  readonly refused: readonly (Omit<CastBallot, "ballot"> & { readonly reason: BallotFault })[];
  /** By group, by choice. */
  readonly sums: readonly (readonly Cipher[])[];
  /** What the trustees say that they decrypt: of these ballots and no others. */
  readonly digest: Uint8Array;
}

/** Ballots in the order in which they were recorded, one after the other: whoever has other work may do it in between. */
export interface Counting {
  take(cast: CastBallot): void;
  result(): CountedBallots;
}

export function counting(box: BallotBox): Counting {
  const { voters, groups, choices, opensAt, closesAt } = box.terms;
  prepare(box.key);
  const good = new Map<string, { readonly cast: CastBallot; readonly ciphers: readonly Cipher[] }>();
  const refused: CountedBallots["refused"][number][] = [];
  let replaced = 0;
  return {
    take(cast) {
      const { seat, at } = cast;
      const isVoter = voters.some((voter) => voter.seat === seat);
      const inWindow = at >= opensAt && at < closesAt;
      const ciphers = isVoter && inWindow ? readBallot(box, seat, cast.ballot) : undefined;
      if (ciphers === undefined) {
        const reason = !isVoter ? "not-a-voter" : !inWindow ? "outside-the-window" : "not-a-ballot";
        refused.push({ seat, at, reason });
        return;
      }
      if (good.has(seat)) replaced++;
      good.set(seat, { cast, ciphers });
    },
    result() {
      const standing = voters.flatMap(({ seat, group }) => {
        const one = good.get(seat);
        return one === undefined ? [] : [{ ...one, group }];
      });
      return {
        counted: standing.map(({ cast }) => cast),
        replaced,
        refused,
        sums: groups.map(({ id }) => {
          const own = standing.filter(({ group }) => group === id);
          return choices.map((_, place) => addCiphers(own.map(({ ciphers }) => ciphers[place] as Cipher)));
        }),
        digest: digestOf("box", [
          box.digest,
          standing.length,
          ...standing.flatMap(({ cast }) => [cast.seat, cast.ballot]),
        ]),
      };
    },
  };
}

export function countBallots(box: BallotBox, ballots: readonly CastBallot[]): CountedBallots {
  const count = counting(box);
  for (const cast of ballots) count.take(cast);
  return count.result();
}

type Voters = Pick<CallTerms, "groups" | "voters">;

/** How many ballots of a group count. */
export function ballotsIn(
  { voters }: Pick<Voters, "voters">,
  { counted }: CountedBallots,
  group: string,
): number {
  const own = new Set(voters.filter((voter) => voter.group === group).map(({ seat }) => seat));
  return counted.filter(({ seat }) => own.has(seat)).length;
}

/** Why no sum is decrypted: there is no ballot, or the sum of a group would be one voter's choice. Null: nothing is against it. */
export function unopenable(terms: Voters, counted: CountedBallots): "NO_BALLOTS" | "SINGLE_BALLOT" | null {
  if (counted.counted.length === 0) return "NO_BALLOTS";
  return terms.groups.some(({ id }) => ballotsIn(terms, counted, id) === 1) ? "SINGLE_BALLOT" : null;
}

const partLength = elementLength + proofLength;

/** One trustee's part in the decryption of every sum: for each group and choice D = s·C1 and its proof. */
export function decryptSums(
  counted: CountedBallots,
  place: number,
  share: bigint,
  random: Random,
): Uint8Array {
  return concatBytes(
    ...cells(counted).flatMap(({ cipher: { c1 }, context }) => [
      times(c1, share).toBytes(),
      proveSameSecret(share, c1, [...context, place], random),
    ]),
  );
}

/** By group and choice; undefined for a part whose proofs do not hold. */
export function readDecryption(
  counted: CountedBallots,
  place: number,
  shareKey: Element,
  message: Uint8Array,
): readonly Element[] | undefined {
  const all = cells(counted);
  if (message.length !== all.length * partLength) return undefined;
  const parts: Element[] = [];
  for (const [i, { cipher, context }] of all.entries()) {
    const at = i * partLength;
    const part = decodeElement(message.subarray(at, at + elementLength));
    const proof = message.subarray(at + elementLength, at + partLength);
    if (part === undefined || !haveSameSecret(shareKey, cipher.c1, part, proof, [...context, place]))
      return undefined;
    parts.push(part);
  }
  return parts;
}

/** By group, by choice: how many ballots support it. */
export type Totals = readonly (readonly number[])[];

export interface Decryption {
  readonly place: number;
  readonly message: Uint8Array;
}

/** Undefined while fewer than `threshold` trustees have given a part that holds. */
export function openTotals(
  joint: JointKey,
  threshold: number,
  counted: CountedBallots,
  decryptions: readonly Decryption[],
): Totals | undefined {
  const parts = new Map<number, readonly Element[]>();
  for (const { place, message } of decryptions) {
    const shareKey = joint.shares[place];
    if (parts.size === threshold || shareKey === undefined || parts.has(place)) continue;
    const read = readDecryption(counted, place, shareKey, message);
    if (read !== undefined) parts.set(place, read);
  }
  if (parts.size < threshold) return undefined;
  const places = [...parts.keys()];
  const weights = places.map((place) => weightOf(place, places));
  const all = cells(counted).map(({ cipher }, i) => {
    const hidden = sumOf(
      places.map((place, j) =>
        timesPublic((parts.get(place) as readonly Element[])[i] as Element, weights[j] as bigint),
      ),
    );
    return smallNumber(cipher.c2.subtract(hidden), counted.counted.length);
  });
  if (!all.every((number) => number !== undefined)) return undefined;
  const width = counted.sums[0]?.length ?? 0;
  return counted.sums.map((_, group) => all.slice(group * width, (group + 1) * width));
}

/** What a candidate needs in each group. */
export function floorsOf({ groups, voters }: Voters): readonly number[] {
  return groups.map(({ id, floor: [of, parts] }) =>
    Math.ceil((of * voters.filter(({ group }) => group === id).length) / parts),
  );
}

/**
 * The candidate who reaches the floor in every group and has the most support of all who do. Null when nobody does, and
 * when two have the same: nobody is elected by lot or by order.
 */
export function electedOf(terms: Voters & Pick<CallTerms, "choices">, totals: Totals): string | null {
  const floors = floorsOf(terms);
  const reached = terms.choices
    .map((choice, place) => {
      const support = totals.map((ofGroup) => ofGroup[place] ?? 0);
      return {
        choice,
        all: support.reduce((sum, one) => sum + one, 0),
        ok: support.every((one, group) => one >= (floors[group] ?? 0)),
      };
    })
    .filter(({ ok, all }) => ok && all > 0);
  const most = Math.max(0, ...reached.map(({ all }) => all));
  const first = reached.filter(({ all }) => all === most);
  return first.length === 1 ? (first[0]?.choice ?? null) : null;
}

interface Cell {
  readonly cipher: Cipher;
  readonly context: readonly Part[];
}

function cells({ sums, digest }: CountedBallots): readonly Cell[] {
  return sums.flatMap((ofGroup, group) =>
    ofGroup.map((cipher, choice) => ({
      cipher,
      context: ["sum", digest, group, choice, cipherBytes(cipher)],
    })),
  );
}

/** Lagrange's weight of a place, for the value at 0. */
function weightOf(place: number, places: readonly number[]): bigint {
  let [above, below] = [1n, 1n];
  for (const other of places) {
    if (other === place) continue;
    above = modulo(above * BigInt(other + 1));
    below = modulo(below * BigInt(other - place));
  }
  return modulo(above * inverse(below));
}

function smallNumber(element: Element, most: number): number | undefined {
  const wanted = element.toBytes();
  let reached = identity;
  for (let number = 0; number <= most; number++) {
    if (equalBytes(reached.toBytes(), wanted)) return number;
    reached = reached.add(base);
  }
  return undefined;
}
