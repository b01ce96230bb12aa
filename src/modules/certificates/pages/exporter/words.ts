// What the applicants' pages say about what is wrong and about where one stands: every refusal becomes a sentence that
// names its place on the page, so that it can be understood in the list at the top as well.
import { countryCodes } from "#core/kp/countries.ts";
import type { FieldProblem, Problem } from "#platform/http/problem.ts";
import { fieldSentence, problemSentence } from "#platform/i18n/sentences.ts";
import type { T } from "#platform/i18n/translator.ts";

export interface PageError {
  /** Names its place: for the list at the top. */
  readonly text: string;
  /** Without the place: for the control itself, which has a label. */
  readonly short: string;
  /** Id of the control, where one shows the field. */
  readonly field?: string;
}

export type ControlOf = (field: string) => string | undefined;

/** Errors in the order of the problems; the same sentence for the same control once. */
export function errorsFrom(
  t: T,
  problems: readonly FieldProblem[],
  controlOf: ControlOf = (field) => field,
): readonly PageError[] {
  const errors = new Map<string, PageError>();
  for (const problem of problems) {
    const control = controlOf(problem.field);
    const text = sentenceOf(t, problem);
    errors.set(`${control ?? ""} ${text}`, {
      text,
      short: textOf(t, problem),
      ...(control === undefined ? {} : { field: control }),
    });
  }
  return [...errors.values()];
}

/** For a refusal without fields, its own sentence. */
export function errorsOfProblem(t: T, problem: Problem, controlOf?: ControlOf): readonly PageError[] {
  if (problem.fields.length > 0) return errorsFrom(t, problem.fields, controlOf);
  const text = problemSentence(t, problem.code, problem.values);
  return [{ text, short: text }];
}

/** The first error at a control. */
export function errorAt(errors: readonly PageError[], control: string): string | undefined {
  return errors.find((error) => error.field === control)?.short;
}

export function sentenceOf(t: T, problem: FieldProblem): string {
  const place = placeOf(t, problem.field);
  const text = textOf(t, problem);
  return place === undefined ? text : t("application.error.at", { place: capital(place, t.locale), text });
}

/** Countries by the reader's names, in the order of the reader's alphabet. */
export function countryItems(t: T): readonly { value: string; label: string }[] {
  const known = ordered.get(t.locale);
  if (known !== undefined) return known;
  const { compare } = new Intl.Collator(t.locale);
  const items = countryCodes
    .map((code) => ({ value: code, label: t.country(code) }))
    .sort((a, b) => compare(a.label, b.label));
  ordered.set(t.locale, items);
  return items;
}

const ordered = new Map<string, readonly { value: string; label: string }[]>();

/** Refusals that only these pages know have their sentences here; all others share one with every door. */
function textOf(t: T, problem: FieldProblem): string {
  const own = `application.error.${problem.code}`;
  return t.has(own) ? t(own, problem.values) : fieldSentence(t, problem);
}

function capital(text: string, locale: string): string {
  return text.slice(0, 1).toLocaleUpperCase(locale) + text.slice(1);
}

function placeOf(t: T, field: string): string | undefined {
  const line = /^lines\.(\d+)\.(code|carats|usd|origin)$/.exec(field);
  if (line !== null)
    return t("application.place.line", {
      line: Number(line[1]) + 1,
      part: t(`application.place.${line[2] as "code"}`),
    });
  const last = field.split(".").at(-1) ?? "";
  return last === "name" ||
    last === "address" ||
    last === "country" ||
    last === "parcels" ||
    last === "carats" ||
    last === "kind"
    ? t(`application.place.${last}`)
    : undefined;
}
