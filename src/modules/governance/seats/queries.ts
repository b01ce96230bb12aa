// Who has a seat on a day, and who may speak for it. Governments' seats follow from the dated statuses of Participants;
// organisations are accredited; a Participant's only authority speaks for it unless another organisation was entrusted.
import { statusOn } from "#core/kp/statuses.ts";
import type { SchemeStatus } from "#core/kp/statuses.ts";
import { regionOf } from "#core/kp/regions.ts";
import { governments } from "#core/decisions/item.ts";
import type { Seat } from "#core/decisions/item.ts";
import { personBehind } from "#modules/record/index.ts";
import type { Actor, Ctx, Tx } from "#modules/record/index.ts";
import { schemeFacts } from "#modules/scheme/index.ts";
import * as store from "./store.ts";
import type { ContestRow, DelegateRow } from "./store.ts";

export type Source = Ctx | Tx;

export interface SeatOnDay {
  readonly code: string;
  readonly pillar: string;
  /** By language; English is always there. */
  readonly names: Readonly<Record<string, string>>;
  /** Whose key signs its acts; null while nobody may speak for it: its seat stands, and stays silent. */
  readonly organisation: string | null;
  /** Participant code of a government's seat. */
  readonly participant: string | null;
  readonly from: string;
  readonly basis: string;
}

/** A Participant that may not trade is a Participant still, and keeps its seat. */
const seated: ReadonlySet<SchemeStatus | "UNKNOWN"> = new Set([
  "PARTICIPANT",
  "CONDITIONAL",
  "SELF_SUSPENDED",
  "SUSPENDED",
  "EMBARGOED",
] as const);

/** Governments first, then by pillar and code. */
export async function seatsOn(source: Source, day: string): Promise<readonly SeatOnDay[]> {
  const reader = readerOf(source);
  const [facts, entrusted, accredited] = [
    await schemeFacts(source),
    await store.entrusted(reader),
    await store.seats(reader),
  ];
  const organisationOf = (participant: string): string | null => {
    const row = entrusted.findLast((one) => one.participant === participant && one.from <= day);
    if (row !== undefined) return row.organisation;
    const [only, ...others] = facts.authorities.filter(
      (one) => one.participant === participant && one.from <= day && (one.until === null || day < one.until),
    );
    return only !== undefined && others.length === 0 ? only.code : null;
  };
  const ofGovernments = facts.participants.flatMap((participant): SeatOnDay[] => {
    const standing = statusOn(facts.statuses, participant.code, day);
    if (!seated.has(standing.status)) return [];
    return [
      {
        code: participant.code,
        pillar: governments,
        names: participant.names,
        organisation: organisationOf(participant.code),
        participant: participant.code,
        from: standing.row?.from ?? day,
        basis: standing.row?.source ?? "",
      },
    ];
  });
  const ofOrganisations = accredited
    .filter(({ from, until }) => from <= day && (until === null || day < until))
    .map(({ code, pillar, names, organisation, from, basis }) => ({
      code,
      pillar,
      names,
      organisation,
      participant: null,
      from,
      basis,
    }))
    .sort((a, b) => (a.pillar < b.pillar ? -1 : a.pillar > b.pillar ? 1 : a.code < b.code ? -1 : 1));
  return [...ofGovernments, ...ofOrganisations];
}

/** Today's. */
export async function seatsNow(source: Source): Promise<readonly SeatOnDay[]> {
  return seatsOn(source, today(source));
}

/** As the engine takes them. */
export async function rosterSeats(source: Source, day: string): Promise<readonly Seat[]> {
  return (await seatsOn(source, day)).map(({ code, pillar, participant }): Seat => {
    const region = participant === null ? undefined : regionOf(participant);
    return { id: code, pillar, actor: code, ...(region === undefined ? {} : { region }) };
  });
}

/** The seat that an organisation speaks for today; an organisation has at most one. */
export async function seatOfOrganisation(
  source: Source,
  organisation: string | null,
): Promise<SeatOnDay | undefined> {
  if (organisation === null) return undefined;
  return (await seatsNow(source)).find((seat) => seat.organisation === organisation);
}

export interface Pillar {
  readonly code: string;
  /** Null: the three that always are have words in the locale files. */
  readonly names: Readonly<Record<string, string>> | null;
}

/** Governments, industry, civil society, and those that were added. */
export async function pillarsKnown(source: Source): Promise<readonly Pillar[]> {
  const added = await store.pillars(readerOf(source));
  return [
    ...foundingPillars.map((code) => added.find((one) => one.code === code) ?? { code, names: null }),
    ...added.filter(({ code }) => !(foundingPillars as readonly string[]).includes(code)),
  ];
}

export const foundingPillars = [governments, "I", "C"] as const;

export type Credential = "VALID" | "REVOKED" | "UNKNOWN";

export interface Delegation {
  readonly seat: SeatOnDay;
  readonly delegate: DelegateRow;
  readonly credential: "VALID" | "REVOKED";
}

/**
 * For whom the actor speaks on a body or an item (`about`: "body:PLENARY", "item:<id>"): a valid accreditation if there is
 * one, else the last that ended, so that a revoked delegate is told so. Undefined for everybody else.
 */
export async function delegationOf(
  source: Source,
  actor: Actor,
  about: readonly string[],
): Promise<Delegation | undefined> {
  if (!actor.roles.includes("delegate")) return undefined;
  const seat = await seatOfOrganisation(source, actor.organisation);
  if (seat === undefined) return undefined;
  const own = (await store.accreditationsOf(readerOf(source), personBehind(actor))).filter(
    (row) => row.seat === seat.code && row.organisation === seat.organisation,
  );
  const now = nowOf(source);
  const valid = own.findLast((row) => isValid(row, now) && covers(row, about));
  if (valid !== undefined) return { seat, delegate: valid, credential: "VALID" };
  const ended = own.findLast((row) => covers(row, about) && row.from <= now);
  return ended === undefined ? undefined : { seat, delegate: ended, credential: "REVOKED" };
}

export function isValid(row: Pick<DelegateRow, "from" | "until" | "revokedAt">, now: string): boolean {
  return (
    row.from <= now &&
    (row.until === null || now < row.until) &&
    (row.revokedAt === null || now < row.revokedAt)
  );
}

export function covers({ scope }: DelegateRow, about: readonly string[]): boolean {
  return scope === null || about.some((name) => scope.includes(name));
}

export interface DelegateShown extends Omit<DelegateRow, "duress" | "publicKey" | "name"> {
  readonly valid: boolean;
}

/** Who spoke or speaks for a seat: everybody may know, but not their names. */
export async function delegatesOf(source: Source, seat: string): Promise<readonly DelegateShown[]> {
  const now = nowOf(source);
  return (await store.delegatesOf(readerOf(source), seat)).map(
    ({ duress: _duress, publicKey: _publicKey, name: _name, ...row }) => ({
      ...row,
      valid: isValid(row, now),
    }),
  );
}

export async function contestsOf(source: Source, seat: string): Promise<readonly ContestRow[]> {
  return store.contestsOf(readerOf(source), seat);
}

export interface Body {
  readonly code: string;
  readonly ruleSet: string;
  readonly timeZone: string;
  readonly names: Readonly<Record<string, string>> | null;
}

/** The whole of the Participants, deciding under the rule of 2003 unless a later act says otherwise. */
export const plenary: Body = {
  code: "PLENARY",
  ruleSet: "kp-strict@2003",
  timeZone: "Etc/UTC",
  names: null,
};

/** Bodies whose rules are known, as they are on a day; the plenary always is. */
export async function bodiesOn(source: Source, day: string): Promise<readonly Body[]> {
  const rows = (await store.bodyRules(readerOf(source))).filter(({ from }) => from <= day);
  const latest = new Map(rows.map((row) => [row.body, row]));
  const others = [...latest.values()].map(({ body, ruleSet, timeZone, names }) => ({
    code: body,
    ruleSet,
    timeZone,
    names,
  }));
  return [
    others.find(({ code }) => code === plenary.code) ?? plenary,
    ...others.filter(({ code }) => code !== plenary.code),
  ];
}

export function readerOf(source: Source): store.Reader {
  return "ctx" in source ? source : { db: source.database.kysely };
}

export function nowOf(source: Source): string {
  return "ctx" in source ? source.now : new Date(source.clock()).toISOString();
}

export function today(source: Source): string {
  return nowOf(source).slice(0, 10);
}
