// A meeting held for writing: whoever writes to it is alone, sees it as it is, and adds acts one after the other. A refusal
// leaves nothing half-written.
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { sha256 } from "#platform/keys/random.ts";
import type { Facts } from "#core/act/act.ts";
import { inTransaction, insertDocument, record } from "#modules/record/index.ts";
import type { Ctx, Recorded, Tx } from "#modules/record/index.ts";
import type { SeatOnDay } from "#modules/governance/index.ts";
import { meetingEvents } from "./acts.ts";
import type { EventSays, EventType } from "./facts.ts";
import { meetingOf, ownSeat } from "./queries.ts";
import type { Meeting } from "./queries.ts";
import * as store from "./store.ts";
import { parseMeetingId } from "#core/meetings/kinds.ts";

export interface Held extends Meeting {
  readonly tx: Tx;
  readonly say: <Type extends EventType>(
    type: Type,
    says: EventSays<Type>,
    hidden?: Facts,
  ) => Promise<Recorded>;
}

export async function withMeeting<T>(
  ctx: Ctx,
  id: string,
  work: (held: Held) => Promise<T>,
  options: { readonly afterClosing?: boolean } = {},
): Promise<T> {
  refuseUnless(parseMeetingId(id) !== undefined, "not-found");
  return inTransaction(ctx, async (tx) => {
    const row = await store.lockMeeting(tx, id);
    if (row === undefined) throw new Problem("not-found");
    refuseUnless(row.cancelledAt === null, "wrong-state");
    refuseUnless(row.closedAt === null || options.afterClosing === true, "wrong-state");
    let head: Uint8Array = row.head;
    return work({
      ...(await meetingOf(tx, row)),
      tx,
      async say(type, says, hidden = {}) {
        const recorded = await record(tx, meetingEvents[type], {
          subject: `meeting:${id}`,
          previous: head,
          public: says as unknown as Facts,
          private: hidden,
        });
        head = recorded.leafHash;
        return recorded;
      },
    });
  });
}

/** The seat whose delegate acts; refused where the actor speaks for none. */
export async function speakingSeat(held: Held): Promise<SeatOnDay> {
  const seat = await ownSeat(held.tx, held.tx.actor, held.row);
  if (seat === undefined) throw new Problem("not-allowed");
  return seat;
}

/** Keeps each text under its digest: an act has room for a digest, not for a speech. */
export async function keepTexts(
  tx: Tx,
  texts: readonly { readonly language: string; readonly text: string }[],
  mediaType = "text/plain; charset=utf-8",
): Promise<Readonly<Record<string, Uint8Array>>> {
  const kept: Record<string, Uint8Array> = {};
  for (const { language, text } of texts) {
    const content = Buffer.from(text, "utf8");
    const digest = sha256(content);
    await insertDocument(tx, { digest, mediaType, content });
    kept[language] = digest;
  }
  return kept;
}

/** More than half of a pillar's seats. */
export function isMajority(held: Held, pillar: string, seats: ReadonlySet<string>): boolean {
  const own = held.seats.filter((seat) => seat.pillar === pillar);
  return 2 * own.filter(({ code }) => seats.has(code)).length > own.length;
}

export function refuse(field: string, code: string, values?: FieldProblem["values"]): never {
  throw new Problem(
    "bad-input",
    {},
    { fields: [{ field, code, ...(values === undefined ? {} : { values }) }] },
  );
}
