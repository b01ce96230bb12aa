// What a meeting is now: its plan, what happened in it, who has a seat, and for whom the reader speaks.
import { bodySeats } from "#core/kp/bodies.ts";
import { governments } from "#core/decisions/item.ts";
import { foldMeeting } from "#core/meetings/state.ts";
import type { DocumentSaid, MeetingState } from "#core/meetings/state.ts";
import { parseMeetingId } from "#core/meetings/kinds.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Actor, Ctx, Tx } from "#modules/record/index.ts";
import { delegationOf, seatsOn } from "#modules/governance/index.ts";
import type { SeatOnDay } from "#modules/governance/index.ts";
import { isAtTable, isSecretariat } from "./policy.ts";
import * as store from "./store.ts";
import type { MeetingRow } from "./store.ts";

export type Source = Ctx | Tx;

export interface Meeting {
  readonly row: MeetingRow;
  readonly state: MeetingState;
  /** In force on its first day, or today before it. */
  readonly seats: readonly SeatOnDay[];
  /** Pillars that have the floor as of right and no say in the outcome under today's rule: all but governments. */
  readonly guaranteed: readonly string[];
  readonly now: string;
}

export async function getMeeting(source: Source, id: string | undefined): Promise<Meeting> {
  refuseUnless(id !== undefined && parseMeetingId(id) !== undefined, "not-found");
  const row = await store.findMeeting(readerOf(source), id);
  if (row === undefined) throw new Problem("not-found");
  return meetingOf(source, row);
}

export async function meetingOf(source: Source, row: MeetingRow): Promise<Meeting> {
  const now = nowOf(source);
  const seats = await seatsOn(source, [row.plan.from, now.slice(0, 10)].sort()[0] ?? now.slice(0, 10));
  return {
    row,
    state: foldMeeting(await store.eventsOf(readerOf(source), row.id)),
    seats,
    guaranteed: [...new Set(seats.map(({ pillar }) => pillar))].filter((pillar) => pillar !== governments),
    now,
  };
}

export function stateOf({ cancelledAt, closedAt }: MeetingRow): "PLANNED" | "CANCELLED" | "CLOSED" {
  return cancelledAt !== null ? "CANCELLED" : closedAt !== null ? "CLOSED" : "PLANNED";
}

/** The body on which a delegate's accreditation must be good. */
export function aboutOf({ body }: Pick<MeetingRow, "body">): readonly string[] {
  return [`body:${body ?? "PLENARY"}`];
}

/** The seat that the actor speaks for in this meeting; undefined for everybody else. */
export async function ownSeat(
  source: Source,
  actor: Actor,
  row: Pick<MeetingRow, "body">,
): Promise<SeatOnDay | undefined> {
  const delegation = await delegationOf(source, actor, aboutOf(row));
  return delegation?.credential === "VALID" ? delegation.seat : undefined;
}

/**
 * Whether this reader may open a document now. Seats of all pillars alike; a document of a body is for the seats that sit
 * in it, of whichever pillar, the chair and the Secretariat.
 */
export function mayRead(
  document: Pick<DocumentSaid, "access" | "embargo" | "seat">,
  row: Pick<MeetingRow, "body">,
  reader: { readonly actor: Actor; readonly seat: SeatOnDay | undefined; readonly now: string },
): boolean {
  const { actor, seat, now } = reader;
  if (document.access === "PUBLIC" && (document.embargo === null || document.embargo <= now)) return true;
  if (isAtTable(actor)) return true;
  if (seat === undefined) return false;
  if (document.access !== "BODY" || row.body === null) return true;
  return document.seat === seat.code || sitsIn(row.body, seat.code);
}

/** Where nobody's membership of a body is known, every seat may read: the table of members is no lock of its own. */
function sitsIn(body: string, seat: string): boolean {
  const members = bodySeats.filter((row) => row.body === body);
  return members.length === 0 || members.some(({ who }) => seat === who || seat.startsWith(`${who}-`));
}

export function mayKnowNames(actor: Actor, own: SeatOnDay | undefined, seat: string): boolean {
  return isSecretariat(actor) || own?.code === seat;
}

export function readerOf(source: Source): store.Reader {
  return "ctx" in source ? source : { db: source.database.kysely };
}

export function nowOf(source: Source): string {
  return "ctx" in source ? source.now : new Date(source.clock()).toISOString();
}
