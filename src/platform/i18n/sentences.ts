// The sentence of a refusal, in the reader's language: of the whole (`problem.<code>`), or of one field (`field.<code>`).
import { formatCarats, parseCarats } from "#core/kp/amounts.ts";
import type { FieldProblem, Problem } from "../http/problem.ts";
import type { T } from "./translator.ts";

type Values = Readonly<Record<string, string | number>>;

/** `code` is a `ProblemCode`, or "internal" for a bug. */
export function problemSentence(t: T, code: string, values: Values = {}): string {
  return sentence(t, `problem.${code}`, values) ?? t("problem.internal");
}

export function fieldSentence(t: T, { code, values }: Pick<FieldProblem, "code" | "values">): string {
  return sentence(t, `field.${code}`, values ?? {}) ?? t("field.unknown", { code });
}

/**
 * What is wrong with which control of a form, for its summary of errors. A field of several parts leads to the control that
 * holds them; what the rules refuse about the act as a whole ("act") leads nowhere.
 */
export function formErrors(
  t: T,
  problem: Pick<Problem, "code" | "values" | "fields"> | undefined,
): readonly { readonly text: string; readonly field?: string }[] {
  if (problem === undefined) return [];
  if (problem.fields.length === 0) return [{ text: problemSentence(t, problem.code, problem.values) }];
  return problem.fields.map((one) => {
    const [field = ""] = one.field.split(".");
    const text = fieldSentence(t, one);
    return field === "act" || field === "" ? { text } : { text, field };
  });
}

function sentence(t: T, key: string, values: Values): string | undefined {
  return t.has(key) ? t(key, readable(t, values)) : undefined;
}

const countries = new Set(["country", "by", "participant"]);
const amounts = new Set(["missing", "left", "surplus"]);

/** The three pillars have words; any other witness has the name that the policy of the log gives it. */
function witnessName(t: T, name: string): string {
  return sentence(t, `verify.witness.${name}`, {}) ?? name;
}

/** Names instead of codes, amounts as people read them, and words that a message chooses by in the form ICU allows. */
function readable(t: T, values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value !== "string") return [name, value];
      if (countries.has(name)) return [name, t.country(value)];
      if (name === "reason") return [name, value.replaceAll("-", "_")];
      if (name === "witnesses") return [name, t.list(value.split(", ").map((each) => witnessName(t, each)))];
      if (name === "countries") return [name, t.list(value.split(", ").map((code) => t.country(code)))];
      const carats = amounts.has(name) ? parseCarats(value, "en") : undefined;
      return [name, carats?.ok === true ? formatCarats(carats.value, t.locale) : value];
    }),
  );
}
