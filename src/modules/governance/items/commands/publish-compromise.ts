// The mediation panel publishes a text and its reasons.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asPanel } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { CompromiseInput } from "../inputs.ts";
import { refuseLongText } from "../text-size.ts";

export async function publishCompromise(ctx: Ctx, item: string, input: CompromiseInput): Promise<Done> {
  const compromise = readInput(CompromiseInput, input);
  refuseLongText("clauses", compromise);
  return actOnItem(ctx, item, async (opened, tx) => ({
    by: await asPanel(tx, opened, opened.state.mediators),
    payloads: [{ type: "compromise", ...compromise }],
  }));
}
