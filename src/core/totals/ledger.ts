// What everybody can see of certificates in the log, gathered from its public acts: which were sealed, left, arrived and
// were withdrawn, how many acts each authority signed on each day, and what it said of them in counts, commitments and
// totals. Every check of this folder starts from it. Signatures and places in the log are checked by whoever reads the acts.
import type { Facts } from "../act/act.ts";
import { equalBytes } from "../encoding/bytes.ts";
import { lifeEventKinds, withdrawnStates } from "../certificate/life.ts";
import type { LifeEventKind } from "../certificate/life.ts";
import type { IsoDate } from "../kp/dates.ts";
import {
  committedType,
  countedType,
  publishedType,
  readCommitted,
  readCounted,
  readPublished,
} from "./acts.ts";
import type { Commitment, CountedFacts, PublishedFacts } from "./acts.ts";
import { quantities } from "./commitment.ts";
import { dayOf } from "./periods.ts";

/** One entry of the log, read. */
export interface PublicAct {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly organisation: string;
  /** UTC instant. */
  readonly at: string;
  readonly leafHash: Uint8Array;
  readonly public: Facts;
}

export interface PublicCertificate {
  /** Authority that issued it. */
  authority: string | null;
  participant: string | null;
  sealedAt: string | null;
  /** When its shipment left: its first act of departure, or of arrival where nobody recorded the departure. */
  leftAt: string | null;
  /** It was withdrawn before anything left on it, so nothing ever counts. */
  neverLeft: boolean;
  confirmed: { readonly at: string; readonly authority: string } | null;
  commitment: Commitment["points"] | null;
  /** A second, different commitment stands in the log: the first one counts, and a check says so. */
  committedTwice: boolean;
}

export type Said<F> = F & Pick<PublicAct, "id" | "organisation" | "at" | "leafHash">;

export interface Ledger {
  /** By public id, hexadecimal. */
  readonly certificates: Map<string, PublicCertificate>;
  /** Authority → day → kind → number of acts. */
  readonly tallies: Map<string, Map<IsoDate, Map<LifeEventKind, number>>>;
  /** In the order of the log, as the two below. */
  readonly counts: Said<CountedFacts>[];
  readonly published: Said<PublishedFacts>[];
  /** Acts of counts, commitments and totals that have not the form they must have. */
  readonly unreadable: PublicAct[];
}

/** The types of act that a ledger reads; every other one changes nothing. */
export const ledgerTypes: readonly string[] = [
  ...lifeEventKinds.map((kind) => `certificate.${kind}`),
  countedType,
  committedType,
  publishedType,
];

/** In the order of the log. */
export function ledgerOf(acts: Iterable<PublicAct>): Ledger {
  const ledger = emptyLedger();
  for (const act of acts) addToLedger(ledger, act);
  return ledger;
}

export function emptyLedger(): Ledger {
  return { certificates: new Map(), tallies: new Map(), counts: [], published: [], unreadable: [] };
}

/** Changes the ledger: a log of millions of acts is read in one pass. */
export function addToLedger(ledger: Ledger, act: PublicAct): void {
  if (act.type === countedType) return said(ledger, act, readCounted(act.public), ledger.counts);
  if (act.type === publishedType) return said(ledger, act, readPublished(act.public), ledger.published);
  if (act.type === committedType) return addCommitments(ledger, act);
  const kind = kindOf(act.type);
  if (kind === undefined || !/^certificate:[0-9a-f]{32}$/.test(act.subject)) return;
  tally(ledger, act, kind);
  addEvent(certificateOf(ledger, act.subject.slice("certificate:".length)), act, kind);
}

/** Of several acts about one thing, the one in force: the last of those that correct it, each by the authority itself. */
export function inForce<F extends { readonly corrects: Uint8Array | null }>(
  acts: readonly Said<F>[],
  isSame: (one: Said<F>, other: Said<F>) => boolean,
): readonly Said<F>[] {
  const standing: Said<F>[] = [];
  for (const act of acts) {
    const { corrects } = act;
    const place =
      corrects === null ? -1 : standing.findIndex(({ leafHash }) => equalBytes(leafHash, corrects));
    const corrected = standing[place];
    if (corrected !== undefined && corrected.organisation === act.organisation && isSame(corrected, act))
      standing[place] = act;
    else standing.push(act);
  }
  return standing;
}

const kindNames: ReadonlySet<string> = new Set(lifeEventKinds);
const withdrawing: ReadonlySet<LifeEventKind> = new Set(
  withdrawnStates.map(
    (state) => (state === "RETURNED_UNUSED" ? "returned" : state.toLowerCase()) as LifeEventKind,
  ),
);
const departing: ReadonlySet<LifeEventKind> = new Set(["exported", "presented", "confirmed"]);

function kindOf(type: string): LifeEventKind | undefined {
  const kind = type.startsWith("certificate.") ? type.slice("certificate.".length) : "";
  return kindNames.has(kind) ? (kind as LifeEventKind) : undefined;
}

function addEvent(certificate: PublicCertificate, act: PublicAct, kind: LifeEventKind): void {
  if (kind === "issued" && certificate.authority === null) {
    const { participant } = act.public;
    certificate.authority = act.organisation;
    certificate.participant = typeof participant === "string" ? participant : null;
  }
  if (kind === "validated") certificate.sealedAt ??= act.at;
  if (withdrawing.has(kind) && certificate.leftAt === null) certificate.neverLeft = true;
  if (departing.has(kind) && !certificate.neverLeft) certificate.leftAt ??= act.at;
  if (kind === "confirmed") certificate.confirmed ??= { at: act.at, authority: act.organisation };
}

function addCommitments(ledger: Ledger, act: PublicAct): void {
  const commitments = readCommitted(act.public);
  if (commitments === undefined) {
    ledger.unreadable.push(act);
    return;
  }
  for (const { certificate: id, points } of commitments) {
    const certificate = certificateOf(ledger, id);
    // Only its issuer commits to it; what others say about it is nothing.
    if (certificate.authority !== act.organisation) continue;
    const before = certificate.commitment;
    if (before === null) certificate.commitment = points;
    else if (quantities.some((quantity) => !equalBytes(before[quantity], points[quantity])))
      certificate.committedTwice = true;
  }
}

function said<F>(ledger: Ledger, act: PublicAct, facts: F | undefined, list: Said<F>[]): void {
  const { id, organisation, at, leafHash } = act;
  if (facts === undefined) ledger.unreadable.push(act);
  else list.push({ ...facts, id, organisation, at, leafHash });
}

function tally({ tallies }: Ledger, act: PublicAct, kind: LifeEventKind): void {
  const days = getOrMake(tallies, act.organisation, () => new Map<IsoDate, Map<LifeEventKind, number>>());
  const kinds = getOrMake(days, dayOf(act.at), () => new Map<LifeEventKind, number>());
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
}

function certificateOf({ certificates }: Ledger, id: string): PublicCertificate {
  return getOrMake(certificates, id, () => ({
    authority: null,
    participant: null,
    sealedAt: null,
    leftAt: null,
    neverLeft: false,
    confirmed: null,
    commitment: null,
    committedTwice: false,
  }));
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
