// The floor: given by the table to a seat, or to a guest, on an entry of the agenda; whoever has it may yield it.
import { openSession } from "#core/meetings/state.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuse, withMeeting } from "../held.ts";
import type { FloorInput } from "../inputs.ts";
import { isAtTable } from "../policy.ts";
import { ownSeat } from "../queries.ts";
import { refuseUnknownSeats } from "./attend.ts";

export async function giveFloor(
  ctx: Ctx,
  id: string,
  { seat, guest, entry }: FloorInput,
): Promise<{ readonly speaker: string }> {
  refuseUnless(isAtTable(ctx.actor), "not-allowed");
  return withMeeting(ctx, id, async (held) => {
    if (openSession(held.state) === undefined) refuse("entry", "no-open-session");
    if (!held.state.agenda.some(({ id: known }) => known === entry)) refuse("entry", "not-on-the-agenda");
    if ((seat === undefined) === (guest === undefined)) refuse("seat", "seat-or-guest");
    if (seat !== undefined) refuseUnknownSeats(held, [seat]);
    const speaker = held.seats.find(({ code }) => code === seat);
    const name = guest ?? speaker?.names["en"] ?? seat ?? "";
    const pillar = speaker?.pillar ?? "GUEST";
    await held.say("floor-given", { seat: seat ?? null, pillar, name, entry });
    return { speaker: seat ?? name };
  });
}

export async function yieldFloor(ctx: Ctx, id: string): Promise<{ readonly yielded: true }> {
  return withMeeting(ctx, id, async ({ tx, row, state, say }) => {
    const speech = state.speeches.at(-1);
    if (speech === undefined || speech.to !== null) refuse("floor", "nobody-speaks");
    if (!isAtTable(tx.actor)) {
      const own = await ownSeat(tx, tx.actor, row);
      refuseUnless(own !== undefined && own.code === speech.speaker.seat, "not-allowed");
    }
    await say("floor-yielded", {});
    return { yielded: true };
  });
}
