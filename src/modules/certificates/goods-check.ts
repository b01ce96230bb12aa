// What the scheme's rules say of goods before there is an officer, a number or a date: for whoever tries out messages.
import { checkContent } from "#core/certificate/rules.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { Ctx } from "#modules/record/index.ts";
import { schemeFacts } from "#modules/scheme/index.ts";
import { goodsOf } from "./content.ts";
import type { GoodsInput } from "./content.ts";
import { rulesAround } from "./rules-around.ts";

/** Undefined where no authority has such an office. */
export async function goodsProblems(
  ctx: Ctx,
  office: string,
  goods: GoodsInput,
): Promise<readonly FieldProblem[] | undefined> {
  const known = (await schemeFacts(ctx)).offices.find(({ code }) => code === office);
  if (known === undefined) return undefined;
  const around = await rulesAround(ctx, known.authority);
  const today = around.today(new Date(ctx.clock()).toISOString());
  return checkContent(
    { ...around.draftFrame(today), ...goodsOf(goods) },
    around.contentContext(today, "application"),
  );
}
