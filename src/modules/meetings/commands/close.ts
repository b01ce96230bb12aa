// Closes a meeting on the record. Not at night by the host's clock, not while a session is open, and not before industry and
// civil society had their opening and closing statements: given, declined by the pillar itself, or offered and left unused.
import { isNight, localTime } from "#core/meetings/host-time.ts";
import { openSlots } from "#core/meetings/slots.ts";
import { openSession, slotsNow } from "#core/meetings/state.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { withMeeting } from "../held.ts";
import { isAtTable } from "../policy.ts";

export async function closeMeeting(ctx: Ctx, id: string): Promise<{ readonly id: string }> {
  refuseUnless(isAtTable(ctx.actor), "not-allowed");
  return withMeeting(ctx, id, async ({ tx, row, state, guaranteed, say }) => {
    const { zone } = row.plan;
    const missing = openSlots(slotsNow(state, guaranteed, tx.now));
    const fields = [
      ...(openSession(state) === undefined ? [] : [{ field: "close", code: "session-still-open" }]),
      ...(state.sessions.some(({ openedAt }) => openedAt !== null)
        ? []
        : [{ field: "close", code: "no-session-was-held" }]),
      ...missing.map(({ pillar, moment }) => ({
        field: "close",
        code: `slot-open-${moment.toLowerCase()}`,
        values: { pillar },
      })),
      ...(isNight(tx.now, zone)
        ? [{ field: "close", code: "closing-at-night", values: { time: localTime(tx.now, zone).time } }]
        : []),
    ];
    if (fields.length > 0) throw new Problem("bad-input", {}, { fields });
    await say("closed", {});
    return { id };
  });
}
