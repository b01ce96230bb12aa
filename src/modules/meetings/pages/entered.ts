// What was typed into a step's form: read into the input that the machine door would be sent, and named again when
// something in it is wrong. Hostile: lengths and meanings are judged by the step's schema and its command.
import type { z } from "@hono/zod-openapi";
import { languages } from "#core/kp/language.ts";
import { instantAt } from "#core/meetings/host-time.ts";
import type { Form } from "#platform/http/forms.ts";
import { Problem } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import type { Meeting } from "../queries.ts";
import type { Field } from "../steps.ts";

/** Values of controls by name, as they were sent or are proposed. */
export type Entered = Readonly<Record<string, readonly string[]>>;

export function enteredIn(form: Form): Entered {
  const entered: Record<string, string[]> = {};
  for (const [name, value] of form.all()) (entered[name] ??= []).push(value);
  return entered;
}

const one = (entered: Entered, name: string): string => entered[name]?.[0] ?? "";

export function inputFrom(
  fields: readonly Field[],
  entered: Entered,
  meeting: Pick<Meeting, "row" | "state"> | undefined,
): object {
  const pairs = fields.map(({ name, kind }): readonly [string, unknown] => {
    const text = one(entered, name);
    switch (kind) {
      case "title": {
        const [en, fr] = [one(entered, `${name}-en`), one(entered, `${name}-fr`)];
        return [name, en === "" && fr === "" ? undefined : { en, ...(fr === "" ? {} : { fr }) }];
      }
      case "texts":
      case "anchored-texts":
        return [
          name,
          languages.flatMap((language) => {
            const own = one(entered, `${name}-${language}`);
            return own === "" ? [] : [{ language, text: own }];
          }),
        ];
      case "names":
        return [name, text.split(/\r?\n/).flatMap((line) => (line.trim() === "" ? [] : [line.trim()]))];
      case "seats":
        return [name, entered[name] ?? []];
      case "session":
        return [name, text === "" ? undefined : Number(text)];
      case "yes":
        return [name, entered[name] !== undefined];
      case "instant": {
        const [date, time] = [one(entered, `${name}-date`), one(entered, `${name}-time`)];
        if (date === "" && time === "") return [name, undefined];
        return [name, instantAt(meeting?.row.plan.zone ?? "Etc/UTC", { date, time }) ?? "?"];
      }
      case "order":
        return [name, orderFrom(entered, meeting)];
      default:
        return [name, text === "" ? undefined : text];
    }
  });
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

/** By the number written beside each entry; entries with the same number keep their order. */
function orderFrom(entered: Entered, meeting: Pick<Meeting, "state"> | undefined): readonly string[] {
  return (meeting?.state.agenda ?? [])
    .map(({ id }, place) => ({ id, number: Number(one(entered, `order-${id}`) || place + 1) }))
    .toSorted((a, b) => a.number - b.number)
    .map(({ id }) => id);
}

export function parsedInput(schema: z.ZodType, raw: unknown): unknown {
  const result = schema.safeParse(raw);
  if (result.success) return result.data;
  const fields = result.error.issues.map((issue): FieldProblem => {
    const field = issue.path.map(String).join(".");
    if (issue.code === "custom") return { field, code: String(issue.params?.["code"] ?? "invalid") };
    if (issue.code === "too_big") return { field, code: "too-long" };
    if (issue.code === "invalid_format" || issue.code === "invalid_value") return { field, code: "invalid" };
    return { field, code: "missing" };
  });
  throw new Problem("bad-input", {}, { fields });
}

/** Field of the input → control of the form. */
export function controlOf(fields: readonly Field[], entered: Entered, path: string): string {
  const [top = "", second = ""] = path.split(".");
  const kind = fields.find(({ name }) => name === top)?.kind;
  if (kind === "title") return `${top}-${second === "fr" ? "fr" : "en"}`;
  if (kind === "texts" || kind === "anchored-texts") {
    const given = languages.filter((language) => one(entered, `${top}-${language}`) !== "");
    return `${top}-${given[Number(second)] ?? "en"}`;
  }
  if (kind === "instant") return `${top}-date`;
  return top;
}
