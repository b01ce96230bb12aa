// A seat says something for the record, at any time; objecting to a discussion is such a statement, and stops nothing.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asDelegate } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { StatementInput } from "../inputs.ts";

export async function makeStatement(ctx: Ctx, item: string, input: StatementInput): Promise<Done> {
  const statement = readInput(StatementInput, input);
  return actOnItem(ctx, item, async (opened, tx) => ({
    by: await asDelegate(tx, opened),
    payloads: [{ type: "statement", ...statement }],
  }));
}
