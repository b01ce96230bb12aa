// The three acts of counts and totals, as they stand in the log, and their strict reading. Hostile: whoever signs an act
// chooses its public part. What does not have exactly this form is unreadable, and a check says so.
import type { Fact, Facts } from "../act/act.ts";
import { toHex } from "../encoding/bytes.ts";
import { lifeEventKinds } from "../certificate/life.ts";
import type { LifeEventKind } from "../certificate/life.ts";
import type { IsoDate } from "../kp/dates.ts";
import { commitmentLength, decodeBlinding, encodeBlinding, quantities } from "./commitment.ts";
import type { Opening, Quantity } from "./commitment.ts";
import { isDay, parseQuarter } from "./periods.ts";
import type { Quarter } from "./periods.ts";

export const countedType = "certificates.counted";
export const committedType = "certificates.committed";
export const publishedType = "totals.published";

/** How many acts of each kind an authority signed; a kind that is not named is none. */
export type Counts = Readonly<Partial<Record<LifeEventKind, number>>>;

/** Public part of `certificates.counted`. */
export interface CountedFacts {
  /** First and last day, UTC, both within. */
  readonly from: IsoDate;
  readonly to: IsoDate;
  readonly counts: Counts;
  /** Since the authority's first act. */
  readonly totals: Counts;
  /** Leaf hash of the count that this one puts right. */
  readonly corrects: Uint8Array | null;
}

export interface Commitment {
  /** The certificate's public id, 16 bytes as hexadecimal. */
  readonly certificate: string;
  readonly points: Readonly<Record<Quantity, Uint8Array>>;
}

/** Exports or imports of one authority in one quarter. */
export interface Flow {
  readonly certificates: number;
  /** Null where so few certificates stand behind it that the total would tell one trader's business. */
  readonly sums: Readonly<Record<Quantity, Opening>> | null;
}

export const directions = ["exports", "imports"] as const;
export type Direction = (typeof directions)[number];

/** Public part of `totals.published`. */
export interface PublishedFacts {
  readonly quarter: Quarter;
  readonly participant: string;
  readonly flows: Readonly<Record<Direction, Flow>>;
  readonly corrects: Uint8Array | null;
}

const idLength = 16;
const itemLength = idLength + quantities.length * commitmentLength;
/** 600 times 80 bytes: well within an entry of the log (65,535 bytes). */
export const mostCommitments = 600;

export function encodeCommitments(commitments: readonly Commitment[]): Uint8Array {
  if (commitments.length < 1 || commitments.length > mostCommitments)
    throw new RangeError(`an act holds 1 to ${mostCommitments} commitments`);
  const bytes = new Uint8Array(commitments.length * itemLength);
  commitments.forEach(({ certificate, points }, place) => {
    const at = place * itemLength;
    for (let i = 0; i < idLength; i++)
      bytes[at + i] = Number.parseInt(certificate.slice(2 * i, 2 * i + 2), 16);
    quantities.forEach((quantity, i) => bytes.set(points[quantity], at + idLength + i * commitmentLength));
  });
  return bytes;
}

/** Public part of `certificates.committed`: `items` is id ‖ carats ‖ US dollars, 80 bytes for each certificate. */
export function readCommitted(facts: Facts): readonly Commitment[] | undefined {
  const { items } = facts;
  if (!hasOnly(facts, ["items"]) || !(items instanceof Uint8Array)) return undefined;
  const count = items.length / itemLength;
  if (!Number.isInteger(count) || count < 1 || count > mostCommitments) return undefined;
  return Array.from({ length: count }, (_, place) => {
    const at = place * itemLength;
    const point = (i: number) =>
      items.slice(at + idLength + i * commitmentLength, at + idLength + (i + 1) * commitmentLength);
    return {
      certificate: toHex(items.subarray(at, at + idLength)),
      points: { carats: point(0), usd: point(1) },
    };
  });
}

export function readCounted(facts: Facts): CountedFacts | undefined {
  const { from, to, corrects = null } = facts;
  const [counts, totals] = [readCounts(facts["counts"]), readCounts(facts["totals"])];
  if (!hasOnly(facts, ["from", "to", "counts", "totals", "corrects"])) return undefined;
  if (!isDay(from) || !isDay(to) || from > to || counts === undefined || totals === undefined)
    return undefined;
  return isHashOrNull(corrects) ? { from, to, counts, totals, corrects } : undefined;
}

export function readPublished(facts: Facts): PublishedFacts | undefined {
  const { participant, corrects = null } = facts;
  const quarter = typeof facts["quarter"] === "string" ? parseQuarter(facts["quarter"]) : undefined;
  const [exports, imports] = [readFlow(facts["exports"]), readFlow(facts["imports"])];
  if (!hasOnly(facts, ["quarter", "participant", "exports", "imports", "corrects"])) return undefined;
  if (typeof participant !== "string" || !/^[A-Z]{2,10}$/.test(participant)) return undefined;
  if (quarter === undefined || exports === undefined || imports === undefined) return undefined;
  return isHashOrNull(corrects) ? { quarter, participant, flows: { exports, imports }, corrects } : undefined;
}

/** A flow as `totals.published` holds it. */
export function flowFacts({ certificates, sums }: Flow): Facts {
  if (sums === null) return { certificates, withheld: true };
  const { carats, usd } = sums;
  return {
    certificates,
    carats: carats.value,
    usd: usd.value,
    blindingCarats: encodeBlinding(carats.blinding),
    blindingUsd: encodeBlinding(usd.blinding),
  };
}

function readFlow(fact: Fact | undefined): Flow | undefined {
  if (!isMap(fact)) return undefined;
  const { certificates, withheld } = fact;
  if (!isCount(certificates)) return undefined;
  if (withheld === true)
    return hasOnly(fact, ["certificates", "withheld"]) ? { certificates, sums: null } : undefined;
  if (!hasOnly(fact, ["certificates", "carats", "usd", "blindingCarats", "blindingUsd"])) return undefined;
  const carats = readOpening(fact["carats"], fact["blindingCarats"]);
  const usd = readOpening(fact["usd"], fact["blindingUsd"]);
  return carats === undefined || usd === undefined ? undefined : { certificates, sums: { carats, usd } };
}

function readOpening(value: Fact | undefined, blinding: Fact | undefined): Opening | undefined {
  const isAmount = typeof value === "bigint" ? value >= 0n : isCount(value);
  const r = blinding instanceof Uint8Array ? decodeBlinding(blinding) : undefined;
  return isAmount && r !== undefined ? { value: BigInt(value as number | bigint), blinding: r } : undefined;
}

const kinds: ReadonlySet<string> = new Set(lifeEventKinds);

function readCounts(fact: Fact | undefined): Counts | undefined {
  if (!isMap(fact)) return undefined;
  const whole = Object.entries(fact).every(([kind, count]) => kinds.has(kind) && isCount(count) && count > 0);
  return whole ? fact : undefined;
}

function isMap(fact: Fact | undefined): fact is Facts {
  return typeof fact === "object" && fact !== null && !Array.isArray(fact) && !(fact instanceof Uint8Array);
}

function isCount(fact: Fact | undefined): fact is number {
  return typeof fact === "number" && Number.isSafeInteger(fact) && fact >= 0;
}

function isHashOrNull(fact: Fact): fact is Uint8Array | null {
  return fact === null || (fact instanceof Uint8Array && fact.length === 32);
}

function hasOnly(facts: Facts, names: readonly string[]): boolean {
  return Object.keys(facts).every((name) => names.includes(name));
}
