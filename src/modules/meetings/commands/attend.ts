// Who is asked, who is named, who comes, who leaves. Every seat of every pillar is asked in the same way; whoever is not, is
// seen not to be. Each seat names its own delegates, and nobody accepts or refuses them.
import { refuseUnless } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { isMajority, refuse, speakingSeat, withMeeting } from "../held.ts";
import type { Held } from "../held.ts";
import type { AttendanceInput, DepartureInput } from "../inputs.ts";
import { isAtTable } from "../policy.ts";

/** Nobody named: all that were not asked yet. */
export async function inviteSeats(
  ctx: Ctx,
  id: string,
  { seats }: { readonly seats: readonly string[] },
): Promise<{ readonly invited: number }> {
  refuseUnless(isAtTable(ctx.actor), "not-allowed");
  return withMeeting(ctx, id, async (held) => {
    refuseUnknownSeats(held, seats);
    const asked = seats.length === 0 ? held.seats.map(({ code }) => code) : seats;
    const fresh = [...new Set(asked)].filter((seat) => !held.state.invited.has(seat));
    refuseUnless(fresh.length > 0, "already-done");
    await held.say("invited", { seats: fresh });
    return { invited: fresh.length };
  });
}

export async function presentCredentials(
  ctx: Ctx,
  id: string,
  { names }: { readonly names: readonly string[] },
): Promise<{ readonly seat: string }> {
  return withMeeting(ctx, id, async (held) => {
    const seat = await speakingSeat(held);
    await held.say("credentials-presented", { seat: seat.code, delegates: names.length }, { names });
    return { seat: seat.code };
  });
}

/** The table records for all; a seat for itself. */
export async function recordAttendance(
  ctx: Ctx,
  id: string,
  { seats, state }: AttendanceInput,
): Promise<{ readonly seats: readonly string[] }> {
  return withMeeting(ctx, id, async (held) => {
    refuseUnknownSeats(held, seats);
    if (!isAtTable(held.tx.actor)) {
      const own = await speakingSeat(held);
      refuseUnless(
        seats.every((seat) => seat === own.code),
        "not-allowed",
      );
    }
    const named = [...new Set(seats)];
    await held.say("attendance-recorded", { seats: named, state });
    return { seats: named };
  });
}

/** By the seat itself, with its reason. When more than half of a pillar's seats have left or stay away, the pillar has. */
export async function depart(
  ctx: Ctx,
  id: string,
  { form, reason }: DepartureInput,
): Promise<{ readonly seat: string; readonly forPillar: boolean }> {
  return withMeeting(ctx, id, async (held) => {
    const { code, pillar } = await speakingSeat(held);
    const current = held.state.attendance.get(code)?.state;
    refuseUnless(current !== form, "already-done");
    if (form === "WALK_OUT" && current !== "PRESENT" && current !== "REMOTE")
      refuse("form", "not-in-the-meeting");
    const away = held.seats.filter((seat) => {
      const state = held.state.attendance.get(seat.code)?.state;
      return seat.code === code || state === "WALK_OUT" || state === "BOYCOTT";
    });
    const forPillar = isMajority(held, pillar, new Set(away.map((seat) => seat.code)));
    await held.say("seat-departed", { seat: code, pillar, form, forPillar, reason });
    return { seat: code, forPillar };
  });
}

export function refuseUnknownSeats(held: Held, seats: readonly string[]): void {
  const known = new Set(held.seats.map(({ code }) => code));
  const unknown = seats.find((seat) => !known.has(seat));
  if (unknown !== undefined) refuse("seats", "seat-unknown", { seat: unknown });
}
