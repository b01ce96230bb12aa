// Statements of seats, signed with the seat's own key, in its own words, with an address that stays. Nobody edits one, the
// chair and its author included: a correction is a statement of its own. What asks for an answer has one, or is seen to have none.
import { addDays } from "#core/kp/dates.ts";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { isMajority, keepTexts, refuse, speakingSeat, withMeeting } from "../held.ts";
import type { AnswerInput, StatementInput } from "../inputs.ts";
import { isAtTable } from "../policy.ts";
import { ownSeat } from "../queries.ts";
import type { SlotMoment } from "#core/meetings/slots.ts";

/** Within which a submission is to be answered. No rule of the scheme sets a time; this one is the platform's, and shown. */
export const answerDays = 21;

export async function makeStatement(
  ctx: Ctx,
  id: string,
  input: StatementInput,
): Promise<{ readonly statement: string }> {
  return withMeeting(ctx, id, async (held) => {
    const { tx, state, guaranteed } = held;
    const { code, pillar } = await speakingSeat(held);
    const { moment, entry, corrects } = input;
    if (moment !== undefined && !guaranteed.includes(pillar)) refuse("moment", "no-slot-of-pillar");
    if (entry !== undefined && !state.agenda.some(({ id: known }) => known === entry))
      refuse("entry", "not-on-the-agenda");
    if (
      corrects !== undefined &&
      !state.statements.some(({ statement, seat }) => statement === corrects && seat === code)
    )
      refuse("corrects", "not-own-statement");
    const statement = tx.newId();
    await held.say("statement-made", {
      statement,
      seat: code,
      pillar,
      title: input.title,
      moment: moment ?? null,
      entry: entry ?? null,
      answerBy: input.asksAnswer ? `${addDays(tx.now.slice(0, 10), answerDays)}T00:00:00.000Z` : null,
      corrects: corrects ?? null,
      texts: await keepTexts(tx, input.texts),
    });
    return { statement };
  });
}

/** By the chair, the Secretariat, or any seat; also after the meeting: the duty to answer does not end with it. */
export async function answerStatement(
  ctx: Ctx,
  id: string,
  { statement, texts }: AnswerInput,
): Promise<{ readonly statement: string }> {
  return withMeeting(
    ctx,
    id,
    async (held) => {
      const { tx, row, state } = held;
      const asked = state.statements.find((one) => one.statement === statement);
      if (asked === undefined) throw new Problem("not-found");
      const own = isAtTable(tx.actor) ? undefined : await ownSeat(tx, tx.actor, row);
      refuseUnless(isAtTable(tx.actor) || own !== undefined, "not-allowed");
      if (asked.seat === own?.code) refuse("statement", "own-statement");
      const by = own?.code ?? (tx.actor.roles.includes("chair") ? "CHAIR" : "SECRETARIAT");
      await held.say("statement-answered", { statement, by, texts: await keepTexts(tx, texts) });
      return { statement };
    },
    { afterClosing: true },
  );
}

/** By the table: the floor, or a text from anywhere, for a week. */
export async function offerSlot(
  ctx: Ctx,
  id: string,
  { pillar, moment }: { readonly pillar: string; readonly moment: SlotMoment },
): Promise<{ readonly pillar: string }> {
  refuseUnless(isAtTable(ctx.actor), "not-allowed");
  return withMeeting(ctx, id, async ({ guaranteed, state, say }) => {
    if (!guaranteed.includes(pillar)) refuse("pillar", "no-slot-of-pillar");
    const before = state.slotEvents.some(
      (event) => event.kind === "offered" && event.pillar === pillar && event.moment === moment,
    );
    refuseUnless(!before, "already-done");
    await say("slot-offered", { pillar, moment });
    return { pillar };
  });
}

/** By the pillar itself: when more than half of its seats have, it has. */
export async function declineSlot(
  ctx: Ctx,
  id: string,
  { moment }: { readonly moment: SlotMoment },
): Promise<{ readonly forPillar: boolean }> {
  return withMeeting(ctx, id, async (held) => {
    const { code, pillar } = await speakingSeat(held);
    if (!held.guaranteed.includes(pillar)) refuse("moment", "no-slot-of-pillar");
    const before = held.state.declined.filter((one) => one.moment === moment && one.pillar === pillar);
    refuseUnless(!before.some(({ seat }) => seat === code), "already-done");
    const forPillar = isMajority(held, pillar, new Set([code, ...before.map(({ seat }) => seat)]));
    await held.say("slot-declined", { pillar, moment, seat: code, forPillar });
    return { forPillar };
  });
}
