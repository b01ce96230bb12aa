// Lists items on the agenda of the next meeting of their body, or of the whole while their body has none: as of right, as
// soon as they may be discussed, and again on the meeting after, for as long as nothing is decided. Nobody asks for it, and
// nobody can refuse it.
import { refuseUnless } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { listItems, plenary } from "#modules/governance/index.ts";
import type { ListedItem } from "#modules/governance/index.ts";
import { withMeeting } from "../held.ts";
import { isSecretariat } from "../policy.ts";
import { readerOf } from "../queries.ts";
import * as store from "../store.ts";
import type { MeetingRow } from "../store.ts";

/** Returns how many were listed. */
export async function listDueItems(ctx: Ctx, id: string): Promise<{ readonly listed: number }> {
  refuseUnless(isSecretariat(ctx.actor), "not-allowed");
  const due = (await dueItems(ctx)).get(id) ?? [];
  return withMeeting(ctx, id, async ({ tx, state, say }) => {
    const known = new Set(state.agenda.map(({ item }) => item));
    const fresh = due.filter((item) => !known.has(item.id));
    for (const item of fresh) {
      const before = (await store.meetingsOfItem(tx, item.id)).at(-1);
      await say("item-listed", {
        entry: tx.newId(),
        item: item.id,
        title: titleOf(item),
        carriedFrom: before?.id ?? null,
      });
    }
    return { listed: fresh.length };
  });
}

/** By meeting: what should be on its agenda and is not yet, the oldest first. */
export async function dueItems(ctx: Ctx): Promise<ReadonlyMap<string, readonly ListedItem[]>> {
  const next = await nextMeetings(ctx);
  const due = new Map<string, ListedItem[]>();
  if (next.size === 0) return due;
  for (const item of (await listItems(ctx, { open: true }, 400)).toReversed()) {
    const row = notYet.has(item.stage) ? undefined : meetingFor(item, next);
    if (row !== undefined) due.set(row.id, [...(due.get(row.id) ?? []), item]);
  }
  for (const [id, items] of due) {
    const listed = new Set(
      (await store.eventsOf(readerOf(ctx), id)).flatMap((event) =>
        event.type === "item-listed" ? [event.item] : [],
      ),
    );
    const missing = items.filter((item) => !listed.has(item.id));
    if (missing.length === 0) due.delete(id);
    else due.set(id, missing);
  }
  return due;
}

/** Before its form is checked an item waits for its sponsors or for the Secretariat. */
const notYet = new Set(["DRAFT", "SUBMITTED"]);

/** Of each body, and of ministers: the one that comes first. */
async function nextMeetings(ctx: Ctx): Promise<ReadonlyMap<string, MeetingRow>> {
  const today = new Date(ctx.clock()).toISOString().slice(0, 10);
  const next = new Map<string, MeetingRow>();
  for (const row of (await store.listMeetings(readerOf(ctx))).toReversed()) {
    if (row.cancelledAt !== null || row.closedAt !== null || row.plan.to < today) continue;
    const of = row.kind === "MINISTERIAL" ? row.kind : (row.body ?? plenary.code);
    if (!next.has(of)) next.set(of, row);
  }
  return next;
}

function meetingFor(
  { body, stage }: ListedItem,
  next: ReadonlyMap<string, MeetingRow>,
): MeetingRow | undefined {
  return (
    (stage === "MINISTERIAL" ? next.get("MINISTERIAL") : undefined) ??
    next.get(body) ??
    next.get(plenary.code)
  );
}

function titleOf({ title }: ListedItem): { readonly en: string; readonly fr?: string } {
  const en = title["en"] ?? Object.values(title)[0] ?? "";
  const { fr } = title;
  return { en, ...(fr === undefined ? {} : { fr }) };
}
