// The objecting seat replies to the facilitator's answer; without a reply the objection lapses at the next call.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asDelegate } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { ReplyInput } from "../inputs.ts";

export async function replyToAnswer(ctx: Ctx, item: string, input: ReplyInput): Promise<Done> {
  const reply = readInput(ReplyInput, input);
  return actOnItem(ctx, item, async (opened, tx) => ({
    by: await asDelegate(tx, opened),
    payloads: [{ type: "reply", ...reply }],
  }));
}
