// What the officers' routes ask of every request: whose authority, which certificate, which day; and how a refused
// form comes back with everything that was typed.
import type { Context } from "hono";
import { Problem, refuseUnless } from "#platform/http/problem.ts";
import type { Web } from "#platform/http/web.ts";
import { authoritiesOf } from "#modules/scheme/index.ts";

/** Runs the step; a refusal that the form can show goes back to the form with everything typed. */
export async function orAgain(
  step: () => Promise<Response>,
  again: (problem: Problem) => Promise<Response>,
): Promise<Response> {
  try {
    return await step();
  } catch (error) {
    if (
      !(error instanceof Problem) ||
      ![
        "bad-input",
        "wrong-state",
        "same-person",
        "held-by-another",
        "already-done",
        "changed-meanwhile",
        "print-unanswered",
        "no-original",
        "signer-unavailable",
      ].includes(error.code)
    )
      throw error;
    return again(error);
  }
}

export async function namesOfAuthorities(c: Context<Web>): Promise<(code: string) => string> {
  const authorities = await authoritiesOf(c.get("ctx"));
  const { locale } = c.get("t");
  const names = new Map(authorities.map(({ code, names }) => [code, names[locale] ?? names["en"] ?? code]));
  return (code) => names.get(code) ?? code;
}

export function idOf(c: Context<Web>): string {
  const id = c.req.param("id") ?? "";
  refuseUnless(/^[0-9a-f]{32}$/.test(id), "not-found");
  return id;
}

export function organisationOf(c: Context<Web>): string {
  const { organisation } = c.get("ctx").actor;
  if (organisation === null) throw new Problem("not-allowed");
  return organisation;
}

export function today(c: Context<Web>): string {
  return new Date(c.get("ctx").clock()).toISOString().slice(0, 10);
}
