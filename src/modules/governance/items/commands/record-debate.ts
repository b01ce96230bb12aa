// The Secretariat records that a discussion was held, how long, and that the subject was offered the first and last word.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asSecretariat } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { DebateInput } from "../inputs.ts";

export async function recordDebate(ctx: Ctx, item: string, input: DebateInput): Promise<Done> {
  const debate = readInput(DebateInput, input);
  return actOnItem(ctx, item, (_opened, tx) => ({
    by: asSecretariat(tx),
    payloads: [{ type: "debate", ...debate }],
  }));
}
