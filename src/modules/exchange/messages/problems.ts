// What is wrong with a row, field by field, and its sentence in the reader's language.
import type { ZodError } from "zod";
import type { FieldProblem, Problem } from "#platform/http/problem.ts";
import { fieldSentence, problemSentence } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";
import { eventNames } from "../events.ts";

const mostPerRow = 50;

/** What a schema refused; a field that is not there is told apart from one of a wrong kind. */
export function problemsOfSchema(error: ZodError, message: unknown): readonly FieldProblem[] {
  return error.issues.slice(0, mostPerRow).flatMap((issue): FieldProblem[] => {
    const field = issue.path.join(".");
    if (issue.code === "unrecognized_keys")
      // Hostile: somebody's own name for a field is shown only as far as it is letters and digits.
      return issue.keys.map((key) => ({
        field,
        code: "FIELD_UNKNOWN",
        values: { name: key.slice(0, 80).replaceAll(/[^\p{L}\p{N}_.-]/gu, "?") },
      }));
    if (issue.code === "custom")
      return [{ field, code: typeof issue.params?.["code"] === "string" ? issue.params["code"] : "invalid" }];
    if (valueAt(message, issue.path) === undefined) return [{ field, code: "missing" }];
    switch (issue.code) {
      case "invalid_type":
        return [{ field, code: "WRONG_TYPE", values: { expected: issue.expected } }];
      case "invalid_value":
        return [{ field, code: "NOT_IN_LIST", values: { list: issue.values.slice(0, 20).join(", ") } }];
      case "invalid_union":
        return [
          field === "event"
            ? { field, code: "NOT_IN_LIST", values: { list: eventNames.join(", ") } }
            : { field, code: "invalid" },
        ];
      case "too_big":
        return [{ field, code: "MORE_THAN", values: { most: Number(issue.maximum) } }];
      case "too_small":
        return [{ field, code: "LESS_THAN", values: { least: Number(issue.minimum) } }];
      default:
        return [{ field, code: "invalid" }];
    }
  });
}

/** What a command refused. A refusal of the whole stands at no field. */
export function problemsOfRefusal(
  refusal: Problem,
  fieldOf: (field: string) => string,
): readonly FieldProblem[] {
  if (refusal.fields.length === 0) return [{ field: "", code: refusal.code, values: refusal.values }];
  return refusal.fields.slice(0, mostPerRow).map((one) => ({ ...one, field: fieldOf(one.field) }));
}

export function reasonOf(t: T, { code, values }: Omit<FieldProblem, "field">): string {
  return t.has(`problem.${code}`)
    ? problemSentence(t, code, values)
    : fieldSentence(t, { code, ...(values === undefined ? {} : { values }) });
}

function valueAt(message: unknown, path: readonly PropertyKey[]): unknown {
  let value = message;
  for (const step of path) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}
