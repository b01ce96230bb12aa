// What was typed into the form of a step, as the step takes it, or what is wrong with it field by field.
// Hostile: every value is text from outside; the step's own schema says what may pass.
import type { FieldProblem } from "#platform/http/problem.ts";
import type { Form } from "#platform/http/forms.ts";
import { steps } from "../../life/steps.ts";
import type { StepInput, StepKind } from "../../life/steps.ts";
import type { CertificateRow } from "../../store.ts";
import { correctableOf, correctedGoods } from "./corrections.tsx";
import { booleans, questionsOf } from "./step-form.tsx";
import type { Entered } from "./corrections.tsx";

export function enteredFrom(form: Form, kind: StepKind, row: CertificateRow): Entered {
  const answers = Object.fromEntries(questionsOf(kind).map((field) => [field, form.text(field)]));
  if (kind !== "replaced") return answers;
  const corrections = Object.entries(correctableOf(row)).map(([field, old]) => [
    field,
    form.has(field) ? form.text(field) : old,
  ]);
  return { ...answers, ...Object.fromEntries(corrections) };
}

/** Nothing answered yet; a replacement begins as the old certificate is. */
export function emptyStep(kind: StepKind, row: CertificateRow): Entered {
  return kind === "replaced" ? correctableOf(row) : {};
}

export type StepRead =
  | { readonly ok: true; readonly input: StepInput }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

export function readStep(entered: Entered, kind: StepKind, row: CertificateRow): StepRead {
  const values = questionsOf(kind).flatMap((field) => {
    const value = entered[field] ?? "";
    return value === "" ? [] : [[field, booleans.has(field) ? value === "yes" : value]];
  });
  const goods = kind === "replaced" ? correctedGoods(entered, row) : undefined;
  const parsed = steps[kind].input.safeParse({
    ...Object.fromEntries(values),
    ...(goods === undefined ? {} : { goods }),
  });
  if (parsed.success) return { ok: true, input: parsed.data };
  return {
    ok: false,
    problems: parsed.error.issues.map(({ path }) => {
      const field = (path[0] === "goods" ? path.slice(1) : path).join(".");
      return { field, code: (entered[field] ?? "") === "" ? "ANSWER_MISSING" : "ANSWER_REFUSED" };
    }),
  };
}
