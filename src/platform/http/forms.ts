// A submitted form as plain values. Hostile: lengths are bounded here, meaning is checked by whoever asked.
import type { Context } from "hono";
import { Problem } from "./problem.ts";
import type { ProblemCode } from "./problem.ts";

export interface Form {
  /** The trimmed first value; empty when absent. */
  text(name: string): string;
  /** Every value under the name, trimmed, in order. */
  texts(name: string): readonly string[];
  /** The first file that is not empty. */
  file(name: string): File | undefined;
  has(name: string): boolean;
  /** Every text field as it was sent. */
  all(): readonly (readonly [name: string, value: string])[];
}

const longestText = 20_000;

export async function readForm(c: Context): Promise<Form> {
  let body: Record<string, string | File | (string | File)[]>;
  try {
    body = await c.req.parseBody({ all: true });
  } catch (error) {
    throw new Problem("malformed-request", {}, { cause: error });
  }
  const values = (name: string): (string | File)[] => {
    const value = Object.hasOwn(body, name) ? body[name] : undefined;
    return value === undefined ? [] : Array.isArray(value) ? value : [value];
  };
  const texts = (name: string): string[] =>
    values(name).flatMap((value) => {
      if (typeof value !== "string") return [];
      if (value.length > longestText) throw new Problem("too-large", { megabytes: 1 });
      return [value.trim()];
    });
  return {
    text: (name) => texts(name)[0] ?? "",
    texts,
    file: (name) => values(name).find((value): value is File => value instanceof File && value.size > 0),
    has: (name) => values(name).length > 0,
    all: () => Object.keys(body).flatMap((name) => texts(name).map((value) => [name, value] as const)),
  };
}

/** What was typed, to be shown again as it was. */
export async function typedIn(c: Context): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries((await readForm(c)).all());
}

/** To where the work leads; a refusal of these codes is shown on the form itself. */
export async function afterForm(
  c: Context,
  work: () => Promise<string>,
  again: (problem: Problem) => Promise<Response>,
  onTheForm: readonly ProblemCode[] = ["bad-input"],
): Promise<Response> {
  try {
    return c.redirect(await work(), 303);
  } catch (error) {
    if (error instanceof Problem && onTheForm.includes(error.code)) return again(error);
    throw error;
  }
}
