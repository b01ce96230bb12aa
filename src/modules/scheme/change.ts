// One change of the scheme: a transaction, after which this process looks at the facts anew.
import { inTransaction } from "#modules/record/index.ts";
import type { Ctx, Tx } from "#modules/record/index.ts";
import { Problem } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { forgetFacts } from "./queries.ts";
import { forgetTrustList } from "./trust-lists.ts";

/** For other modules too, whose own act has a change of the scheme as its consequence: then both are one transaction. */
export async function changeScheme<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await inTransaction(ctx, work);
  forgetFacts(ctx);
  forgetTrustList(ctx);
  return result;
}

/** Refuses the input because of these fields, if there are any. */
export function refuseFields(...problems: readonly (FieldProblem | false)[]): void {
  const fields = problems.filter((problem) => problem !== false);
  if (fields.length > 0) throw new Problem("bad-input", {}, { fields });
}

export function today(tx: Tx): string {
  return tx.now.slice(0, 10);
}
