// How this module refuses: because of fields, or because the rules of an item do not accept the act now.
import type { z } from "@hono/zod-openapi";
import { Problem } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";

/** Refuses the input because of these fields, if there are any. */
export function refuseFields(...problems: readonly (FieldProblem | false)[]): void {
  const fields = problems.filter((problem) => problem !== false);
  if (fields.length > 0) throw new Problem("bad-input", {}, { fields });
}

// Hostile: whatever a form or a program sent. What cannot be read is named field by field.
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const read = schema.safeParse(input);
  if (read.success) return read.data;
  const fields = read.error.issues.slice(0, 50).map((issue): FieldProblem => {
    const params = issue.code === "custom" ? (issue.params as { code?: unknown } | undefined) : undefined;
    return {
      field: issue.path.join("."),
      code: typeof params?.code === "string" ? params.code : issue.code,
    };
  });
  throw new Problem("bad-input", {}, { fields });
}
