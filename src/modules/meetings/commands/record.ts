// The record of a meeting once it is closed: issued in every language that it has, with the digest of each on the public
// record; corrected by acts, by any seat, which stand beside what they correct and change nothing in it.
import { writeAkomaNtoso } from "#core/meetings/akoma-ntoso.ts";
import { parseMeetingId } from "#core/meetings/kinds.ts";
import { refuseUnless } from "#platform/http/problem.ts";
import { offered } from "#platform/i18n/locales.ts";
import { translator } from "#platform/i18n/translator.ts";
import type { Ctx } from "#modules/record/index.ts";
import { keepTexts, speakingSeat, withMeeting } from "../held.ts";
import type { CorrectionInput } from "../inputs.ts";
import { isAtTable } from "../policy.ts";
import { getMeeting } from "../queries.ts";
import { recordDocument } from "../record/build.ts";
import { recordMatter } from "../record/matter.ts";

export async function issueRecord(ctx: Ctx, id: string): Promise<{ readonly version: number }> {
  refuseUnless(isAtTable(ctx.actor) && parseMeetingId(id) !== undefined, "not-allowed");
  const closed = await getMeeting(ctx, id);
  refuseUnless(closed.row.closedAt !== null, "wrong-state");
  const matter = await recordMatter(ctx, closed);
  const texts = offered.map((locale) => ({
    language: locale,
    text: writeAkomaNtoso(recordDocument(translator(locale), matter)),
  }));
  return withMeeting(
    ctx,
    id,
    async ({ tx, state, say }) => {
      const version = state.issues.length + 1;
      const digests = await keepTexts(tx, texts, "application/akn+xml; charset=utf-8");
      await say("record-issued", { version, digests });
      return { version };
    },
    { afterClosing: true },
  );
}

export async function correctRecord(
  ctx: Ctx,
  id: string,
  { paragraph, text }: CorrectionInput,
): Promise<{ readonly paragraph: string }> {
  return withMeeting(
    ctx,
    id,
    async (held) => {
      refuseUnless(held.row.closedAt !== null, "wrong-state");
      const seat = isAtTable(held.tx.actor) ? null : (await speakingSeat(held)).code;
      await held.say("record-corrected", { seat, paragraph, text });
      return { paragraph };
    },
    { afterClosing: true },
  );
}
