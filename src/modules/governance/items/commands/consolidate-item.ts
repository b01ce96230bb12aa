// A sponsor publishes the whole new text: which amendments it takes in, and why it does not take the others.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asDelegate } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { ConsolidationInput } from "../inputs.ts";
import { refuseLongText } from "../text-size.ts";

export async function consolidateItem(ctx: Ctx, item: string, input: ConsolidationInput): Promise<Done> {
  const text = readInput(ConsolidationInput, input);
  refuseLongText("clauses", text);
  return actOnItem(ctx, item, async (opened, tx) => ({
    by: await asDelegate(tx, opened),
    payloads: [{ type: "consolidate", ...text }],
  }));
}
