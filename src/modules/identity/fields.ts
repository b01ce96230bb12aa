// Checks of what people type about people and keys; every problem is named at its field.
import { Problem } from "#platform/http/problem.ts";
import type { FieldProblem } from "#platform/http/problem.ts";
import { isLocale } from "#platform/i18n/locales.ts";

/** Control characters and marks that turn the direction of text: they could make one name look like another. */
const deceptive = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/u;

export function nameProblem(field: string, text: string, most = 120): FieldProblem | undefined {
  if (text === "") return { field, code: `${field}-missing` };
  if (Array.from(text).length > most) return { field, code: `${field}-too-long`, values: { most } };
  return deceptive.test(text) ? { field, code: `${field}-characters` } : undefined;
}

export function emailProblem(text: string | null): FieldProblem | undefined {
  if (text === null) return undefined;
  return text.length <= 200 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(text)
    ? undefined
    : { field: "email", code: "email-form" };
}

export function localeProblem(text: string): FieldProblem | undefined {
  return isLocale(text) ? undefined : { field: "locale", code: "locale-unknown" };
}

/** Form of an organisation's code: "SL-KPA", "EU-BE", "KPCS". */
export function isOrganisationCode(text: string): boolean {
  return /^[A-Z][A-Z0-9]{1,9}(-[A-Z0-9]{1,9}){0,3}$/.test(text);
}

export function refuseProblems(problems: readonly (FieldProblem | undefined)[]): void {
  const fields = problems.filter((problem) => problem !== undefined);
  if (fields.length > 0) throw new Problem("bad-input", {}, { fields });
}
