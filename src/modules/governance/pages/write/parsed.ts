// What a form says, read with the schema of the command it is for.
import type { z } from "@hono/zod-openapi";
import { Problem } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";

/** Refuses with the names of the form's own questions. */
export function parsed<Schema extends z.ZodType>(
  schema: Schema,
  raw: unknown,
  questions: Readonly<Record<string, string>> = {},
): z.input<Schema> {
  const result = schema.safeParse(raw);
  if (result.success) return raw as z.input<Schema>;
  const fields = result.error.issues.map((issue): FieldProblem => {
    const path = issue.path.map(String).join(".");
    const field = questions[path] ?? questions[path.split(".")[0] ?? ""] ?? path;
    if (issue.code === "custom") return { field, code: String(issue.params?.["code"] ?? "invalid") };
    if (issue.code === "too_big" && issue.origin === "array")
      return { field, code: "too-many-chosen", values: { most: Number(issue.maximum) } };
    return { field, code: issue.code === "too_big" ? "too-long" : "missing" };
  });
  throw new Problem("bad-input", {}, { fields });
}

/** What the person can put right at the form; everything else is a page of its own. */
export function isAnswerable(error: unknown): error is Problem {
  return (
    error instanceof Problem &&
    error.status < 500 &&
    !["not-allowed", "not-found", "not-signed-in"].includes(error.code)
  );
}
