// Records the debate on an item with the item itself: as many minutes as were really spoken on its entry since the last
// time. The subject has the first and the last word offered; the table says whether it was.
import { minutesOn } from "#core/meetings/floor.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { within } from "#modules/record/index.ts";
import type { Ctx } from "#modules/record/index.ts";
import { recordDebate } from "#modules/governance/index.ts";
import { refuse, withMeeting } from "../held.ts";
import type { DebateSaid } from "../inputs.ts";
import { isSecretariat } from "../policy.ts";

export async function endDebate(
  ctx: Ctx,
  id: string,
  { entry, firstWordOffered, lastWordOffered }: DebateSaid,
): Promise<{ readonly minutes: number }> {
  refuseUnless(isSecretariat(ctx.actor), "not-allowed");
  return withMeeting(ctx, id, async ({ tx, state, say }) => {
    const item = state.agenda.find((one) => one.id === entry)?.item ?? null;
    if (item === null) refuse("entry", "not-on-the-agenda");
    const speech = state.speeches.at(-1);
    if (speech !== undefined && speech.to === null && speech.entry === entry)
      refuse("entry", "somebody-speaks");
    const before = state.debates
      .filter((debate) => debate.entry === entry)
      .reduce((sum, { minutes }) => sum + minutes, 0);
    const minutes = minutesOn(state.speeches, entry, tx.now) - before;
    if (minutes <= 0) refuse("entry", "nothing-was-said");
    await recordDebate(within(tx), item, { in: "MEETING", minutes, firstWordOffered, lastWordOffered });
    await say("debate-recorded", { entry, item, minutes });
    return { minutes };
  });
}
