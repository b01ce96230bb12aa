// What surrounds a return: whose it is, what is owed, what its filer said before, what its certificates say, and what does not
// fit. Everything that a form shows and that the command asks comes from here.
import { addMonths } from "#core/kp/dates.ts";
import type { IsoDate } from "#core/kp/dates.ts";
import { findParticipant } from "#core/kp/participants.ts";
import { dueReturns, periodFits, returnTypes } from "#core/statistics/calendar.ts";
import type { DueReturn, ReturnPeriod, ReturnType } from "#core/statistics/calendar.ts";
import type { Observation } from "#core/statistics/observation.ts";
import { ofReturns } from "#core/statistics/observation.ts";
import { daysOf, parsePeriod } from "#core/statistics/periods.ts";
import type { ReturnRow } from "#core/statistics/return-rules.ts";
import type { Certified } from "#core/statistics/screening/certified.ts";
import { screenReturn } from "#core/statistics/screening/filing.ts";
import type { FilingFinding } from "#core/statistics/screening/filing.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import { certifiedIn } from "#modules/certificates/index.ts";
import { findFounding } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { findAuthority, statusRows } from "#modules/scheme/index.ts";
import { findObservations } from "../figures/store.ts";
import type { Reader } from "../figures/store.ts";
import { mayFile, maySeeReturns } from "../policy.ts";
import * as store from "./store.ts";

export interface ReturnKey {
  readonly participant: string;
  readonly type: ReturnType;
  readonly period: ReturnPeriod;
}

/**
 * For whom the actor's organisation speaks: an authority for its Participant. For the European Union that is its own
 * organisation ("EU-COM"), which is no authority, and never one member state's.
 */
export async function ownParticipant(source: Ctx | Tx): Promise<string | undefined> {
  const { organisation } = source.actor;
  if (organisation === null) return undefined;
  const authority = await findAuthority(source, organisation);
  const code = authority?.participant ?? /^([A-Z]{2})-/.exec(organisation)?.[1];
  const participant = code === undefined ? undefined : findParticipant(code);
  return authority !== undefined && participant?.kind === "REIO" ? undefined : participant?.code;
}

/** For which the actor files. */
export async function filingParticipant(source: Ctx | Tx): Promise<string> {
  const own = await ownParticipant(source);
  refuseUnless(own !== undefined && mayFile(source.actor, own, own), "not-allowed");
  return own;
}

/** Of another's returns nobody is told whether they exist. */
export async function refuseUnlessSeen(source: Ctx | Tx, participant: string): Promise<void> {
  refuseUnless(maySeeReturns(source.actor, participant, await ownParticipant(source)), "not-found");
}

/** Hostile: from an address. "trade" and "2026-Q2"; what is no period of that type is not found. */
export function readKey(type: string, period: string): Pick<ReturnKey, "type" | "period"> {
  const known = returnTypes.find((one) => one.toLowerCase() === type.toLowerCase());
  const read = parsePeriod(period);
  if (known === undefined || read === undefined || !periodFits(known, read)) throw new Problem("not-found");
  return { type: known, period: read };
}

export function todayOf({ clock }: Pick<Ctx, "clock">): IsoDate {
  return new Date(clock()).toISOString().slice(0, 10);
}

/**
 * The demonstration has a past to look at, as long as the six quarters that are invented; a real record asks for nothing that was
 * due before it began.
 */
const demonstrationMonths = 17;

export async function calendarOf(ctx: Ctx, participant: string): Promise<readonly DueReturn[]> {
  const reader = readerOf(ctx);
  const today = todayOf(ctx);
  const founding = await findFounding(reader);
  return dueReturns({
    participant,
    statuses: await statusRows(ctx),
    today,
    owedFrom:
      founding === undefined || founding.demonstration
        ? addMonths(today, -demonstrationMonths)
        : founding.at.slice(0, 10),
    filed: await store.filedVersions(reader, participant),
  });
}

/** Counts and sums of the Participant's own certificates in the quarter; undefined where there were none, or it is no quarter. */
export async function certifiedFor(source: Ctx | Tx, key: ReturnKey): Promise<Certified | undefined> {
  return key.period.kind === "QUARTER" ? certifiedIn(source, key.participant, daysOf(key.period)) : undefined;
}

/** The filer's own figures that stand: its returns, and what anybody may see of it. */
export async function ownFigures(source: Ctx | Tx, key: ReturnKey): Promise<readonly Observation[]> {
  const reader = readerOf(source);
  const reporters = [key.participant];
  const production = await findObservations(reader, { flows: ["PRODUCTION"], reporters, openOnly: false });
  const others =
    key.type === "PRODUCTION"
      ? []
      : await findObservations(reader, {
          flows: key.type === "TRADE" ? ["IMPORT", "EXPORT"] : ["KPC_ISSUED", "KPC_RECEIVED"],
          reporters,
          from: addMonths(daysOf(key.period).from, -60),
          openOnly: false,
        });
  return [...production, ...others].filter(({ source: said, open }) => said === ofReturns || open);
}

export interface Screened {
  readonly key: ReturnKey;
  readonly kind: "FIGURE" | "NIL";
  readonly rows: readonly ReturnRow[];
}

export async function screenGiven(
  source: Ctx | Tx,
  { key, kind, rows }: Screened,
): Promise<readonly FilingFinding[]> {
  const ctx = "ctx" in source ? source.ctx : source;
  const now = "ctx" in source ? source.now : new Date(ctx.clock()).toISOString();
  const open =
    key.type === "PRODUCTION"
      ? await findObservations(readerOf(source), { flows: ["PRODUCTION"], openOnly: true })
      : [];
  return screenReturn({
    ...key,
    kind,
    rows,
    now,
    today: now.slice(0, 10),
    history: await ownFigures(source, key),
    others: open.filter(({ reporter }) => reporter !== key.participant),
    statuses: await statusRows(source),
    certified: await certifiedFor(source, key),
  });
}

export function readerOf(source: Ctx | Tx): Reader {
  return "ctx" in source ? source : { db: source.database.kysely };
}
