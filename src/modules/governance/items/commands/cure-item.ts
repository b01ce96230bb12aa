// A sponsor mends the defects that the form check named, once.
import type { Ctx } from "#modules/record/index.ts";
import { actOnItem, asDelegate } from "../act.ts";
import type { Done } from "../act.ts";
import { readInput } from "#platform/http/inputs.ts";
import { CureInput } from "../inputs.ts";
import { refuseLongText } from "../text-size.ts";

export async function cureItem(ctx: Ctx, item: string, input: CureInput): Promise<Done> {
  const { clauses } = readInput(CureInput, input);
  if (clauses !== undefined) refuseLongText("clauses", clauses);
  return actOnItem(ctx, item, async (opened, tx) => ({
    by: await asDelegate(tx, opened),
    payloads: [{ type: "cure", clauses: clauses ?? null }],
  }));
}
