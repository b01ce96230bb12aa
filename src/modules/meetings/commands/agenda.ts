// The agenda: procedural points by the table or any seat; items as of right, listed by the program as soon as they may be
// discussed; an order by the table, which must name every entry. There is no command that takes an entry away.
import { refuseUnless } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuse, speakingSeat, withMeeting } from "../held.ts";
import { isAtTable } from "../policy.ts";

export async function addPoint(
  ctx: Ctx,
  id: string,
  { title }: { readonly title: { readonly en: string; readonly fr?: string | undefined } },
): Promise<{ readonly entry: string }> {
  return withMeeting(ctx, id, async (held) => {
    if (!isAtTable(held.tx.actor)) await speakingSeat(held);
    const entry = held.tx.newId();
    const { en, fr } = title;
    await held.say("agenda-point-added", { entry, title: { en, ...(fr === undefined ? {} : { fr }) } });
    return { entry };
  });
}

export async function orderAgenda(
  ctx: Ctx,
  id: string,
  { entries }: { readonly entries: readonly string[] },
): Promise<{ readonly entries: number }> {
  refuseUnless(isAtTable(ctx.actor), "not-allowed");
  return withMeeting(ctx, id, async ({ state, say }) => {
    const known = state.agenda.map((entry) => entry.id);
    if (new Set(entries).size !== entries.length || entries.length !== known.length)
      refuse("entries", "order-names-all", { count: known.length });
    if (entries.some((entry) => !known.includes(entry))) refuse("entries", "not-on-the-agenda");
    await say("agenda-ordered", { entries });
    return { entries: entries.length };
  });
}
