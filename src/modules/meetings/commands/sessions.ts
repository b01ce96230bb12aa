// Sessions: planned by the host's clock and by day, opened and ended when they really are. An overrun is no fault that is
// refused; it is a fact that is shown.
import { addDays } from "#core/kp/dates.ts";
import { instantAt, isNight } from "#core/meetings/host-time.ts";
import { openSession } from "#core/meetings/state.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { refuse, withMeeting } from "../held.ts";
import type { SessionPlanInput } from "../inputs.ts";
import { isAtTable } from "../policy.ts";

interface SessionNumber {
  readonly session: number;
}

export async function planSession(
  ctx: Ctx,
  id: string,
  { session, date, opens, ends }: SessionPlanInput,
): Promise<SessionNumber> {
  refuseUnless(isAtTable(ctx.actor), "not-allowed");
  return withMeeting(ctx, id, async ({ row, state, say }) => {
    const { from, to, zone } = row.plan;
    if (date < addDays(from, -1) || date > addDays(to, 1)) refuse("date", "outside-the-meeting");
    const opensAt = instantAt(zone, { date, time: opens });
    const endsAt = instantAt(zone, { date, time: ends });
    if (opensAt === undefined || endsAt === undefined) refuse("opens", "no-such-hour");
    if (endsAt <= opensAt) refuse("ends", "not-after-from");
    if (isNight(opensAt, zone)) refuse("opens", "at-night");
    // 20:00 sharp is where night begins, and may be an end.
    if (isNight(endsAt, zone) && ends !== "20:00") refuse("ends", "at-night");
    const before = state.sessions.find(({ number }) => number === session);
    refuseUnless(before === undefined || before.openedAt === null, "wrong-state");
    await say("session-planned", { session, opensAt, endsAt });
    return { session };
  });
}

export async function beginSession(ctx: Ctx, id: string, { session }: SessionNumber): Promise<SessionNumber> {
  refuseUnless(isAtTable(ctx.actor), "not-allowed");
  return withMeeting(ctx, id, async ({ state, say }) => {
    const planned = state.sessions.find(({ number }) => number === session);
    if (planned === undefined) refuse("session", "session-unknown");
    refuseUnless(planned.openedAt === null && openSession(state) === undefined, "wrong-state");
    await say("session-opened", { session });
    return { session };
  });
}

export async function endSession(ctx: Ctx, id: string, { session }: SessionNumber): Promise<SessionNumber> {
  refuseUnless(isAtTable(ctx.actor), "not-allowed");
  return withMeeting(ctx, id, async ({ state, say }) => {
    refuseUnless(openSession(state)?.number === session, "wrong-state");
    await say("session-ended", { session });
    return { session };
  });
}
