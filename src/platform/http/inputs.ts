// What forms and API requests say, read by a schema: written words with their bounds, and refusals that name each field.
// A shape says what can be read; whether it makes sense is decided by the command.
import { z } from "@hono/zod-openapi";
import { Problem } from "./problem.ts";
import type { FieldProblem } from "./problem.ts";

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

/** Nothing that reorders or hides text may be in what others are shown. */
const hidden = /[\p{Cc}\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u;
const hiddenCharacters = { params: { code: "hidden-characters" } };

/** Hostile: shown to others. Line breaks may be in it. */
export const writtenText = (longest: number, shortest = 1) =>
  z
    .string()
    .trim()
    .transform((text) => text.replaceAll(/\r\n?/g, "\n"))
    .pipe(
      z
        .string()
        .min(shortest)
        .max(longest)
        .refine((text) => !hidden.test(text.replaceAll("\n", " ")), hiddenCharacters),
    );

/** The same on one line. */
export const plainText = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => !hidden.test(text), hiddenCharacters);
