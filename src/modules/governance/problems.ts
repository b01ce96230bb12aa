// How this module refuses: because of fields, or because the rules of an item do not accept the act now.
import { Problem } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";

/** Refuses the input because of these fields, if there are any. */
export function refuseFields(...problems: readonly (FieldProblem | false)[]): void {
  const fields = problems.filter((problem) => problem !== false);
  if (fields.length > 0) throw new Problem("bad-input", {}, { fields });
}
